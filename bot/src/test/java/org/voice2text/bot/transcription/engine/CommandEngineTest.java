package org.voice2text.bot.transcription.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.transcription.audio.ChildProcess;
import org.voice2text.bot.transcription.audio.External;
import org.voice2text.bot.transcription.audio.Tones;
import org.voice2text.model.event.FailureReason;

@Timeout(120)
@Tag("slow")
class CommandEngineTest {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  @TempDir private Path folder;
  private Path work;

  @BeforeEach
  void makeWorkFolder() throws IOException {
    work = Files.createDirectory(folder.resolve("work"));
  }

  @Test
  void recognisesRealSpeechThatCameAsOggOpus() throws Exception {
    External.requireProgram("pocketsphinx_continuous");
    External.requireProgram("opusenc");
    Optional<Path> sample = Samples.find("jfk.wav");
    if (Samples.folder().isPresent()) {
      External.require(sample.isPresent(), "the sample jfk.wav");
    }
    Path speech = sample.isPresent() ? sample.get() : synthesise();
    Path opus = folder.resolve("voice.ogg");
    run("opusenc", "--quiet", speech.toString(), opus.toString());

    var heard =
        (Recognition.Transcribed)
            transcribe(
                new CommandEngine(
                    CommandLine.split("pocketsphinx_continuous -infile {wav} -logfn /dev/null")),
                new Recording(opus, null, null, Duration.ofSeconds(11), null));

    if (sample.isPresent()) {
      assertThat(heard.text().toLowerCase(Locale.ROOT)).contains("country");
    }
  }

  private Path synthesise() throws Exception {
    External.requireProgram("espeak-ng");
    Path speech = folder.resolve("speech.wav");
    run(
        "espeak-ng",
        "-s",
        "130",
        "-w",
        speech.toString(),
        "ask not what your country can do for you");
    return speech;
  }

  private static void run(String... command) throws Exception {
    ChildProcess.Result result = ChildProcess.run(List.of(command), DEADLINE, (_, _) -> true);
    assertThat(result.exitCode()).as(result.errors()).isZero();
  }

  @Test
  void givesTheProgramAWavFileAndNothingOnItsInput() throws Exception {
    var heard = (Recognition.Transcribed) shell("head -c 4 \"$1\"; wc -c < \"$1\"; cat");

    assertThat(heard.text().lines().map(String::strip)).containsExactly("RIFF32044");
    assertThat(heard.segments()).isEmpty();
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void takesNoOutputForNoSpeech() throws Exception {
    assertThat(shell("true")).isEqualTo(new Recognition.NoSpeech());
  }

  @Test
  void failsWithTheProgram() {
    EngineException failure = fail("echo words; echo trouble >&2; exit 7", DEADLINE);

    assertThat(failure.reason()).isEqualTo(FailureReason.SERVER_ERROR);
    assertThat(failure).hasMessage("The program ended with exit code 7; its errors are in the log");
  }

  @Test
  void asksNobodyAboutPureSilence() throws Exception {
    Recording silence = Audio.recording(folder, Tones.wav(new short[16_000], 16_000, 1), null);
    assertThat(transcribe(engine("echo invented"), silence)).isEqualTo(new Recognition.NoSpeech());
  }

  @Test
  void boundsTheTranscript() {
    assertThat(fail("exec cat /dev/zero", DEADLINE))
        .hasMessage("The program wrote more than 4194304 bytes");
  }

  @Test
  void killsTheWholeTreeAtTheDeadline() throws Exception {
    Path pid = folder.resolve("pid");
    EngineException failure =
        fail("sleep 600 & echo $! > '%s'; wait".formatted(pid), Duration.ofSeconds(1));

    assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
    assertThat(failure).hasMessage("The program did not end within 1000 ms");
    long id = Long.parseLong(Files.readString(pid).strip());
    await().until(() -> ProcessHandle.of(id).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void noticesThatItsProgramHasGone() {
    var engine = new CommandEngine(List.of("/no/such/program", "{wav}"));
    String missing =
        "The program \"/no/such/program\" of TRANSCRIPTION_COMMAND was not found: install it or"
            + " correct its path";

    assertThat(engine.name()).isEqualTo(new EngineName("command", "program"));
    assertThat(engine.readiness()).isEqualTo(new SpeechEngine.Readiness(false, missing));
    EngineException failure =
        catchThrowableOfType(EngineException.class, () -> transcribe(engine, Audio.opus(folder)));
    assertThat(failure.reason()).isEqualTo(FailureReason.IO);
    assertThat(failure).hasMessage(missing);
  }

  private Recognition shell(String script) throws Exception {
    return transcribe(engine(script), Audio.opus(folder));
  }

  private EngineException fail(String script, Duration deadline) {
    return catchThrowableOfType(
        EngineException.class,
        () -> {
          try (AudioInput input = Audio.input(Audio.opus(folder), work)) {
            engine(script).transcribe(input, deadline);
          }
        });
  }

  private static CommandEngine engine(String script) {
    return new CommandEngine(List.of("sh", "-c", script, "sh", "{wav}"));
  }

  private Recognition transcribe(SpeechEngine engine, Recording recording) throws Exception {
    try (AudioInput input = Audio.input(recording, work)) {
      return engine.transcribe(input, DEADLINE);
    }
  }
}
