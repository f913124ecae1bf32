package org.voice2text.bot.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.voice2text.model.catalogue.LiveMetric;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.catalogue.MetricLabel;
import org.voice2text.model.live.FamilyCodec;

class InstrumentsTest {
  private final Instruments instruments = new Instruments();

  @Test
  void everyMetricOfTheCatalogueCanBeRecorded() {
    for (LiveMetric metric : LiveMetrics.ALL) {
      String[] labels = metric.labelNames().stream().map(_ -> "surprise").toArray(String[]::new);
      switch (metric.type()) {
        case COUNTER -> instruments.increment(metric, labels);
        case GAUGE -> instruments.set(metric, 1, labels);
        case HISTOGRAM -> instruments.observe(metric, Duration.ofSeconds(1), labels);
        case INFO -> instruments.describe(metric, labels);
      }
      assertThat(Series.moved(instruments, metric).values()).as(metric.name()).containsOnly(1.0);
      assertThat(Series.of(instruments, metric).keySet())
          .as(metric.name())
          .allSatisfy(s -> {
            if (metric.type() != LiveMetric.Type.INFO) {
              assertThat(s).doesNotContain("surprise");
            }
          });
    }
  }

  @Test
  void seriesOfClosedSetsExistFromZero() {
    assertThat(Series.of(instruments, LiveMetrics.TRANSCRIPTION_FALLBACK))
        .isEqualTo(
            Map.of(
                "{reason=\"timeout\"}", 0.0,
                "{reason=\"rate_limited\"}", 0.0,
                "{reason=\"server_error\"}", 0.0,
                "{reason=\"client_error\"}", 0.0,
                "{reason=\"circuit_open\"}", 0.0,
                "{reason=\"unsupported\"}", 0.0,
                "{reason=\"io\"}", 0.0));
    for (LiveMetric metric : LiveMetrics.ALL) {
      if (metric.labels().stream().noneMatch(MetricLabel::isConfigured)) {
        int expected =
            metric.labels().stream().mapToInt(l -> l.values().size()).reduce(1, (a, b) -> a * b);
        assertThat(Series.of(instruments, metric)).as(metric.name()).hasSize(expected);
      }
      assertThat(Series.moved(instruments, metric)).as(metric.name()).isEmpty();
    }
  }

  @Test
  void configuredSeriesExistFromZeroOnceTheyAreAllowed() {
    instruments.allow(List.of("provider", "model"), List.of(List.of("whisper", "base")));
    assertThat(Series.of(instruments, LiveMetrics.TRANSCRIPTION_REQUESTS))
        .isEqualTo(
            Map.of(
                "{model=\"base\",provider=\"whisper\",status=\"success\"}", 0.0,
                "{model=\"base\",provider=\"whisper\",status=\"error\"}", 0.0,
                "{model=\"base\",provider=\"whisper\",status=\"no_speech\"}", 0.0,
                "{model=\"base\",provider=\"whisper\",status=\"cancelled\"}", 0.0));
  }

  @Test
  void allowingMoreLosesNoCount() {
    instruments.increment(LiveMetrics.BOTS_CREATED);
    instruments.set(LiveMetrics.QUEUE_CAPACITY, 7);
    instruments.observe(LiveMetrics.QUEUE_WAIT, Duration.ofSeconds(3));
    instruments.allow(List.of("model"), List.of(List.of("base")));
    assertThat(Series.of(instruments, LiveMetrics.BOTS_CREATED)).isEqualTo(Map.of("{}", 1.0));
    assertThat(Series.of(instruments, LiveMetrics.QUEUE_CAPACITY)).isEqualTo(Map.of("{}", 7.0));
    assertThat(Series.of(instruments, LiveMetrics.QUEUE_WAIT)).isEqualTo(Map.of("{}", 1.0));
  }

  @Test
  void aValueOutsideItsSetBecomesOther() {
    instruments.increment(LiveMetrics.ERRORS, "user 4711");
    assertThat(Series.moved(instruments, LiveMetrics.ERRORS))
        .isEqualTo(Map.of("{error_type=\"other\"}", 1.0));
  }

  @Test
  void aPairThatIsNotConfiguredBecomesOtherAsAWhole() {
    instruments.allow(
        List.of("provider", "model"), List.of(List.of("openai", "a"), List.of("whisper", "base")));
    instruments.observe(
        LiveMetrics.TRANSCRIPTION_DURATION, Duration.ofSeconds(1), "openai", "base");
    instruments.observe(LiveMetrics.TRANSCRIPTION_DURATION, Duration.ofSeconds(1), "openai", "a");
    assertThat(Series.moved(instruments, LiveMetrics.TRANSCRIPTION_DURATION))
        .isEqualTo(
            Map.of(
                "{model=\"other\",provider=\"other\"}", 1.0,
                "{model=\"a\",provider=\"openai\"}", 1.0));
  }

  @Test
  void whatIsPushedIsAlwaysTheWholeState() {
    assertPushed();
    for (LiveMetric metric : LiveMetrics.ALL) {
      String[] labels = metric.labelNames().stream().map(_ -> "surprise").toArray(String[]::new);
      switch (metric.type()) {
        case COUNTER -> instruments.increment(metric, labels);
        case GAUGE -> {
          instruments.set(metric, 1, labels);
          assertPushed();
          instruments.addToGauge(metric, 1, labels);
        }
        case HISTOGRAM -> instruments.observe(metric, 1.0, labels);
        case INFO -> instruments.describe(metric, labels);
      }
      assertPushed();
    }
    instruments.allow(List.of("model"), List.of(List.of("base")));
    assertPushed();
  }

  @Test
  void onlyWhatWasRecordedIsEncodedAnew() {
    List<byte[]> before = instruments.encoded();
    assertThat(instruments.encoded()).isEqualTo(before);
    instruments.increment(LiveMetrics.BOTS_CREATED);
    // Arrays are equal only if they are the same.
    assertThat(instruments.encoded()).hasSameSizeAs(before);
    assertThat(instruments.encoded().stream().filter(f -> !before.contains(f))).hasSize(1);
  }

  @Test
  void noRecordIsLostWhileStatesArePushed() throws Exception {
    for (int i = 0; i < 2000; i++) {
      List<byte[]> before = instruments.encoded();
      Thread recorder =
          Thread.ofPlatform().start(() -> instruments.increment(LiveMetrics.BOTS_CREATED));
      while (recorder.isAlive()) {
        instruments.encoded();
      }
      assertThat(instruments.encoded()).as("round %d", i).isNotEqualTo(before);
    }
  }

  private void assertPushed() {
    assertThat(instruments.encoded()).containsExactlyInAnyOrderElementsOf(whole());
  }

  /// The state as it is, without what was kept of earlier times.
  private List<byte[]> whole() {
    return FamilyCodec.encodeAll(instruments.registry().scrape());
  }

  @Test
  void refusesTheWrongNumberOfLabelsAndTheWrongType() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> instruments.increment(LiveMetrics.ERRORS))
        .withMessage("bot_errors_total has the labels [error_type] and was given 0 values");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> instruments.increment(LiveMetrics.QUEUE_SIZE))
        .withMessage("transcription_queue_size is a GAUGE and cannot be recorded this way");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> instruments.allow(List.of("a", "b"), List.of(List.of("x"))))
        .withMessage("[a, b] cannot have the values [x]");
  }
}
