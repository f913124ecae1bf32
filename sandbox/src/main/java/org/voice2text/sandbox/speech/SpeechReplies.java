package org.voice2text.sandbox.speech;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.voice2text.sandbox.fault.Reply;
import org.voice2text.sandbox.record.Json;

/// Writes answers in OpenAI's shape.
final class SpeechReplies {
  private SpeechReplies() {}

  static Reply transcript(SpeechRequest request, SpeechAnswer answer) {
    return switch (request.responseFormat()) {
      case "text" ->
          new Reply(
              200,
              "text/plain; charset=utf-8",
              Map.of(),
              (answer.text() + "\n").getBytes(StandardCharsets.UTF_8));
      case "verbose_json" -> Reply.json(200, verbose(request, answer));
      default -> Reply.json(200, Json.object().put("text", answer.text()));
    };
  }

  private static ObjectNode verbose(SpeechRequest request, SpeechAnswer answer) {
    ObjectNode body =
        Json.object()
            .put("task", "transcribe")
            .put("language", answer.language())
            .put("duration", request.seconds())
            .put("text", answer.text());
    ArrayNode segments = body.putArray("segments");
    for (SpeechSegment segment : answer.segments()) {
      segments
          .addObject()
          .put("id", segments.size() - 1)
          .put("seek", 0)
          .put("start", segment.start())
          .put("end", segment.end())
          .put("text", segment.text())
          .put("temperature", 0.0)
          .put("avg_logprob", segment.averageLogProbability())
          .put("compression_ratio", segment.compressionRatio())
          .put("no_speech_prob", segment.noSpeechProbability());
    }
    return body;
  }
}
