package org.voice2text.model.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.model.event.ActivitySamples.ActivitySample;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

class EventRollupTest {
  private static final long QUARTER = EventSum.BUCKET_MILLIS;
  private static final long START = 2_000_000 * QUARTER;

  private static final Set<String> TYPES =
      Set.of("a", "transcription_finished", "rewrite_finished");

  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.openWriter(folder.resolve("v.db"), DatabaseObserver.NONE);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void addsUpWhatAgreesInAllLabels() {
    append(
        finished(START, null, "success", 400L, 10L),
        finished(START + 1, null, "success", 450L, null),
        finished(START + 2, "m", "success", 501L, 20L),
        finished(START + QUARTER - 1, null, "success", null, 7L),
        finished(START + QUARTER, null, "success", 400L, 10L));

    assertThat(advance(2)).isTrue();
    assertThat(advance(2)).isTrue();
    assertThat(advance(2)).isFalse();
    assertThat(advance(2)).isFalse();

    assertThat(rolledUp())
        .containsExactly(
            sum(START, "", 500, 2, START + 1, 1_000, 850, 10),
            sum(START, "", 86_400_000, 1, START + QUARTER - 1, 500, 0, 7),
            sum(START, "m", 1_000, 1, START + 2, 500, 501, 20),
            sum(START + QUARTER, "", 500, 1, START + QUARTER, 500, 400, 10));
    assertThat(position(2)).isEqualTo(new LogPosition(5, 0, 5, START + 1));
  }

  @Test
  void deletesOnlyWhatIsOldAndInTheSums() {
    append(event(START, "a"), event(START + 1, "a"), event(START + 2, "a"), event(START + 3, "a"));
    assertThat(prune(START + 9, 10)).isFalse();
    assertThat(ids()).containsExactly(1L, 2L, 3L, 4L);

    assertThat(advance(3)).isTrue();
    assertThat(prune(START + 2, 10)).isFalse();
    assertThat(ids()).containsExactly(3L, 4L);
    assertThat(prune(START + 9, 1)).isTrue();
    assertThat(prune(START + 9, 1)).isFalse();
    assertThat(ids()).containsExactly(4L);
    assertThat(position(1)).isEqualTo(new LogPosition(3, 3, 4, null));
  }

  @Test
  void anEventFromAClockThatWasAheadDoesNotKeepTheOthers() {
    append(event(START, "a"), event(START + 1_000_000, "a"), event(START + 1, "a"));
    advance(10);
    prune(START + 2, 10);
    assertThat(ids()).isEmpty();
    assertThat(rolledUp()).hasSize(2);
  }

  @Test
  void gapsInTheIdsHoldNothingUp() {
    append(event(START, "a"));
    for (int id = 1_000; id < 1_003; id++) {
      long next = id;
      in(h ->
          h.execute("insert into technical_events (id, at, type) values (?, ?, 'a')", next, START));
    }
    while (advance(2)) {
      // The next events.
    }
    while (prune(START + 1, 2)) {
      // The next events.
    }
    assertThat(ids()).isEmpty();
    assertThat(rolledUp()).extracting(EventSum::events).containsExactly(4L);
  }

  @Test
  void anIdIsNotUsedAgainAfterAllEventsAreGone() {
    append(event(START, "a"), event(START, "a"));
    advance(10);
    prune(START + 1, 10);
    append(event(START, "a"));
    assertThat(ids()).containsExactly(3L);
  }

  /// Whatever is rolled up, pruned and taken together in whatever order: no sum changes.
  @Test
  void noSumIsEverLost() {
    for (int seed = 0; seed < 5; seed++) {
      database.close();
      database = Database.openWriter(folder.resolve(seed + ".db"), DatabaseObserver.NONE);
      Random random = new Random(seed);
      List<EventRow> all = new ArrayList<>();
      long now = START;
      for (int step = 0; step < 40; step++) {
        now += random.nextLong(6 * 60 * QUARTER);
        long before = now - random.nextLong(1 + 40 * QUARTER);
        switch (random.nextInt(5)) {
          case 0 -> advance(1 + random.nextInt(40));
          case 1 -> prune(before, 1 + random.nextInt(40));
          case 2 -> in(h -> EventRollup.compact(h, before));
          default -> {
            EventRow[] rows = new EventRow[random.nextInt(30)];
            for (int i = 0; i < rows.length; i++) {
              rows[i] = randomEvent(random, now + random.nextLong(-50, 50) * 10_000);
            }
            append(rows);
            all.addAll(List.of(rows));
          }
        }
        assertThat(sums()).as("seed %d, step %d", seed, step).isEqualTo(sumsOf(all));
      }
    }
  }

  @Test
  void takesOneSampleOfTheActiveUsersForEachQuarterOfAnHour() {
    long[] active = {START - 3_600_001, START - 3_600_000, START - 1, START + 1};
    for (int i = 0; i < active.length; i++) {
      long user = i;
      in(h ->
          h.execute(
              "insert into users (telegram_id, language, created_at, last_active_at) values (?, 'en', 0, ?)",
              user,
              active[(int) user]));
    }
    takeSamplesAt(START + 2, START + QUARTER - 1, START + QUARTER);
    ActivitySample first = new ActivitySample(START, 3);
    ActivitySample second = new ActivitySample(START + QUARTER, 2);
    assertThat(samples(0)).containsExactly(first, second);
    assertThat(samples(START)).containsExactly(second);
    in(h -> {
      ActivitySamples.prune(h, START + 1);
      return true;
    });
    assertThat(samples(0)).containsExactly(second);
  }

  @Test
  void takesNoSampleOfATimeBeforeTheFirstUser() {
    takeSamplesAt(START + 1);
    in(h ->
        h.execute(
            "insert into users (telegram_id, language, created_at, last_active_at) values (1, 'en', ?, ?)",
            START + 2,
            START + 2));
    takeSamplesAt(START + 3, START + QUARTER, START + 9 * QUARTER);

    assertThat(samples(0))
        .containsExactly(
            new ActivitySample(START + QUARTER, 1), new ActivitySample(START + 9 * QUARTER, 0));
  }

  private void takeSamplesAt(long... times) {
    for (long now : times) {
      in(h -> {
        ActivitySamples.take(h, now);
        return true;
      });
    }
  }

  /// By labels, without times: events, audio, cost.
  private Map<String, List<Long>> sums() {
    Map<String, List<Long>> sums = new TreeMap<>();
    in(h -> {
      EventSums.rolledUp(h, TYPES, s -> add(sums, s));
      LogPosition log = EventSums.position(h, 0);
      EventSums.between(h, TYPES, log.rolledUpTo(), log.last()).forEach(s -> add(sums, s));
      return true;
    });
    return sums;
  }

  private static void add(Map<String, List<Long>> sums, EventSum s) {
    sums.merge(
        s.type() + s.model() + s.status(),
        List.of(s.events(), s.audioMs(), s.costMicros()),
        EventRollupTest::plus);
  }

  private static Map<String, List<Long>> sumsOf(List<EventRow> rows) {
    Map<String, List<Long>> sums = new TreeMap<>();
    for (EventRow row : rows) {
      String model = row.model() == null ? "" : row.model();
      long cost = row.costMicros() == null ? 0 : row.costMicros();
      long audio = row.audioMs() == null ? 0 : row.audioMs();
      sums.merge(
          row.type() + model + row.status(), List.of(1L, audio, cost), EventRollupTest::plus);
    }
    return sums;
  }

  private static List<Long> plus(List<Long> a, List<Long> b) {
    return List.of(a.get(0) + b.get(0), a.get(1) + b.get(1), a.get(2) + b.get(2));
  }

  private static EventRow randomEvent(Random random, long at) {
    return new EventRow(
        0,
        at,
        random.nextBoolean() ? "transcription_finished" : "rewrite_finished",
        1L,
        1L,
        null,
        null,
        random.nextBoolean() ? "m" : null,
        random.nextBoolean() ? "success" : "error",
        null,
        random.nextBoolean() ? (Long) random.nextLong(9_000) : null,
        random.nextBoolean() ? (Long) random.nextLong(9_000) : null,
        random.nextBoolean() ? (Long) random.nextLong(9_000) : null,
        null,
        null,
        null);
  }

  private static EventRow event(long at, String type) {
    return new EventRow(
        0, at, type, null, null, null, null, null, null, null, null, null, null, null, null, null);
  }

  private static EventRow finished(
      long at, @Nullable String model, String status, @Nullable Long took, @Nullable Long cost) {
    return new EventRow(
        0,
        at,
        "transcription_finished",
        1L,
        1L,
        null,
        "p",
        model,
        status,
        null,
        500L,
        took,
        cost,
        null,
        null,
        null);
  }

  private static EventSum sum(
      long bucket, String model, long upTo, long n, long last, long audio, long took, long cost) {
    return new EventSum(
        bucket,
        "transcription_finished",
        "",
        "p",
        model,
        "success",
        "",
        upTo,
        n,
        last,
        audio,
        took,
        cost,
        0,
        0,
        0);
  }

  private void append(EventRow... rows) {
    in(h -> {
      EventLog.append(h, List.of(rows));
      return true;
    });
  }

  private List<EventSum> rolledUp() {
    List<EventSum> sums = new ArrayList<>();
    in(h -> {
      EventSums.rolledUp(h, TYPES, sums::add);
      return true;
    });
    sums.sort(
        Comparator.comparingLong(EventSum::bucket)
            .thenComparing(EventSum::model)
            .thenComparingLong(EventSum::durationUpTo));
    return sums;
  }

  private boolean advance(int limit) {
    return in(h -> EventRollup.advance(h, limit));
  }

  private boolean prune(long before, int limit) {
    return in(h -> EventRollup.prune(h, before, limit));
  }

  private LogPosition position(long cursor) {
    return in(h -> EventSums.position(h, cursor));
  }

  private List<ActivitySample> samples(long after) {
    return in(h -> ActivitySamples.after(h, after));
  }

  private List<Long> ids() {
    return in(
        h -> h.createQuery("select id from technical_events order by id").mapTo(Long.class).list());
  }

  private <T> T in(Function<Handle, T> work) {
    return database.transaction("test", work);
  }
}
