package org.voice2text.sandbox.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.sandbox.drill.Expressions.Expression;

final class ExpressionsTest {
  @TempDir private Path folder;

  @Test
  void findsEachExpressionOfDashboardsOnceWithItsVariablesFilledIn() throws Exception {
    Files.writeString(
        folder.resolve("a.json"),
        """
        {"panels": [{"panels": [
          {"targets": [{"expr": "rate(a{model=~\\"$model\\"}[$__rate_interval])"}]},
          {"targets": [{"expr": "increase(a{provider=~\\"${provider}\\"}[$__range])"}]},
          {"targets": [{"expr": "increase(a{provider=~\\"${provider}\\"}[$__range])"}]},
          {"targets": [{"datasource": {"type": "loki"}, "expr": "{service=\\"bot\\"}"}]}]}],
         "annotations": {"list": [{"expr": "resets(a[$__interval])"}]}}
        """);
    Files.writeString(folder.resolve("notes.txt"), "{\"expr\": \"b\"}");

    assertThat(Expressions.ofDashboards(folder))
        .containsExactly(
            new Expression("a.json", "rate(a{model=~\".*\"}[20s])"),
            new Expression("a.json", "increase(a{provider=~\".*\"}[2m])"),
            new Expression("a.json", "resets(a[20s])"));
  }

  @Test
  void findsTheSeriesOfRecordingRules() {
    assertThat(Expressions.ofRecordings(60))
        .extracting(Expression::promql)
        .doesNotHaveDuplicates()
        .contains("slo:objective:ratio", "slo:sli_errors:increase5m")
        .noneMatch(name -> name.contains(" "));
  }

  @Test
  void knowsWhatComesFromProgramsThatDoNotRunInADrill() {
    assertThat(new Expression("a.json", "sum(container_memory_working_set_bytes)"))
        .matches(Expression::isOfOtherPrograms);
    assertThat(new Expression("a.json", "max(jvm_memory_used_bytes)"))
        .matches(e -> !e.isOfOtherPrograms());
  }
}
