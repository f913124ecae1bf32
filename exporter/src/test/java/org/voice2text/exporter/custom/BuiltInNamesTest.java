package org.voice2text.exporter.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.exporter.ExporterProcess;
import org.voice2text.exporter.live.TestBot;
import org.voice2text.model.live.LiveAddress;
import org.voice2text.model.runtime.JvmInstruments;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// Nothing is served whose name an operator could take by accident.
@Timeout(120)
@Tag("slow")
class BuiltInNamesTest {
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");

  @TempDir Path folder;

  @Test
  void everyServedNameIsTaken() throws Exception {
    String text = scrape();
    TYPE.matcher(text)
        .results()
        // The test's own, which is in no catalogue.
        .filter(line -> !line.group(1).equals("took_seconds"))
        .forEach(line ->
            assertThat(BuiltInNames.owner(line.group(1), line.group(2)))
                .as("%s is served, and must be in a catalogue", line.group(1))
                .isPresent());
  }

  /// With a database and a bot that tells of its process.
  private String scrape() throws Exception {
    Files.createDirectory(folder.resolve("data"));
    try (Database _ =
            Database.openWriter(folder.resolve("data/voice2text.db"), DatabaseObserver.NONE);
        ExporterProcess exporter = ExporterProcess.start(folder, Map.of("USD_RUB", "90"))) {
      URI metrics = exporter.awaitReady();
      try (TestBot bot =
          new TestBot(LiveAddress.parse(folder.resolve("data/live.sock").toString()), "a")) {
        JvmInstruments.register("bot", bot.registry);
        String text =
            await()
                .atMost(Duration.ofSeconds(20))
                .until(
                    () -> {
                      bot.push();
                      return ExporterProcess.get(metrics);
                    },
                    answer ->
                        answer.contains("\nbot_health 1.0\n")
                            && answer.contains("exporter_collector_up{collector=\"business\"} 1.0")
                            && answer.contains(
                                "exporter_collector_up{collector=\"user_activity\"} 1.0"));
        assertThat(text).contains("exporter_collector_up{collector=\"host\"} 1.0\n");
        assertThat(value(text, "bot_system_memory_bytes")).isPositive();
        assertThat(value(text, "bot_system_memory_percent")).isBetween(0.001, 100.0);
        assertThat(value(text, "bot_system_cpu_percent")).isPositive();
        return text;
      }
    }
  }

  private static double value(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }
}
