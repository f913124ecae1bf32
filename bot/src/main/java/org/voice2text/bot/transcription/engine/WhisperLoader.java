package org.voice2text.bot.transcription.engine;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.http.OneLine;
import org.voice2text.bot.transcription.engine.EngineException.Advice;
import org.voice2text.model.event.FailureReason;

/// Loads a model from its file, which it fetches first when it is one of the ggml project's and not
/// there yet. Thread-safe.
final class WhisperLoader implements WhisperModel.Loader {
  private final Path file;
  private final @Nullable ModelFetch fetch;

  /// @param fetch null when the file is the operator's own
  WhisperLoader(Path file, @Nullable ModelFetch fetch) {
    this.file = file;
    this.fetch = fetch;
  }

  @Override
  public WhisperModel load() throws EngineException {
    if (fetch != null) {
      try {
        fetch.fetch();
      } catch (IOException e) {
        throw new EngineException(
            FailureReason.IO,
            Advice.GIVE_UP,
            "the model could not be fetched: " + OneLine.of(e.getMessage(), null),
            e);
      }
    }
    return NativeWhisperModel.load(file);
  }

  @Override
  public String progress() {
    int percent = fetch == null ? -1 : fetch.percent();
    return percent < 0
        ? "the model is busy or slow"
        : "the model is still being fetched: %d %%".formatted(percent);
  }

  @Override
  public void cancel() {
    if (fetch != null) {
      fetch.cancel();
    }
  }
}
