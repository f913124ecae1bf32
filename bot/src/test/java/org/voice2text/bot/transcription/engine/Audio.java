package org.voice2text.bot.transcription.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.transcription.audio.AudioConverter;
import org.voice2text.bot.transcription.audio.OggOpusFile;
import org.voice2text.bot.transcription.audio.Tones;

/// Recordings made for tests.
final class Audio {
  private Audio() {}

  static Recording opus(Path folder) throws IOException {
    return recording(folder, OggOpusFile.of(Tones.sine(440, 48_000, 48_000, 8_000), 1), null);
  }

  static Recording recording(Path folder, byte[] bytes, @Nullable String language)
      throws IOException {
    Path file = Files.write(folder.resolve("recording"), bytes);
    return new Recording(file, "any.name", "any/type", Duration.ofSeconds(1), language);
  }

  static AudioInput input(Recording recording, Path workFolder) {
    return new AudioInput(
        recording, workFolder, new AudioConverter(Duration.ofHours(3)), (_, _) -> {});
  }
}
