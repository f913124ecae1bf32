package org.voice2text.monitoring.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.voice2text.monitoring.rules.cases.AlertCase;
import org.voice2text.monitoring.rules.cases.CaseFiles;
import org.voice2text.monitoring.rules.cases.Situation;

class AlertsTest {

  static List<Alert> alerts() {
    return Alerts.all();
  }

  @Test
  void hasTheAlertsThatArePromised() {
    Map<Severity, Set<String>> names =
        alerts().stream()
            .collect(
                Collectors.groupingBy(
                    Alert::severity,
                    TreeMap::new,
                    Collectors.mapping(Alert::name, Collectors.toSet())));

    assertThat(names.get(Severity.CRITICAL))
        .containsExactlyInAnyOrder(
            "BotDown",
            "ExporterDown",
            "HighErrorRate",
            "TranscriptionFailures",
            "MassFallback",
            "QueueOverflow",
            "LowDiskSpace",
            "SLOPage");
    assertThat(names.get(Severity.WARNING))
        .containsExactlyInAnyOrder(
            "HighP95Latency",
            "HighMessageProcessingTime",
            "HighDailyCost",
            "HighMemoryUsage",
            "HighCPUUsage",
            "HighNullModelRate",
            "HighLLMErrorRate",
            "PaymentTransactionFailures",
            "HighUserLoad",
            "HTTPErrorRate",
            "HTTPLatency",
            "BusinessMetricsStale",
            "SLOTicket");
    assertThat(names.get(Severity.INFO))
        .containsExactlyInAnyOrder("HighRateLimitHits", "NoTranscriptions");
  }

  @Test
  void namesEachAlertOnce() {
    assertThat(alerts()).extracting(Alert::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void isTriedInEachSituation(Alert alert) {
    Set<Situation> tried =
        CaseFiles.cases().stream()
            .filter(c -> c.alert().equals(alert.name()))
            .map(AlertCase::situation)
            .collect(Collectors.toSet());

    assertThat(tried).isEqualTo(EnumSet.allOf(Situation.class));
  }

  @Test
  void triesNothingElse() {
    List<String> names = alerts().stream().map(Alert::name).toList();

    assertThat(CaseFiles.cases()).extracting(AlertCase::alert).isSubsetOf(names);
    assertThat(CaseFiles.cases()).extracting(AlertCase::title).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void isSilencedByAlertsThatThereAre(Alert alert) {
    List<String> names = alerts().stream().map(Alert::name).toList();

    assertThat(names).containsAll(alert.silencedBy());
    assertThat(alert.silencedBy()).doesNotContain(alert.name());
  }

  /// More severe ones go to more places: they must not be silenced by lesser ones.
  @ParameterizedTest
  @MethodSource("alerts")
  void isSilencedByWhatIsCriticalOnly(Alert alert) {
    assertThat(alerts())
        .filteredOn(other -> alert.silencedBy().contains(other.name()))
        .allMatch(other -> other.severity() == Severity.CRITICAL);
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void saysWhatItMeansInWholeSentences(Alert alert) {
    assertThat(alert.summary()).endsWith(".").doesNotContain("<");
    assertThat(alert.description()).endsWith(".").doesNotContain("<");
  }

  @ParameterizedTest
  @CsvSource({
    // Hold, window, two scrapes.
    "BotDown, 1, 2m30s",
    "BotDown, 60, 4s",
    "HighCPUUsage, 60, 17s",
    "QueueOverflow, 60, 7s",
    "HighUserLoad, 60, 2s",
    // Of an age and a window of the same length, one.
    "BusinessMetricsStale, 60, 19s",
    // The shortest of four.
    "SLOPage, 60, 7s",
    "SLOTicket, 360, 22s"
  })
  void saysWhenItFiresAtTheLatest(String name, int factor, String within) {
    Alert alert = alerts().stream().filter(a -> a.name().equals(name)).findFirst().orElseThrow();

    assertThat(alert.firesWithin(new Pace(factor))).isEqualTo(Duration.parse("PT" + within));
  }

  @Test
  void refusesATextThatNamesAValueWhichTheExpressionLacks() {
    Alert alert =
        Alert.info("Some", Expression.of("up > <limit>").count("limit", 1))
            .saying("Something.", "Over <lmit>.", Alert.Unit.NUMBER);

    assertThatThrownBy(alert::description)
        .hasMessageStartingWith("<lmit>: the expression has no such value, only [");
  }

  @Test
  void writesEachValueForPrometheusAndForPeople() {
    Expression expression =
        Expression.of("rate(x[<window>]) > <share> and y > <count> and z > <age>")
            .range("window", Duration.ofMinutes(10))
            .share("share", 0.05)
            .count("count", 14.4)
            .age("age", Duration.ofMinutes(15));

    assertThat(expression.promql(Pace.REAL))
        .isEqualTo("rate(x[10m]) > 0.05 and y > 14.4 and z > 900");
    assertThat(expression.promql(new Pace(60)))
        .isEqualTo("rate(x[10s]) > 0.05 and y > 14.4 and z > 15");
    assertThat(expression.promql(new Pace(600)))
        .isEqualTo("rate(x[4s]) > 0.05 and y > 14.4 and z > 1");
    assertThat(expression.words("<window>, <share>, <count>, <age>"))
        .isEqualTo("10 min, 5 %, 14.4, 15 min");
  }
}
