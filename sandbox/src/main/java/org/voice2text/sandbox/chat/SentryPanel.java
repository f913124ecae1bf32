package org.voice2text.sandbox.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.List;
import org.voice2text.sandbox.record.Json;
import org.voice2text.sandbox.sentry.Envelope;
import org.voice2text.sandbox.sentry.SentryInbox;

/// What arrived at the pretend Sentry, item by item. Thread-safe.
final class SentryPanel {
  private static final int SHOWN = 100;
  private static final int LONGEST_BODY = 200_000;

  private final SentryInbox inbox;

  SentryPanel(SentryInbox inbox) {
    this.inbox = inbox;
  }

  /// The last items, oldest first.
  JsonNode items() {
    List<ObjectNode> all = inbox.envelopes().stream().flatMap(it -> items(it).stream()).toList();
    ArrayNode shown = Json.array();
    all.subList(Math.max(0, all.size() - SHOWN), all.size()).forEach(shown::add);
    return shown;
  }

  /// One object for each item of an envelope: `type`, `time` of the sending and `body`.
  static List<ObjectNode> items(Envelope envelope) {
    return envelope.items().stream()
        .map(item -> {
          ObjectNode node =
              Json.object()
                  .put("project", envelope.project())
                  .put("type", item.header().path("type").asText("unknown"))
                  .put("time", envelope.received().toEpochMilli());
          node.set("body", body(item.body()));
          return node;
        })
        .toList();
  }

  private static JsonNode body(String text) {
    if (text.length() > LONGEST_BODY) {
      return TextNode.valueOf(text.substring(0, LONGEST_BODY));
    }
    try {
      return Json.read(text);
    } catch (IOException e) {
      return TextNode.valueOf(text);
    }
  }
}
