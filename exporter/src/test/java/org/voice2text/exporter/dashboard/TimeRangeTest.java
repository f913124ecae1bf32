package org.voice2text.exporter.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeRangeTest {
  /// In Berlin the clock is put forward on 29 March 2026 at 2:00.
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static final Instant AFTER = Instant.parse("2026-03-29T18:30:00Z");

  @Test
  void hasHoursOfOneLengthWhenTheClockIsChanged() {
    List<Instant> starts = TimeRange.DAY.starts(AFTER, BERLIN);

    assertThat(starts).hasSize(24).endsWith(Instant.parse("2026-03-29T18:00:00Z"));
    for (int i = 1; i < starts.size(); i++) {
      assertThat(Duration.between(starts.get(i - 1), starts.get(i))).isEqualTo(Duration.ofHours(1));
    }
  }

  @Test
  void hasDaysThatBeginAtMidnightWhenTheClockIsChanged() {
    assertThat(TimeRange.MONTH.starts(AFTER, BERLIN))
        .hasSize(30)
        .endsWith(Instant.parse("2026-03-27T23:00:00Z"), Instant.parse("2026-03-28T23:00:00Z"))
        .allSatisfy(start -> assertThat(start.atZone(BERLIN).getHour()).isZero());
  }

  @Test
  void hasQuartersOfDaysOfTheZone() {
    assertThat(TimeRange.WEEK.starts(AFTER, BERLIN))
        .hasSize(28)
        .endsWith(
            Instant.parse("2026-03-28T23:00:00Z"),
            Instant.parse("2026-03-29T04:00:00Z"),
            Instant.parse("2026-03-29T10:00:00Z"),
            Instant.parse("2026-03-29T16:00:00Z"));
  }

  @Test
  void startsHoursWhereTheZoneDoes() {
    assertThat(TimeRange.DAY.starts(AFTER, ZoneId.of("Asia/Kolkata")))
        .endsWith(Instant.parse("2026-03-29T18:30:00Z"));
  }
}
