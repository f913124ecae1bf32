package org.voice2text.bot.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.voice2text.bot.telegram.Incoming.UpdateKey;

/// Updates of every kind, from people and places of every kind, with parts left out, changed and
/// damaged at random. The same seed makes the same updates. What they name, such as a job, is a
/// placeholder: `$name$`, or `"#name#"` for a number.
public final class RandomUpdates {
  /// Who is meant to be an owner.
  public static final long OWNER = 99;

  /// Whom the owner blocks and unblocks.
  public static final long BLOCKED = 7;

  public static final long PERSON = 42;

  public static final long ADMINISTRATOR = 43;
  public static final long FORUM = -1001;
  public static final long GROUP = -1002;

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern PLACEHOLDER = Pattern.compile("\"#(\\w+)#\"|\\$([\\w-]+)\\$");
  private static final String FILE =
      "\"file_id\": \"F$number$\", \"file_unique_id\": \"U$number$\", \"file_size\": 2000, \"duration\": 3";
  private static final String PAID =
      "\"currency\": \"XTR\", \"total_amount\": \"#price#\", \"invoice_payload\": \"$payload$\"";
  private static final String CHARGE =
      "\"telegram_payment_charge_id\": \"c$number$\", \"provider_payment_charge_id\": \"\"";
  private static final String REPLY =
      "\"reply_to_message\": {\"message_id\": 3, \"date\": 1, \"chat\": {\"id\": 42, \"type\": \"private\"}, \"voice\": {"
          + FILE
          + "}}";
  private static final List<String> CONTENTS =
      List.of(
          "\"text\": \"/start\"",
          "\"text\": \"/help@OurBot\"",
          "\"text\": \"/help@another_bot\"",
          "\"text\": \"/settings\"",
          "\"text\": \"/stats\"",
          "\"text\": \"/plans\"",
          "\"text\": \"/paysupport\"",
          "\"text\": \"/paysupport Why?\"",
          "\"text\": \"/privacy\"",
          "\"text\": \"/delete_my_data\"",
          "\"text\": \"/transcribe\", " + REPLY,
          "\"text\": \"/transcribe@ourbot\"",
          "\"text\": \"/admin\"",
          "\"text\": \"/credit 42 100\"",
          "\"text\": \"/credit 43\"",
          "\"text\": \"/refund x\"",
          "\"text\": \"/refund c$number$\"",
          "\"text\": \"/answer 42 Because.\"",
          "\"text\": \"/broadcast Hello\"",
          "\"text\": \"/broadcast\", " + REPLY,
          "\"text\": \"/block 7\"",
          "\"text\": \"/unblock 7\"",
          "\"text\": \"/nonsense\"",
          "\"text\": \"Good morning\", \"entities\": [{\"type\": \"bold\", \"offset\": 0, \"length\": 4}]",
          "\"voice\": {" + FILE + "}",
          "\"audio\": {" + FILE + ", \"file_name\": \"a.mp3\", \"mime_type\": \"audio/mpeg\"}",
          "\"video_note\": {" + FILE + ", \"length\": 240}",
          "\"video\": {" + FILE + ", \"width\": 2, \"height\": 2}",
          "\"document\": {" + FILE + ", \"file_name\": \"x.ogg\", \"mime_type\": \"audio/ogg\"}",
          "\"document\": {"
              + FILE
              + ", \"file_name\": \"x.zip\", \"mime_type\": \"application/zip\"}",
          "\"photo\": [{" + FILE + ", \"width\": 1, \"height\": 1}]",
          "\"new_chat_title\": \"x\"",
          "\"migrate_to_chat_id\": -1000000000777",
          "\"successful_payment\": {" + PAID + ", " + CHARGE + "}",
          "\"successful_payment\": {"
              + PAID
              + ", "
              + CHARGE
              + ", \"subscription_expiration_date\": 1796119200, \"is_recurring\": true, \"is_first_recurring\": true}",
          "\"refunded_payment\": {" + PAID + ", " + CHARGE + "}");
  private static final List<Room> ROOMS =
      List.of(
          Room.of(PERSON),
          Room.of(OWNER),
          Room.of(BLOCKED),
          new Room(FORUM, from(PERSON) + ", \"message_thread_id\": 5, \"is_topic_message\": true"),
          new Room(FORUM, from(ADMINISTRATOR)),
          new Room(GROUP, from(PERSON)),
          new Room(GROUP, from(BLOCKED)),
          new Room(
              GROUP,
              "\"from\": {\"id\": 1087968824, \"is_bot\": true, \"first_name\": \"Group\"}, \"sender_chat\": {\"id\": -1002, \"type\": \"supergroup\"}"));

  private final Random random;
  private final List<JsonNode> seeds = new ArrayList<>();
  private final Map<String, String> named = new HashMap<>(Map.of("price", "5", "payload", "none"));
  private int made;

  /// Where somebody writes.
  private record Room(long chatId, String from) {
    static Room of(long person) {
      return new Room(person, RandomUpdates.from(person));
    }

    String json() {
      String type = chatId > 0 ? "private" : "supergroup";
      return "\"chat\": {\"id\": %d, \"type\": \"%s\", \"title\": \"T\"}".formatted(chatId, type);
    }

    boolean isAnonymous() {
      return from.contains("sender_chat");
    }
  }

  /// @param presses what buttons carry; `$job$` stands for the job of the chat in which one is
  public RandomUpdates(long seed, List<String> presses) {
    random = new Random(seed);
    for (Room room : ROOMS) {
      for (String content : CONTENTS) {
        add(
            "\"message\": {\"message_id\": 11, \"date\": 1793527200, %s, %s, %s}"
                .formatted(room.json(), room.from(), content));
      }
    }
    for (Room room : ROOMS.stream().filter(room -> !room.isAnonymous()).toList()) {
      for (String data : presses) {
        add(
            "\"callback_query\": {\"id\": \"$made$\", %s, \"chat_instance\": \"1\", \"data\": \"%s\", \"message\": {\"message_id\": 11, \"date\": 1793527200, %s}}"
                .formatted(
                    room.from(), data.replace("$job$", "$job" + room.chatId() + "$"), room.json()));
      }
    }
    for (long person : new long[] {PERSON, OWNER, BLOCKED}) {
      add("\"pre_checkout_query\": {\"id\": \"$made$\", %s, %s}".formatted(from(person), PAID));
    }
    for (String status : List.of("member", "administrator", "kicked", "left")) {
      for (Room room : List.of(Room.of(PERSON), new Room(FORUM, from(PERSON)))) {
        add(
            "\"my_chat_member\": {%s, %s, \"date\": 1793527200, \"old_chat_member\": {\"status\": \"left\", \"user\": {\"id\": 1, \"is_bot\": true, \"first_name\": \"B\"}}, \"new_chat_member\": {\"status\": \"%s\", \"user\": {\"id\": 1, \"is_bot\": true, \"first_name\": \"B\"}}}"
                .formatted(room.json(), room.from(), status));
      }
    }
    add("\"edited_message\": {\"message_id\": 1}");
    add("\"something_new\": {}");
  }

  private static String from(long person) {
    return "\"from\": {\"id\": %d, \"is_bot\": false, \"first_name\": \"A\", \"language_code\": \"ru\"}"
        .formatted(person);
  }

  private void add(String content) {
    try {
      seeds.add(MAPPER.readTree("{\"update_id\": 1, " + content + "}"));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(content, e);
    }
  }

  /// What a placeholder stands for from now on.
  public void name(String placeholder, Object value) {
    named.put(placeholder, value.toString());
  }

  private String filled(String json) {
    named.put("made", Integer.toString(made));
    named.put("number", Integer.toString(random.nextInt(30)));
    return PLACEHOLDER
        .matcher(json)
        .replaceAll(m -> named.getOrDefault(m.group(1) == null ? m.group(2) : m.group(1), "1"));
  }

  /// The JSON of the next one.
  public String next() {
    // Not in their order: what comes of one depends on those before.
    JsonNode update = seeds.get(random.nextInt(seeds.size())).deepCopy();
    made++;
    // Many stay as they are: they reach furthest.
    for (int changes = random.nextInt(4) - 1; changes > 0; changes--) {
      mutate(update);
    }
    return damaged(filled(update.toString()));
  }

  /// The next one as the bot understands it.
  public Incoming next(UpdateKey key) {
    return UpdateReader.read(key, next());
  }

  private void mutate(JsonNode root) {
    List<JsonNode> containers = new ArrayList<>();
    collect(root, containers);
    JsonNode target = containers.get(random.nextInt(containers.size()));
    switch (target) {
      case ObjectNode object when !object.isEmpty() -> {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        if (random.nextInt(4) == 0) {
          object.remove(name);
        } else {
          object.set(name, value());
        }
      }
      case ArrayNode array -> array.add(value());
      default -> {}
    }
  }

  private static void collect(JsonNode node, List<JsonNode> into) {
    if (node.isContainerNode()) {
      into.add(node);
      node.forEach(child -> collect(child, into));
    }
  }

  private JsonNode value() {
    var nodes = MAPPER.getNodeFactory();
    return switch (random.nextInt(10)) {
      case 0 -> nodes.nullNode();
      case 1 -> nodes.numberNode(random.nextLong());
      case 2 -> nodes.numberNode(random.nextDouble() * 1e300);
      case 3 -> nodes.booleanNode(random.nextBoolean());
      case 4 -> nodes.textNode("");
      case 5 -> nodes.textNode("x\u0000\ud83d" + random.nextInt());
      case 6 -> nodes.arrayNode().add(1).add("x");
      case 7 -> nodes.objectNode().put("id", random.nextInt());
      case 8 -> nodes.numberNode(-1);
      default -> nodes.numberNode(Integer.MIN_VALUE);
    };
  }

  private String damaged(String json) {
    return switch (random.nextInt(20)) {
      case 0 -> json.substring(0, random.nextInt(json.length()));
      case 1 -> {
        StringBuilder out = new StringBuilder(json);
        out.setCharAt(random.nextInt(json.length()), (char) random.nextInt(128));
        yield out.toString();
      }
      default -> json;
    };
  }
}
