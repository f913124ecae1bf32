package org.voice2text.bot.transcription.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.transcription.audio.AudioConverter;
import org.voice2text.bot.transcription.audio.Tones;
import org.voice2text.bot.transcription.engine.EngineException.Advice;
import org.voice2text.model.event.FailureReason;

/// A long recording is heard in parts. It is a WAV file here: a beep every ten seconds, which is a
/// word, with quiet between.
@Timeout(120)
class LongRecordingsTest {
  private static final int RATE = 16_000;
  private static final int MINUTE = 60 * RATE;

  private final FakeTime time = new FakeTime();
  private final FakeListener listener = new FakeListener();
  private final FakeEngine first = new FakeEngine("first");
  private final FakeEngine second = new FakeEngine("second");
  @TempDir private Path folder;
  private Path work;
  private Recording recording;

  @BeforeEach
  void prepare() throws IOException {
    work = Files.createDirectory(folder.resolve("work"));
    record(17, 10);
  }

  /// Beeps at second 0, `every`, 2 × `every` and so on, each of a second.
  private void record(int minutes, int every) throws IOException {
    short[] sound = new short[minutes * MINUTE];
    short[] beep = Tones.sine(300, RATE, RATE, 9000);
    for (int at = 0; every > 0 && at < sound.length; at += every * RATE) {
      System.arraycopy(beep, 0, sound, at, beep.length);
    }
    Path file = Files.write(folder.resolve("recording"), Tones.wav(sound, RATE, 1));
    recording = new Recording(file, null, null, Duration.ofSeconds(1), null);
  }

  /// Hears each beep in the part that it is given, as the number of its second in that part.
  private static Recognition beeps(AudioInput audio) {
    List<Segment> words = new ArrayList<>();
    try {
      for (long at = 0; at < audio.levels().length().toMillis(); at += 100) {
        boolean begins =
            !audio.levels().isSilent(Duration.ofMillis(at), Duration.ofMillis(at + 100))
                && (at == 0
                    || audio.levels().isSilent(Duration.ofMillis(at - 100), Duration.ofMillis(at)));
        if (begins) {
          Duration start = Duration.ofMillis(at);
          words.add(new Segment(start, start.plusSeconds(1), "word" + words.size() + "."));
        }
      }
    } catch (ConversionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new Recognition.Transcribed(Hearing.text(words), words, "en", OptionalLong.of(1000));
  }

  @Test
  void hearsEveryWordOnceAtItsTrueTime() throws Exception {
    first.then((audio, _) -> beeps(audio));
    Outcome.Recognised outcome = (Outcome.Recognised) transcribe(4, first);

    assertThat(outcome.transcribed().segments().stream().map(s -> s.start().toMillis()))
        .containsExactlyElementsOf(
            Stream.iterate(0L, t -> t < 17 * 60_000, t -> t + 10_000).toList());
    assertThat(outcome.transcribed().costMicros()).hasValue(1000L * first.deadlines.size());
    assertThat(outcome.transcribed().language()).isEqualTo("en");
    assertThat(outcome.engine()).isEqualTo(first.name());
    assertThat(work).isEmptyDirectory();
    assertThat(listener.lengths).contains(Duration.ofMinutes(17));
  }

  @Test
  void eachPartHasADeadlineOfItsOwnAndNoneIsLongerThanTenMinutes() throws Exception {
    first.then((audio, _) -> beeps(audio));
    transcribe(4, first);
    assertThat(first.deadlines).hasSize(3).allMatch(d -> d.compareTo(Duration.ofMinutes(30)) <= 0);
    assertThat(first.deadlines.stream().reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(Duration.ofMinutes(3 * 17));
  }

  @Test
  void countsTheRecordingOnceAndTellsItsProgress() throws Exception {
    first.then((audio, _) -> beeps(audio));
    transcribe(4, first);
    assertThat(listener.heard.subList(0, 3)).containsExactly("33 %", "67 %", "100 %");
    assertThat(listener.heard.subList(3, listener.heard.size()))
        .singleElement()
        .asString()
        .startsWith("first success in ");
  }

  @Test
  void leavesOneRequestOfTheEngineToOthers() throws Exception {
    record(40, 10);
    AtomicInteger now = new AtomicInteger();
    List<Integer> most = Collections.synchronizedList(new ArrayList<>());
    first.then((audio, _) -> {
      most.add(now.incrementAndGet());
      Recognition heard = beeps(audio);
      now.decrementAndGet();
      return heard;
    });
    transcribe(4, first);
    assertThat(Collections.max(most)).isBetween(2, 3);
  }

  @Test
  void anEngineThatTakesOneRequestGetsOnePartAfterTheOther() throws Exception {
    AtomicInteger now = new AtomicInteger();
    first.then((audio, _) -> {
      assertThat(now.incrementAndGet()).isEqualTo(1);
      Recognition heard = beeps(audio);
      now.decrementAndGet();
      return heard;
    });
    assertThat(transcribe(1, first)).isInstanceOf(Outcome.Recognised.class);
  }

  @Test
  void aPartThatOneEngineCannotDoIsDoneByTheNext() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    first.then((audio, _) -> {
      if (asked.incrementAndGet() == 2) {
        throw new EngineException(FailureReason.SERVER_ERROR, Advice.GIVE_UP, "no");
      }
      return beeps(audio);
    });
    second.then((audio, _) -> beeps(audio));
    Outcome.Recognised outcome = (Outcome.Recognised) transcribe(4, first, second);
    assertThat(outcome.transcribed().segments()).hasSize(17 * 6);
    assertThat(outcome.engine()).isEqualTo(second.name());
    assertThat(second.deadlines).hasSize(1);
    assertThat(reports())
        .containsExactly(
            "first error server_error", "fell back from first: server_error", "second success");
  }

  @Test
  void aPartThatFailedIsTriedAgainLater() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    first.then((audio, _) -> {
      if (asked.incrementAndGet() == 2) {
        throw new EngineException(FailureReason.SERVER_ERROR, Advice.GIVE_UP, "no");
      }
      return beeps(audio);
    });
    Outcome.Recognised outcome = (Outcome.Recognised) transcribe(1, first);
    assertThat(outcome.transcribed().segments()).hasSize(17 * 6);
    assertThat(time.pauses).containsExactly(Duration.ofSeconds(32));
    assertThat(first.deadlines).hasSize(4);
    assertThat(reports()).containsExactly("first success");
  }

  @Test
  void aPartThatNobodyCanDoEndsTheOthers() throws Exception {
    first.thenFail(FailureReason.CLIENT_ERROR, Advice.GIVE_UP);
    Outcome outcome = transcribe(1, first);
    assertThat(outcome).isInstanceOf(Outcome.AllFailed.class);
    assertThat(first.deadlines).hasSize(1);
    assertThat(reports()).containsExactly("first error client_error");
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void silentPartsReachNoEngine() throws Exception {
    // One beep at the very beginning.
    record(17, 60 * 60);
    first.then((audio, _) -> beeps(audio));
    Outcome.Recognised outcome = (Outcome.Recognised) transcribe(4, first);
    assertThat(outcome.transcribed().text()).isEqualTo("word0.");
    assertThat(first.deadlines).hasSize(1);
  }

  @Test
  void pureSilenceReachesNoEngineAtAll() throws Exception {
    record(12, 0);
    assertThat(transcribe(4, first)).isEqualTo(new Outcome.NoSpeech(null));
    assertThat(listener.heard).isEmpty();
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void anInterruptStopsAllParts() throws Exception {
    CountDownLatch busy = new CountDownLatch(3);
    AtomicInteger interrupted = new AtomicInteger();
    first.then((_, _) -> {
      busy.countDown();
      try {
        new CountDownLatch(1).await();
        throw new AssertionError();
      } catch (InterruptedException e) {
        interrupted.incrementAndGet();
        throw e;
      }
    });
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                transcribe(4, first);
              } catch (InterruptedException e) {
                end.set(e);
              }
            });
    busy.await();
    thread.interrupt();
    thread.join();
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
    assertThat(interrupted).hasValue(3);
    assertThat(reports()).containsExactly("first cancelled");
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void joinsSentencesIntoParagraphsAndTornOnesIntoOne() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    first.then((_, _) ->
        new Recognition.Transcribed(
            List.of("One and", "two.", "Three").get(asked.getAndIncrement()),
            List.of(),
            asked.get() == 1 ? "de" : "ru",
            OptionalLong.empty()));
    Outcome.Recognised outcome = (Outcome.Recognised) transcribe(1, first);
    assertThat(outcome.transcribed().text()).isEqualTo("One and two.\n\nThree");
    assertThat(outcome.transcribed().language()).isEqualTo("ru");
    assertThat(outcome.transcribed().costMicros()).isEmpty();
    // An engine that tells no times: the parts' own.
    assertThat(outcome.transcribed().segments()).hasSize(3);
    assertThat(outcome.transcribed().segments().getLast().end()).isEqualTo(Duration.ofMinutes(17));
  }

  @Test
  void theSameInventionInEveryPartIsNoSpeech() throws Exception {
    record(40, 10);
    first.thenSay("Thanks for watching!");
    assertThat(transcribe(4, first)).isEqualTo(new Outcome.NoSpeech(first.name()));
  }

  @Test
  void whatCannotBeCutIsTakenAsAWhole() throws Exception {
    Path file = Files.writeString(folder.resolve("odd"), "a format that only the engine knows");
    recording = new Recording(file, null, null, Duration.ofMinutes(20), null);
    first.thenSay("hello");
    Orchestrator orchestrator =
        new Orchestrator(
            List.of(lane(first, 4)), new AudioConverter(Duration.ofHours(3), "no-such"), time);
    assertThat(orchestrator.transcribe(recording, work, listener))
        .isEqualTo(new Outcome.Recognised(first.name(), FakeEngine.said("hello")));
    assertThat(first.deadlines).containsExactly(Duration.ofMinutes(60));
  }

  private Outcome transcribe(int requests, FakeEngine... engines) throws InterruptedException {
    return new Orchestrator(
            Arrays.stream(engines).map(engine -> lane(engine, requests)).toList(),
            new AudioConverter(Duration.ofHours(3)),
            time)
        .transcribe(recording, work, listener);
  }

  private Lane lane(SpeechEngine engine, int requests) {
    return new Lane(
        engine, new Lane.Limits(requests, 3), new Retries(time, time, new Random(1)), time);
  }

  private List<String> reports() {
    return listener.heard.stream()
        .filter(line -> !line.endsWith("%"))
        .map(line -> line.replaceFirst(" in \\d+ s$", ""))
        .toList();
  }
}
