package org.voice2text.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Shows that the unit tests of the rules notice when a rule is wrong.
@Tag("slow")
class RuleMutationsTest {
  private static final Path RULES = Path.of("prometheus/rules").toAbsolutePath();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Each arm of the alerts
          slo:sli_error:ratio_rate1h > 14.4  | slo:sli_error:ratio_rate1h > 18
          slo:sli_error:ratio_rate5m > 14.4  | slo:sli_error:ratio_rate5m > 18
          slo:sli_error:ratio_rate1h > 14.4  | slo:sli_error:ratio_rate1h > 14
          slo:sli_error:ratio_rate5m > 14.4  | slo:sli_error:ratio_rate5m > 14
          slo:sli_error:ratio_rate6h > 6     | slo:sli_error:ratio_rate6h > 600
          slo:sli_error:ratio_rate30m > 6    | slo:sli_error:ratio_rate30m > 600
          slo:sli_error:ratio_rate6h > 6     | slo:sli_error:ratio_rate6h > 5.9
          slo:sli_error:ratio_rate30m > 6    | slo:sli_error:ratio_rate30m > 5.9
          slo:sli_error:ratio_rate1d > 3     | slo:sli_error:ratio_rate1d > 300
          slo:sli_error:ratio_rate2h > 3     | slo:sli_error:ratio_rate2h > 300
          slo:sli_error:ratio_rate1d > 3     | slo:sli_error:ratio_rate1d > 2.9
          slo:sli_error:ratio_rate2h > 3     | slo:sli_error:ratio_rate2h > 2.9
          slo:sli_error:ratio_rate3d > 1     | slo:sli_error:ratio_rate3d > 100
          slo:sli_error:ratio_rate6h > 1     | slo:sli_error:ratio_rate6h > 100
          slo:sli_error:ratio_rate3d > 1     | slo:sli_error:ratio_rate3d > 0.9
          slo:sli_error:ratio_rate6h > 1     | slo:sli_error:ratio_rate6h > 0.9
          slo:sli_errors:increase1h >= 10    | slo:sli_errors:increase1h >= 11
          slo:sli_errors:increase6h >= 10    | slo:sli_errors:increase6h >= 9
          slo:sli_errors:increase1d >= 10    | slo:sli_errors:increase1d >= 11
          slo:sli_errors:increase3d >= 10    | slo:sli_errors:increase3d >= 9
          # What is recorded
          vector(0.999)                      | vector(0.99)
          vector(0.95)                       | vector(0.9)
          1 - slo:objective:ratio            | 2 - slo:objective:ratio
          slo:sli_errors:increase2h /        | slo:sli_errors:increase1h /
          slo:sli_events:increase3d > 0      | slo:sli_events:increase1d > 0
          slo:sli_error:ratio_rate5m / slo   | slo:sli_error:ratio_rate1h / slo
          """)
  void areNoticedInWhatIsConcluded(String right, String wrong)
      throws IOException, InterruptedException {
    assertThat(outcome("slo.yml", right, wrong, "slo_arms_test.yml")).contains("FAILED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          slo:sli_errors:increase1h[30d:1h]  | slo:sli_errors:increase1h[29d:1h]
          slo:sli_errors:increase1h[30d:1h]  | slo:sli_errors:increase1h[34d:1h]
          slo:sli_events:increase1h[30d:1h]  | slo:sli_events:increase1h[15d:1h]
          1 - slo:sli_error:ratio_rate30d    | 2 - slo:sli_error:ratio_rate30d
          ratio_rate30d / slo:error_budget   | ratio_rate30d / slo:objective
          """)
  void areNoticedInTheBudget(String right, String wrong) throws IOException, InterruptedException {
    assertThat(outcome("slo.yml", right, wrong, "slo_month_test.yml")).contains("FAILED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          avg_over_time(system_cpu_usage_percent[5m]);avg_over_time(system_cpu_usage_percent[1m])
          avg_over_time(system_cpu_usage_percent[5m]);avg_over_time(system_cpu_usage_percent[10m])
          llm_requests_total{status=~"success|error"};llm_requests_total
          llm_requests_total{status=~"success|error"};llm_requests_total{status="success"}
          """)
  void areNoticedInOtherAlerts(String right, String wrong)
      throws IOException, InterruptedException {
    assertThat(outcome("alerts.yml", right, wrong, "alerts_test.yml")).contains("FAILED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          slo_counts_test.yml     ;message_processing_time_seconds_count[2h];message_processing_time_seconds_count[1h]
          slo_counts_long_test.yml;transcription_requests_total{status="error"}[1d];transcription_requests_total{status="error"}[2d]
          slo_counts_long_test.yml;sum_over_time(bot_health[3d]);sum_over_time(up[3d])
          """)
  void areNoticedInWhatIsCounted(String test, String right, String wrong)
      throws IOException, InterruptedException {
    assertThat(outcome("recording.yml", right, wrong, test)).contains("FAILED");
  }

  /// What promtool says of the rules with one place changed.
  private String outcome(String file, String right, String wrong, String test)
      throws IOException, InterruptedException {
    String rules = Files.readString(RULES.resolve(file));
    assertThat(rules).contains(right);
    Files.copy(RULES.resolve(test), folder.resolve(test));
    Files.writeString(folder.resolve(file), rules.replace(right, wrong));
    return Tool.PROMTOOL.refuses(folder, "test", "rules", test);
  }
}
