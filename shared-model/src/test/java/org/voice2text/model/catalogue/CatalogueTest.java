package org.voice2text.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private static final String NAME = "[a-z][a-z0-9]*(_[a-z0-9]+)*";

  /// The contract with dashboards, alert rules and operators' own queries: name, type, labels.
  @Test
  void isTheTableThatOthersGoBy() {
    assertThat(table(LiveMetrics.ALL))
        .isEqualTo(
            """
            transcription_requests_total | counter | provider, model, status
            transcription_duration_seconds | histogram | provider, model
            transcription_audio_duration_seconds | histogram | media_type
            transcription_realtime_factor | histogram | provider, model
            transcription_fallback_total | counter | reason
            transcription_queue_size | gauge |
            transcription_queue_capacity | gauge |
            transcription_queue_wait_seconds | histogram |
            transcription_active_workers | gauge |
            queue_depth | gauge | status
            llm_requests_total | counter | model, mode, status
            llm_duration_seconds | histogram | model, mode
            ai_tokens_total | counter | operation, model, token_type
            ai_cost_dollars_total | counter | operation, model
            ai_cost_unknown_total | counter | operation, model
            api_errors_total | counter | service, error_type
            api_request_duration_seconds | histogram | service, method
            telegram_rate_limited_total | counter | method
            telegram_retry_after_seconds_total | counter | method
            telegram_update_lag_seconds | histogram |
            bot_messages_received_total | counter | message_type
            bot_callback_queries_total | counter | action
            bot_errors_total | counter | error_type
            bot_operations_total | counter | operation_type
            bot_request_duration_seconds | histogram | handler
            bot_request_errors_total | counter | error_type
            message_processing_time_seconds | histogram |
            rate_limit_hits_total | counter | limit
            payment_transactions_total | counter | status
            subscription_activations_total | counter | plan
            bothost_bots_created_total | counter |
            bothost_bots_active | gauge |
            http_requests_total | counter | handler, method, status
            http_request_duration_seconds | histogram | handler, method
            http_requests_in_progress | gauge | handler
            db_query_duration_seconds | histogram | operation
            db_errors_total | counter | operation, error_type
            db_connections_active | gauge |
            live_push_failures_total | counter | reason
            voice2text_build_info | info | version, revision, java
            """);
  }

  @Test
  void everyConstantIsInItsList() throws IllegalAccessException {
    assertThat(LiveMetrics.ALL).isEqualTo(constants(LiveMetrics.class));
    assertThat(BusinessCatalogue.ALL).isEqualTo(constants(BusinessCatalogue.class));
    assertThat(ExporterCatalogue.ALL).isEqualTo(constants(ExporterCatalogue.class));
    assertThat(CustomCatalogue.ALL).isEqualTo(constants(CustomCatalogue.class));
  }

  private static List<Object> constants(Class<?> catalogue) throws IllegalAccessException {
    List<Object> constants = new ArrayList<>();
    for (var field : catalogue.getFields()) {
      if (Metric.class.isAssignableFrom(field.getType())) {
        constants.add(field.get(null));
      }
    }
    return constants;
  }

  private static String table(List<? extends Metric> metrics) {
    return metrics.stream()
        .map(m ->
            "%s | %s | %s"
                .formatted(
                    m.name(),
                    m.type().name().toLowerCase(Locale.ROOT),
                    String.join(", ", m.labelNames()))
                .strip())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static List<Metric> everything() {
    return Stream.of(
            LiveMetrics.ALL, BusinessCatalogue.ALL, ExporterCatalogue.ALL, CustomCatalogue.ALL)
        .<Metric>flatMap(List::stream)
        .toList();
  }

  @Test
  void businessMetricsAreTheTableThatOthersGoBy() {
    assertThat(table(BusinessCatalogue.ALL))
        .isEqualTo(
            """
            business_active_users | gauge | period
            users_online | gauge |
            bot_users_total | counter |
            bot_users_active_today | gauge |
            bot_operations_today | gauge | operation_type
            bot_records_total | counter |
            bot_records_today | gauge |
            business_new_users_total | counter |
            business_transcriptions_total | counter |
            business_audio_minutes_total | counter |
            business_estimated_cost_rubles_total | counter |
            business_variant_cache_hits_total | counter |
            business_null_model_events_total | counter |
            business_paying_users | gauge | plan
            business_last_refresh_timestamp_seconds | gauge |
            business_refresh_duration_seconds | gauge |
            """);
  }

  @Test
  void theExportersOwnMetricsAreTheTableThatOthersGoBy() {
    assertThat(table(ExporterCatalogue.ALL))
        .isEqualTo(
            """
            bot_health | gauge |
            bot_uptime_seconds | gauge |
            bot_last_push_timestamp_seconds | gauge |
            bot_sessions | gauge |
            exporter_live_frames_total | counter |
            exporter_live_rejected_total | counter | reason
            exporter_live_series | gauge |
            exporter_collector_up | gauge | collector
            exporter_scrape_duration_seconds | gauge | collector
            bot_system_cpu_percent | gauge |
            bot_system_memory_percent | gauge |
            bot_system_memory_bytes | gauge |
            system_cpu_usage_percent | gauge |
            system_memory_usage_bytes | gauge | type
            system_disk_usage_bytes | gauge | type
            voice2text_exporter_build_info | info | version, java
            """);
  }

  @Test
  void whatIsToldOfCustomMetricsIsTheTableThatOthersGoBy() {
    assertThat(table(CustomCatalogue.ALL))
        .isEqualTo(
            """
            custom_metric_last_success_timestamp_seconds | gauge | metric
            custom_metric_age_seconds | gauge | metric
            custom_metric_refresh_duration_seconds | gauge | metric
            custom_metric_errors_total | counter | metric, reason
            """);
  }

  @Test
  void noNameIsUsedTwiceNotEvenWithTheSuffixesThatPrometheusAdds() {
    Map<String, Long> served =
        everything().stream()
            .flatMap(CatalogueTest::servedNames)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(served.values()).containsOnly(1L);
  }

  private static Stream<String> servedNames(Metric metric) {
    String name = metric.name();
    return switch (metric.type()) {
      case COUNTER -> Stream.of(name, name.replaceAll("_total$", "_created"));
      case GAUGE, INFO -> Stream.of(name);
      case HISTOGRAM ->
          Stream.of(name, name + "_bucket", name + "_count", name + "_sum", name + "_created");
    };
  }

  @Test
  void namesAndLabelsAreValidForPrometheus() {
    for (Metric metric : everything()) {
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
    for (Metric metric : everything()) {
      assertThat(metric.help()).matches("[A-Z1][^\n]*\\.");
      if (metric.name().endsWith("_seconds") && !metric.help().startsWith("Seconds")) {
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
