package org.voice2text.sandbox.language;

import org.jspecify.annotations.Nullable;

/// Counts and prices tokens, roughly as models do: four characters each, four for each message's
/// wrapping.
final class Tokens {
  static final LanguageAnswer.Usage TO_BE_COUNTED = new LanguageAnswer.Usage(-1, -1, null);
  private static final int CHARACTERS = 4;
  private static final int WRAPPING = 4;

  private Tokens() {}

  static int of(@Nullable String text) {
    return text == null ? 0 : (text.length() + CHARACTERS - 1) / CHARACTERS;
  }

  static int of(LanguageRequest request) {
    return request.messages().stream().mapToInt(it -> of(it.content()) + WRAPPING).sum();
  }

  /// The beginning of a text that is no longer than this many tokens.
  static String begin(String text, int tokens) {
    int end = Math.min(text.length(), tokens * CHARACTERS);
    boolean splits =
        end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, splits ? end - 1 : end);
  }
}
