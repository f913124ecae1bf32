package org.voice2text.exporter.dashboard;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a request asks for, read from its parameters.
final class Query {
  private Query() {}

  /// @throws BadQueryException unless it is the name of one
  static SeriesMetric metric(@Nullable String text) {
    return choose("metric", text, SeriesMetric.values(), SeriesMetric::label);
  }

  /// @throws BadQueryException unless it is the name of one
  static TimeRange range(@Nullable String text) {
    return choose("range", text, TimeRange.values(), TimeRange::label);
  }

  /// @param otherwise the zone if none is given
  /// @throws BadQueryException unless it is a known name
  static ZoneId zone(@Nullable String text, ZoneId otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      return ZoneId.of(text);
    } catch (DateTimeException _) {
      throw new BadQueryException(
          "zone=%s: is not a time zone; use a name such as Europe/Berlin, or leave it out"
              .formatted(shown(text)));
    }
  }

  private static <T> T choose(
      String name, @Nullable String text, T[] values, Function<T, String> label) {
    List<String> labels = Arrays.stream(values).map(label).toList();
    if (text == null) {
      throw new BadQueryException(
          "%s: is missing; use one of %s".formatted(name, String.join(", ", labels)));
    }
    int index = labels.indexOf(text);
    if (index < 0) {
      throw new BadQueryException(
          "%s=%s: is not known; use one of %s"
              .formatted(name, shown(text), String.join(", ", labels)));
    }
    return values[index];
  }

  /// Short, whatever was sent.
  private static String shown(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
