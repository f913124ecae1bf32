package org.voice2text.sandbox.language;

import org.jspecify.annotations.Nullable;

/// What the pretend model says.
///
/// @param text null for an answer without content
/// @param finishReason `stop`, `length` or `content_filter`
/// @param usage null where the server does not count
public record LanguageAnswer(@Nullable String text, String finishReason, @Nullable Usage usage) {

  /// What the answer took.
  ///
  /// @param cost in dollars; null where the server does not say
  public record Usage(int promptTokens, int completionTokens, @Nullable Double cost) {}

  /// A whole answer, counted as usual.
  public static LanguageAnswer of(String text) {
    return new LanguageAnswer(text, "stop", Tokens.TO_BE_COUNTED);
  }

  /// An answer that ends in the middle because it got too long.
  public static LanguageAnswer cutOff(String text) {
    return new LanguageAnswer(text, "length", Tokens.TO_BE_COUNTED);
  }

  /// The server does not want to answer.
  public static LanguageAnswer filtered() {
    return new LanguageAnswer(null, "content_filter", Tokens.TO_BE_COUNTED);
  }

  /// @param cost in dollars; null for none
  public LanguageAnswer counted(int promptTokens, int completionTokens, @Nullable Double cost) {
    return new LanguageAnswer(text, finishReason, new Usage(promptTokens, completionTokens, cost));
  }

  public LanguageAnswer uncounted() {
    return new LanguageAnswer(text, finishReason, null);
  }
}
