package org.voice2text.bot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.voice2text.bot.billing.Minutes;
import org.voice2text.bot.conversation.Conversation;
import org.voice2text.bot.transcription.JobRemoval;
import org.voice2text.model.event.ActivitySamples;
import org.voice2text.model.event.EventRollup;
import org.voice2text.model.runtime.Loop;
import org.voice2text.model.store.Database;

/// Looks after the tables that would grow for ever, in transactions so short that nobody waits for
/// them. Thread-safe.
final class Housekeeping {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /// Lets the work of the bot go first when there is much to catch up with.
  private static final Duration BETWEEN_BATCHES = Duration.ofMillis(20);

  /// Events in a transaction: some milliseconds of work.
  private static final int BATCH = 2_000;

  /// Jobs in a transaction: each has rows in several tables.
  private static final int JOBS_AT_A_TIME = 200;

  /// A chart shows 30 days by the hour; in every time zone they are over then.
  private static final Duration HOURS_KEPT = Duration.ofDays(33);

  private static final String EMPTY_LOG = "empty_log";

  /// Names of its transactions, for measurement.
  static final List<String> OPERATIONS =
      List.of(
          "roll_up_events",
          "prune_events",
          "compact_rollup",
          "sample_activity",
          "prune_jobs",
          "prune_broadcasts",
          "prune_allowances",
          EMPTY_LOG);

  private final Database database;
  private final InstantSource clock;
  private final List<Chore> chores;

  /// Something to be done again and again.
  ///
  /// @param operation names its transactions, for measurement
  record Chore(String operation, Batch batch) {}

  /// Does a little of a chore in the transaction of the handle.
  @FunctionalInterface
  interface Batch {
    /// @return whether there may be more to do
    boolean run(Handle handle, Instant now);
  }

  Housekeeping(Database database, InstantSource clock, List<Chore> chores) {
    this.database = database;
    this.clock = clock;
    this.chores = List.copyOf(chores);
  }

  /// What the event log needs: its sums are kept up to date for whoever reads them, and its rows go
  /// when they are old.
  ///
  /// @param retention how long events are kept
  static List<Chore> ofEvents(Duration retention) {
    return List.of(
        new Chore("roll_up_events", (handle, _) -> EventRollup.advance(handle, BATCH)),
        new Chore(
            "prune_events",
            (handle, now) -> EventRollup.prune(handle, now.minus(retention).toEpochMilli(), BATCH)),
        new Chore(
            "compact_rollup",
            (handle, now) -> EventRollup.compact(handle, now.minus(HOURS_KEPT).toEpochMilli())),
        new Chore(
            "sample_activity",
            (handle, now) -> {
              ActivitySamples.take(handle, now.toEpochMilli());
              ActivitySamples.prune(handle, now.minus(HOURS_KEPT).toEpochMilli());
              return false;
            }));
  }

  /// All there is to look after.
  static List<Chore> all(Duration retention) {
    return Stream.concat(ofEvents(retention).stream(), ofTranscripts(retention).stream()).toList();
  }

  /// What is known of people goes when it is old: transcripts, with all that hangs on their jobs,
  /// and what those who were forgotten had left of a day's minutes.
  ///
  /// @param retention how long it is kept
  static List<Chore> ofTranscripts(Duration retention) {
    return List.of(
        new Chore(
            "prune_jobs",
            (handle, now) ->
                JobRemoval.before(handle, now.minus(retention).toEpochMilli(), JOBS_AT_A_TIME)),
        new Chore(
            "prune_broadcasts",
            (handle, now) -> {
              Conversation.forgetBroadcasts(handle, now.minus(retention).toEpochMilli());
              return false;
            }),
        new Chore(
            "prune_allowances",
            (handle, now) -> {
              Minutes.prune(handle, now);
              return false;
            }));
  }

  Loop start(Consumer<Exception> onFailure) {
    return Loop.start(
        "housekeeping",
        INTERVAL,
        onFailure,
        () -> {
          runAll();
          return INTERVAL;
        });
  }

  /// Does all there is to do now, and leaves nothing of what was deleted in the write-ahead log. A
  /// chore that fails does not keep the others from being done.
  ///
  /// @throws RuntimeException the first failure, with the others suppressed
  void runAll() throws InterruptedException {
    List<RuntimeException> failures = runChores();
    try {
      boolean _ = database.emptyLog(EMPTY_LOG);
    } catch (RuntimeException e) {
      failures.add(e);
    }
    if (!failures.isEmpty()) {
      RuntimeException first = failures.getFirst();
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }

  private List<RuntimeException> runChores() throws InterruptedException {
    List<RuntimeException> failures = new ArrayList<>();
    for (Chore chore : chores) {
      try {
        while (run(chore)) {
          Thread.sleep(BETWEEN_BATCHES);
        }
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    return failures;
  }

  private boolean run(Chore chore) {
    return database.transaction(chore.operation(), h -> chore.batch().run(h, clock.instant()));
  }
}
