package org.voice2text.bot.transcription.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.http.OneLine;
import org.voice2text.bot.transcription.audio.ChildProcess;
import org.voice2text.bot.transcription.engine.EngineException.Advice;
import org.voice2text.model.event.FailureReason;

/// A local program, run once for each recording, whose standard output is the transcript.
/// Thread-safe.
final class CommandEngine implements SpeechEngine {
  private static final Logger log = LoggerFactory.getLogger(CommandEngine.class);
  private static final String WAV = "{wav}";
  private static final int LONGEST_TRANSCRIPT = 4 << 20;

  private final List<String> command;

  /// @param command program and arguments; `{wav}` stands for the file
  CommandEngine(List<String> command) {
    this.command = List.copyOf(command);
  }

  String program() {
    return command.getFirst();
  }

  @Override
  public EngineName name() {
    Path file = Path.of(program()).getFileName();
    return new EngineName("command", file == null ? program() : file.toString());
  }

  @Override
  public Readiness readiness() {
    return ChildProcess.isInstalled(program())
        ? new Readiness(true, "ready")
        : new Readiness(false, missing());
  }

  String missing() {
    return "The program \"%s\" of TRANSCRIPTION_COMMAND was not found: install it or correct its path"
        .formatted(OneLine.of(program(), null));
  }

  @Override
  public Recognition transcribe(AudioInput audio, Duration deadline)
      throws EngineException, ConversionException, InterruptedException {
    if (audio.levels().isSilent()) {
      return new Recognition.NoSpeech();
    }
    String wav = audio.wav().toAbsolutePath().toString();
    var output = new Transcript();
    ChildProcess.Result result = run(wav, deadline, output);
    if (result.stopped()) {
      throw failure(
          FailureReason.SERVER_ERROR,
          "The program wrote more than %d bytes".formatted(LONGEST_TRANSCRIPT));
    }
    if (result.exitCode() != 0) {
      log.warn("The end of the errors of {}: {}", name(), result.errors().strip());
      throw failure(
          FailureReason.SERVER_ERROR,
          "The program ended with exit code %d; its errors are in the log"
              .formatted(result.exitCode()));
    }
    return Hearing.of(output.text(), List.of(), audio.recording().language(), Hearing.FREE);
  }

  private ChildProcess.Result run(String wav, Duration deadline, Transcript output)
      throws EngineException, InterruptedException {
    List<String> words = command.stream().map(word -> word.replace(WAV, wav)).toList();
    try {
      return ChildProcess.run(words, deadline, output);
    } catch (TimeoutException e) {
      throw new EngineException(
          FailureReason.TIMEOUT, Advice.GIVE_UP, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new EngineException(
          FailureReason.IO,
          Advice.GIVE_UP,
          ChildProcess.isInstalled(program())
              ? "The program could not be started: " + OneLine.of(e.getMessage(), null)
              : missing(),
          e);
    }
  }

  private static EngineException failure(FailureReason reason, String message) {
    return new EngineException(reason, Advice.GIVE_UP, message);
  }

  @Override
  public void close() {
    // A program lives no longer than its request.
  }

  /// Bounded standard output.
  private static final class Transcript implements ChildProcess.Output {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized boolean accept(byte[] block, int count) {
      bytes.write(block, 0, count);
      return bytes.size() <= LONGEST_TRANSCRIPT;
    }

    synchronized String text() {
      return bytes.toString(StandardCharsets.UTF_8).strip();
    }
  }
}
