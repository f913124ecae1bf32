package org.voice2text.bot.transcription.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A loaded model of whisper.cpp. Confined to one thread: a model can do one thing at a time.
interface WhisperModel extends AutoCloseable {
  /// @param segments times from the start of the samples
  /// @param language as set, or as found out; null when neither
  record Pass(List<Segment> segments, @Nullable String language) {}

  /// Gets a model ready, which may mean to fetch it first.
  interface Loader {
    WhisperModel load() throws EngineException, InterruptedException;

    /// How far it is, in a few words for the operator.
    String progress();

    /// Ends a fetch that is under way.
    void cancel();
  }

  /// Runs to its end, whatever happens to the thread.
  ///
  /// @param samples 16 kHz mono, -1 to 1
  /// @param language ISO 639-1 code; null finds out
  Pass recognise(float[] samples, @Nullable String language) throws EngineException;

  @Override
  void close();
}
