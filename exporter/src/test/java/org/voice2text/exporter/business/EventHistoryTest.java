package org.voice2text.exporter.business;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voice2text.exporter.business.BusinessMetrics.BusinessConfig;
import org.voice2text.model.event.ActivitySamples;
import org.voice2text.model.event.EventLog;
import org.voice2text.model.event.EventRollup;
import org.voice2text.model.event.EventRow;
import org.voice2text.model.event.Operation;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// The exporter reads only what is new, and the bot takes old events away: what is served must
/// equal plain SQL over all events that there ever were, to the last digit.
@Tag("slow")
class EventHistoryTest {
  private static final double USD_RUB = 93.7;

  @TempDir Path folder;
  private ZoneId zone = ZoneId.of("UTC");
  private Instant now = Instant.EPOCH;
  private Random random = new Random(0);
  private Database bot;
  private Database everything;

  @ParameterizedTest
  @CsvSource({
    // Each history crosses a change of the clocks, in zones of many kinds.
    "1, Europe/Berlin, 2026-10-23T12:00:00Z",
    "2, Asia/Kathmandu, 2026-06-01T00:00:00Z",
    "3, Australia/Lord_Howe, 2026-04-03T00:00:00Z",
    "4, America/St_Johns, 2026-03-06T00:00:00Z",
    "5, Asia/Beirut, 2026-03-27T12:00:00Z",
    "6, Africa/Cairo, 2026-10-28T12:00:00Z"
  })
  void servesWhatPlainSqlOverAllEventsComesTo(long seed, String zoneName, Instant start)
      throws Exception {
    zone = ZoneId.of(zoneName);
    now = start;
    random = new Random(seed);
    try (Database writer = open("bot.db");
        Database all = open("all.db");
        ReadOnlyDatabase reader = new ReadOnlyDatabase(folder.resolve("bot.db"))) {
      bot = writer;
      everything = all;
      BusinessMetrics business = start(reader);
      for (int step = 0; step < 80; step++) {
        switch (random.nextInt(8)) {
          case 0, 5 -> housekeeping();
          case 1 -> {
            business.close();
            business = start(reader);
          }
          case 2 -> now = now.plus(Duration.ofMinutes(random.nextInt(9 * 24 * 60)));
          case 3, 4 -> now = now.plus(Duration.ofSeconds(random.nextInt(7_200)));
          default -> append(random.nextInt(300));
        }
        if (random.nextInt(3) == 0) {
          // The bot goes on without being looked at.
          continue;
        }
        business.refreshNow();
        assertThat(Served.values(business)).as("step %d", step).containsAllEntriesOf(totals());
        assertThat(young(business.hours())).as("step %d", step).isEqualTo(young(hours()));
      }
      business.close();
    }
  }

  @Test
  void readsLogsThatAreLongerThanAPage() throws Exception {
    now = Instant.parse("2026-06-15T12:00:00Z");
    try (Database writer = open("bot.db");
        Database all = open("all.db");
        ReadOnlyDatabase reader = new ReadOnlyDatabase(folder.resolve("bot.db"))) {
      bot = writer;
      everything = all;
      append(45_000);
      BusinessMetrics business = start(reader);
      business.refreshNow();
      assertThat(Served.values(business)).containsAllEntriesOf(totals());
      append(20_000);
      business.refreshNow();
      assertThat(Served.values(business)).containsAllEntriesOf(totals());
      business.close();
    }
  }

  @Test
  void showsHowManyUsersWereActiveInEachHour() throws Exception {
    zone = ZoneId.of("Asia/Kolkata");
    now = Instant.parse("2026-06-15T12:40:00Z");
    try (Database writer = open("bot.db");
        ReadOnlyDatabase reader = new ReadOnlyDatabase(folder.resolve("bot.db"))) {
      BusinessMetrics business = start(reader);
      long[][] samples = {{0, 3}, {15, 4}, {30, 5}, {45, 6}, {60, 7}};
      for (long[] sample : samples) {
        long at = Instant.parse("2026-06-15T11:30:00Z").plusSeconds(60 * sample[0]).toEpochMilli();
        writer.transaction(
            "test", h -> h.execute("insert into activity_samples values (?, ?)", at, sample[1]));
        business.refreshNow();
      }
      // The local hours begin at half past.
      assertThat(business.hours())
          .extracting(HourlyCounts::start, hour -> hour.activeUsers().getAsLong())
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(Instant.parse("2026-06-15T10:30:00Z"), 3L),
              org.assertj.core.groups.Tuple.tuple(Instant.parse("2026-06-15T11:30:00Z"), 7L));
      business.close();
      BusinessMetrics again = start(reader);
      again.refreshNow();
      assertThat(again.hours()).isEqualTo(business.hours());
      again.close();
    }
  }

  private Database open(String name) {
    return Database.openWriter(folder.resolve(name), DatabaseObserver.NONE);
  }

  private BusinessMetrics start(ReadOnlyDatabase reader) {
    return new BusinessMetrics(
        reader,
        new BusinessConfig(Duration.ofMinutes(5), zone, OptionalDouble.of(USD_RUB)),
        () -> now);
  }

  private void append(int count) {
    RandomEvents events = new RandomEvents(random);
    List<EventRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // The clock of a machine may be set back a little.
      long at = now.minusSeconds(random.nextInt(1_800)).toEpochMilli();
      rows.add(EventRow.of(events.next(), at));
    }
    for (Database database : List.of(bot, everything)) {
      database.<Boolean>transaction(
          "test",
          h -> {
            EventLog.append(h, rows);
            return true;
          });
    }
  }

  /// What the bot does from time to time, with any retention.
  private void housekeeping() {
    int retentionHours = random.nextBoolean() ? 0 : random.nextInt(24 * 40);
    long before = now.minus(Duration.ofHours(retentionHours)).toEpochMilli();
    int limit = 1 + random.nextInt(500);
    int batches = random.nextInt(12);
    bot.<Boolean>transaction(
        "test",
        h -> {
          for (int i = 0; i < batches; i++) {
            boolean _ = EventRollup.advance(h, limit);
            boolean _ = EventRollup.prune(h, before, limit);
          }
          boolean _ = EventRollup.compact(h, now.minus(Duration.ofDays(33)).toEpochMilli());
          ActivitySamples.prune(h, before);
          return true;
        });
  }

  private Map<String, Double> totals() {
    Map<String, Double> values = new HashMap<>();
    String succeeded = "type = 'transcription_finished' and status = 'success'";
    String modelled = "type in ('transcription_finished', 'rewrite_finished')";
    values.put("bot_users_total", sql("count(*)", "type = 'user_registered'"));
    values.put("business_new_users_total", sql("count(*)", "type = 'user_registered'"));
    values.put("bot_records_total", sql("count(*)", "type = 'transcript_stored'"));
    values.put("business_transcriptions_total", sql("count(*)", succeeded));
    values.put("business_audio_minutes_total", sql("sum(audio_ms)", succeeded) / 60_000);
    values.put("business_variant_cache_hits_total", sql("count(*)", "type = 'variant_cache_hit'"));
    values.put(
        "business_null_model_events_total", sql("count(*)", modelled + " and model is null"));
    values.put(
        "business_estimated_cost_rubles_total", sql("sum(cost_micros)", modelled) * USD_RUB / 1e6);
    LocalDate date = LocalDate.ofInstant(now, zone);
    String today =
        " and at >= %d and at < %d"
            .formatted(
                date.atStartOfDay(zone).toInstant().toEpochMilli(),
                date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli());
    values.put("bot_records_today", sql("count(*)", "type = 'transcript_stored'" + today));
    for (Operation operation : Operation.values()) {
      values.put(
          "bot_operations_today{operation_type=\"%s\"}".formatted(operation.label()),
          sql(
              "count(*)",
              "type = 'operation_performed' and kind = '%s'".formatted(operation.label()) + today));
    }
    return values;
  }

  private double sql(String what, String where) {
    return everything.transaction(
        "test",
        h ->
            h.createQuery(
                    "select coalesce(%s, 0) from technical_events where %s".formatted(what, where))
                .mapTo(Long.class)
                .one());
  }

  /// Without the hours that may be forgotten already.
  private List<String> young(List<HourlyCounts> hours) {
    Instant first = now.minus(Duration.ofDays(31));
    return hours.stream()
        .filter(h -> h.start().isAfter(first))
        .map(EventHistoryTest::show)
        .toList();
  }

  private static String show(HourlyCounts hour) {
    return new TreeMap<>(
            Map.of(
                "operations", new TreeMap<>(hour.operations()),
                "transcriptions", new TreeMap<>(hour.transcriptions()),
                "failures", new TreeMap<>(hour.failures()),
                "payments", new TreeMap<>(hour.payments()),
                "subscriptions", new TreeMap<>(hour.subscriptions()),
                "costs", lines(hour.costMicros()),
                "errors", lines(hour.errors()),
                "answering", new TreeMap<>(hour.answering().counts()),
                "transcribing", new TreeMap<>(hour.transcribing().counts())))
        + " %s users %d records %d ms %d fallbacks %d hits %d stars %d"
            .formatted(
                hour.start(),
                hour.newUsers(),
                hour.records(),
                hour.audioMillis(),
                hour.fallbacks(),
                hour.cacheHits(),
                hour.stars());
  }

  private static List<String> lines(Map<?, ?> map) {
    return map.entrySet().stream().map(Object::toString).sorted().toList();
  }

  /// From all events, each by itself.
  private List<HourlyCounts> hours() {
    Map<Instant, List<EventRow>> hours =
        everything.transaction("test", h -> EventLog.after(h, 0, Integer.MAX_VALUE)).stream()
            // The one kind that is not counted makes no hour.
            .filter(row -> !row.type().equals("message_received"))
            .collect(
                Collectors.groupingBy(
                    row ->
                        Instant.ofEpochMilli(row.at())
                            .atZone(zone)
                            .truncatedTo(ChronoUnit.HOURS)
                            .toInstant(),
                    TreeMap::new,
                    Collectors.toList()));
    return hours.entrySet().stream().map(e -> PlainHour.of(e.getKey(), e.getValue())).toList();
  }
}
