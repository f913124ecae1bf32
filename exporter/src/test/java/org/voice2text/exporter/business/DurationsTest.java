package org.voice2text.exporter.business;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DurationsTest {
  @Test
  void knowsNoDurationWhereThereIsNone() {
    assertThat(Durations.NONE.quantile(0.5)).isEmpty();
  }

  @Test
  void spreadsTheDurationsOfAClassEvenlyOverIt() {
    Durations durations = new Durations(Map.of(1_000L, 6L, 3_000L, 4L));

    assertThat(durations.quantile(0.3)).contains(Duration.ofMillis(750));
    assertThat(durations.quantile(0.6)).contains(Duration.ofSeconds(1));
    assertThat(durations.quantile(0.8)).contains(Duration.ofMillis(2_500));
    assertThat(durations.quantile(1)).contains(Duration.ofSeconds(3));
  }

  @Test
  void givesTheBeginningOfTheClassThatHasNoEnd() {
    assertThat(new Durations(Map.of(86_400_000L, 1L)).quantile(0.95))
        .contains(Duration.ofMinutes(10));
  }

  @Test
  void addsUpByClass() {
    Durations durations = new Durations(Map.of(250L, 1L, 500L, 2L));

    assertThat(durations.plus(new Durations(Map.of(500L, 3L, 1_000L, 4L))))
        .isEqualTo(new Durations(Map.of(250L, 1L, 500L, 5L, 1_000L, 4L)));
  }
}
