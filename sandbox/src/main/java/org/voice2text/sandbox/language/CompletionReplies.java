package org.voice2text.sandbox.language;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.fault.Reply;
import org.voice2text.sandbox.record.Json;

/// Writes answers in OpenAI's shape, whole or as a stream of events.
final class CompletionReplies {
  private static final int PIECE = 24;

  private CompletionReplies() {}

  static Reply of(LanguageRequest request, LanguageAnswer answer) {
    return request.body().path("stream").asBoolean()
        ? stream(request, answer)
        : whole(request, answer);
  }

  private static ObjectNode frame(LanguageRequest request, String type) {
    return Json.object()
        .put("id", "chatcmpl-pretend-" + request.time().toEpochMilli())
        .put("object", type)
        .put("created", request.time().getEpochSecond())
        .put("model", request.model());
  }

  private static Reply whole(LanguageRequest request, LanguageAnswer answer) {
    ObjectNode body = frame(request, "chat.completion");
    ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", answer.text());
    choice.put("finish_reason", answer.finishReason());
    LanguageAnswer.@Nullable Usage usage = answer.usage();
    if (usage != null) {
      body.set("usage", usage(usage));
    }
    return Reply.json(200, body);
  }

  private static ObjectNode usage(LanguageAnswer.Usage usage) {
    ObjectNode node =
        Json.object()
            .put("prompt_tokens", usage.promptTokens())
            .put("completion_tokens", usage.completionTokens())
            .put("total_tokens", usage.promptTokens() + usage.completionTokens());
    @Nullable Double cost = usage.cost();
    return cost == null ? node : node.put("cost", cost);
  }

  private static Reply stream(LanguageRequest request, LanguageAnswer answer) {
    StringBuilder events = new StringBuilder();
    @Nullable String given = answer.text();
    String text = given == null ? "" : given;
    for (int from = 0; from < text.length(); from += PIECE) {
      String piece = text.substring(from, Math.min(text.length(), from + PIECE));
      event(events, chunk(request, piece, null));
    }
    event(events, chunk(request, null, answer.finishReason()));
    LanguageAnswer.@Nullable Usage usage = answer.usage();
    if (usage != null && request.body().path("stream_options").path("include_usage").asBoolean()) {
      ObjectNode last = frame(request, "chat.completion.chunk");
      last.putArray("choices");
      last.set("usage", usage(usage));
      event(events, last);
    }
    events.append("data: [DONE]\n\n");
    return new Reply(
        200, "text/event-stream", Map.of(), events.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode chunk(
      LanguageRequest request, @Nullable String piece, @Nullable String finishReason) {
    ObjectNode body = frame(request, "chat.completion.chunk");
    ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
    ObjectNode delta = choice.putObject("delta");
    if (piece != null) {
      delta.put("content", piece);
    }
    choice.put("finish_reason", finishReason);
    return body;
  }

  private static void event(StringBuilder events, ObjectNode data) {
    events.append("data: ").append(Json.text(data)).append("\n\n");
  }
}
