package org.voice2text.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveMetricsTest {
  private static final String NAME = "[a-z][a-z0-9]*(_[a-z0-9]+)*";

  /// The contract with dashboards, alert rules and operators' own queries: name, type, labels.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "transcription_requests_total|counter|provider,model,status",
        "transcription_duration_seconds|histogram|provider,model",
        "transcription_audio_duration_seconds|histogram|media_type",
        "transcription_realtime_factor|histogram|provider,model",
        "transcription_fallback_total|counter|reason",
        "transcription_queue_size|gauge|",
        "transcription_queue_capacity|gauge|",
        "transcription_queue_wait_seconds|histogram|",
        "transcription_active_workers|gauge|",
        "queue_depth|gauge|status",
        "llm_requests_total|counter|model,mode,status",
        "llm_duration_seconds|histogram|model,mode",
        "ai_tokens_total|counter|operation,model,token_type",
        "ai_cost_dollars_total|counter|operation,model",
        "ai_cost_unknown_total|counter|operation,model",
        "api_errors_total|counter|service,error_type",
        "api_request_duration_seconds|histogram|service,method",
        "telegram_rate_limited_total|counter|method",
        "telegram_retry_after_seconds_total|counter|method",
        "telegram_update_lag_seconds|histogram|",
        "bot_messages_received_total|counter|message_type",
        "bot_callback_queries_total|counter|action",
        "bot_errors_total|counter|error_type",
        "bot_operations_total|counter|operation_type",
        "bot_request_duration_seconds|histogram|handler",
        "bot_request_errors_total|counter|error_type",
        "message_processing_time_seconds|histogram|",
        "rate_limit_hits_total|counter|limit",
        "payment_transactions_total|counter|status",
        "subscription_activations_total|counter|plan",
        "bothost_bots_created_total|counter|",
        "bothost_bots_active|gauge|",
        "http_requests_total|counter|handler,method,status",
        "http_request_duration_seconds|histogram|handler,method",
        "http_requests_in_progress|gauge|handler",
        "db_query_duration_seconds|histogram|operation",
        "db_errors_total|counter|operation,error_type",
        "db_connections_active|gauge|",
        "live_push_failures_total|counter|reason",
        "voice2text_build_info|info|version,revision,java",
      })
  void isAsDocumented(String name, String type, String labels) {
    LiveMetric metric =
        LiveMetrics.ALL.stream()
            .filter(m -> m.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError(name + " is missing"));
    assertThat(metric.type().name().toLowerCase(Locale.ROOT)).isEqualTo(type);
    assertThat(metric.labelNames())
        .containsExactlyElementsOf(
            labels == null ? List.of() : Arrays.asList(labels.split(",", -1)));
  }

  @Test
  void everyConstantIsInTheList() throws IllegalAccessException {
    List<Object> constants = new java.util.ArrayList<>();
    for (var field : LiveMetrics.class.getFields()) {
      if (field.getType() == LiveMetric.class) {
        constants.add(field.get(null));
      }
    }
    assertThat(LiveMetrics.ALL).hasSize(40).isEqualTo(constants);
  }

  @Test
  void noNameIsUsedTwiceNotEvenWithTheSuffixesThatPrometheusAdds() {
    Map<String, Long> served =
        LiveMetrics.ALL.stream()
            .flatMap(LiveMetricsTest::servedNames)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(served.values()).containsOnly(1L);
  }

  private static java.util.stream.Stream<String> servedNames(LiveMetric metric) {
    String name = metric.name();
    return switch (metric.type()) {
      case COUNTER -> java.util.stream.Stream.of(name, name.replaceAll("_total$", "_created"));
      case GAUGE, INFO -> java.util.stream.Stream.of(name);
      case HISTOGRAM ->
          java.util.stream.Stream.of(
              name, name + "_bucket", name + "_count", name + "_sum", name + "_created");
    };
  }

  @Test
  void namesAndLabelsAreValidForPrometheus() {
    for (LiveMetric metric : LiveMetrics.ALL) {
      assertThat(metric.name()).matches(NAME);
      assertThat(PrometheusNaming.isValidLegacyMetricName(metric.name())).isTrue();
      assertThat(metric.labelNames())
          .doesNotHaveDuplicates()
          .allSatisfy(l -> assertThat(l).matches(NAME).isNotIn("le", "quantile", "process"));
      for (MetricLabel label : metric.labels()) {
        assertThat(label.values())
            .doesNotHaveDuplicates()
            .allSatisfy(v -> assertThat(v).matches("[A-Za-z0-9_]+"));
      }
    }
  }

  @Test
  void helpIsASentenceAndTellsSeconds() {
    for (LiveMetric metric : LiveMetrics.ALL) {
      assertThat(metric.help()).matches("[A-Z][^\n]*\\.");
      if (metric.name().endsWith("_seconds")) {
        assertThat(metric.help()).contains("in seconds");
      }
    }
  }

  @Test
  void bucketsRise() {
    for (LiveMetric metric : LiveMetrics.ALL) {
      assertThat(metric.buckets()).isSorted().doesNotHaveDuplicates();
      assertThat(metric.buckets().isEmpty()).isEqualTo(metric.type() != LiveMetric.Type.HISTOGRAM);
    }
  }

  @Test
  void onlyWhatEachBotHasForItselfAddsUp() {
    assertThat(LiveMetrics.additiveGauges())
        .containsExactlyInAnyOrder(
            "transcription_active_workers",
            "bothost_bots_active",
            "http_requests_in_progress",
            "db_connections_active");
  }

  @Test
  void refusesACounterWithoutItsSuffixAndAHistogramWithoutBuckets() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LiveMetric.counter("x", "X."))
        .withMessage("x: a counter, and only a counter, ends in _total");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LiveMetric.histogram("x", "X.", List.of()))
        .withMessage("x: a histogram, and only a histogram, has buckets");
  }
}
