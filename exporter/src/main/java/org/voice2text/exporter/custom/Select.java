package org.voice2text.exporter.custom;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An operator's statement. It is run as a subquery, so that SQLite itself refuses anything but one
/// SELECT, and beside a one-row table that tells the time, because SQLite knows neither the
/// exporter's time zone nor its clock.
///
/// @param sql without the semicolon at its end
record Select(String sql) {
  private static final Pattern END = Pattern.compile("[\\s;]+$");
  private static final Pattern FIRST_WORD =
      Pattern.compile("(?s)(?:\\s|--[^\n]*(?:\n|$)|/\\*.*?\\*/)*+(\\w*).*");

  Select {
    sql = END.matcher(sql).replaceFirst("");
  }

  /// What can be seen to be wrong without SQLite, if anything.
  Optional<String> problem() {
    Matcher matcher = FIRST_WORD.matcher(sql);
    String word = matcher.matches() ? matcher.group(1) : "";
    boolean reads =
        word.equalsIgnoreCase("select")
            || word.equalsIgnoreCase("with")
            || word.equalsIgnoreCase("values");
    return reads ? Optional.empty() : Optional.of("begins with \"%s\"".formatted(word));
  }

  /// What is run at a point in time.
  String at(Instant now, ZoneId zone) {
    Instant midnight = now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    // The statement ends with a line of its own: it may end with a comment.
    return "with exporter_time(now_ms, midnight_ms) as (values ("
        + now.toEpochMilli()
        + ", "
        + midnight.toEpochMilli()
        + "))\nselect * from (\n"
        + sql
        + "\n)";
  }
}
