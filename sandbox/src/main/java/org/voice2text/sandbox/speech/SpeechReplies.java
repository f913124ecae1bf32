package org.voice2text.sandbox.speech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.voice2text.sandbox.fault.Reply;
import org.voice2text.sandbox.record.Json;

/// Writes answers in OpenAI's shape.
final class SpeechReplies {
  private SpeechReplies() {}

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
}
