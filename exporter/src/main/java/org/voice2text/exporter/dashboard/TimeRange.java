package org.voice2text.exporter.dashboard;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// How far a chart looks back, and in what steps: as fine as its bars can be told apart.
enum TimeRange {
  DAY("24h", 24, 1),
  WEEK("7d", 28, 6),
  MONTH("30d", 30, 24);

  private final String label;
  private final int steps;
  private final int hours;

  TimeRange(String label, int steps, int hours) {
    this.label = label;
    this.steps = steps;
    this.hours = hours;
  }

  String label() {
    return label;
  }

  int steps() {
    return steps;
  }

  int stepHours() {
    return hours;
  }

  /// The starts of the steps, the last of which holds `now`. Days, and quarters of them, are those
  /// of the zone, whose clock may be changed in between; hours are hours.
  List<Instant> starts(Instant now, ZoneId zone) {
    ZonedDateTime local = now.atZone(zone);
    List<Instant> starts = new ArrayList<>();
    if (hours == 1) {
      Instant last = local.truncatedTo(ChronoUnit.HOURS).toInstant();
      for (int back = steps - 1; back >= 0; back--) {
        starts.add(last.minus(back, ChronoUnit.HOURS));
      }
      return starts;
    }
    LocalDateTime last =
        local.toLocalDate().atStartOfDay().plusHours(local.getHour() / hours * (long) hours);
    for (int back = steps - 1; back >= 0; back--) {
      starts.add(last.minusHours(back * (long) hours).atZone(zone).toInstant());
    }
    return starts;
  }
}
