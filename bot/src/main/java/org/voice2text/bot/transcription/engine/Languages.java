package org.voice2text.bot.transcription.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Brings an engine's word for a language, `en` or `english`, to its ISO 639-1 code.
final class Languages {
  private static final Map<String, String> BY_NAME =
      Arrays.stream(Locale.getISOLanguages())
          .filter(code -> code.length() == 2)
          .collect(
              Collectors.toUnmodifiableMap(
                  code ->
                      Locale.of(code).getDisplayLanguage(Locale.ENGLISH).toLowerCase(Locale.ROOT),
                  Function.identity(),
                  (first, _) -> first));

  private Languages() {}

  /// Null for what is no language.
  static @Nullable String code(@Nullable String word) {
    if (word == null) {
      return null;
    }
    String lower = word.strip().toLowerCase(Locale.ROOT);
    return BY_NAME.containsValue(lower) ? lower : BY_NAME.get(lower);
  }
}
