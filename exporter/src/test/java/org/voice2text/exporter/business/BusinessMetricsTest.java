package org.voice2text.exporter.business;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.exporter.business.BusinessMetrics.BusinessConfig;
import org.voice2text.exporter.http.ScrapeSource;
import org.voice2text.model.event.EventLog;
import org.voice2text.model.event.EventRow;
import org.voice2text.model.event.FailureReason;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.event.TranscriptionStatus;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

class BusinessMetricsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @TempDir Path folder;
  private Path file;
  private Instant now = Instant.parse("2026-06-15T12:00:00Z");
  private ReadOnlyDatabase reader;
  private BusinessMetrics business;

  @BeforeEach
  void create() {
    file = folder.resolve("voice2text.db");
    reader = new ReadOnlyDatabase(file);
    business =
        new BusinessMetrics(
            reader,
            new BusinessConfig(Duration.ofMinutes(5), BERLIN, OptionalDouble.of(90)),
            () -> now);
  }

  @AfterEach
  void close() {
    business.close();
    reader.close();
  }

  @Test
  void servesNothingUntilThereIsADatabase() throws Exception {
    assertThat(refreshed()).isEmpty();
    assertThat(isUp("business")).isFalse();

    try (Database _ = writer()) {
      assertThat(refreshed())
          .containsEntry("bot_users_total", 0.0)
          .containsEntry("business_paying_users{plan=\"pro\"}", 0.0)
          .containsEntry("bot_operations_today{operation_type=\"start\"}", 0.0)
          .containsEntry("users_online", 0.0);
      assertThat(isUp("business")).isTrue();
      assertThat(isUp("user_activity")).isTrue();
    }
  }

  @Test
  void readsADatabaseThatNobodyWrites() throws Exception {
    try (Database writer = writer()) {
      append(writer, new TechnicalEvent.UserRegistered(1));
    }

    assertThat(refreshed()).containsEntry("bot_users_total", 1.0);
  }

  @Test
  void keepsTheLastValuesWhenTheDatabaseIsGone() throws Exception {
    try (Database writer = writer()) {
      append(writer, new TechnicalEvent.UserRegistered(1));
    }
    refreshed();
    Instant before = now;
    Files.move(file, folder.resolve("away.db"));
    now = now.plusSeconds(600);

    assertThat(refreshed())
        .containsEntry("bot_users_total", 1.0)
        .containsEntry("business_last_refresh_timestamp_seconds", (double) before.getEpochSecond());
    assertThat(isUp("business")).isFalse();
  }

  @Test
  void startsAgainWhenAnotherDatabaseTakesThePlace() throws Exception {
    try (Database writer = writer()) {
      append(writer, new TechnicalEvent.UserRegistered(1));
    }
    assertThat(refreshed()).containsEntry("bot_users_total", 1.0);
    Path other = folder.resolve("other.db");
    try (Database writer = Database.openWriter(other, DatabaseObserver.NONE)) {
      for (int i = 0; i < 3; i++) {
        append(writer, new TechnicalEvent.UserRegistered(i));
      }
    }
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

    assertThat(refreshed()).containsEntry("bot_users_total", 3.0);
  }

  @Test
  void beginsTheDayAtLocalMidnightAlsoWhenTheClocksChange() throws Exception {
    // In Berlin 25 October 2026 has 25 hours: from 22:00 UTC of the 24th to 23:00 UTC of the 25th.
    try (Database writer = writer()) {
      for (String at :
          List.of(
              "2026-10-24T21:59:59.999Z",
              "2026-10-24T22:00:00Z",
              "2026-10-25T00:30:00Z",
              "2026-10-25T01:30:00Z",
              "2026-10-25T22:59:59Z",
              "2026-10-25T23:00:00Z")) {
        append(
            writer,
            Instant.parse(at),
            new TechnicalEvent.OperationPerformed(1L, Operation.HELP),
            new TechnicalEvent.TranscriptStored(1, 1L));
      }
      String help = "bot_operations_today{operation_type=\"help\"}";
      now = Instant.parse("2026-10-25T22:59:59.999Z");
      // The last is of tomorrow: a clock that is a little ahead.
      assertThat(refreshed()).containsEntry(help, 4.0).containsEntry("bot_records_today", 4.0);
      now = Instant.parse("2026-10-25T23:00:00Z");
      assertThat(values()).containsEntry(help, 1.0).containsEntry("bot_records_today", 1.0);
      now = Instant.parse("2026-10-26T23:00:00Z");
      assertThat(values()).containsEntry(help, 0.0).containsEntry("bot_records_total", 6.0);
    }
  }

  @Test
  void countsActiveUsersByTime() throws Exception {
    try (Database writer = writer()) {
      long[] ages = {0, 299, 301, 3_600, 86_401, 604_801, 2_592_001};
      for (int i = 0; i < ages.length; i++) {
        long user = i;
        long at = now.minusSeconds(ages[i]).toEpochMilli();
        writer.transaction(
            "test",
            h ->
                h.execute(
                    "insert into users (telegram_id, language, created_at, last_active_at) values (?, 'en', 0, ?)",
                    user,
                    at));
      }
    }

    assertThat(refreshed())
        .containsEntry("users_online", 2.0)
        .containsEntry("bot_users_active_today", 4.0)
        .containsEntry("business_active_users{period=\"day\"}", 4.0)
        .containsEntry("business_active_users{period=\"week\"}", 5.0)
        .containsEntry("business_active_users{period=\"month\"}", 6.0);
  }

  private Database writer() {
    return Database.openWriter(file, DatabaseObserver.NONE);
  }

  private void append(Database writer, TechnicalEvent... events) {
    append(writer, now, events);
  }

  private static void append(Database writer, Instant at, TechnicalEvent... events) {
    writer.<Void>transaction(
        "test",
        h -> {
          EventLog.append(
              h,
              java.util.Arrays.stream(events)
                  .map(event -> EventRow.of(event, at.toEpochMilli()))
                  .toList());
          return null;
        });
  }

  private Map<String, Double> refreshed() throws Exception {
    business.refreshNow();
    return values();
  }

  private boolean isUp(String source) throws Exception {
    return Served.isUp(business, source);
  }

  private Map<String, Double> values() throws Exception {
    return Served.values(business);
  }
}
