package org.voice2text.bot.rewriting;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The languages that a text can be translated into.
public final class TargetLanguages {
  /// ISO 639-1 codes, in the order in which they are offered.
  public static final List<String> CODES =
      List.of("en", "ru", "de", "fr", "es", "it", "pt", "uk", "tr", "ar", "zh", "ja");

  private TargetLanguages() {}

  /// Whether a text is to be translated into a language without asking which.
  ///
  /// @param target the reader's language
  /// @param spoken ISO 639-1 code of the text's language; null if that is not known: it may be the
  ///   reader's own
  public static boolean isForeign(String target, @Nullable String spoken) {
    return spoken != null && !spoken.equals(target) && CODES.contains(target);
  }

  /// What the language calls itself, such as `Deutsch`.
  public static String ownName(String code) {
    Locale locale = Locale.of(code);
    String name = locale.getDisplayLanguage(locale);
    return name.substring(0, 1).toUpperCase(locale) + name.substring(1);
  }

  /// Its name for the language model.
  static String englishName(String code) {
    return Locale.of(code).getDisplayLanguage(Locale.ENGLISH);
  }
}
