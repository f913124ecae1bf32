package org.voice2text.bot.transcription;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.telemetry.Step;
import org.voice2text.bot.transcription.engine.Orchestrator;
import org.voice2text.bot.transcription.engine.Outcome;
import org.voice2text.bot.transcription.engine.Recording;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.TechnicalEvent;

/// Downloads a recording, has it recognised and stores what was heard. Thread-safe.
final class TranscriptionStep {
  private static final Logger log = LoggerFactory.getLogger(TranscriptionStep.class);

  /// Speech in a lean format: 32 kbit/s.
  private static final long SPARSE_BYTES_PER_SECOND = 4000;

  private final JobLeases leases;
  private final TelegramHost telegram;
  private final Orchestrator orchestrator;
  private final JobDesk desk;
  private final FailureStep failures;
  private final Patience patience;
  private final Path workFolder;

  TranscriptionStep(
      JobLeases leases,
      TelegramHost telegram,
      Orchestrator orchestrator,
      JobDesk desk,
      FailureStep failures,
      Patience patience,
      Path workFolder) {
    this.leases = leases;
    this.telegram = telegram;
    this.orchestrator = orchestrator;
    this.desk = desk;
    this.failures = failures;
    this.patience = patience;
    this.workFolder = workFolder;
  }

  /// @return false if there is nothing to deliver now
  boolean transcribe(JobAttempt attempt) throws InterruptedException, IOException {
    Job job = attempt.job();
    Optional<Duration> obstruction = orchestrator.obstruction();
    if (obstruction.isPresent() && patience.waitsForEngines(job)) {
      // Nothing is downloaded, and nobody is told that somebody listens.
      waitForEngines(attempt, obstruction.get());
      return false;
    }
    desk.started(job);
    try (WorkFolder folder = WorkFolder.create(workFolder, job.id())) {
      Path file = folder.path().resolve("recording");
      attempt.trace().step(Step.DOWNLOAD, "from Telegram", () -> download(job, file));
      Recording recording =
          new Recording(
              file,
              job.file().name(),
              job.file().mimeType(),
              expectedAudio(job, file),
              job.recognitionLanguage());
      return settle(attempt, orchestrator.transcribe(recording, folder.path(), attempt));
    } catch (TelegramException e) {
      notDownloaded(attempt, e);
      return false;
    } catch (NoMinutesException e) {
      failures.refuse(attempt, e.audio());
      return false;
    }
  }

  private void download(Job job, Path file) throws TelegramException, InterruptedException {
    telegram.files(job.chat().botId()).download(job.file().fileId(), file);
  }

  /// Telegram does not tell the length of a document; deadlines then follow from its size.
  private static Duration expectedAudio(Job job, Path file) throws IOException {
    return job.audio().isZero()
        ? Duration.ofSeconds(Files.size(file) / SPARSE_BYTES_PER_SECOND)
        : job.audio();
  }

  private void waitForEngines(JobAttempt attempt, Duration obstruction) {
    log.info(
        "Job {} waits: no engine is asked for {} ms", attempt.job().id(), obstruction.toMillis());
    List<TechnicalEvent> events = attempt.take();
    boolean _ = attempt.write(job -> leases.handBackObstructed(job, obstruction, events));
  }

  private void notDownloaded(JobAttempt attempt, TelegramException e) throws InterruptedException {
    Job job = attempt.job();
    if (patience.waitsFor(job, e)) {
      log.warn("Job {} is downloaded later: {}", job.id(), e.getMessage());
      List<TechnicalEvent> events = attempt.take();
      boolean _ = attempt.write(j -> leases.handBack(j, Patience.pause(e), events));
      return;
    }
    boolean tooBig = e.kind() == TelegramException.Kind.FILE_TOO_BIG;
    failures.fail(attempt, tooBig ? JobFailure.TOO_LARGE : JobFailure.DOWNLOAD, e.getMessage());
  }

  private boolean settle(JobAttempt attempt, Outcome outcome) throws InterruptedException {
    return switch (outcome) {
      case Outcome.Recognised r -> store(attempt, transcript(attempt.job(), r));
      case Outcome.NoSpeech _ -> store(attempt, null);
      case Outcome.Undecodable u -> failed(attempt, JobFailure.UNDECODABLE, u.why());
      case Outcome.TooLong _ -> failed(attempt, JobFailure.TOO_LONG, null);
      case Outcome.NeedsFfmpeg _ -> failed(attempt, JobFailure.NO_FFMPEG, null);
      case Outcome.AllFailed a -> allFailed(attempt, a);
    };
  }

  private boolean allFailed(JobAttempt attempt, Outcome.AllFailed outcome)
      throws InterruptedException {
    Job job = attempt.job();
    if (outcome.mayPass() && patience.waitsForEngines(job)) {
      waitForEngines(attempt, orchestrator.obstruction().orElse(Patience.PAUSE));
      return false;
    }
    return failed(attempt, JobFailure.ENGINES, outcome.summary());
  }

  private static Transcript transcript(Job job, Outcome.Recognised recognised) {
    return new Transcript(
        recognised.engine(),
        recognised.transcribed().language(),
        recognised.transcribed().text(),
        recognised.transcribed().segments(),
        job.audio());
  }

  private boolean store(JobAttempt attempt, @Nullable Transcript transcript) {
    if (transcript != null) {
      attempt.trace().hide(transcript.text());
    }
    List<TechnicalEvent> events = attempt.take();
    if (!attempt.write(job -> leases.transcribed(job, transcript, events))) {
      return false;
    }
    attempt.stored();
    return true;
  }

  private boolean failed(JobAttempt attempt, JobFailure failure, @Nullable String why)
      throws InterruptedException {
    failures.fail(attempt, failure, why);
    return false;
  }
}
