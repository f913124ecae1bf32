package org.voice2text.bot.transcription;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/// Downloads a recording, has it recognised and stores what was heard. Thread-safe.
final class TranscriptionStep {
  private static final Logger log = LoggerFactory.getLogger(TranscriptionStep.class);

  /// Speech in a lean format: 32 kbit/s.
  private static final long SPARSE_BYTES_PER_SECOND = 4000;

  private final TranscriptionQueue queue;
  private final TelegramHost telegram;
  private final Orchestrator orchestrator;
  private final FailureStep failures;
  private final Patience patience;
  private final Path workFolder;

  TranscriptionStep(
      TranscriptionQueue queue,
      TelegramHost telegram,
      Orchestrator orchestrator,
      FailureStep failures,
      Patience patience,
      Path workFolder) {
    this.queue = queue;
    this.telegram = telegram;
    this.orchestrator = orchestrator;
    this.failures = failures;
    this.patience = patience;
    this.workFolder = workFolder;
  }

  /// @return false if there is nothing to deliver now
  boolean transcribe(JobAttempt attempt) throws InterruptedException, IOException {
    Job job = attempt.job();
    try (WorkFolder folder = WorkFolder.create(workFolder, job.id())) {
      Path file = folder.path().resolve("recording");
      attempt.trace().step(Step.DOWNLOAD, "from Telegram", () -> download(job, file));
      Recording recording =
          new Recording(
              file, job.file().name(), job.file().mimeType(), expectedAudio(job, file), null);
      return settle(attempt, orchestrator.transcribe(recording, folder.path(), attempt));
    } catch (TelegramException e) {
      notDownloaded(attempt, e);
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

  private void notDownloaded(JobAttempt attempt, TelegramException e) throws InterruptedException {
    Job job = attempt.job();
    if (patience.waitsFor(job, e)) {
      log.warn("Job {} is downloaded later: {}", job.id(), e.getMessage());
      queue.handBack(job, Patience.pause(e), attempt.take());
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
      case Outcome.NeedsFfmpeg _ -> failed(attempt, JobFailure.NO_FFMPEG, null);
      case Outcome.AllFailed a -> failed(attempt, JobFailure.ENGINES, a.summary());
    };
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
    if (!attempt.ours(queue.transcribed(attempt.job(), transcript, attempt.take()))) {
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
