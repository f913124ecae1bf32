package org.voice2text.bot.transcription.engine;

import io.github.givimad.whisperjni.WhisperJNI;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.http.OneLine;

/// Loads the native library of whisper.cpp into the process.
final class WhisperLibrary {
  private static final Logger log = LoggerFactory.getLogger(WhisperLibrary.class);
  private static final String EXTRACTED = " into ";

  private WhisperLibrary() {}

  /// Does nothing when it is loaded already.
  ///
  /// @return why it cannot be loaded, with the remedy; empty when it is loaded
  static synchronized Optional<String> load() {
    Set<Path> extracted = new HashSet<>();
    try {
      WhisperJNI.loadLibrary(line -> {
        int at = line.indexOf(EXTRACTED);
        if (at > 0) {
          extracted.add(Path.of(line.substring(at + EXTRACTED.length()).strip()));
        }
      });
      return Optional.empty();
    } catch (UnsatisfiedLinkError | IOException e) {
      return Optional.of(problem(String.valueOf(e.getMessage())));
    } finally {
      // The system has mapped the files; left to the library they would pile up with every start.
      extracted.forEach(WhisperLibrary::delete);
      extracted.stream().map(Path::getParent).distinct().forEach(WhisperLibrary::delete);
    }
  }

  static String problem(String message) {
    return message.contains("libgomp")
        ? "whisper.cpp needs the library libgomp.so.1: install the package libgomp1"
        : "whisper.cpp cannot be loaded on this machine: " + OneLine.of(message, null);
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      log.debug("{} of whisper.cpp could not be deleted", path, e);
    }
  }
}
