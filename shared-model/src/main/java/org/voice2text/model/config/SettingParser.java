package org.voice2text.model.config;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns the text of a setting into a value of its kind.
public final class SettingParser {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern WHOLE = Pattern.compile("\\d{1,10}");
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}(\\.\\d{1,15})?");

  private SettingParser() {}

  /// Throws an `IllegalArgumentException` whose message is the rule that the text breaks.
  static Object parse(Setting.Kind kind, String text) {
    return switch (kind) {
      case TEXT, SECRET -> text;
      case DURATION -> duration(text);
      case NUMBER -> whole(text, Integer.MAX_VALUE);
      case PORT -> whole(text, 65_535);
      case DECIMAL -> decimal(text);
      case URL -> url(text);
      case PATH -> path(text);
      case LIST -> list(text);
      case ZONE -> zone(text);
    };
  }

  /// @return more than zero
  /// @throws IllegalArgumentException whose message is the rule that the text breaks
  public static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be a number with a unit (ms, s, m, h, d), such as 250ms or 3h");
    }
    long amount = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        };
    if (duration.isZero()) {
      throw new IllegalArgumentException("must be longer than zero");
    }
    return duration;
  }

  private static Integer whole(String text, int max) {
    if (!WHOLE.matcher(text).matches() || Long.parseLong(text) > max) {
      throw new IllegalArgumentException("must be a whole number from 0 to " + max);
    }
    return Integer.valueOf(text);
  }

  private static Double decimal(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw new IllegalArgumentException("must be a number of 0 or more, such as 0.1");
    }
    return Double.valueOf(text);
  }

  private static URI url(String text) {
    URI uri;
    try {
      uri = URI.create(text.replaceAll("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be an http or https address", e);
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "must not hold a user or a password, because addresses are shown");
    }
    if (uri.getHost() == null
        || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
      throw new IllegalArgumentException("must be an http or https address");
    }
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw new IllegalArgumentException("must have a port from 1 to 65535, or none");
    }
    return uri;
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("must be a file path", e);
    }
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("must be a time zone, such as Europe/Berlin or UTC", e);
    }
  }
}
