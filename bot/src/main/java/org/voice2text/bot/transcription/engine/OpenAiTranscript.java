package org.voice2text.bot.transcription.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.http.HttpAnswer;

/// Reads a server's answer, whatever it calls its content: `json`, `verbose_json` or plain text.
final class OpenAiTranscript {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final double LONGEST_SECONDS = 1e6;

  private OpenAiTranscript() {}

  /// @param language the one that was asked for
  /// @return empty when the answer is no transcript
  static Optional<Recognition> parse(String body, @Nullable String language) {
    JsonNode json = json(body);
    if (json == null || json.isNumber()) {
      return isWebPage(body)
          ? Optional.empty()
          : Optional.of(Hearing.of(body, List.of(), language, OptionalLong.empty()));
    }
    JsonNode text = json.isTextual() ? json : json.path("text");
    if (!text.isTextual()) {
      return Optional.empty();
    }
    String told = Languages.code(json.path("language").asText(null));
    List<Segment> segments = segments(json.path("segments"));
    boolean complete = !anyInvented(json.path("segments"));
    return Optional.of(
        Hearing.of(
            complete ? text.textValue() : Hearing.text(segments),
            segments,
            told == null ? language : told,
            OptionalLong.empty()));
  }

  /// Servers have been seen to call a failure a success.
  static boolean isError(String body) {
    JsonNode json = json(body);
    return json != null && json.has("error") && !json.has("text");
  }

  /// OpenAI refuses what lasts less than a tenth of a second: too short for a word.
  static boolean isTooShort(HttpAnswer answer) {
    return answer.status() == 400 && answer.body().contains("too short");
  }

  private static @Nullable JsonNode json(String body) {
    try {
      JsonNode json = MAPPER.readTree(body);
      return json.isMissingNode() ? null : json;
    } catch (JsonProcessingException _) {
      return null;
    }
  }

  private static boolean isWebPage(String body) {
    String start = body.strip().toLowerCase(Locale.ROOT);
    return start.startsWith("<!doctype") || start.startsWith("<html");
  }

  private static boolean anyInvented(JsonNode segments) {
    return segments.valueStream().anyMatch(SegmentJudge::isInvented);
  }

  private static List<Segment> segments(JsonNode array) {
    List<Segment> segments = new ArrayList<>();
    for (JsonNode node : array) {
      String text = node.path("text").asText("").strip();
      if (!text.isEmpty() && !SegmentJudge.isInvented(node)) {
        Duration start = seconds(node.path("start"));
        Duration end = seconds(node.path("end"));
        segments.add(new Segment(start, end.compareTo(start) < 0 ? start : end, text));
      }
    }
    return segments;
  }

  private static Duration seconds(JsonNode node) {
    double seconds = node.asDouble(0);
    return Double.isNaN(seconds)
        ? Duration.ZERO
        : Duration.ofMillis(Math.round(1000 * Math.clamp(seconds, 0, LONGEST_SECONDS)));
  }
}
