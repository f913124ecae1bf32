package org.voice2text.bot.transcription.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.transcription.audio.ChildProcess;
import org.voice2text.bot.transcription.audio.External;
import org.voice2text.bot.transcription.audio.Tones;
import org.voice2text.model.event.FailureReason;

@Timeout(60)
@Tag("slow")
class WhisperEngineTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private final FakeModel model = new FakeModel();
  private final WhisperEngine engine = new WhisperEngine("fake", model, Duration.ofMillis(100));
  @TempDir private Path folder;
  private Path work;

  @BeforeEach
  void makeWorkFolder() throws IOException {
    work = Files.createDirectory(folder.resolve("work"));
  }

  @AfterEach
  void close() {
    model.mayGoOn.release(1000);
    engine.close();
  }

  @Test
  void loadsAtFirstUseAndJoinsTheSegments() throws Exception {
    model.mayGoOn.release(2);
    assertThat(model.events).isEmpty();

    var heard = (Recognition.Transcribed) transcribe(tone(3), DEADLINE);

    assertThat(heard.text()).isEqualTo("part 1");
    assertThat(heard.language()).isEqualTo("fi");
    assertThat(heard.segments())
        .containsExactly(new Segment(Duration.ofSeconds(1), Duration.ofSeconds(2), "part 1"));
    assertThat(model.events)
        .containsExactly("load", "recognise 48000 samples in null", "recognised");
    transcribe(tone(3), DEADLINE);
    assertThat(Collections.frequency(model.events, "load")).isEqualTo(1);
  }

  @Test
  void cutsALongRecordingAtAQuietPlaceAndKeepsItsTimesAndLanguage() throws Exception {
    model.mayGoOn.release(2);
    short[] samples = tone(130);
    java.util.Arrays.fill(samples, 110 * 16_000, 111 * 16_000, (short) 0);

    var heard = (Recognition.Transcribed) transcribe(samples, DEADLINE);

    assertThat(heard.text()).isEqualTo("part 1 part 2");
    long cut = heard.segments().get(1).start().toMillis() - 1000;
    assertThat(cut).isBetween(110_000L, 111_000L);
    assertThat(model.events.get(3)).endsWith(" samples in fi");
  }

  @Test
  void hearsNothingInDigitalSilence() throws Exception {
    assertThat(transcribe(new short[32_000], DEADLINE)).isEqualTo(new Recognition.NoSpeech());
    assertThat(model.events).containsExactly("load");
  }

  @Test
  void lengthensWhatIsTooShortForTheLibrary() throws Exception {
    model.mayGoOn.release();
    transcribe(Tones.sine(300, 16_000, 4_000, 9_000), DEADLINE);

    assertThat(model.events).contains("recognise 17600 samples in null");
  }

  @Test
  void leavesAtOnceAtAnInterruptWhileTheNativeCallRunsToItsEnd() throws Exception {
    var ended = new CompletableFuture<Throwable>();
    short[] tone = tone(250);
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                transcribe(tone, DEADLINE);
              } catch (Exception e) {
                ended.complete(e);
              }
            });
    model.entered.await();
    caller.interrupt();
    assertThat(ended.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertThat(model.events).doesNotContain("recognised");

    EngineException failure =
        catchThrowableOfType(
            EngineException.class, () -> transcribe(tone(1), Duration.ofMillis(50)));
    assertThat(failure).hasMessage("no transcript within 50 ms; busy for a test");
    assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);

    model.mayGoOn.release(2);
    assertThat(transcribe(tone(2), DEADLINE)).isInstanceOf(Recognition.Transcribed.class);
    assertThat(model.events.stream().filter(event -> event.startsWith("recognise "))).hasSize(2);
  }

  @Test
  void freesTheModelOnlyAfterTheRunningCall() throws Exception {
    Thread caller =
        Thread.ofVirtual()
            .start(() ->
                assertThatThrownBy(() -> transcribe(tone(1), DEADLINE))
                    .isInstanceOf(Exception.class));
    model.entered.await();

    engine.close();
    assertThat(model.events).doesNotContain("close");
    model.mayGoOn.release();

    await().until(() -> model.events.contains("close"));
    assertThat(model.events)
        .containsExactly(
            "load", "recognise 17600 samples in null", "cancel", "recognised", "close");
    caller.join();
    assertThatThrownBy(() -> transcribe(tone(1), DEADLINE))
        .isInstanceOf(EngineException.class)
        .hasMessage("the engine is closed");
  }

  @Test
  void saysWhatIsWrongWithAModelThatIsNone() throws Exception {
    External.require(WhisperLibrary.load().isEmpty(), "whisper.cpp's library (Debian: libgomp1)");
    Path bad = Files.write(folder.resolve("bad.bin"), new byte[1000]);
    var whisper = new WhisperEngine("bad", new WhisperLoader(bad, null));
    try (AudioInput input = input(tone(1))) {
      EngineException failure =
          catchThrowableOfType(EngineException.class, () -> whisper.transcribe(input, DEADLINE));
      assertThat(failure.reason()).isEqualTo(FailureReason.CLIENT_ERROR);
      assertThat(failure.advice()).isEqualTo(EngineException.Advice.OPEN_CIRCUIT);
      assertThat(failure)
          .hasMessageMatching(
              ".*/bad\\.bin is no usable model of whisper\\.cpp \\(.*\\): delete it or correct"
                  + " WHISPER_MODEL");
      assertThat(whisper.readiness().ready()).isFalse();
    } finally {
      whisper.close();
    }
  }

  @Test
  void runsTheRealLibrary() throws Exception {
    Optional<Path> real = Samples.find("for-tests-ggml-tiny.bin");
    Assumptions.assumeTrue(real.isPresent(), "the test model of whisper.cpp is missing");
    External.require(WhisperLibrary.load().isEmpty(), "whisper.cpp's library (Debian: libgomp1)");
    var whisper = new WhisperEngine("tiny", new WhisperLoader(real.get(), null));
    try (AudioInput input = input(tone(2))) {
      assertThat(whisper.transcribe(input, DEADLINE)).isNotNull();
      assertThat(whisper.readiness())
          .isEqualTo(new SpeechEngine.Readiness(true, "the model is loaded"));
    } finally {
      whisper.close();
    }
  }

  @Test
  void leavesNoFileBehindWhenTheLibraryIsLoaded() throws Exception {
    External.require(WhisperLibrary.load().isEmpty(), "whisper.cpp's library (Debian: libgomp1)");
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    var output = new ByteArrayOutputStream();

    ChildProcess.Result result =
        ChildProcess.run(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                LoadsWhisper.class.getName()),
            DEADLINE,
            (bytes, count) -> {
              output.write(bytes, 0, count);
              return true;
            });

    assertThat(output.toString(StandardCharsets.UTF_8))
        .as(result.errors())
        .contains("loaded, problem: Optional.empty");
    assertThat(temporary).isDirectoryNotContaining(file -> file.toString().contains("whisper"));
  }

  /// Ends without the shut-down hooks that would delete some of the files.
  static final class LoadsWhisper {
    private LoadsWhisper() {}

    public static void main(String[] args) {
      System.out.println("loaded, problem: " + WhisperLibrary.load());
      Runtime.getRuntime().halt(0);
    }
  }

  @Test
  void namesThePackageThatIsMissing() {
    assertThat(
            WhisperLibrary.problem(
                "/tmp/libggml.so: libgomp.so.1: cannot open shared object file: No such file"))
        .isEqualTo("whisper.cpp needs the library libgomp.so.1: install the package libgomp1");
  }

  private Recognition transcribe(short[] samples, Duration deadline) throws Exception {
    try (AudioInput input = input(samples)) {
      return engine.transcribe(input, deadline);
    }
  }

  private AudioInput input(short[] samples) throws IOException {
    Path file = Files.createTempFile(folder, "recording", ".wav");
    Files.write(file, Tones.wav(samples, 16_000, 1));
    return Audio.input(new Recording(file, null, null, DEADLINE, null), work);
  }

  private static short[] tone(int seconds) {
    return Tones.sine(300, 16_000, seconds * 16_000, 9_000);
  }

  /// Each call waits for a permit, deaf to interrupts as native code is.
  private static final class FakeModel implements WhisperModel, WhisperModel.Loader {
    final List<String> events = Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch entered = new CountDownLatch(1);
    final Semaphore mayGoOn = new Semaphore(0);
    private int part;

    @Override
    public WhisperModel load() {
      events.add("load");
      return this;
    }

    @Override
    public String progress() {
      return "busy for a test";
    }

    @Override
    public void cancel() {
      events.add("cancel");
    }

    @Override
    public Pass recognise(float[] samples, @Nullable String language) {
      events.add("recognise %d samples in %s".formatted(samples.length, language));
      entered.countDown();
      mayGoOn.acquireUninterruptibly();
      events.add("recognised");
      part++;
      return new Pass(
          List.of(new Segment(Duration.ofSeconds(1), Duration.ofSeconds(2), "part " + part)), "fi");
    }

    @Override
    public void close() {
      events.add("close");
    }
  }
}
