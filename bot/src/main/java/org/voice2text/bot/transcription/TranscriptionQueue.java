package org.voice2text.bot.transcription;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.bot.telemetry.Telemetry;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.store.Database;

/// The durable queue of jobs: what is in it survives any end of the process. A worker holds a job
/// by a short lease that it keeps renewing; the job of a worker that was killed is taken up again
/// when its lease runs out. Thread-safe.
public final class TranscriptionQueue {
  /// Names of its transactions, for measurement.
  public static final List<String> OPERATIONS =
      List.of(
          "lease_job",
          "renew_leases",
          "hand_back_job",
          "store_transcript",
          "load_transcript",
          "end_job",
          "count_jobs",
          "job_place",
          "load_job");

  /// Longer than a pause of the JVM, short enough that a killed process's jobs do not wait long.
  static final Duration LEASE = Duration.ofSeconds(6);

  private static final Duration DEPTH_PERIOD = Duration.ofHours(24);

  private final Database database;
  private final Telemetry telemetry;
  private final Instruments instruments;
  private final InstantSource clock;
  private final int capacity;
  private final String owner;
  private final Semaphore news = new Semaphore(0);

  /// @param owner names this process, differently at each start
  public TranscriptionQueue(
      Database database,
      Telemetry telemetry,
      Instruments instruments,
      InstantSource clock,
      int capacity,
      String owner) {
    this.database = database;
    this.telemetry = telemetry;
    this.instruments = instruments;
    this.clock = clock;
    this.capacity = capacity;
    this.owner = owner;
    instruments.set(LiveMetrics.QUEUE_CAPACITY, capacity);
  }

  /// What became of a recording that asked for a place.
  public sealed interface Admission {
    record Accepted(Job job) implements Admission {}

    record Full(int capacity) implements Admission {}

    /// The same update was accepted before.
    record Known() implements Admission {}
  }

  /// Accepts a recording, inside the caller's transaction.
  public Admission add(Handle handle, NewJob job) {
    // First: a job that is in the queue already must not be told that the queue is full.
    if (JobStore.exists(handle, job.chat().botId(), job.update().updateId())) {
      return new Admission.Known();
    }
    if (JobStore.waiting(handle) >= capacity) {
      return new Admission.Full(capacity);
    }
    OptionalLong id = JobStore.insert(handle, job, clock.millis());
    if (id.isEmpty()) {
      return new Admission.Known();
    }
    telemetry.emit(
        handle,
        new TechnicalEvent.JobQueued(
            id.getAsLong(), job.userId(), job.file().type(), job.file().duration()));
    handle.afterCommit(news::release);
    showWaiting(handle);
    return new Admission.Accepted(JobStore.load(handle, id.getAsLong()));
  }

  /// Sends the answers of a group's jobs to where the group goes on.
  public static void moveChat(Handle handle, long botId, long oldChatId, long newChatId) {
    JobStore.moveChat(handle, botId, oldChatId, newChatId);
  }

  /// The place of a waiting job, 1 for the next; 0 when it does not wait.
  public int place(Job job) {
    return database.transaction("job_place", h -> JobStore.place(h, job.id()));
  }

  /// Waits until there may be work, at most for the given time.
  void awaitNews(Duration timeout) throws InterruptedException {
    if (news.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      // One look at the database finds whatever the others tell of.
      int _ = news.drainPermits();
    }
  }

  /// Takes the next job, if there is one.
  ///
  /// @param running those that this process works on: after a pause of the whole machine their
  ///   leases look lost, and are not
  Optional<Job> lease(Collection<Job> running) {
    List<Long> ids = running.stream().map(Job::id).toList();
    return database.transaction("lease_job", h -> lease(h, ids));
  }

  private Optional<Job> lease(Handle handle, List<Long> running) {
    long now = clock.millis();
    Optional<Job> leased = JobStore.lease(handle, owner, running, now, now + LEASE.toMillis());
    leased
        .filter(job -> job.state() == JobState.RUNNING)
        .ifPresent(job ->
            telemetry.emit(
                handle,
                new TechnicalEvent.JobStarted(
                    job.id(),
                    Duration.ofMillis(Math.max(0, now - job.queuedAt())),
                    job.attempts())));
    if (leased.isPresent()) {
      showWaiting(handle);
    }
    return leased;
  }

  /// Keeps the jobs that are worked on. One that is not named, because its worker failed over it,
  /// is soon taken up again.
  void renewLeases(Collection<Job> jobs) {
    database.<Void>transaction(
        "renew_leases",
        h -> {
          long until = clock.millis() + LEASE.toMillis();
          jobs.forEach(job -> JobStore.renewLease(h, job, owner, until));
          return null;
        });
  }

  /// Gives a job back for later. The attempt does not count.
  ///
  /// @param delay before which nobody takes it up; zero for none
  /// @param events what happened on the way
  void handBack(Job job, Duration delay, List<TechnicalEvent> events) {
    handBack(job, delay, events, job.attempts() - 1);
  }

  /// Gives a job back after an error of ours, which may be the job's fault: the attempt counts.
  void handBackFailed(Job job, Duration delay, List<TechnicalEvent> events) {
    handBack(job, delay, events, job.attempts());
  }

  private void handBack(Job job, Duration delay, List<TechnicalEvent> events, int attempts) {
    database.<Void>transaction(
        "hand_back_job",
        h -> {
          Long notBefore = delay.isZero() ? null : clock.millis() + delay.toMillis();
          if (JobStore.handBack(h, job, owner, attempts, notBefore)) {
            telemetry.emit(h, events);
          }
          showWaiting(h);
          return null;
        });
  }

  /// Whether the lease is still ours.
  boolean holds(Job job) {
    return database.transaction("load_job", h -> JobStore.holds(h, job, owner));
  }

  /// Keeps what was recognised; the job then waits for its delivery only.
  ///
  /// @param transcript null when there is no speech
  /// @param events what happened on the way
  /// @return false if the lease was lost meanwhile: another worker has the job
  boolean transcribed(Job job, @Nullable Transcript transcript, List<TechnicalEvent> events) {
    return database.transaction(
        "store_transcript",
        h -> {
          if (!JobStore.transcribed(h, job, owner)) {
            return false;
          }
          telemetry.emit(h, events);
          if (transcript != null) {
            TranscriptStore.insert(h, job.id(), transcript, clock.millis());
            telemetry.emit(h, new TechnicalEvent.TranscriptStored(job.id(), job.userId()));
          }
          return true;
        });
  }

  Optional<Transcript> transcript(Job job) {
    return database.transaction("load_transcript", h -> TranscriptStore.find(h, job.id()));
  }

  /// A job with its transcript; nothing when either is not there, or not any more.
  public Optional<StoredTranscript> stored(long jobId) {
    return database.transaction("load_transcript", h -> TranscriptStore.findStored(h, jobId));
  }

  /// Whether somebody works on the job or will.
  boolean isOpen(long jobId) {
    return database.transaction("load_job", h -> JobStore.isOpen(h, jobId));
  }

  /// @return false if the lease was lost meanwhile
  boolean delivered(Job job) {
    long now = clock.millis();
    return end(
        job,
        JobState.DELIVERED,
        null,
        List.of(
            new TechnicalEvent.AnswerDelivered(
                job.id(),
                job.userId(),
                Duration.ofMillis(Math.max(0, now - job.receivedAt())),
                job.audio())));
  }

  /// @return false if the lease was lost meanwhile
  boolean failed(Job job, JobFailure failure, List<TechnicalEvent> events) {
    List<TechnicalEvent> all = new ArrayList<>(events);
    all.add(new TechnicalEvent.JobFailed(job.id(), job.userId(), failure));
    return end(job, JobState.FAILED, failure, all);
  }

  private boolean end(
      Job job, JobState state, @Nullable JobFailure failure, List<TechnicalEvent> events) {
    return database.transaction(
        "end_job",
        h -> {
          boolean ended = JobStore.end(h, job, owner, state, failure, clock.millis());
          if (ended) {
            telemetry.emit(h, events);
          }
          return ended;
        });
  }

  private void showWaiting(Handle handle) {
    int waiting = JobStore.waiting(handle);
    handle.afterCommit(() -> instruments.set(LiveMetrics.QUEUE_SIZE, waiting));
  }

  /// Reads the state of the queue into the gauges: another process may write the same database.
  void refreshGauges() {
    database.<Void>transaction(
        "count_jobs",
        h -> {
          instruments.set(LiveMetrics.QUEUE_SIZE, JobStore.waiting(h));
          JobStore.countSince(h, clock.millis() - DEPTH_PERIOD.toMillis())
              .forEach((status, jobs) -> instruments.set(LiveMetrics.QUEUE_DEPTH, jobs, status));
          return null;
        });
  }
}
