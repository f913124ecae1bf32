package org.voice2text.exporter.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Reads what the dashboard's API has answered.
final class Served {
  private Served() {}

  static List<Instant> starts(String body) {
    return ((List<?>) parse(body).get("starts"))
        .stream().map(at -> Instant.ofEpochMilli(((Double) at).longValue())).toList();
  }

  /// The values that are neither 0 nor missing, as `name=value@step`.
  static String series(String body) {
    return ((List<?>) parse(body).get("series"))
        .stream().map(one -> line((Map<?, ?>) one)).collect(Collectors.joining("; "));
  }

  private static String line(Map<?, ?> series) {
    List<String> values = new ArrayList<>();
    List<?> all = (List<?>) series.get("values");
    for (int step = 0; step < all.size(); step++) {
      if (all.get(step) instanceof Double value && value != 0) {
        values.add(Json.text(value) + "@" + step);
      }
    }
    return series.get("name") + "=" + String.join(" ", values);
  }

  private static Map<?, ?> parse(String body) {
    try {
      return (Map<?, ?>) Json.parse(body.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
