package org.voice2text.exporter.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.exporter.ExporterProcess;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// Custom metrics in the whole program, with the examples that are shipped.
@Timeout(120)
@Tag("slow")
class CustomMetricsProcessTest {
  private static final Path EXAMPLES = root().resolve("examples/custom-metrics");

  @TempDir Path folder;

  @Test
  void theWorkoutBotIsMeasured() throws Exception {
    Path example = copy("workout-bot");
    Path database = folder.resolve("workout.db");
    Sqlite.runFile(database, example.resolve("schema.sql"));
    Sqlite.runFile(database, example.resolve("data.sql"));
    try (ExporterProcess exporter =
        ExporterProcess.start(
            folder,
            Map.of(
                "DATABASE_PATH", database.toString(),
                "CUSTOM_METRICS", example.resolve("metrics.yaml").toString(),
                "TIME_ZONE", whereItIsNoon()))) {
      assertThat(served(exporter.awaitReady(), "bot_(programs|records).*"))
          .containsExactlyInAnyOrder(
              "bot_programs_active{kind=\"cardio\"} 1.0",
              "bot_programs_active{kind=\"strength\"} 2.0",
              "bot_programs_total 4.0",
              "bot_records_today 2.0",
              "bot_records_total 5.0");
      assertThat(exporter.stop()).isZero();
    }
  }

  @Test
  void theCourseBotIsMeasured() throws Exception {
    Path example = copy("course-bot");
    Path database = folder.resolve("course.db");
    Sqlite.runFile(database, example.resolve("schema.sql"));
    Sqlite.runFile(database, example.resolve("data.sql"));
    Path quiz = example.resolve("quiz.db");
    Sqlite.runFile(quiz, example.resolve("quiz-schema.sql"));
    Sqlite.runFile(quiz, example.resolve("quiz-data.sql"));
    try (ExporterProcess exporter =
        ExporterProcess.start(
            folder,
            Map.of(
                "DATABASE_PATH", database.toString(),
                "CUSTOM_METRICS", example.resolve("metrics.yaml").toString()))) {
      assertThat(served(exporter.awaitReady(), "course_.*"))
          .containsExactlyInAnyOrder(
              "course_completion_ratio{course=\"sql\"} 0.5",
              "course_completion_ratio{course=\"statistics\"} 0.0",
              "course_payments{method=\"card\",state=\"failed\"} 1.0",
              "course_payments{method=\"card\",state=\"paid\"} 2.0",
              "course_payments{method=\"stars\",state=\"refunded\"} 1.0",
              "course_payments{method=\"unknown\",state=\"paid\"} 1.0",
              "course_quiz_answers_total{correct=\"no\",quiz=\"joins\"} 1.0",
              "course_quiz_answers_total{correct=\"yes\",quiz=\"groups\"} 1.0",
              "course_quiz_answers_total{correct=\"yes\",quiz=\"joins\"} 2.0",
              "course_revenue_rubles_total 5190.5",
              "course_students{course=\"drawing\",progress=\"finished\"} 0.0",
              "course_students{course=\"drawing\",progress=\"learning\"} 0.0",
              "course_students{course=\"sql\",progress=\"finished\"} 2.0",
              "course_students{course=\"sql\",progress=\"learning\"} 2.0",
              "course_students{course=\"statistics\",progress=\"finished\"} 0.0",
              "course_students{course=\"statistics\",progress=\"learning\"} 1.0");
    }
  }

  @Test
  void startsBeforeTheBotAndStandsInForABuiltInMetric() throws Exception {
    Path file =
        yaml(
            """
            metrics:
              - name: bot_records_total
                replace: true
                type: counter
                help: Bots instead.
                sql: select 40 + count(*) as value from bots
              - name: users_by_language
                type: gauge
                help: Users.
                labels: [language]
                sql: select language, count(*) as value from users group by 1
            """);
    try (ExporterProcess exporter =
        ExporterProcess.start(
            folder, Map.of("CUSTOM_METRICS", file.toString(), "DATABASE_PATH", "bot.db"))) {
      URI metrics = exporter.awaitReady();
      await()
          .until(() ->
              ExporterProcess.get(metrics)
                  .contains(
                      "custom_metric_errors_total{metric=\"bot_records_total\",reason=\"unavailable\"} 1.0\n"));
      try (Database _ = Database.openWriter(folder.resolve("bot.db"), DatabaseObserver.NONE)) {
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> {
              String text = ExporterProcess.get(metrics);
              return text.contains("exporter_collector_up{collector=\"custom\"} 1.0\n")
                  && text.contains("exporter_collector_up{collector=\"business\"} 1.0\n");
            });
        assertThat(ExporterProcess.get(metrics))
            .contains("\nbot_records_total 40.0\n", "\nbot_records_today 0.0\n")
            .containsOnlyOnce("# TYPE bot_records_total counter\n");
      }
    }
  }

  @Test
  void refusesABadFileTogetherWithTheOtherSettings() throws Exception {
    Path file =
        yaml(
            """
            metrics:
              - name: bot_health
                type: gauge
                help: Something.
                sql: select 1 as value; drop table x
            """);
    try (ExporterProcess exporter =
        ExporterProcess.start(
            folder, Map.of("CUSTOM_METRICS", file.toString(), "METRICS_USER", "ops"))) {
      assertThat(exporter.exitCode()).isEqualTo(2);
      assertThat(exporter.errors())
          .contains(
              """
              The configuration has 3 problems:
                - METRICS_USER, METRICS_PASSWORD: set both, or neither for no authentication
                - CUSTOM_METRICS=%s, line 2: name=bot_health: clashes with the built-in bot_health; choose another name
                - CUSTOM_METRICS=%s, line 5: sql: near ";": syntax error; it must be one SELECT statement that SQLite can run
              Each setting is described in .env.example.
              """
                  .formatted(file, file));
    }
  }

  private static List<String> served(URI metrics, String names) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> ExporterProcess.get(metrics),
            text -> text.contains("exporter_collector_up{collector=\"custom\"} 1.0\n"))
        .lines()
        .filter(line -> line.matches(names))
        .toList();
  }

  /// So that no midnight falls between the making of the rows and their reading.
  private static String whereItIsNoon() {
    return ZoneOffset.ofHours(12 - LocalTime.now(ZoneOffset.UTC).getHour()).getId();
  }

  private Path yaml(String text) throws IOException {
    return Files.writeString(folder.resolve("metrics.yaml"), text);
  }

  private Path copy(String example) throws IOException {
    Path copy = Files.createDirectory(folder.resolve(example));
    try (Stream<Path> files = Files.list(EXAMPLES.resolve(example))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("Makefile"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
