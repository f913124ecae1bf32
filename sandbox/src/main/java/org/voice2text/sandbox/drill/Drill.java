package org.voice2text.sandbox.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.voice2text.sandbox.stage.Folders;
import org.voice2text.sandbox.stage.ProcFs;

/// Causes each fault that an alert is for, with the real processes and the real Prometheus and
/// Alertmanager, and writes what came of it to `docs/alert-drill.md`. Called by `make drill`.
///
/// Nothing is left behind: when the process is told to end, what it has started, mounted and
/// written is cleared away first.
public final class Drill {
  private static final String EXPRESSIONS = "expressions";
  private static final Duration TIME_TO_CLEAR = Duration.ofMinutes(1);

  private Drill() {}

  /// @param args the `java` program, the project's folder, names of alerts separated by commas or
  ///   nothing for all, and how many scenarios are played side by side
  public static void main(String[] args) throws Exception {
    Path project = Path.of(args[1]).toAbsolutePath().normalize();
    Set<String> wanted = args[2].isBlank() ? Set.of() : Set.of(args[2].split(","));
    int sideBySide = args.length > 3 && !args[3].isBlank() ? Integer.parseInt(args[3]) : 2;
    Path folder = Files.createTempDirectory("voice2text-drill");
    endTidily(Thread.currentThread());
    boolean passed = false;
    try {
      DrillPlace place = new DrillPlace(Path.of(args[0]), project, folder);
      passed = run(place, wanted, sideBySide);
    } catch (InterruptedException _) {
      System.out.println("The drill was broken off; all that it had started is stopped.");
    } finally {
      Folders.delete(folder);
    }
    Runtime.getRuntime().halt(passed ? 0 : 1);
  }

  private static List<Scenario> chosen(Set<String> wanted) {
    Set<String> unknown = new TreeSet<>(wanted);
    Scenarios.ALL.forEach(s -> unknown.remove(s.name()));
    unknown.remove(EXPRESSIONS);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "ALERTS: there is no %s; use names of docs/alert-drill.md, separated by commas, or %s"
              .formatted(String.join(", ", unknown), EXPRESSIONS));
    }
    return Scenarios.ALL.stream()
        .filter(s -> wanted.isEmpty() || wanted.contains(s.name()))
        .toList();
  }

  private static boolean run(DrillPlace place, Set<String> wanted, int sideBySide)
      throws Exception {
    List<Scenario> scenarios = chosen(wanted);
    Report report = new Report();
    if (wanted.isEmpty()) {
      QuietRun.Result quiet = QuietRun.run(place.in("quiet"), Scenario.USUAL_FACTOR);
      System.out.println(Report.line(quiet));
      report.add(quiet);
    }
    if (wanted.isEmpty() || wanted.contains(EXPRESSIONS)) {
      ExpressionRun.Result result = ExpressionRun.run(place.in(EXPRESSIONS));
      System.out.println(Report.line(result));
      report.add(result);
    }
    new Trials(place, sideBySide, o -> System.out.println(Report.line(o)))
        .run(scenarios)
        .forEach(report::add);
    if (wanted.isEmpty()) {
      Files.writeString(place.project().resolve("docs/alert-drill.md"), report.text(machine()));
    }
    return report.passed();
  }

  private static String machine() throws IOException {
    return "Machine: %d processors (%s), Java %s, %s."
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            ProcFs.processor(),
            Runtime.version(),
            LocalDate.now(ZoneOffset.UTC));
  }

  private static void endTidily(Thread main) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              main.interrupt();
              try {
                boolean _ = main.join(TIME_TO_CLEAR);
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            }));
  }
}
