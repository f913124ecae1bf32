package org.voice2text.bot.transcription.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Words are tones here; between them there is the noise of a room.
@Timeout(60)
class CutsTest {
  private static final int RATE = 16_000;
  private static final Duration TARGET = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final Random random = new Random(7);
  private final List<int[]> words = new ArrayList<>();
  private short[] sound;
  private int end;

  @BeforeEach
  void begin() {
    sound = new short[RATE * 200];
    end = 0;
  }

  @Test
  void aShortRecordingIsOnePart() throws Exception {
    speak(40);
    assertThat(parts())
        .containsExactly(
            new Cuts.Part(Duration.ZERO, Duration.ofNanos(end * 1_000_000_000L / RATE)));
  }

  @Test
  void everyPartIsNeitherTooLongNorTornOutOfAWord() throws Exception {
    speak(180);
    List<Cuts.Part> parts = parts();
    assertThat(parts).hasSizeBetween(4, 10);
    assertThat(parts.getFirst().from()).isZero();
    for (int i = 1; i < parts.size(); i++) {
      assertThat(parts.get(i).from()).isEqualTo(parts.get(i - 1).to());
    }
    assertThat(parts.getLast().to()).isEqualTo(Duration.ofNanos(end * 1_000_000_000L / RATE));
    assertThat(parts).allMatch(p -> p.length().compareTo(LONGEST) <= 0);
    for (Cuts.Part part : parts.subList(1, parts.size())) {
      long cut = part.from().toMillis() * RATE / 1000;
      assertThat(words).noneMatch(word -> word[0] < cut && cut < word[1]);
    }
  }

  @Test
  void prefersALongPauseNearTheTarget() throws Exception {
    tone(28.0);
    noise(1.2);
    tone(40.0);
    noise(0.3);
    tone(20.0);
    assertThat(parts().getFirst().to())
        .isBetween(Duration.ofSeconds(28), Duration.ofMillis(29_200));
  }

  @Test
  void oneQuietSyllableDoesNotEndAPause() throws Exception {
    tone(26);
    noise(0.5);
    loud(0.06, 90);
    noise(0.5);
    tone(60);
    Duration cut = parts().getFirst().to();
    // The middle of both halves together.
    assertThat(cut).isBetween(Duration.ofMillis(26_450), Duration.ofMillis(26_620));
  }

  @Test
  void whereNobodyPausesItCutsBelowTheLongest() throws Exception {
    tone(150);
    List<Cuts.Part> parts = parts();
    assertThat(parts).hasSizeGreaterThan(2).allMatch(p -> p.length().compareTo(LONGEST) <= 0);
  }

  @Test
  void inAContinuousSoundItCutsAtTheQuietestPlace() throws Exception {
    loud(35, 8000);
    loud(0.3, 5000);
    loud(60, 8000);
    assertThat(parts().getFirst().to())
        .isBetween(Duration.ofMillis(35_000), Duration.ofMillis(35_300));
  }

  @Test
  void partsOfAFileHoldAllOfItsSoundOnce() throws Exception {
    speak(100);
    noise(0.0001);
    Path wav = wav();
    List<byte[]> slices = new ArrayList<>();
    for (Cuts.Part part : Cuts.parts(SoundLevels.of(wav), TARGET, LONGEST)) {
      Path slice = folder.resolve("slice.wav");
      WavSlice.copy(wav, part, slice);
      short[] samples = Tones.readWav(slice);
      slices.add(Arrays.copyOfRange(Files.readAllBytes(slice), 44, 44 + 2 * samples.length));
    }
    int bytes = slices.stream().mapToInt(s -> s.length).sum();
    byte[] joined = new byte[bytes];
    int at = 0;
    for (byte[] slice : slices) {
      System.arraycopy(slice, 0, joined, at, slice.length);
      at += slice.length;
    }
    byte[] all = Files.readAllBytes(wav);
    assertThat(joined).isEqualTo(Arrays.copyOfRange(all, 44, all.length));
  }

  @Test
  void knowsSilenceFromTheQuietestSpeech() throws Exception {
    noise(2);
    loud(1, 0);
    assertThat(SoundLevels.of(wav()).isSilent()).isTrue();
    // About -55 dB of full scale.
    loud(0.1, 80);
    SoundLevels levels = SoundLevels.of(wav());
    assertThat(levels.isSilent()).isFalse();
    assertThat(levels.isSilent(Duration.ZERO, Duration.ofSeconds(3))).isTrue();
    assertThat(levels.isSilent(Duration.ofSeconds(3), Duration.ofSeconds(9))).isFalse();
    assertThat(levels.length()).isEqualTo(Duration.ofMillis(3100));
  }

  /// Words of a quarter to two seconds, with pauses between a tenth of a second and a second.
  private void speak(int seconds) {
    while (end < seconds * RATE) {
      tone(0.25 + 1.75 * random.nextDouble());
      noise(0.1 + 0.9 * random.nextDouble());
    }
  }

  private void tone(double seconds) {
    int from = end;
    loud(seconds, 6000);
    words.add(new int[] {from, end});
  }

  private void loud(double seconds, double amplitude) {
    int samples = (int) (seconds * RATE);
    System.arraycopy(Tones.sine(220, RATE, samples, amplitude), 0, sound, end, samples);
    end += samples;
  }

  private void noise(double seconds) {
    int samples = (int) (seconds * RATE);
    for (int i = 0; i < samples; i++) {
      sound[end + i] = (short) random.nextInt(-15, 16);
    }
    end += samples;
  }

  private Path wav() throws IOException {
    return Files.write(folder.resolve("a.wav"), Tones.wav(Arrays.copyOf(sound, end), RATE, 1));
  }

  private List<Cuts.Part> parts() throws Exception {
    return Cuts.parts(SoundLevels.of(wav()), TARGET, LONGEST);
  }
}
