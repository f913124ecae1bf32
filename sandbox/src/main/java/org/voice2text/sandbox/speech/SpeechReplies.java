package org.voice2text.sandbox.speech;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.fault.Reply;
import org.voice2text.sandbox.record.Json;

/// Writes answers in OpenAI's shape.
final class SpeechReplies {
  private static final List<String> MODELS =
      List.of("whisper-1", "gpt-4o-transcribe", "gpt-4o-mini-transcribe");

  private SpeechReplies() {}

  static Reply models() {
    ObjectNode body = Json.object().put("object", "list");
    ArrayNode data = body.putArray("data");
    MODELS.forEach(model ->
        data.addObject().put("id", model).put("object", "model").put("owned_by", "sandbox"));
    return Reply.json(200, body);
  }

  static Reply transcript(SpeechRequest request, String text, boolean silence) {
    return switch (request.responseFormat()) {
      case "text" ->
          new Reply(
              200,
              "text/plain; charset=utf-8",
              Map.of(),
              (text + "\n").getBytes(StandardCharsets.UTF_8));
      case "verbose_json" -> Reply.json(200, verbose(request, text, silence));
      default -> Reply.json(200, Json.object().put("text", text));
    };
  }

  private static ObjectNode verbose(SpeechRequest request, String text, boolean silence) {
    ObjectNode body =
        Json.object()
            .put("task", "transcribe")
            .put("language", request.language().isEmpty() ? "english" : request.language())
            .put("duration", request.seconds())
            .put("text", text);
    body.putArray("segments")
        .addObject()
        .put("id", 0)
        .put("seek", 0)
        .put("start", 0.0)
        .put("end", request.seconds())
        .put("text", text)
        .put("temperature", 0.0)
        .put("avg_logprob", silence ? -1.2 : -0.25)
        .put("compression_ratio", silence ? 0.5 : 1.3)
        .put("no_speech_prob", silence ? 0.95 : 0.02);
    return body;
  }

  static Reply badRequest(String message, String param) {
    return Reply.json(400, body(message, "invalid_request_error", param));
  }

  static Reply tooLarge(long limit, long size) {
    String message =
        "413: Maximum content size limit (%d) exceeded (%d bytes read)".formatted(limit, size);
    return Reply.json(413, body(message, "server_error", null));
  }

  static Reply error(int status, OptionalInt retryAfter) {
    String message =
        switch (status) {
          case 401 -> "Incorrect API key provided.";
          case 403 -> "Your key does not have access to this model.";
          case 404 -> "The model does not exist or you do not have access to it.";
          case 413 -> "413: Maximum content size limit (26214400) exceeded";
          case 415 -> "The audio file could not be decoded or its format is not supported.";
          case 429 -> "Rate limit reached. Please try again later.";
          default -> "The server had an error while processing your request.";
        };
    Reply reply =
        Reply.json(
            status, body(message, status < 500 ? "invalid_request_error" : "server_error", null));
    return retryAfter.isPresent()
        ? reply.withHeader("Retry-After", Integer.toString(retryAfter.getAsInt()))
        : reply;
  }

  private static ObjectNode body(String message, String type, @Nullable String param) {
    ObjectNode body = Json.object();
    body.putObject("error")
        .put("message", message)
        .put("type", type)
        .put("param", param)
        .putNull("code");
    return body;
  }
}
