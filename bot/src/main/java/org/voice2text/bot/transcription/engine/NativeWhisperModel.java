package org.voice2text.bot.transcription.engine;

import io.github.givimad.whisperjni.WhisperContext;
import io.github.givimad.whisperjni.WhisperFullParams;
import io.github.givimad.whisperjni.WhisperJNI;
import io.github.givimad.whisperjni.WhisperSamplingStrategy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.http.OneLine;
import org.voice2text.bot.transcription.engine.EngineException.Advice;
import org.voice2text.model.event.FailureReason;

/// whisper.cpp through JNI. Confined to the thread that loaded it.
final class NativeWhisperModel implements WhisperModel {
  private static final int MOST_THREADS = 4;

  /// whisper.cpp counts in hundredths of a second.
  private static final int TICK_MILLIS = 10;

  private static final Pattern DETECTED = Pattern.compile("auto-detected language: ([a-z]{2})\\b");
  private static final Pattern TROUBLE = Pattern.compile("(?i)invalid|fail|unable|unknown|error");

  private final WhisperJNI whisper;
  private final WhisperContext context;

  private NativeWhisperModel(WhisperJNI whisper, WhisperContext context) {
    this.whisper = whisper;
    this.context = context;
  }

  static NativeWhisperModel load(Path file) throws EngineException {
    var whisper = new WhisperJNI();
    var lines = new Lines();
    WhisperContext context;
    try {
      WhisperJNI.setLibraryLogger(lines::add);
      context = whisper.init(file);
    } catch (IOException e) {
      throw unusable(file, String.valueOf(e.getMessage()), e);
    } finally {
      WhisperJNI.setLibraryLogger(null);
    }
    if (context == null) {
      throw unusable(file, lines.trouble, null);
    }
    return new NativeWhisperModel(whisper, context);
  }

  private static EngineException unusable(Path file, String why, @Nullable Throwable cause) {
    return new EngineException(
        FailureReason.CLIENT_ERROR,
        Advice.OPEN_CIRCUIT,
        "%s is no usable model of whisper.cpp (%s): delete it or correct WHISPER_MODEL"
            .formatted(file, OneLine.of(why, null)),
        cause);
  }

  @Override
  public Pass recognise(float[] samples, @Nullable String language) throws EngineException {
    var params = new WhisperFullParams(WhisperSamplingStrategy.GREEDY);
    params.nThreads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    params.language = language == null ? "auto" : language;
    params.printProgress = false;
    params.printTimestamps = false;
    var lines = new Lines();
    int result;
    try {
      WhisperJNI.setLibraryLogger(lines::add);
      result = whisper.full(context, params, samples, samples.length);
    } finally {
      WhisperJNI.setLibraryLogger(null);
    }
    if (result != 0) {
      throw new EngineException(
          FailureReason.SERVER_ERROR,
          Advice.GIVE_UP,
          "whisper.cpp failed with code %d: %s".formatted(result, OneLine.of(lines.trouble, null)));
    }
    return new Pass(segments(), language == null ? lines.language : language);
  }

  private List<Segment> segments() {
    List<Segment> segments = new ArrayList<>();
    int count = whisper.fullNSegments(context);
    for (int i = 0; i < count; i++) {
      String text = whisper.fullGetSegmentText(context, i).strip();
      long start = Math.max(0, whisper.fullGetSegmentTimestamp0(context, i));
      long end = Math.max(start, whisper.fullGetSegmentTimestamp1(context, i));
      if (!text.isEmpty()) {
        segments.add(
            new Segment(
                Duration.ofMillis(start * TICK_MILLIS),
                Duration.ofMillis(end * TICK_MILLIS),
                text));
      }
    }
    return segments;
  }

  @Override
  public void close() {
    context.close();
  }

  /// Keeps from the library's log what its functions do not return; the rest, which may hold spoken
  /// words, is dropped. The library has one log for the whole process, hence the lock.
  private static final class Lines {
    private String trouble = "no reason given";
    private @Nullable String language;

    synchronized void add(String line) {
      Matcher detected = DETECTED.matcher(line);
      if (detected.find()) {
        language = detected.group(1);
      } else if (TROUBLE.matcher(line).find()) {
        trouble = line;
      }
    }
  }
}
