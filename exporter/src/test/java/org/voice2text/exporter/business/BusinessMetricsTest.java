package org.voice2text.exporter.business;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.exporter.business.BusinessMetrics.BusinessConfig;
import org.voice2text.model.event.EventLog;
import org.voice2text.model.event.EventRow;
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

  @Test
  void countsEachUserWithARunningSubscriptionOnceForAPlan() throws Exception {
    try (Database writer = writer()) {
      writer.<Boolean>transaction(
          "test",
          h -> {
            h.execute("drop table subscriptions");
            h.execute(
                "create table subscriptions (user_id integer, plan text, expires_at integer)");
            String insert = "insert into subscriptions values (?, ?, ?)";
            h.execute(insert, 1, "lite", now.toEpochMilli());
            h.execute(insert, 1, "pro", now.toEpochMilli() + 1);
            h.execute(insert, 1, "pro", now.toEpochMilli() + 2);
            h.execute(insert, 2, "pro", now.toEpochMilli() + 1);
            return true;
          });
      assertThat(refreshed())
          .containsEntry("business_paying_users{plan=\"lite\"}", 0.0)
          .containsEntry("business_paying_users{plan=\"pro\"}", 2.0)
          .containsEntry("business_paying_users{plan=\"unlimited\"}", 0.0);
    }
  }

  @Test
  void saysOfEachMetricWhatItIsAndHowOldItMayBe() throws Exception {
    try (Database _ = writer()) {
      business.refreshNow();
      assertThat(Served.text(business).lines().filter(line -> line.startsWith("# ")))
          .containsExactly(
              """
              # HELP bot_operations_today What users asked for since midnight. Cached, up to 5 min old.
              # TYPE bot_operations_today gauge
              # HELP bot_records_total Stored transcripts. Cached, up to 5 min old.
              # TYPE bot_records_total counter
              # HELP bot_records_today Transcripts stored since midnight. Cached, up to 5 min old.
              # TYPE bot_records_today gauge
              # HELP bot_users_total Registered users. Cached, up to 5 min old.
              # TYPE bot_users_total counter
              # HELP bot_users_active_today Users active since midnight. Cached, up to 15 s old.
              # TYPE bot_users_active_today gauge
              # HELP business_active_users Users active in the last 1, 7 and 30 days. Cached, up to 15 s old.
              # TYPE business_active_users gauge
              # HELP business_audio_minutes_total Minutes of audio transcribed. Cached, up to 5 min old.
              # TYPE business_audio_minutes_total counter
              # HELP business_estimated_cost_rubles_total Estimated cost of the speech and language APIs, in rubles. \
              All of it at USD_RUB=90.0. Cached, up to 5 min old.
              # TYPE business_estimated_cost_rubles_total counter
              # HELP business_last_refresh_timestamp_seconds When the business metrics were last read from the \
              database, in seconds since 1970.
              # TYPE business_last_refresh_timestamp_seconds gauge
              # HELP business_new_users_total Registrations. Cached, up to 5 min old.
              # TYPE business_new_users_total counter
              # HELP business_null_model_events_total Requests to speech and language models whose event lacks the \
              model. Cached, up to 5 min old.
              # TYPE business_null_model_events_total counter
              # HELP business_paying_users Users with a running subscription. Cached, up to 5 min old.
              # TYPE business_paying_users gauge
              # HELP business_refresh_duration_seconds How long the last reading of the business metrics \
              took, in seconds.
              # TYPE business_refresh_duration_seconds gauge
              # HELP business_transcriptions_total Successful transcriptions. Cached, up to 5 min old.
              # TYPE business_transcriptions_total counter
              # HELP business_variant_cache_hits_total Requests to language models saved by the variant cache. \
              Cached, up to 5 min old.
              # TYPE business_variant_cache_hits_total counter
              # HELP users_online Users active in the last 5 minutes. Cached, up to 15 s old.
              # TYPE users_online gauge
              """
                  .lines()
                  .toArray(String[]::new));
    }
  }

  @Test
  void withoutARateTheCostInRublesIsZeroAndSaysWhy() throws Exception {
    try (Database writer = writer();
        BusinessMetrics noRate =
            new BusinessMetrics(
                reader,
                new BusinessConfig(Duration.ofMinutes(5), BERLIN, OptionalDouble.empty()),
                () -> now)) {
      append(
          writer,
          new TechnicalEvent.TranscriptionFinished(
              1,
              1L,
              "openai",
              "m",
              TranscriptionStatus.SUCCESS,
              null,
              Duration.ofSeconds(1),
              Duration.ofSeconds(1),
              OptionalLong.of(2_000_000)));
      assertThat(refreshed()).containsEntry("business_estimated_cost_rubles_total", 180.0);
      noRate.refreshNow();
      assertThat(Served.text(noRate))
          .contains(
              """
              # HELP business_estimated_cost_rubles_total Estimated cost of the speech and language APIs, in rubles. \
              It is 0 because USD_RUB is not set. Cached, up to 5 min old.
              # TYPE business_estimated_cost_rubles_total counter
              business_estimated_cost_rubles_total 0.0
              """);
    }
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
