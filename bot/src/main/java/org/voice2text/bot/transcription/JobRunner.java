package org.voice2text.bot.transcription;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.transcription.engine.EngineName;
import org.voice2text.bot.transcription.engine.Orchestrator;
import org.voice2text.bot.transcription.engine.OrchestratorListener;
import org.voice2text.bot.transcription.engine.Outcome;
import org.voice2text.bot.transcription.engine.Recording;
import org.voice2text.model.event.FailureReason;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.event.TranscriptionStatus;

/// Takes one job from its lease to its end. Thread-safe.
public final class JobRunner {
  private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

  /// A job that took its process down so often is given up.
  private static final int MAX_ATTEMPTS = 3;

  /// Before a job that something stood in the way of is taken up again.
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /// For so long a job waits for Telegram.
  private static final Duration PATIENCE = Duration.ofDays(1);

  /// Speech in a lean format: 32 kbit/s.
  private static final long SPARSE_BYTES_PER_SECOND = 4000;

  private final TranscriptionQueue queue;
  private final TelegramHost telegram;
  private final Orchestrator orchestrator;
  private final JobDesk desk;
  private final Path workFolder;
  private final InstantSource clock;

  public JobRunner(
      TranscriptionQueue queue,
      TelegramHost telegram,
      Orchestrator orchestrator,
      JobDesk desk,
      Path workFolder,
      InstantSource clock) {
    this.queue = queue;
    this.telegram = telegram;
    this.orchestrator = orchestrator;
    this.desk = desk;
    this.workFolder = workFolder;
    this.clock = clock;
  }

  /// @throws InterruptedException when the process stops; the job is handed back then
  void run(Job job) throws InterruptedException {
    Progress progress = new Progress(job);
    try {
      if (job.state() == JobState.RUNNING && !transcribe(job, progress)) {
        return;
      }
      deliver(job);
    } catch (InterruptedException e) {
      queue.handBack(job, Duration.ZERO, progress.take());
      log.info("Job {} was handed back and goes on after the restart", job.id());
      throw e;
    } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
      ourFailure(job, progress, e);
    }
  }

  /// A full disk or a busy database passes: what was recognised must not be thrown away for it.
  private void ourFailure(Job job, Progress progress, Throwable failure)
      throws InterruptedException {
    log.error("Job {} met an error of ours, attempt {}", job.id(), job.attempts(), failure);
    boolean transcribed = progress.stored || job.state() == JobState.TRANSCRIBED;
    if (transcribed ? isYoung(job) : job.attempts() < MAX_ATTEMPTS) {
      queue.handBackFailed(job, PAUSE, progress.take());
    } else {
      boolean _ = fail(job, JobFailure.INTERNAL, progress);
    }
  }

  /// @return false if there is nothing to deliver now
  private boolean transcribe(Job job, Progress progress) throws InterruptedException, IOException {
    if (job.attempts() > MAX_ATTEMPTS) {
      log.error("Job {} ended its process {} times and is given up", job.id(), MAX_ATTEMPTS);
      return fail(job, JobFailure.INTERNAL, progress);
    }
    desk.started(job);
    try (WorkFolder folder = WorkFolder.create(workFolder, job.id())) {
      Path file = folder.path().resolve("recording");
      telegram.files(job.chat().botId()).download(job.file().fileId(), file);
      Recording recording =
          new Recording(
              file, job.file().name(), job.file().mimeType(), expectedAudio(job, file), null);
      Outcome outcome = orchestrator.transcribe(recording, folder.path(), progress);
      return settle(job, outcome, progress);
    } catch (TelegramException e) {
      if (passes(job, e)) {
        log.warn("Job {} is downloaded later: {}", job.id(), e.getMessage());
        queue.handBack(job, pause(e), progress.take());
        return false;
      }
      log.warn("Job {}: the recording could not be downloaded: {}", job.id(), e.getMessage());
      boolean tooBig = e.kind() == TelegramException.Kind.FILE_TOO_BIG;
      return fail(job, tooBig ? JobFailure.TOO_LARGE : JobFailure.DOWNLOAD, progress);
    }
  }

  /// Telegram does not tell the length of a document; deadlines then follow from its size.
  private static Duration expectedAudio(Job job, Path file) throws IOException {
    return job.audio().isZero()
        ? Duration.ofSeconds(Files.size(file) / SPARSE_BYTES_PER_SECOND)
        : job.audio();
  }

  /// Whether it is worth while to wait until Telegram, or our right to use it, is back.
  private boolean passes(Job job, TelegramException e) {
    return switch (e.kind()) {
      case UNAVAILABLE, RATE_LIMITED, UNAUTHORIZED, CONFLICT -> isYoung(job);
      case UNREACHABLE, MESSAGE_GONE, NOT_MODIFIED, FILE_TOO_BIG, REFUSED -> false;
    };
  }

  private boolean isYoung(Job job) {
    return clock.millis() - job.queuedAt() < PATIENCE.toMillis();
  }

  private static Duration pause(TelegramException e) {
    return e.retryAfter() == null ? PAUSE : e.retryAfter();
  }

  private boolean settle(Job job, Outcome outcome, Progress progress) throws InterruptedException {
    return switch (outcome) {
      case Outcome.Recognised r -> {
        Transcript transcript =
            new Transcript(
                r.engine(),
                r.transcribed().language(),
                r.transcribed().text(),
                r.transcribed().segments(),
                job.audio());
        yield store(job, transcript, progress);
      }
      case Outcome.NoSpeech _ -> store(job, null, progress);
      case Outcome.Undecodable u -> {
        log.info("Job {}: the recording cannot be decoded: {}", job.id(), u.why());
        yield fail(job, JobFailure.UNDECODABLE, progress);
      }
      case Outcome.NeedsFfmpeg _ -> fail(job, JobFailure.NO_FFMPEG, progress);
      case Outcome.AllFailed a -> {
        log.warn("Job {}: no engine could transcribe: {}", job.id(), a.failures());
        yield fail(job, JobFailure.ENGINES, progress);
      }
    };
  }

  private boolean store(Job job, @Nullable Transcript transcript, Progress progress) {
    progress.stored = stored(job, queue.transcribed(job, transcript, progress.take()));
    return progress.stored;
  }

  private static boolean stored(Job job, boolean ours) {
    if (!ours) {
      log.warn("Job {} took longer than its lease and was taken up by another worker", job.id());
    }
    return ours;
  }

  /// Tells first and ends the job then: telling can be repeated after a kill, and nothing is told
  /// by a job that has ended.
  private boolean fail(Job job, JobFailure failure, Progress progress) throws InterruptedException {
    if (!stored(job, queue.holds(job))) {
      return false;
    }
    try {
      desk.failed(job, failure);
    } catch (TelegramException e) {
      if (passes(job, e)) {
        log.warn("Job {}: its failure is told later: {}", job.id(), e.getMessage());
        queue.handBack(job, pause(e), progress.take());
        return false;
      }
      log.warn("Job {}: its failure cannot be told: {}", job.id(), e.getMessage());
    }
    if (stored(job, queue.failed(job, failure, progress.take()))) {
      log.info("Job {} failed: {}", job.id(), failure.label());
    }
    return false;
  }

  private void deliver(Job job) throws InterruptedException {
    @Nullable Transcript transcript = queue.transcript(job).orElse(null);
    try {
      desk.deliver(job, transcript);
      if (!stored(job, queue.delivered(job))) {
        return;
      }
      log.info(
          "Job {} delivered: {} of {} s, {}",
          job.id(),
          job.file().type().label(),
          job.audio().toSeconds(),
          transcript == null ? "no speech" : transcript.engine());
    } catch (TelegramException e) {
      if (passes(job, e)) {
        log.warn("Job {} is delivered later: {}", job.id(), e.getMessage());
        queue.handBack(job, pause(e), List.of());
      } else {
        log.warn("Job {} cannot be delivered: {}", job.id(), e.getMessage());
        boolean _ = stored(job, queue.failed(job, JobFailure.UNDELIVERABLE, List.of()));
      }
    }
  }

  /// Collects what the engines did, to be stored with the result in one transaction.
  private static final class Progress implements OrchestratorListener {
    private final Job job;
    private final List<TechnicalEvent> events = new ArrayList<>();

    /// Whether what was recognised is in the database.
    private boolean stored;

    Progress(Job job) {
      this.job = job;
    }

    /// What is not stored yet.
    List<TechnicalEvent> take() {
      List<TechnicalEvent> taken = List.copyOf(events);
      events.clear();
      return taken;
    }

    @Override
    public void engineFinished(
        EngineName engine,
        TranscriptionStatus status,
        @Nullable FailureReason reason,
        Duration took,
        OptionalLong costMicros) {
      events.add(
          new TechnicalEvent.TranscriptionFinished(
              job.id(),
              job.userId(),
              engine.provider(),
              engine.model(),
              status,
              reason,
              job.audio(),
              took,
              costMicros));
    }

    @Override
    public void fellBack(EngineName from, FailureReason reason) {
      events.add(new TechnicalEvent.EngineFellBack(job.id(), from.provider(), reason));
    }
  }
}
