package org.voice2text.bot.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.voice2text.bot.telegram.Incoming.UpdateKey;

/// Updates of every kind with parts left out, changed and damaged at random. The same seed makes
/// the same updates.
public final class RandomUpdates {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String FILE =
      "\"file_id\": \"F%d\", \"file_unique_id\": \"U%d\", \"file_size\": 2000, \"duration\": 3";
  private static final List<String> CONTENTS =
      List.of(
          "\"text\": \"/start\"",
          "\"text\": \"/help@voice_bot\"",
          "\"text\": \"/settings\"",
          "\"text\": \"/stats\"",
          "\"text\": \"/plans\"",
          "\"text\": \"/paysupport\"",
          "\"text\": \"/privacy\"",
          "\"text\": \"/delete_my_data\"",
          "\"text\": \"/transcribe\", \"reply_to_message\": {\"message_id\": 3, \"date\": 1, \"chat\": {\"id\": 42, \"type\": \"private\"}, \"voice\": {"
              + FILE
              + "}}",
          "\"text\": \"/admin\"",
          "\"text\": \"/credit 42 100\"",
          "\"text\": \"/refund x\"",
          "\"text\": \"/broadcast Hello\"",
          "\"text\": \"/block 7\"",
          "\"text\": \"Good morning\", \"entities\": [{\"type\": \"bold\", \"offset\": 0, \"length\": 4}]",
          "\"voice\": {" + FILE + "}",
          "\"audio\": {" + FILE + ", \"file_name\": \"a.mp3\", \"mime_type\": \"audio/mpeg\"}",
          "\"video_note\": {" + FILE + ", \"length\": 240}",
          "\"video\": {" + FILE + ", \"width\": 2, \"height\": 2}",
          "\"document\": {" + FILE + ", \"file_name\": \"x.ogg\", \"mime_type\": \"audio/ogg\"}",
          "\"photo\": [{" + FILE + ", \"width\": 1, \"height\": 1}]",
          "\"new_chat_title\": \"x\"",
          "\"migrate_to_chat_id\": -1000000000777",
          "\"successful_payment\": {\"currency\": \"XTR\", \"total_amount\": 5, \"invoice_payload\": \"i:1\", \"telegram_payment_charge_id\": \"c%d\", \"provider_payment_charge_id\": \"\"}",
          "\"refunded_payment\": {\"currency\": \"XTR\", \"total_amount\": 5, \"invoice_payload\": \"i:1\", \"telegram_payment_charge_id\": \"c%d\"}");
  private static final List<String> PRESSES =
      List.of(
          "cancel:1",
          "again:1:en",
          "export:1:or:mn0:ort",
          "ex:pdf:1:or:mn0:ort",
          "ex:srt:1:or:mn0:ort",
          "or:1:or:mn0:ort",
          "rw:1:su:mn0:ort",
          "rr:1:su:mn0:ort",
          "op:1:or:mn0:orx",
          "set:lang:ru",
          "buy:pro",
          "del:yes",
          "");
  private static final String FROM =
      "\"from\": {\"id\": 42, \"is_bot\": false, \"first_name\": \"A\", \"language_code\": \"ru\"}";

  private final Random random;
  private final List<JsonNode> seeds = new ArrayList<>();
  private int made;

  public RandomUpdates(long seed) {
    random = new Random(seed);
    for (String content : CONTENTS) {
      String filled = content.replace("%d", "1");
      add(
          "\"message\": {\"message_id\": 11, \"date\": 1793527200, %s, %s, %s}"
              .formatted(chat(42, "private"), FROM, filled));
      add(
          "\"message\": {\"message_id\": 12, \"date\": 1793527200, \"message_thread_id\": 5, %s, %s, %s}"
              .formatted(chat(-1001, "supergroup"), FROM, filled));
    }
    for (String data : PRESSES) {
      add(
          "\"callback_query\": {\"id\": \"9\", %s, \"chat_instance\": \"1\", \"data\": \"%s\", \"message\": {\"message_id\": 11, \"date\": 1793527200, %s}}"
              .formatted(FROM, data, chat(42, "private")));
    }
    add(
        "\"pre_checkout_query\": {\"id\": \"8\", %s, \"currency\": \"XTR\", \"total_amount\": 5, \"invoice_payload\": \"i:1\"}"
            .formatted(FROM));
    for (String status : List.of("member", "administrator", "kicked", "left")) {
      add(
          "\"my_chat_member\": {%s, %s, \"date\": 1793527200, \"old_chat_member\": {\"status\": \"left\", \"user\": {\"id\": 1, \"is_bot\": true, \"first_name\": \"B\"}}, \"new_chat_member\": {\"status\": \"%s\", \"user\": {\"id\": 1, \"is_bot\": true, \"first_name\": \"B\"}}}"
              .formatted(chat(-1001, "supergroup"), FROM, status));
    }
    add("\"edited_message\": {\"message_id\": 1}");
    add("\"something_new\": {}");
  }

  private static String chat(long id, String type) {
    return "\"chat\": {\"id\": %d, \"type\": \"%s\", \"title\": \"T\"}".formatted(id, type);
  }

  private void add(String content) {
    try {
      seeds.add(MAPPER.readTree("{\"update_id\": 1, " + content + "}"));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(content, e);
    }
  }

  /// The JSON of the next one.
  public String next() {
    JsonNode update = seeds.get(made++ % seeds.size()).deepCopy();
    // Some stay as they are: they reach furthest.
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      mutate(update);
    }
    return damaged(update.toString());
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
