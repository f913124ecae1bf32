package org.voice2text.monitoring;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    StringBuilder rules = new StringBuilder("groups:\n- name: dashboards\n  rules:\n");
    for (int i = 0; i < QUERIES.size(); i++) {
      String quoted = QUERIES.get(i).query().replace("'", "''");
      rules.append("  - record: dashboard:query:%d\n    expr: '%s'\n".formatted(i, quoted));
    }
    Path file = Files.writeString(folder.resolve("queries.yml"), rules);

    String said = Tool.PROMTOOL.passes(folder, "check", "rules", file.toString());

    assertThat(said).contains(QUERIES.size() + " rules found");
  }
}
