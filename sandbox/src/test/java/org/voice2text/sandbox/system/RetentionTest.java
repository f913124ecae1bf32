package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// Events go when their time is over, and what they add up to stays.
@Tag("system")
final class RetentionTest {
  private static final String ANSWER = "What was said.";

  @TempDir private Path folder;

  @Test
  void totalsOutliveTheirEventsAndEachProcess() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.sandbox.speech().answerWith(ANSWER);
      scene.stage.with("RETENTION", "1ms").with("USD_RUB", "90");
      scene.startExporter();
      scene.startBot();
      scene.speak("recording", 6);
      scene.awaitAnswer(ANSWER);
      scene.awaitMetric("bot_records_total", 1);
      int _ = scene.bot().terminate();
      Map<String, Double> before = business(scene);
      assertThat(before)
          .containsEntry("bot_users_total", 1.0)
          .containsEntry("business_transcriptions_total", 1.0)
          .containsEntry("bot_records_today", 1.0);

      // It looks after its tables when it starts.
      scene.startBot();
      scene.awaitUntil("the events to be gone", () -> events(scene) == 0);
      int _ = scene.exporter().terminate();
      scene.startExporter();
      scene.awaitMetric("exporter_collector_up{collector=\"business\"}", 1);
      assertThat(business(scene)).isEqualTo(before);
    }
  }

  /// What comes from the event log.
  private static Map<String, Double> business(Scene scene) {
    return scene.scrape().orElseThrow().samples().entrySet().stream()
        .filter(e ->
            e.getKey()
                .matches(
                    "business_.*_total|bot_(records|users)_(total|today)|bot_operations_today.*"))
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, TreeMap::new));
  }

  private static int events(Scene scene) {
    try (Database database = Database.openReader(scene.stage.database(), DatabaseObserver.NONE)) {
      return database.transaction(
          "test",
          h -> h.createQuery("select count(*) from technical_events").mapTo(Integer.class).one());
    }
  }
}
