package org.voice2text.bot.transcription.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.http.OneLine;
import org.voice2text.bot.transcription.engine.EngineException.Advice;
import org.voice2text.model.event.FailureReason;

/// The embedded whisper.cpp. A native call cannot be stopped, so all of them run on one thread of
/// their own: a caller who is interrupted or runs out of time leaves at once, the call runs to its
/// end, and the next caller, or the end of the model, waits for it. Thread-safe.
final class WhisperEngine implements SpeechEngine {
  private static final Logger log = LoggerFactory.getLogger(WhisperEngine.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /// About -52 dB of full scale: no speech is that quiet, and whisper invents words for it.
  private static final float SILENCE = 0.0025f;

  /// The library gives nothing for less than a second.
  private static final int SHORTEST = WavChunks.RATE + WavChunks.RATE / 10;

  private static final String CLOSED = "the engine is closed";

  private final String model;
  private final WhisperModel.Loader loader;
  private final Duration patience;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("whisper").factory());

  /// Confined to the thread.
  private @Nullable WhisperModel loaded;

  private volatile boolean closed;
  private volatile Readiness readiness;

  WhisperEngine(String model, WhisperModel.Loader loader) {
    this(model, loader, PATIENCE);
  }

  /// @param patience how long [#close] waits for a native call
  WhisperEngine(String model, WhisperModel.Loader loader, Duration patience) {
    this.model = model;
    this.loader = loader;
    this.patience = patience;
    this.readiness = new Readiness(true, "the model is loaded at its first use");
  }

  @Override
  public EngineName name() {
    return new EngineName("whisper", model);
  }

  @Override
  public Readiness readiness() {
    return readiness;
  }

  @Override
  public Recognition transcribe(AudioInput audio, Duration deadline)
      throws EngineException, ConversionException, InterruptedException {
    Path wav = audio.wav();
    String language = audio.recording().language();
    var abandoned = new AtomicBoolean();
    try {
      Future<Recognition> task = thread.submit(() -> recognise(wav, language, abandoned));
      return task.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new EngineException(
          FailureReason.TIMEOUT,
          Advice.GIVE_UP,
          "no transcript within %d ms; %s"
              .formatted(
                  deadline.toMillis(), readiness.ready() ? loader.progress() : readiness.message()),
          e);
    } catch (ExecutionException e) {
      throw unwrap(e);
    } catch (RejectedExecutionException e) {
      throw new EngineException(FailureReason.IO, Advice.GIVE_UP, CLOSED, e);
    } finally {
      abandoned.set(true);
    }
  }

  private static EngineException unwrap(ExecutionException e) {
    return switch (e.getCause()) {
      case EngineException failure -> failure;
      case IOException failure ->
          new EngineException(
              FailureReason.IO,
              Advice.GIVE_UP,
              "the converted audio could not be read: " + OneLine.of(failure.getMessage(), null),
              failure);
      case null, default ->
          throw new IllegalStateException("Recognition failed unexpectedly", e.getCause());
    };
  }

  private Recognition recognise(Path wav, @Nullable String language, AtomicBoolean abandoned)
      throws EngineException, IOException, InterruptedException {
    if (abandoned.get()) {
      return new Recognition.NoSpeech();
    }
    WhisperModel ready = ready();
    List<Segment> segments = new ArrayList<>();
    String heard = language;
    try (WavChunks chunks = new WavChunks(wav)) {
      float[] samples = chunks.next();
      while (samples != null && !abandoned.get() && !closed) {
        if (isAudible(samples)) {
          WhisperModel.Pass pass = ready.recognise(padded(samples), heard);
          heard = heard == null && !pass.segments().isEmpty() ? pass.language() : heard;
          Duration start = chunks.start();
          pass.segments().forEach(segment -> segments.add(later(segment, start)));
        }
        samples = chunks.next();
      }
    }
    if (closed) {
      throw new EngineException(FailureReason.IO, Advice.GIVE_UP, CLOSED);
    }
    String text = segments.stream().map(Segment::text).collect(Collectors.joining(" "));
    return Hearing.of(text, segments, heard, Hearing.FREE);
  }

  private WhisperModel ready() throws EngineException, InterruptedException {
    if (loaded == null) {
      try {
        loaded = loader.load();
        readiness = new Readiness(true, "the model is loaded");
      } catch (EngineException e) {
        readiness = new Readiness(false, String.valueOf(e.getMessage()));
        throw e;
      }
    }
    return loaded;
  }

  private static boolean isAudible(float[] samples) {
    for (float sample : samples) {
      if (Math.abs(sample) > SILENCE) {
        return true;
      }
    }
    return false;
  }

  private static float[] padded(float[] samples) {
    return samples.length < SHORTEST ? Arrays.copyOf(samples, SHORTEST) : samples;
  }

  private static Segment later(Segment segment, Duration by) {
    return new Segment(segment.start().plus(by), segment.end().plus(by), segment.text());
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    loader.cancel();
    thread.execute(this::free);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        log.info("{} is still at work: its model is freed when it has finished", name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void free() {
    if (loaded != null) {
      loaded.close();
      loaded = null;
    }
  }
}
