package org.voice2text.bot.transcription.engine;

import org.jspecify.annotations.Nullable;

/// The label values of an engine's metrics: `openai` and `gpt-4o-transcribe`, `whisper` and `base`,
/// `command` and the program's file name.
public record EngineName(String provider, @Nullable String model) {
  @Override
  public String toString() {
    return model == null ? provider : provider + "/" + model;
  }
}
