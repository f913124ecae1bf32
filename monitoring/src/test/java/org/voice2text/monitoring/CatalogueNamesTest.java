package org.voice2text.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueNamesTest {
  private final CatalogueNames names = CatalogueNames.standard();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up{job=\"exporter\"} == 0 or absent(up)",
        "sum by (provider) (rate(transcription_requests_total{status=~\"success|no_speech\"}[5m]))",
        "sum(rate(bot_errors_total[$__rate_interval])) by (error_type)",
        "histogram_quantile(0.95, sum by (le) (rate(transcription_duration_seconds_bucket{le=~\"60(\\\\.0)?\"}[5m])))",
        "histogram_quantile(0.5, rate(transcription_duration_seconds{model=~\"$model\"}[5m]))",
        "sum(rate(llm_duration_seconds_sum[1h] offset 1d)) / sum(rate(llm_duration_seconds_count[1h]))",
        "system_disk_usage_bytes{type=\"free\"} / ignoring (type) system_disk_usage_bytes{type=\"total\"}",
        "jvm_memory_used_bytes{process=\"bot\", area=\"heap\"} + on (job) group_left () bot_health",
        "rate(process_cpu_seconds_total{process=\"exporter\"}[5m]) and hour() >= 6",
        "increase(jvm_gc_collection_seconds_count{gc=\"Copy\"}[1m:15s]) > bool 0",
        "max by (memory) (label_replace(bot_system_memory_bytes, \"memory\", \"bot\", \"\", \"\"))",
        "slo:sli_error:ratio_rate5m{slo=\"availability\"}",
        "ALERTS{alertstate=\"firing\"}",
        "transcription_requests_total{status=\"$status\"}"
      })
  void findsNothingWrongWithWhatThereIs(String expression) {
    assertThat(names.problems(expression)).isEmpty();
  }

  @Test
  void namesWhatThereIsNot() {
    assertThat(names.problems("sum by (engine) (transcription_request_total{status=\"error\"})"))
        .containsExactly(
            "there is no metric transcription_request_total",
            "no metric of the expression has the label engine");
    assertThat(names.problems("bot_errors_total{type=\"io\"}"))
        .containsExactly("bot_errors_total has no label type");
    assertThat(names.problems("transcription_requests_total{status!~\"ok|error\"}"))
        .containsExactly("transcription_requests_total has no status=\"ok\"");
    assertThat(names.problems("llm_duration_seconds_bucket{le=\"1.0\"} / bot_health_bucket"))
        .containsExactly("there is no metric bot_health_bucket");
    assertThat(names.problems("jvm_memory_used{process=\"bot\"}"))
        .containsExactly("there is no metric jvm_memory_used");
  }

  @Test
  void takesMetricsOfOthersWhenTold() {
    CatalogueNames more = names.with("node_load1");

    assertThat(more.problems("node_load1{job=\"node\"}")).isEmpty();
    assertThat(names.problems("node_load1")).containsExactly("there is no metric node_load1");
  }
}
