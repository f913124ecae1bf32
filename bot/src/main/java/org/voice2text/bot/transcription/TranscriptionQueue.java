package org.voice2text.bot.transcription;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.bot.telemetry.Telemetry;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.store.Database;

/// The durable queue of jobs: what is in it survives any end of the process. This is the side of
/// those who ask; workers take the jobs by [leases][JobLeases]. Thread-safe.
public final class TranscriptionQueue {
  /// Names of its transactions, for measurement.
  public static final List<String> OPERATIONS =
      Stream.concat(JobLeases.OPERATIONS.stream(), Stream.of("count_jobs", "job_place", "load_job"))
          .distinct()
          .toList();

  private static final Duration DEPTH_PERIOD = Duration.ofHours(24);

  private final Database database;
  private final Telemetry telemetry;
  private final Instruments instruments;
  private final InstantSource clock;
  private final QueueLimits limits;
  private final QueueSignals signals;
  private final JobAccounts accounts;
  private final JobLeases leases;
  private final QueueOrder order;

  /// @param capacity how many recordings may wait
  /// @param owner names this process, differently at each start
  /// @param bots ids of those that this process hosts; jobs of others rest
  public TranscriptionQueue(
      Database database,
      Telemetry telemetry,
      Instruments instruments,
      InstantSource clock,
      int capacity,
      String owner,
      Collection<Long> bots,
      JobAccounts accounts) {
    this(database, telemetry, instruments, clock, QueueLimits.of(capacity), owner, bots, accounts);
  }

  TranscriptionQueue(
      Database database,
      Telemetry telemetry,
      Instruments instruments,
      InstantSource clock,
      QueueLimits limits,
      String owner,
      Collection<Long> bots,
      JobAccounts accounts) {
    this.database = database;
    this.telemetry = telemetry;
    this.instruments = instruments;
    this.clock = clock;
    this.limits = limits;
    this.order = new QueueOrder(bots);
    this.signals = new QueueSignals(instruments, order);
    this.accounts = accounts;
    this.leases = new JobLeases(database, telemetry, clock, owner, order, signals, accounts);
    instruments.set(LiveMetrics.QUEUE_CAPACITY, limits.capacity());
  }

  /// The side of the workers.
  JobLeases leases() {
    return leases;
  }

  /// Accepts a recording, inside the caller's transaction. One that was transcribed before, or that
  /// somebody else waits for, needs no worker and is accepted also when the queue is full.
  public Admission add(Handle handle, NewJob job) {
    // First: a job that is in the queue already must not be told that the queue is full.
    if (JobStore.exists(handle, job.chat().botId(), job.update().updateId())) {
      return new Admission.Known();
    }
    long now = clock.millis();
    Optional<SharedRecordings.Stored> stored =
        job.isFresh() ? Optional.empty() : SharedRecordings.stored(handle, job);
    boolean needsWorker = stored.isEmpty() && !SharedRecordings.isAwaited(handle, job);
    Optional<Admission> refusal = limits.refusal(handle, order, job, needsWorker, now);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    // Of a recording that is known the true length is known, too.
    NewJob measured = stored.map(s -> job.lasting(s.audio())).orElse(job);
    OptionalLong id = JobStore.insert(handle, measured, order.turnOf(handle, job), now);
    if (id.isEmpty()) {
      return new Admission.Known();
    }
    Job inserted = JobStore.load(handle, id.getAsLong());
    if (!accounts.reserve(handle, inserted)) {
      JobStore.delete(handle, inserted.id());
      return new Admission.NoMinutes(accounts.isFreeOnAnotherDay(inserted));
    }
    telemetry.emit(
        handle,
        new TechnicalEvent.JobQueued(
            id.getAsLong(), job.userId(), job.file().type(), job.file().duration()));
    stored.ifPresent(s ->
        SharedRecordings.reuse(
            handle, telemetry, JobStore.load(handle, id.getAsLong()), s, clock.millis()));
    signals.changed(handle);
    return new Admission.Accepted(JobStore.load(handle, id.getAsLong()));
  }

  /// Sends the answers of a group's jobs to where the group goes on.
  public static void moveChat(Handle handle, long botId, long oldChatId, long newChatId) {
    JobStore.moveChat(handle, botId, oldChatId, newChatId);
  }

  /// The place of a waiting job, 1 for the next; 0 when it does not wait for its turn.
  public int place(Job job) {
    return database.transaction("job_place", h -> order.place(h, job.id()));
  }

  /// All jobs that wait to be worked on or are worked on, in the order of their turns.
  public List<Job> unfinished() {
    return database.transaction("job_place", order::unfinished);
  }

  /// A job in any state, inside the caller's transaction.
  public Optional<Job> find(Handle handle, long jobId) {
    return JobStore.find(handle, jobId);
  }

  /// A job with its transcript; nothing when either is not there, or not any more.
  public Optional<StoredTranscript> stored(long jobId) {
    return database.transaction("load_transcript", h -> TranscriptStore.findStored(h, jobId));
  }

  /// Whether somebody works on the job or will.
  boolean isOpen(long jobId) {
    return database.transaction("load_job", h -> JobStore.isOpen(h, jobId));
  }

  /// Gives a job up, inside the caller's transaction; the caller has seen to it that this person
  /// may do so. Once that is committed, work that nobody else waits for is stopped; other work goes
  /// on for the next who waits for it.
  ///
  /// @return false if that is too late: what was said is known, or it was told why it is not
  public boolean cancel(Handle handle, Job job) {
    if (JobStore.load(handle, job.id()).state() == JobState.CANCELLED) {
      return true;
    }
    if (!JobStore.cancel(handle, job.id(), clock.millis())) {
      return false;
    }
    cancelled(handle, job);
    leases.givenUp(handle, job);
    return true;
  }

  private void cancelled(Handle handle, Job job) {
    accounts.release(handle, job);
    telemetry.emit(handle, new TechnicalEvent.JobCancelled(job.id(), job.userId()));
    handle.afterCommit(() -> new JobOutcomes(clock).cancelled(job));
    signals.changed(handle);
  }

  /// Ends a job on which nobody works, inside the caller's transaction, also one that was
  /// transcribed and is delivered later, or whose bot is not hosted any more.
  ///
  /// @return false if somebody works on it, or it had ended before
  public boolean abandon(Handle handle, Job job) {
    if (!leases.abandon(handle, job)) {
      return false;
    }
    cancelled(handle, job);
    return true;
  }

  /// Waits until a job that was given up is not worked on any more.
  ///
  /// @return false if that has not ended within the time
  public boolean awaitEnd(Job job, Duration patience) throws InterruptedException {
    return leases.awaitEnd(job, patience);
  }

  /// Reads the state of the queue into the gauges: another process may write the same database.
  void refreshGauges() {
    database.<Void>transaction(
        "count_jobs",
        h -> {
          signals.showWaiting(h);
          JobStore.countSince(h, clock.millis() - DEPTH_PERIOD.toMillis())
              .forEach((status, jobs) -> instruments.set(LiveMetrics.QUEUE_DEPTH, jobs, status));
          return null;
        });
  }
}
