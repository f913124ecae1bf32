package org.voice2text.sandbox.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.CallLog;
import org.voice2text.sandbox.record.Json;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Checkout;
import org.voice2text.sandbox.telegram.Draft;
import org.voice2text.sandbox.telegram.Invoice;
import org.voice2text.sandbox.telegram.Media;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.Special;
import org.voice2text.sandbox.telegram.User;
import org.voice2text.sandbox.telegram.World;
import org.voice2text.sandbox.telegram.WorldChange;

/// What the page reads. Every object names its chat by `chat` and `bot`.
final class ChatJson {
  private static final int CALLS_SHOWN = 150;

  private ChatJson() {}

  static String event(WorldChange change) {
    return switch (change) {
      case WorldChange.MessageShown _ -> "message";
      case WorldChange.MessageDeleted _ -> "deleted";
      case WorldChange.ButtonAnswered _ -> "answer";
      case WorldChange.ActionShown _ -> "action";
      case WorldChange.DraftShown _ -> "draft";
      case WorldChange.CheckoutChanged _ -> "checkout";
      case WorldChange.DirectoryChanged _ -> "directory";
      case WorldChange.UpdatesConfirmed _ -> "read";
    };
  }

  static ObjectNode change(World world, WorldChange change) {
    return switch (change) {
      case WorldChange.MessageShown it -> message(world, it.message());
      case WorldChange.MessageDeleted it -> chatKey(it.chat()).put("id", it.messageId());
      case WorldChange.ButtonAnswered it ->
          chatKey(it.chat())
              .put("user", it.user().id())
              .put("press", it.press())
              .put("text", it.answer().text())
              .put("alert", it.answer().alert());
      case WorldChange.ActionShown it -> chatKey(it.chat()).put("action", it.action());
      case WorldChange.DraftShown it -> draft(it.chat(), it.draft());
      case WorldChange.CheckoutChanged it -> checkout(it.checkout());
      case WorldChange.DirectoryChanged _ -> Json.object();
      case WorldChange.UpdatesConfirmed it ->
          Json.object().put("bot", it.botId()).put("offset", it.offset());
    };
  }

  static ObjectNode checkout(Checkout checkout) {
    ObjectNode node =
        Json.object()
            .put("checkout", checkout.id())
            .put("bot", checkout.invoice().botId())
            .put("user", checkout.user().id())
            .put("state", checkout.state().name().toLowerCase(Locale.ROOT))
            .put("error", checkout.error())
            .put("charge", checkout.chargeId());
    return node.set("invoice", invoice(checkout.invoice()));
  }

  /// Without the payload, which is the bot's own affair.
  static ObjectNode invoice(Invoice invoice) {
    return Json.object()
        .put("title", invoice.title())
        .put("description", invoice.description())
        .put("stars", invoice.stars())
        .put("subscription", invoice.isSubscription());
  }

  static ObjectNode draft(Chat chat, Draft draft) {
    ObjectNode node = chatKey(chat).put("draft", draft.id()).put("text", draft.text());
    return node.set("entities", Json.of(draft.entities()));
  }

  static ObjectNode chatKey(Chat chat) {
    return Json.object().put("chat", chat.id()).put("bot", chat.botId());
  }

  static ObjectNode user(User user) {
    return Json.object()
        .put("id", user.id())
        .put("name", user.firstName())
        .put("username", user.username())
        .put("language", user.languageCode())
        .put("isBot", user.isBot());
  }

  /// `update` is the one by which the bot `reader` is told of the message: read once the bot has
  /// confirmed an offset above it.
  static ObjectNode message(World world, Message message) {
    ObjectNode node = chatKey(message.chat()).put("id", message.id());
    node.set("from", user(message.from()));
    node.put("date", message.date().toEpochMilli()).put("edits", message.edits());
    node.put("text", message.text());
    node.set("entities", Json.of(message.entities()));
    node.set("buttons", Json.of(message.buttons()));
    node.put("quote", message.quote())
        .put("replyTo", message.replyTo())
        .put("topic", message.topic());
    @Nullable Chat senderChat = message.senderChat();
    node.put("inNameOf", senderChat == null ? null : senderChat.title());
    @Nullable User origin = message.forwardedFrom();
    node.put("forwardedFrom", origin == null ? null : origin.firstName());
    world
        .receipt(message)
        .ifPresent(it -> node.put("reader", it.botId()).put("update", it.updateId()));
    @Nullable Special special = message.special();
    if (special != null) {
      node.set("special", SpecialJson.of(special, world.stars().isPaid(message)));
    }
    @Nullable Media media = message.media();
    return media == null ? node : node.set("media", media(media));
  }

  private static ObjectNode media(Media media) {
    return Json.object()
        .put("kind", media.kind().field())
        .put("file", media.fileId())
        .put("name", media.fileName())
        .put("mime", media.mimeType())
        .put("seconds", media.durationSeconds())
        .put("size", media.size());
  }

  static ObjectNode call(CallLog.Call call) {
    ObjectNode node =
        Json.object()
            .put("time", call.time().toEpochMilli())
            .put("bot", call.botId())
            .put("api", call.api())
            .put("method", call.method())
            .put("status", call.status())
            .put("ms", call.took().toMillis())
            .put("answer", call.answer());
    return node.set("params", call.params());
  }

  /// The last ones of all logs together, oldest first.
  static JsonNode calls(CallLog... logs) {
    List<CallLog.Call> all =
        Arrays.stream(logs)
            .flatMap(log -> log.all().stream())
            .sorted(Comparator.comparing(CallLog.Call::time))
            .toList();
    ArrayNode shown = Json.array();
    all.subList(Math.max(0, all.size() - CALLS_SHOWN), all.size())
        .forEach(call -> shown.add(call(call)));
    return shown;
  }
}
