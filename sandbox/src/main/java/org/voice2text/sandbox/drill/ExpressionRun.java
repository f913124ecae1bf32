package org.voice2text.sandbox.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.voice2text.sandbox.drill.Expressions.Expression;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Faults;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.stage.AppProcess;
import org.voice2text.sandbox.stage.Stage;
import org.voice2text.sandbox.traffic.TrafficPlan;

/// Runs every expression of dashboards and recording rules until each has returned data, while
/// people do everything and everything fails now and then. Confined to one thread.
final class ExpressionRun {
  private static final String NODE_EXPORTER = "prometheus-node-exporter";
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration BEFORE_RESTART = Duration.ofSeconds(30);
  private static final double SHARE_OF_FAULTS = 0.1;

  /// Expressions that have data only when something happens that does not happen here.
  private static final Map<String, String> NEVER =
      Map.of("jvm_threads_deadlocked", "no threads are deadlocked");

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

  private final DrillStage stage;
  private final List<Expression> left = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final List<Expression> elsewhere = new ArrayList<>();
  private int answered;

  private ExpressionRun(DrillStage stage) {
    this.stage = stage;
  }

  static Result run(DrillPlace place) throws Exception {
    Scenario.Preparation all =
        stage -> {
          Stage _ =
              stage
                  .with("TRANSCRIPTION_ENGINES", "openai,command")
                  .with("TRANSCRIPTION_COMMAND", "echo By the second engine.")
                  .with("USD_RUB", "100");
          return () -> {};
        };
    try (DrillStage stage =
            new DrillStage(
                place, all.and(Rewriting::offer).and(PeopleScenarios::dearPrices));
        AppProcess nodeExporter = nodeExporter(place.folder())) {
      stage.alsoScrape("node", nodeExporter.await(PrometheusServer.LISTENS, LONGEST));
      stage.start(Scenario.USUAL_FACTOR);
      return new ExpressionRun(stage).run(place.project());
    }
  }

  private static AppProcess nodeExporter(Path folder) throws IOException {
    return AppProcess.start(
        NODE_EXPORTER,
        List.of(NODE_EXPORTER, "--web.listen-address=127.0.0.1:0"),
        Map.of(),
        folder,
        folder.resolve("node-exporter.log"));
  }

  private Result run(Path project) throws Exception {
    collect(Expressions.ofDashboards(project.resolve("monitoring/grafana/dashboards")));
    collect(Expressions.ofRecordings(Scenario.USUAL_FACTOR));
    live();
    long start = System.nanoTime();
    boolean restarted = false;
    while (!left.isEmpty() && System.nanoTime() - start < LONGEST.toNanos()) {
      Thread.sleep(1000);
      ask();
      if (!restarted && System.nanoTime() - start > BEFORE_RESTART.toNanos()) {
        restarted = true;
        int _ = stage.bot().terminate();
        stage.startBot();
      }
    }
    return new Result(answered, left, refused, elsewhere);
  }

  private void collect(List<Expression> expressions) {
    for (Expression expression : expressions) {
      if (expression.isOfOtherPrograms()) {
        elsewhere.add(expression);
      } else {
        left.add(expression);
      }
    }
    left.removeIf(e -> NEVER.keySet().stream().anyMatch(e.promql()::contains));
  }

  /// People do everything, and everything fails now and then.
  private void live() throws Exception {
    stage.sandbox.language().reportCost(0.001, 0.002);
    stage
        .sandbox
        .traffic()
        .start(TrafficPlan.of(40, 2).to(Stage.BOT_ID).lasting(1, 20));
    sometimes(Target.SPEECH, null, new Fault.HttpError(415));
    sometimes(Target.LANGUAGE, null, new Fault.HttpError(500));
    sometimes(Target.TELEGRAM, "sendMessage", new Fault.TooManyRequests(1));
    sometimes(Target.TELEGRAM, "editMessageText", new Fault.HttpError(500));
    sometimes(Target.TELEGRAM, "sendMessage", new Fault.HttpError(400));
    AutoCloseable _ =
        stage.people.keep(
            Duration.ofSeconds(2), () -> stage.people.pressEverywhere("Summary"));
    AutoCloseable _ = stage.people.keep(Duration.ofSeconds(1), this::askForHealth);
    AutoCloseable _ = PeopleScenarios.payAnothersBill(stage);
    PeopleScenarios.subscribe(stage);
  }

  private void sometimes(
      Target target, @org.jspecify.annotations.Nullable String method, Fault fault) {
    Faults.Rule _ =
        stage.sandbox.faults().add(target, method, fault, Faults.UNTIL_REMOVED, SHARE_OF_FAULTS);
  }

  private void askForHealth() {
    try (HttpJson http = new HttpJson()) {
      String _ = http.text(stage.health());
    } catch (IOException _) {
      // It may be between two lives.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask() throws InterruptedException {
    List<Expression> open = List.copyOf(left);
    for (Expression expression : open) {
      try {
        if (hasNumber(stage.prometheus().query(expression.promql()))) {
          left.remove(expression);
          answered++;
        }
      } catch (IOException e) {
        left.remove(expression);
        refused.add("%s: %s: %s".formatted(expression.where(), expression.promql(), e.getMessage()));
      }
    }
  }

  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.].*");

  private static boolean hasNumber(JsonNode result) {
    for (JsonNode sample : result) {
      if (NUMBER.matcher(sample.path("value").path(1).asText()).matches()) {
        return true;
      }
    }
    return false;
  }
}
