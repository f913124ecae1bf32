package org.voice2text.bot.transcription;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telemetry.Telemetry;
import org.voice2text.bot.transcription.QueueOrder.Worker;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.RefusalReason;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.store.Database;

/// The queue as its workers see it. A worker holds a job by a short lease that it keeps renewing;
/// the job of a worker that was killed is taken up again when its lease runs out. What only the
/// holder may do returns false when the lease was lost meanwhile: another worker has the job.
/// Thread-safe.
final class JobLeases {
  /// Names of its transactions, for measurement.
  static final List<String> OPERATIONS =
      List.of(
          "lease_job",
          "renew_leases",
          "hand_back_job",
          "store_length",
          "store_transcript",
          "load_transcript",
          "end_job",
          "load_job");

  /// Longer than a pause of the JVM, short enough that a killed process's jobs do not wait long.
  static final Duration LEASE = Duration.ofSeconds(6);

  private final Database database;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final String owner;
  private final QueueOrder order;
  private final QueueSignals signals;
  private final JobAccounts accounts;
  private final RunningJobs running = new RunningJobs();

  JobLeases(
      Database database,
      Telemetry telemetry,
      InstantSource clock,
      String owner,
      QueueOrder order,
      QueueSignals signals,
      JobAccounts accounts) {
    this.database = database;
    this.telemetry = telemetry;
    this.clock = clock;
    this.owner = owner;
    this.order = order;
    this.signals = signals;
    this.accounts = accounts;
  }

  /// Waits until there may be work, at most for the given time.
  void awaitNews(Worker worker, Duration timeout) throws InterruptedException {
    signals.await(worker, timeout);
  }

  /// Takes the next job, if there is one. The caller [ends][#end] it.
  Optional<Assignment> take(Worker worker) {
    // Registered inside the transaction: from its commit on somebody may want to stop the work.
    List<Assignment> begun = new ArrayList<>();
    try {
      return database.transaction(
          "lease_job",
          h -> {
            Optional<Assignment> taken = lease(h, worker, running.jobs()).map(running::begin);
            taken.ifPresent(begun::add);
            taken.ifPresent(_ -> h.afterCommit(() -> signals.lookAgain(worker)));
            return taken;
          });
    } catch (RuntimeException e) {
      begun.forEach(running::end);
      throw e;
    }
  }

  void end(Assignment assignment) {
    running.end(assignment);
  }

  /// Leases the next job, if there is one.
  ///
  /// @param worked those that this process works on: after a pause of the whole machine their
  ///   leases look lost, and are not
  Optional<Job> lease(Collection<Job> worked) {
    return database.transaction("lease_job", h -> lease(h, Worker.ANY, worked));
  }

  private Optional<Job> lease(Handle handle, Worker worker, Collection<Job> worked) {
    long now = clock.millis();
    List<Long> ids = worked.stream().map(Job::id).toList();
    Optional<Job> leased = order.next(handle, worker, ids, now).map(id -> lease(handle, id, now));
    if (leased.isPresent()) {
      signals.showWaiting(handle);
    }
    return leased;
  }

  private Job lease(Handle handle, long id, long now) {
    Job leased = JobStore.lease(handle, id, owner, now + LEASE.toMillis());
    if (leased.state() == JobState.RUNNING && leased.failure() == null) {
      Duration waited = Duration.ofMillis(Math.max(0, now - leased.queuedAt()));
      telemetry.emit(handle, new TechnicalEvent.JobStarted(id, waited, leased.attempts()));
    }
    return leased;
  }

  /// Keeps the jobs that this process works on.
  void renew() {
    List<Job> jobs = running.jobs();
    if (!jobs.isEmpty()) {
      renew(jobs);
    }
  }

  /// Keeps these jobs, and stops the work on one that was given up, or deleted, in another process.
  /// One that is not named, because its worker failed over it, is soon taken up again.
  void renew(Collection<Job> jobs) {
    database.<Void>transaction(
        "renew_leases",
        h -> {
          long until = clock.millis() + LEASE.toMillis();
          for (Job job : jobs) {
            if (!JobStore.renewLease(h, job, owner, until)
                && JobStore.find(h, job.id())
                    .filter(found -> found.state() != JobState.CANCELLED)
                    .isEmpty()) {
              running.find(job.id()).ifPresent(Assignment::cancel);
            }
          }
          return null;
        });
  }

  /// A job was given up, in the caller's transaction. If this process works on it, the work goes on
  /// for the next who waits for the same recording, or is stopped when there is nobody.
  void givenUp(Handle handle, Job job) {
    Assignment work = running.find(job.id()).orElse(null);
    if (work == null) {
      return;
    }
    OptionalLong successor = SharedRecordings.successor(handle, job);
    if (successor.isEmpty()) {
      handle.afterCommit(work::cancel);
      return;
    }
    // At once, so that what the worker writes next is for its new job. Should the commit fail, both
    // leases run out and the recording is worked on anew.
    work.become(lease(handle, successor.getAsLong(), clock.millis()));
  }

  /// Ends a job on which nobody works, in the caller's transaction.
  ///
  /// @return false if somebody works on it, or it had ended before
  boolean abandon(Handle handle, Job job) {
    // After a pause of the whole machine the leases of this process look lost, and are not.
    return running.find(job.id()).isEmpty() && JobStore.abandon(handle, job.id(), clock.millis());
  }

  /// @return false if the work has not ended within the time
  boolean awaitEnd(Job job, Duration patience) throws InterruptedException {
    Optional<Assignment> work = running.find(job.id());
    return work.isEmpty() || work.get().awaitEnd(patience);
  }

  /// Gives a job back for later. The attempt does not count.
  ///
  /// @param delay before which nobody takes it up; zero for none
  /// @param events what happened on the way
  boolean handBack(Job job, Duration delay, List<TechnicalEvent> events) {
    return handBack(job, delay, events, job.attempts() - 1, null);
  }

  /// Gives a job back after an error of ours, which may be the job's fault: the attempt counts.
  boolean handBackFailed(Job job, Duration delay, List<TechnicalEvent> events) {
    return handBack(job, delay, events, job.attempts(), null);
  }

  /// Gives a job back because no engine can be asked now.
  boolean handBackObstructed(Job job, Duration delay, List<TechnicalEvent> events) {
    long since = job.obstructedAt() == null ? clock.millis() : job.obstructedAt();
    return handBack(job, delay, events, job.attempts() - 1, since);
  }

  private boolean handBack(
      Job job,
      Duration delay,
      List<TechnicalEvent> events,
      int attempts,
      @Nullable Long obstructedAt) {
    return database.transaction(
        "hand_back_job",
        h -> {
          Long notBefore = delay.isZero() ? null : (Long) (clock.millis() + delay.toMillis());
          boolean held = JobStore.handBack(h, job, owner, attempts, notBefore, obstructedAt);
          if (held) {
            telemetry.emit(h, events);
          }
          signals.showWaiting(h);
          return held;
        });
  }

  boolean holds(Job job) {
    return database.transaction("load_job", h -> JobStore.holds(h, job, owner));
  }

  /// What became of a length that was measured.
  enum Measured {
    STORED,
    /// The job is another worker's by now.
    LOST,
    /// The asker has not enough minutes for so long a recording; nothing was stored.
    NO_MINUTES
  }

  /// Corrects the length of a recording, which its sender stated wrongly or not at all, and takes
  /// the minutes that are missing for it.
  Measured measured(Job job, Duration audio) {
    return database.transaction(
        "store_length",
        h -> {
          if (!JobStore.holds(h, job, owner)) {
            return Measured.LOST;
          }
          if (!accounts.reserve(h, job.lasting(audio))) {
            return Measured.NO_MINUTES;
          }
          boolean _ = JobStore.measured(h, job, owner, audio);
          return Measured.STORED;
        });
  }

  /// Whether a day's free minutes would be enough for the job.
  boolean isFreeOnAnotherDay(Job job) {
    return accounts.isFreeOnAnotherDay(job);
  }

  /// Ends a job whose asker has not enough minutes for its true length. Those that wait for the
  /// same recording go on: they may have.
  boolean refused(Job job, List<TechnicalEvent> events) {
    return database.transaction(
        "end_job",
        h -> {
          if (!JobStore.end(h, job, owner, JobState.FAILED, null, clock.millis())) {
            return false;
          }
          accounts.release(h, job);
          telemetry.emit(h, events);
          telemetry.emit(
              h,
              new TechnicalEvent.JobRefused(
                  job.userId(), job.file().type(), RefusalReason.NO_MINUTES));
          signals.changed(h);
          return true;
        });
  }

  /// Keeps what was recognised; the job, and all that wait for the same recording, then wait for
  /// their delivery only.
  ///
  /// @param transcript null when there is no speech
  /// @param events what happened on the way
  boolean transcribed(Job job, @Nullable Transcript transcript, List<TechnicalEvent> events) {
    return database.transaction(
        "store_transcript",
        h -> {
          if (!JobStore.transcribed(h, job, owner)) {
            return false;
          }
          long now = clock.millis();
          telemetry.emit(h, events);
          @Nullable Long id = null;
          if (transcript != null) {
            id = TranscriptStore.insert(h, job.id(), transcript, now);
            telemetry.emit(h, new TechnicalEvent.TranscriptStored(job.id(), job.userId()));
          }
          SharedRecordings.transcribed(
              h, telemetry, accounts, job, new SharedRecordings.Stored(id, job.audio()), now);
          signals.changed(h);
          return true;
        });
  }

  Optional<Transcript> transcript(Job job) {
    return database.transaction("load_transcript", h -> TranscriptStore.find(h, job.id()));
  }

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

  /// Ends a job without a transcript. Those that wait for the same recording are told the same,
  /// unless the reason lies with this job alone.
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
          if (!JobStore.end(h, job, owner, state, failure, clock.millis())) {
            return false;
          }
          if (state == JobState.DELIVERED && TranscriptStore.find(h, job.id()).isPresent()) {
            accounts.settle(h, job);
          } else {
            // Nobody pays for silence.
            accounts.release(h, job);
          }
          telemetry.emit(h, events);
          // One that only had to be told does not speak for those who came after its end.
          if (failure != null && job.failure() == null) {
            SharedRecordings.failed(h, job, failure);
          }
          signals.changed(h);
          return true;
        });
  }

  /// Keeps what engines did for a job that was given up meanwhile.
  void record(List<TechnicalEvent> events) {
    if (!events.isEmpty()) {
      database.<Void>transaction(
          "end_job",
          h -> {
            telemetry.emit(h, events);
            return null;
          });
    }
  }
}
