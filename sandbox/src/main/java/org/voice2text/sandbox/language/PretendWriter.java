package org.voice2text.sandbox.language;

import java.util.stream.Collectors;
import org.voice2text.sandbox.record.Json;

/// The answers of a model that only says what it was asked: the same answer to the same request,
/// and never mistaken for a real one.
final class PretendWriter {
  /// Before it stand rules that are the same for every task.
  private static final String TASK = "Your task:";

  private static final int LONGEST_TASK = 240;
  private static final int LONGEST_QUOTE = 200;

  private PretendWriter() {}

  static String answer(LanguageRequest request) {
    String text =
        "[pretend answer] Asked: %s Given: %d words that begin: %s"
            .formatted(
                begin(task(request.system()), LONGEST_TASK),
                words(request.user()),
                begin(oneLine(request.user()), LONGEST_QUOTE));
    String format = request.body().path("response_format").path("type").asText("");
    return format.startsWith("json") ? Json.text(Json.object().put("text", text)) : text;
  }

  /// How each paragraph of the instructions begins, those of a client that says what its task is
  /// from there on.
  private static String task(String text) {
    String told = text.substring(Math.max(0, text.indexOf(TASK))).strip();
    return told.isEmpty()
        ? "nothing."
        : told.lines()
            .filter(line -> !line.isBlank())
            .map(line -> oneLine(line).replaceFirst("(?<=[.!?]) .*", ""))
            .collect(Collectors.joining(" "));
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private static long words(String text) {
    return text.isBlank() ? 0 : oneLine(text).split(" ").length;
  }

  private static String begin(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }
}
