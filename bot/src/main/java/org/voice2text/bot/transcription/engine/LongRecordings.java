package org.voice2text.bot.transcription.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.transcription.audio.AudioConverter;
import org.voice2text.bot.transcription.audio.Cuts;
import org.voice2text.bot.transcription.audio.SoundLevels;

/// Has a long recording recognised in parts, several at a time, and joins what was heard.
/// Thread-safe.
final class LongRecordings {
  private static final Logger log = LoggerFactory.getLogger(LongRecordings.class);

  /// Longer than that is cut. As WAV it is still below what OpenAI takes.
  private static final Duration LONG = Duration.ofMinutes(10);

  private static final Duration TARGET = Duration.ofMinutes(5);

  private static final Duration CLEAN_UP = Duration.ofSeconds(3);

  private final Lanes lanes;
  private final AudioConverter converter;
  private final Retries.Sleeper sleeper;

  LongRecordings(Lanes lanes, AudioConverter converter, Retries.Sleeper sleeper) {
    this.lanes = lanes;
    this.converter = converter;
    this.sleeper = sleeper;
  }

  /// By what is known, or else said: a length that follows from the size only is too vague.
  static boolean isLong(AudioInput audio) {
    Duration length = audio.length().orElse(audio.recording().duration());
    return length.compareTo(LONG) > 0;
  }

  /// @throws ConversionException when it cannot be brought into a form that can be cut
  Outcome transcribe(AudioInput audio, OrchestratorListener listener)
      throws ConversionException, InterruptedException {
    Path wav = audio.wav();
    SoundLevels levels = audio.levels();
    listener.measured(levels.length());
    if (levels.isSilent()) {
      return new Outcome.NoSpeech(null);
    }
    List<Cuts.Part> parts = Cuts.parts(levels, TARGET, LONG);
    log.debug("A recording of {} s has {} parts", levels.length().toSeconds(), parts.size());
    var reports = new PartReports(lanes.all().stream().map(Lane::name).toList());
    var tasks = new ArrayList<PartTask>();
    for (int i = 0; i < parts.size(); i++) {
      tasks.add(
          new PartTask(i, parts.get(i), wav, levels, audio, lanes, converter, reports, sleeper));
    }
    try {
      Outcome outcome = run(tasks, reports, listener);
      reports.send(outcome, listener);
      return outcome;
    } catch (InterruptedException e) {
      reports.sendCancelled(listener);
      throw e;
    }
  }

  /// Side by side as many as the first engine takes, less one for other people's short messages.
  private int sideBySide() {
    return Math.max(1, lanes.all().getFirst().requests() - 1);
  }

  private Outcome run(List<PartTask> tasks, PartReports reports, OrchestratorListener listener)
      throws InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(sideBySide(), Thread.ofVirtual().name("part-", 0).factory());
    try {
      CompletionService<HeardPart> running = new ExecutorCompletionService<>(threads);
      tasks.forEach(task -> running.submit(listener.carried(task)));
      List<HeardPart> heard = new ArrayList<>();
      for (int done = 1; done <= tasks.size(); done++) {
        HeardPart part = running.take().get();
        if (part.isFailure()) {
          return part.outcome();
        }
        heard.add(part);
        listener.progress((double) done / tasks.size());
        if (done < tasks.size()) {
          HeardPart.beginning(heard).ifPresent(listener::heard);
        }
      }
      return HeardPart.join(heard, tasks.getFirst().language(), reports.last());
    } catch (ExecutionException e) {
      throw new IllegalStateException("A part could not be worked on", e.getCause());
    } finally {
      stop(threads);
    }
  }

  /// What is under way is of no use any more.
  private static void stop(ExecutorService threads) throws InterruptedException {
    threads.shutdownNow();
    if (!threads.awaitTermination(CLEAN_UP.toMillis(), TimeUnit.MILLISECONDS)) {
      log.warn("Parts of a recording are worked on {} s after their end", CLEAN_UP.toSeconds());
    }
  }
}
