package org.voice2text.bot.rewriting;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.event.RewriteMode;

/// How a text is to be rewritten, beside the mode. Immutable.
///
/// @param timecodes whether the text tells when something was said
/// @param language to translate into, one of {@link TargetLanguages}; null for that of the
///   interface
public record RewriteOptions(
    Length length, Emoji emoji, boolean timecodes, @Nullable String language) {
  public static final RewriteOptions DEFAULT =
      new RewriteOptions(Length.MEDIUM, Emoji.NONE, false, null);

  private static final Pattern CODE = Pattern.compile("([sml])([nfm])([01])([a-z]{2})?");

  public RewriteOptions {
    if (language != null && !TargetLanguages.CODES.contains(language)) {
      throw new IllegalArgumentException("There is no translation into " + language);
    }
  }

  /// Reads what {@link #code} gives; nothing for anything else.
  public static Optional<RewriteOptions> parse(String code) {
    Matcher matcher = CODE.matcher(code);
    String language = matcher.matches() ? matcher.group(4) : null;
    if (!matcher.matches() || (language != null && !TargetLanguages.CODES.contains(language))) {
      return Optional.empty();
    }
    return Optional.of(
        new RewriteOptions(
            byInitial(Length.values(), matcher.group(1)),
            byInitial(Emoji.values(), matcher.group(2)),
            matcher.group(3).equals("1"),
            language));
  }

  /// Three to five characters that a button can carry and that name a cached variant.
  public String code() {
    return initial(length)
        + initial(emoji)
        + (timecodes ? "1" : "0")
        + (language == null ? "" : language);
  }

  public RewriteOptions with(Length other) {
    return new RewriteOptions(other, emoji, timecodes, language);
  }

  public RewriteOptions with(Emoji other) {
    return new RewriteOptions(length, other, timecodes, language);
  }

  public RewriteOptions withTimecodes(boolean other) {
    return new RewriteOptions(length, emoji, other, language);
  }

  public RewriteOptions withLanguage(@Nullable String other) {
    return new RewriteOptions(length, emoji, timecodes, other);
  }

  /// Whether the length says anything in this mode: the others keep all that was said.
  public static boolean hasLength(RewriteMode mode) {
    return mode == RewriteMode.STRUCTURED || mode == RewriteMode.SUMMARY;
  }

  /// Whether emoji fit this mode: a translation has those of its original.
  public static boolean hasEmoji(RewriteMode mode) {
    return mode != RewriteMode.TRANSLATE;
  }

  /// Only what makes a difference in a mode, so that the same text is not asked for twice.
  RewriteOptions relevantTo(RewriteMode mode) {
    return new RewriteOptions(
        hasLength(mode) ? length : DEFAULT.length,
        hasEmoji(mode) ? emoji : DEFAULT.emoji,
        timecodes,
        mode == RewriteMode.TRANSLATE ? language : null);
  }

  private static String initial(Enum<?> value) {
    return value.name().substring(0, 1).toLowerCase(Locale.ROOT);
  }

  private static <T extends Enum<T>> T byInitial(T[] values, String initial) {
    Function<T, String> of = RewriteOptions::initial;
    return Arrays.stream(values).filter(v -> of.apply(v).equals(initial)).findFirst().orElseThrow();
  }
}
