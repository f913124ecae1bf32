package org.voice2text.bot.transcription.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voice2text.model.event.FailureReason.CIRCUIT_OPEN;
import static org.voice2text.model.event.FailureReason.CLIENT_ERROR;
import static org.voice2text.model.event.FailureReason.IO;
import static org.voice2text.model.event.FailureReason.RATE_LIMITED;
import static org.voice2text.model.event.FailureReason.SERVER_ERROR;
import static org.voice2text.model.event.FailureReason.TIMEOUT;
import static org.voice2text.model.event.FailureReason.UNSUPPORTED;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.transcription.audio.AudioConverter;
import org.voice2text.bot.transcription.audio.OggOpusFile;
import org.voice2text.bot.transcription.audio.Tones;
import org.voice2text.bot.transcription.engine.EngineException.Advice;

@Timeout(30)
class OrchestratorTest {
  private final FakeTime time = new FakeTime();
  private final FakeListener listener = new FakeListener();
  private final FakeEngine first = new FakeEngine("first");
  private final FakeEngine second = new FakeEngine("second");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  @TempDir private Path folder;
  private Path work;
  private Recording recording;

  @BeforeEach
  void prepare() throws IOException {
    work = Files.createDirectory(folder.resolve("work"));
    recording = Audio.opus(folder);
    log.start();
    packageLog().addAppender(log);
  }

  @AfterEach
  void detach() {
    packageLog().detachAppender(log);
  }

  @Test
  void asksOnlyTheFirstEngineWhenItAnswers() throws Exception {
    first.thenSay("hello");

    assertThat(transcribe(first, second))
        .isEqualTo(new Outcome.Recognised(first.name(), FakeEngine.said("hello")));
    assertThat(listener.heard).containsExactly("first success in 0 s");
    assertThat(first.deadlines).containsExactly(Duration.ofMinutes(1));
    assertThat(log.list).isEmpty();
  }

  @Test
  void takesNoSpeechForAnAnswer() throws Exception {
    first.then((_, _) -> new Recognition.NoSpeech());

    assertThat(transcribe(first, second)).isEqualTo(new Outcome.NoSpeech(first.name()));
    assertThat(listener.heard).containsExactly("first no_speech in 0 s");
  }

  @Test
  void fallsBackToTheNextEngineWithTheReason() throws Exception {
    first.then((_, _) -> {
      time.pass(Duration.ofSeconds(61));
      throw new EngineException(TIMEOUT, Advice.RETRY, "too slow");
    });
    second.thenSay("hello");

    assertThat(transcribe(first, second))
        .isEqualTo(new Outcome.Recognised(second.name(), FakeEngine.said("hello")));
    assertThat(listener.heard)
        .containsExactly(
            "first error timeout in 61 s",
            "fell back from first: timeout",
            "second success in 0 s");
  }

  @Test
  void retriesWithinOneDeadlineAndLogsEachAttemptWithoutTheTranscript() throws Exception {
    first.thenFail(SERVER_ERROR, Advice.RETRY).thenFail(IO, Advice.RETRY).thenSay("secret words");

    transcribe(first);

    assertThat(time.pauses).hasSize(2);
    long spent = time.pauses.get(0).plus(time.pauses.get(1)).toMillis();
    assertThat(first.deadlines)
        .containsExactly(
            Duration.ofMinutes(1),
            Duration.ofMinutes(1).minus(time.pauses.get(0)),
            Duration.ofMillis(60_000 - spent));
    assertThat(messages())
        .containsExactly(
            "Engine first failed: reason server_error, attempt 1 of 3, next in %d ms: first is down"
                .formatted(time.pauses.get(0).toMillis()),
            "Engine first failed: reason io, attempt 2 of 3, next in %d ms: first is down"
                .formatted(time.pauses.get(1).toMillis()));
    assertThat(listener.heard).containsExactly("first success in " + spent / 1000 + " s");
  }

  @Test
  void tellsEveryFailureWhenAllEnginesFail() throws Exception {
    first.then((_, _) -> {
      throw new EngineException(RATE_LIMITED, Advice.RETRY, "slow down", Duration.ofHours(1), null);
    });
    second.thenFail(SERVER_ERROR, Advice.GIVE_UP);

    assertThat(transcribe(first, second))
        .isEqualTo(
            new Outcome.AllFailed(
                List.of(
                    new EngineFailure(
                        first.name(), RATE_LIMITED, "slow down", Optional.of(Duration.ofHours(1))),
                    new EngineFailure(
                        second.name(), SERVER_ERROR, "second is down", Optional.empty()))));
    assertThat(listener.heard)
        .containsExactly(
            "first error rate_limited in 0 s",
            "fell back from first: rate_limited",
            "second error server_error in 0 s");
  }

  @Test
  void passesAnEngineOverWhileItsCircuitIsOpenAndTriesItAgainLater() throws Exception {
    first
        .thenFail(SERVER_ERROR, Advice.GIVE_UP)
        .thenFail(SERVER_ERROR, Advice.GIVE_UP)
        .thenFail(SERVER_ERROR, Advice.GIVE_UP)
        .thenFail(SERVER_ERROR, Advice.GIVE_UP)
        .thenSay("back again");
    second.thenSay("hello");
    Orchestrator orchestrator = orchestrator(first, second);
    for (int i = 0; i < 3; i++) {
      assertThat(circuit(orchestrator)).isEqualTo(EngineHealth.Circuit.CLOSED);
      transcribe(orchestrator);
    }
    assertThat(circuit(orchestrator)).isEqualTo(EngineHealth.Circuit.OPEN);

    listener.heard.clear();
    transcribe(orchestrator);
    assertThat(listener.heard)
        .containsExactly("fell back from first: circuit_open", "second success in 0 s");
    assertThat(first.deadlines).hasSize(3);
    assertThat(orchestrator.health().getFirst().ready()).isFalse();

    time.pass(Circuit.WAIT.plusMillis(1));
    // Nobody has asked it since: who judges by its health would otherwise never send it anything.
    assertThat(circuit(orchestrator)).isEqualTo(EngineHealth.Circuit.HALF_OPEN);
    assertThat(orchestrator.health().getFirst().ready()).isTrue();
    transcribe(orchestrator);
    assertThat(first.deadlines).hasSize(4);
    assertThat(circuit(orchestrator)).isEqualTo(EngineHealth.Circuit.OPEN);

    time.pass(Circuit.WAIT.plusMillis(1));
    assertThat(transcribe(orchestrator))
        .isEqualTo(new Outcome.Recognised(first.name(), FakeEngine.said("back again")));
    assertThat(circuit(orchestrator)).isEqualTo(EngineHealth.Circuit.CLOSED);
  }

  @Test
  void opensTheCircuitAtOnceWhenTheOperatorMustAct() throws Exception {
    first.thenFail(CLIENT_ERROR, Advice.OPEN_CIRCUIT);
    Orchestrator orchestrator = orchestrator(first);

    transcribe(orchestrator);

    assertThat(circuit(orchestrator)).isEqualTo(EngineHealth.Circuit.OPEN);
    assertThat(transcribe(orchestrator))
        .isEqualTo(
            new Outcome.AllFailed(
                List.of(
                    new EngineFailure(
                        first.name(),
                        CIRCUIT_OPEN,
                        "passed over after failures: circuit OPEN",
                        Optional.empty()))));
    assertThat(first.deadlines).hasSize(1);
  }

  @Test
  void neverOpensTheCircuitForTheAudiosFault() throws Exception {
    first.thenFail(UNSUPPORTED, Advice.GIVE_UP);
    Orchestrator orchestrator = orchestrator(first);

    for (int i = 0; i < 20; i++) {
      transcribe(orchestrator);
    }

    assertThat(first.deadlines).hasSize(20);
    assertThat(circuit(orchestrator)).isEqualTo(EngineHealth.Circuit.CLOSED);
  }

  @Test
  void convertsOnceForAllEnginesAndDeletesTheResult() throws Exception {
    List<Path> seen = new ArrayList<>();
    first.then((audio, _) -> {
      seen.add(audio.wav());
      assertThat(seen.getFirst()).exists();
      throw new EngineException(SERVER_ERROR, Advice.GIVE_UP, "no");
    });
    second.then((audio, _) -> {
      seen.add(audio.wav());
      return FakeEngine.said("hello");
    });

    transcribe(first, second);

    assertThat(seen).hasSize(2);
    assertThat(seen.get(0)).isEqualTo(seen.get(1)).doesNotExist();
    assertThat(work).isEmptyDirectory();
    assertThat(recording.file()).exists();
  }

  @Test
  void saysThatBrokenAudioIsUndecodable() throws Exception {
    byte[] bytes = Files.readAllBytes(recording.file());
    recording = Audio.recording(folder, Arrays.copyOf(bytes, bytes.length - 1), null);
    first.thenFail(UNSUPPORTED, Advice.GIVE_UP);
    second.then((audio, _) -> FakeEngine.said(audio.wav().toString()));

    Outcome outcome = transcribe(first, second);

    assertThat(outcome).isInstanceOf(Outcome.Undecodable.class);
    assertThat(((Outcome.Undecodable) outcome).why())
        .startsWith("The file is cut off inside the Ogg page at byte ");
    assertThat(listener.heard)
        .containsExactly(
            "first error unsupported in 0 s",
            "fell back from first: unsupported",
            "second error unsupported in 0 s");
  }

  @Test
  void tellsTheOperatorOnceThatFfmpegIsMissing() throws Exception {
    recording = Audio.recording(folder, "ID3....".getBytes(StandardCharsets.US_ASCII), null);
    first.then((audio, _) -> FakeEngine.said(audio.wav().toString()));
    try (Orchestrator orchestrator = new Orchestrator(List.of(lane(first, 1)), withoutFfmpeg())) {
      for (int i = 0; i < 5; i++) {
        assertThat(transcribe(orchestrator)).isEqualTo(new Outcome.NeedsFfmpeg());
      }
      assertThat(circuit(orchestrator)).isEqualTo(EngineHealth.Circuit.CLOSED);
    }
    assertThat(messages())
        .containsExactly(
            "A mp3 file can only be read by ffmpeg, but the program \"no-such-ffmpeg\" was not"
                + " found: install the package ffmpeg. Until then such files are answered with an"
                + " apology");
    assertThat(listener.heard).containsOnly("first error unsupported in 0 s").hasSize(5);
  }

  @Test
  void boundsTheRequestsThatAnEngineGetsAtTheSameTime() throws Exception {
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var entered = new CountDownLatch(2);
    var release = new CountDownLatch(1);
    first.then((_, _) -> {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      entered.countDown();
      release.await();
      inside.decrementAndGet();
      return FakeEngine.said("hello");
    });
    Orchestrator orchestrator = orchestrator(first);
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      outcomes.add(start(orchestrator));
    }
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
    release.countDown();

    for (CompletableFuture<Outcome> outcome : outcomes) {
      assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Recognised.class);
    }
    assertThat(most).hasValue(2);
  }

  @Test
  void anEngineThatIsBusyForTheWholeDeadlineHasFailed() throws Exception {
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    first.then((_, _) -> {
      entered.countDown();
      release.await();
      return FakeEngine.said("hello");
    });
    second.thenSay("hello from the second");
    var impatient = new Lane.Limits(1, 0, Duration.ofMillis(20));
    Orchestrator orchestrator =
        new Orchestrator(
            List.of(
                new Lane(first, impatient, new Retries(time, time, new Random(1)), time),
                lane(second, 1)),
            new AudioConverter(Duration.ofHours(3)));
    CompletableFuture<Outcome> occupied = start(orchestrator);
    entered.await();

    assertThat(transcribe(orchestrator))
        .isEqualTo(new Outcome.Recognised(second.name(), FakeEngine.said("hello from the second")));
    assertThat(listener.heard)
        .containsExactly(
            "first error timeout in 0 s", "fell back from first: timeout", "second success in 0 s");
    assertThat(circuit(orchestrator)).isEqualTo(EngineHealth.Circuit.CLOSED);
    release.countDown();
    assertThat(occupied.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.Recognised.class);
  }

  @Test
  void endsAtAnInterruptWithoutBlamingTheEngine() throws Exception {
    var entered = new CountDownLatch(1);
    first.then((_, _) -> {
      entered.countDown();
      new CountDownLatch(1).await();
      throw new AssertionError();
    });
    Orchestrator orchestrator = orchestrator(first, second);
    var ended = new CompletableFuture<Throwable>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                transcribe(orchestrator);
              } catch (Exception e) {
                ended.complete(e);
              }
            });
    entered.await();
    caller.interrupt();

    assertThat(ended.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertThat(listener.heard).containsExactly("first cancelled in 0 s");
    assertThat(circuit(orchestrator)).isEqualTo(EngineHealth.Circuit.CLOSED);
  }

  @Test
  void givesALongRecordingTheTimeItsEngineNeeds() throws Exception {
    Path file = Files.writeString(folder.resolve("unknown"), "nothing that tells its length");
    recording = new Recording(file, null, null, Duration.ofMinutes(9), null);
    first.thenSay("hello");

    transcribe(first);

    assertThat(first.deadlines).containsExactly(Duration.ofMinutes(27));
  }

  @Test
  void tellsTheTrueLengthWhateverTheSenderSaid() throws Exception {
    recording = new Recording(recording.file(), null, null, Duration.ofHours(2), null);
    first.thenSay("hello");
    transcribe(first);
    assertThat(listener.lengths).containsOnly(Duration.ofSeconds(1));
    assertThat(first.deadlines).containsExactly(Duration.ofMinutes(1));
  }

  @Test
  void whereNothingTellsTheLengthTheLastWordDoes() throws Exception {
    Path file = Files.writeString(folder.resolve("unknown"), "nothing that tells its length");
    recording = new Recording(file, null, null, Duration.ofSeconds(30), null);
    first.then((_, _) -> heardUntil(29)).then((_, _) -> heardUntil(47));
    transcribe(first);
    assertThat(listener.lengths).isEmpty();
    transcribe(first);
    assertThat(listener.lengths).containsExactly(Duration.ofSeconds(47));
  }

  private static Recognition heardUntil(int second) {
    return new Recognition.Transcribed(
        "hello",
        List.of(new Segment(Duration.ZERO, Duration.ofSeconds(second), "hello")),
        null,
        OptionalLong.empty());
  }

  @Test
  void refusesWhatIsLongerThanAllowedWithoutAskingAnybody() throws Exception {
    byte[] bytes = OggOpusFile.of(new short[48_000 * 4], 1);
    recording = Audio.recording(folder, bytes, null);
    first.thenSay("hello");
    try (Orchestrator orchestrator =
        new Orchestrator(List.of(lane(first, 1)), new AudioConverter(Duration.ofSeconds(2)))) {
      assertThat(transcribe(orchestrator)).isEqualTo(new Outcome.TooLong(Duration.ofSeconds(2)));
    }
    assertThat(listener.lengths).containsExactly(Duration.ofSeconds(4));
    assertThat(first.deadlines).isEmpty();
  }

  @Test
  void leavesOutWhatAnEngineHeardInSilence() throws Exception {
    short[] sound = new short[16_000 * 6];
    System.arraycopy(Tones.sine(300, 16_000, 16_000, 9000), 0, sound, 0, 16_000);
    recording = Audio.recording(folder, Tones.wav(sound, 16_000, 1), null);
    first.then((audio, _) -> {
      assertThat(audio.levels().isSilent()).isFalse();
      return new Recognition.Transcribed(
          "Beep. Thank you.",
          List.of(
              new Segment(Duration.ZERO, Duration.ofSeconds(1), "Beep."),
              new Segment(Duration.ofSeconds(2), Duration.ofSeconds(5), "Thank you.")),
          null,
          OptionalLong.empty());
    });
    var outcome = (Outcome.Recognised) transcribe(first);
    assertThat(outcome.transcribed().text()).isEqualTo("Beep.");
    assertThat(outcome.transcribed().segments()).hasSize(1);
  }

  @Test
  void isObstructedWhileEveryEngineIsLeftAlone() throws Exception {
    first.thenFail(CLIENT_ERROR, Advice.OPEN_CIRCUIT);
    second.thenFail(CLIENT_ERROR, Advice.OPEN_CIRCUIT);
    Orchestrator alone = orchestrator(first);
    Orchestrator both = orchestrator(first, second);
    assertThat(alone.obstruction()).isEmpty();
    transcribe(alone);
    assertThat(alone.obstruction()).contains(Circuit.WAIT);
    time.pass(Duration.ofSeconds(12));
    assertThat(alone.obstruction()).contains(Duration.ofSeconds(18));
    time.pass(Duration.ofSeconds(18));
    assertThat(alone.obstruction()).isEmpty();

    assertThat(both.obstruction()).isEmpty();
    transcribe(both);
    assertThat(both.obstruction()).contains(Circuit.WAIT);
  }

  @Test
  void closesItsEngines() {
    orchestrator(first, second).close();

    assertThat(first.closed).isTrue();
    assertThat(second.closed).isTrue();
  }

  private Outcome transcribe(FakeEngine... engines) throws InterruptedException {
    return transcribe(orchestrator(engines));
  }

  private Outcome transcribe(Orchestrator orchestrator) throws InterruptedException {
    return orchestrator.transcribe(recording, work, listener);
  }

  private CompletableFuture<Outcome> start(Orchestrator orchestrator) {
    var outcome = new CompletableFuture<Outcome>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            outcome.complete(transcribe(orchestrator));
          } catch (InterruptedException e) {
            outcome.completeExceptionally(e);
          }
        });
    return outcome;
  }

  private Orchestrator orchestrator(FakeEngine... engines) {
    return new Orchestrator(
        Arrays.stream(engines).map(engine -> lane(engine, 2)).toList(),
        new AudioConverter(Duration.ofHours(3)));
  }

  private Lane lane(SpeechEngine engine, int requests) {
    return new Lane(
        engine, new Lane.Limits(requests, 3), new Retries(time, time, new Random(1)), time);
  }

  private static AudioConverter withoutFfmpeg() {
    return new AudioConverter(Duration.ofHours(3), "no-such-ffmpeg");
  }

  private static EngineHealth.Circuit circuit(Orchestrator orchestrator) {
    return orchestrator.health().getFirst().circuit();
  }

  private List<String> messages() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static Logger packageLog() {
    return (Logger) LoggerFactory.getLogger(OrchestratorTest.class.getPackageName());
  }
}
