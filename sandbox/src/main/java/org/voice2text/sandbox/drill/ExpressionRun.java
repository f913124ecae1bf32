package org.voice2text.sandbox.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import org.voice2text.sandbox.drill.Expressions.Expression;
import org.voice2text.sandbox.stage.AppProcess;

/// Runs every expression of dashboards and recording rules, again and again, until each has
/// returned a number, while much goes on. Confined to one thread.
final class ExpressionRun {
  private static final String NODE_EXPORTER = "prometheus-node-exporter";
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.].*");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration BEFORE_UPSET = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /// @param answered how many returned data
  /// @param silent those that did not
  /// @param refused those that Prometheus did not understand, with its reason
  /// @param elsewhere those of programs that do not run here
  record Result(
      int answered, List<Expression> silent, List<String> refused, List<Expression> elsewhere) {
    public Result {
      silent = List.copyOf(silent);
      refused = List.copyOf(refused);
      elsewhere = List.copyOf(elsewhere);
    }

    boolean passed() {
      return silent.isEmpty() && refused.isEmpty();
    }
  }

  private final PrometheusServer prometheus;
  private final List<Expression> left = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private int answered;

  private ExpressionRun(PrometheusServer prometheus, List<Expression> expressions) {
    this.prometheus = prometheus;
    left.addAll(expressions);
  }

  static Result run(DrillPlace place) throws Exception {
    List<Expression> all =
        new ArrayList<>(
            Expressions.ofDashboards(place.project().resolve("monitoring/grafana/dashboards")));
    all.addAll(Expressions.ofRecordings(Scenario.USUAL_FACTOR));
    List<Expression> elsewhere = all.stream().filter(Expression::isOfOtherPrograms).toList();
    all.removeAll(elsewhere);
    Scenario.Preparation eventful = EventfulLife::prepare;
    try (DrillStage stage =
            new DrillStage(place, eventful.and(Rewriting::offer).and(PeopleScenarios::dearPrices));
        AppProcess nodeExporter = nodeExporter(place.folder())) {
      stage.alsoScrape("node", nodeExporter.await(PrometheusServer.LISTENS, PATIENCE));
      stage.start(Scenario.USUAL_FACTOR);
      ExpressionRun run = new ExpressionRun(stage.prometheus(), all);
      run.during(new EventfulLife(stage));
      return new Result(run.answered, run.left, run.refused, elsewhere);
    }
  }

  /// Without a program there are no expressions of its metrics that return data.
  private static AppProcess nodeExporter(Path folder) throws IOException {
    return AppProcess.start(
        NODE_EXPORTER,
        List.of(NODE_EXPORTER, "--web.listen-address=127.0.0.1:0"),
        Map.of(),
        Files.createDirectories(folder),
        folder.resolve("node-exporter.log"));
  }

  private void during(EventfulLife life) throws Exception {
    life.begin();
    askFor(BEFORE_UPSET);
    FutureTask<Void> upset =
        new FutureTask<>(() -> {
          life.upset();
          return null;
        });
    Thread thread = Thread.ofVirtual().name("upset").start(upset);
    try {
      askFor(LONGEST);
      if (!left.isEmpty()) {
        upset.get();
      }
    } finally {
      thread.interrupt();
      thread.join();
    }
  }

  private void askFor(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (!left.isEmpty() && System.nanoTime() < end) {
      List.copyOf(left).forEach(this::ask);
      Thread.sleep(PAUSE);
    }
  }

  private void ask(Expression expression) {
    try {
      if (hasNumber(prometheus.query(expression.promql()))) {
        left.remove(expression);
        answered++;
      }
    } catch (IOException e) {
      left.remove(expression);
      refused.add(
          "%s: `%s`: %s".formatted(expression.where(), expression.promql(), e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean hasNumber(JsonNode result) {
    for (JsonNode sample : result) {
      if (NUMBER.matcher(sample.path("value").path(1).asText()).matches()) {
        return true;
      }
    }
    return false;
  }
}
