package org.voice2text.bot.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// Reads the header `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date.
public final class RetryAfter {
  private static final double LONGEST_SECONDS = 1e6;

  private RetryAfter() {}

  /// Null when there is no header or it makes no sense.
  public static @Nullable Duration parse(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    String text = header.strip();
    try {
      if (text.matches("\\d{1,7}(\\.\\d{1,9})?")) {
        double seconds = Math.min(LONGEST_SECONDS, Double.parseDouble(text));
        return Duration.ofMillis((long) Math.ceil(1000 * seconds));
      }
      Duration until =
          Duration.between(
              now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return until.isNegative() ? Duration.ZERO : until;
    } catch (DateTimeException _) {
      return null;
    }
  }
}
