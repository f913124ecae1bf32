package org.voice2text.bot.transcription.engine;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.config.Setting;
import org.voice2text.model.config.Settings;

/// Which engines are tried and what they need.
///
/// @param order engines' names, the first one tried first
/// @param whisperModel a model's name or the path of a file
/// @param modelsFolder where models that are fetched are kept; created when needed
/// @param command a local program with its arguments; null when there is none
/// @param longestAudio what is longer is refused while it is being converted
public record EngineConfig(
    List<String> order,
    URI openAiBaseUrl,
    @Nullable String openAiKey,
    String openAiModel,
    String whisperModel,
    Path modelsFolder,
    @Nullable String command,
    Duration longestAudio) {
  public EngineConfig {
    order = List.copyOf(order);
  }

  public static EngineConfig of(Settings settings, Path modelsFolder) {
    return new EngineConfig(
        settings.list(Setting.TRANSCRIPTION_ENGINES),
        required(settings.url(Setting.OPENAI_BASE_URL)),
        settings.text(Setting.OPENAI_API_KEY).orElse(null),
        required(settings.text(Setting.OPENAI_TRANSCRIPTION_MODEL)),
        required(settings.text(Setting.WHISPER_MODEL)),
        modelsFolder,
        settings.text(Setting.TRANSCRIPTION_COMMAND).orElse(null),
        settings.duration(Setting.MAX_AUDIO_DURATION));
  }

  private static <T> T required(Optional<T> value) {
    return value.orElseThrow(() -> new IllegalStateException("A setting has lost its default"));
  }

  /// Without the key.
  @Override
  public String toString() {
    return "EngineConfig[order=%s, openAiModel=%s, whisperModel=%s]"
        .formatted(order, openAiModel, whisperModel);
  }
}
