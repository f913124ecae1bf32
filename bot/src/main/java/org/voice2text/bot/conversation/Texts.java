package org.voice2text.bot.conversation;

import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/// What the bot says, in one language. Immutable.
final class Texts {
  /// Languages that have a bundle; the first one serves all others.
  static final List<String> LANGUAGES = List.of("en", "ru");

  private static final List<Texts> ALL = LANGUAGES.stream().map(Texts::new).toList();

  private final Locale locale;
  private final ResourceBundle bundle;

  private Texts(String language) {
    this.locale = Locale.of(language);
    // English is the root bundle: the machine's own language must not step in.
    Locale bundleLocale = language.equals(LANGUAGES.getFirst()) ? Locale.ROOT : locale;
    this.bundle =
        ResourceBundle.getBundle(
            "texts.messages",
            bundleLocale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /// The texts for a language as Telegram states it, such as `ru` or `en-GB`.
  static Texts of(String language) {
    return ALL.get(LANGUAGES.indexOf(supported(language)));
  }

  /// The language that serves this one.
  static String supported(String language) {
    String code = language.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
    return LANGUAGES.contains(code) ? code : LANGUAGES.getFirst();
  }

  String get(String key, Object... arguments) {
    return new MessageFormat(bundle.getString(key), locale).format(arguments);
  }

  /// A length such as `3 h 5 min` or `40 s`; what is below a second is left out.
  String duration(Duration duration) {
    StringBuilder out = new StringBuilder();
    append(out, "unit.hours", duration.toHours());
    append(out, "unit.minutes", duration.toMinutesPart());
    append(out, "unit.seconds", duration.toSecondsPart());
    return out.isEmpty() ? get("unit.seconds", 0) : out.toString();
  }

  private void append(StringBuilder out, String key, long amount) {
    if (amount > 0) {
      out.append(out.isEmpty() ? "" : " ").append(get(key, amount));
    }
  }

  /// A length of days, or of hours where it is not whole days.
  String period(Duration period) {
    return period.toDays() > 0 && period.equals(Duration.ofDays(period.toDays()))
        ? get("unit.days", period.toDays())
        : duration(period);
  }

  /// What a language is called, such as `Russian` or `русский`.
  ///
  /// @param code ISO 639-1
  String languageName(String code) {
    return Locale.of(code).getDisplayLanguage(locale);
  }

  /// Whole minutes, rounded up, so that what is left never looks like nothing.
  String minutes(Duration duration) {
    return get("unit.minutes", Math.ceilDiv(duration.toSeconds(), 60L));
  }

  /// A day such as `21 Nov 2026`, in UTC.
  String date(Instant time) {
    return DateTimeFormatter.ofPattern("d MMM uuuu", locale).format(time.atZone(ZoneOffset.UTC));
  }

  /// Bytes as whole megabytes, rounded up, so that what is over a limit never looks as if it kept
  /// it.
  static long megabytes(long bytes) {
    return Math.ceilDiv(bytes, 1024L * 1024);
  }
}
