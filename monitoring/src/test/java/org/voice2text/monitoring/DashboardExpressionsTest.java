package org.voice2text.monitoring;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.model.catalogue.BusinessCatalogue;
import org.voice2text.model.catalogue.CustomCatalogue;
import org.voice2text.model.catalogue.ExporterCatalogue;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.catalogue.Metric;
import org.voice2text.monitoring.dashboard.Expressions;
import org.voice2text.monitoring.dashboard.Expressions.Expression;
import org.voice2text.monitoring.rules.Recording;

/// Every query of every dashboard, against what is served and against Prometheus's own parser.
class DashboardExpressionsTest {
  private static final List<Expression> QUERIES =
      Expressions.all().stream().filter(Expression::isPromql).toList();

  @Test
  void nameMetricsAndLabelsThatThereAre() {
    CatalogueNames names = OthersMetrics.with(CatalogueNames.standard());
    Map<String, List<String>> problems = new TreeMap<>();
    for (Expression query : QUERIES) {
      List<String> found = names.problems(query.query());
      if (!found.isEmpty()) {
        problems.put(query.line(), found);
      }
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void showEveryMetricOfTheCatalogue() {
    String all = QUERIES.stream().map(Expression::query).collect(joining("\n"));
    Set<String> missing = new TreeSet<>();
    Stream.of(LiveMetrics.ALL, BusinessCatalogue.ALL, ExporterCatalogue.ALL, CustomCatalogue.ALL)
        .flatMap(List::stream)
        .map(Metric::name)
        .filter(name -> !all.matches("(?s).*\\b%s(_bucket|_count|_sum)?\\b.*".formatted(name)))
        .forEach(missing::add);
    assertThat(missing).isEmpty();
  }

  /// Those over the shortest windows are steps on the way to an alert.
  @Test
  void showWhatTheRulesRecord() {
    String all = QUERIES.stream().map(Expression::query).collect(joining("\n"));
    assertThat(Recording.names())
        .filteredOn(name -> !name.contains("increase"))
        .allSatisfy(name -> assertThat(all).contains(name));
  }

  @Test
  void areUnderstoodByPrometheus(@TempDir Path folder) throws Exception {
    Path promtool = promtool();
    StringBuilder rules = new StringBuilder("groups:\n- name: dashboards\n  rules:\n");
    int number = 0;
    for (Expression query : QUERIES) {
      rules
          .append("  - record: dashboard:query:")
          .append(number++)
          .append("\n    expr: '")
          .append(query.query().replace("'", "''"))
          .append("'\n");
    }
    Path file = Files.writeString(folder.resolve("queries.yml"), rules);
    Process check =
        new ProcessBuilder(promtool.toString(), "check", "rules", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(check.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(check.exitValue()).as(said).isZero();
    assertThat(said).contains(number + " rules found");
  }

  private static Path promtool() throws IOException {
    for (String place : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      Path tool = Path.of(place, "promtool");
      if (Files.isExecutable(tool)) {
        return tool;
      }
    }
    if (System.getenv("CI") != null) {
      throw new IOException("promtool is missing: install Debian's package prometheus");
    }
    assumeTrue(false, "promtool is missing: install Debian's package prometheus");
    throw new AssertionError();
  }
}
