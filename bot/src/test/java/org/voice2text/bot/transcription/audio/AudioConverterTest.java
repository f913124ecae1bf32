package org.voice2text.bot.transcription.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioConverterTest {
  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private final AudioConverter converter = new AudioConverter(Duration.ofMinutes(10));
  @TempDir private Path folder;
  private Path work;

  @BeforeEach
  void makeWorkFolder() throws IOException {
    work = Files.createDirectory(folder.resolve("work"));
  }

  @Test
  void keepsFrequencyLevelAndExactDurationOfOpus() throws Exception {
    short[] tone = Tones.sine(1000, 48_000, 3 * 48_000 + 481, 10_000);

    short[] result = convert(OggOpusFile.of(tone, 1));

    assertThat(result.length).isEqualTo(3 * 16_000 + 161);
    assertThat(Tones.hertz(result, 16_000, 4_000, 44_000)).isCloseTo(1000, within(1.0));
    assertThat(Tones.rms(result, 4_000, 44_000)).isCloseTo(10_000 / Math.sqrt(2), within(350.0));
  }

  @Test
  void startsWhereTheSoundStarts() throws Exception {
    short[] click = new short[48_000];
    for (int i = 0; i < 480; i++) {
      click[24_000 + i] = (short) (12_000 * Math.sin(2 * Math.PI * i / 48));
    }

    short[] result = convert(OggOpusFile.of(click, 1));

    assertThat(Tones.rms(result, 0, 7_800)).isLessThan(200);
    assertThat(Tones.rms(result, 8_000, 8_160)).isGreaterThan(5_000);
    assertThat(Tones.rms(result, 8_400, 16_000)).isLessThan(200);
  }

  @Test
  void letsNothingAboveEightKilohertzFoldBack() throws Exception {
    assertThat(
            Tones.rms(
                convert(OggOpusFile.of(Tones.sine(11_000, 48_000, 48_000, 10_000), 1)),
                1_000,
                15_000))
        .isLessThan(40);
  }

  @Test
  void mixesStereoToMono() throws Exception {
    short[] left = Tones.sine(500, 48_000, 48_000, 10_000);
    short[] stereo = new short[2 * left.length];
    for (int i = 0; i < left.length; i++) {
      stereo[2 * i] = left[i];
    }

    short[] result = convert(OggOpusFile.of(stereo, 2));

    assertThat(result.length).isEqualTo(16_000);
    assertThat(Tones.hertz(result, 16_000, 2_000, 14_000)).isCloseTo(500, within(1.0));
    assertThat(Tones.rms(result, 2_000, 14_000)).isCloseTo(5_000 / Math.sqrt(2), within(350.0));
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 11_025, 16_000, 22_050, 44_100, 48_000})
  void resamplesPlainWavOfAnyRate(int rate) throws Exception {
    short[] result = convert(Tones.wav(Tones.sine(440, rate, 2 * rate + 7, 8_000), rate, 1));

    assertThat(result.length).isEqualTo((int) Math.ceil((2 * rate + 7) * 16_000.0 / rate));
    assertThat(Tones.hertz(result, 16_000, 1_000, 31_000)).isCloseTo(440, within(0.5));
    assertThat(Tones.rms(result, 1_000, 31_000)).isCloseTo(8_000 / Math.sqrt(2), within(20.0));
  }

  @Test
  void leavesAWavOfTheRightKindAsItIs() throws Exception {
    short[] tone = Tones.sine(440, 16_000, 12_345, 8_000);

    assertThat(Arrays.equals(convert(Tones.wav(tone, 16_000, 1)), tone)).isTrue();
  }

  @Test
  void refusesWhatIsLongerThanAllowedAndLeavesNothingBehind() throws Exception {
    Path file = Files.write(folder.resolve("a"), OggOpusFile.of(new short[48_000 * 62], 1));

    assertThatThrownBy(() -> new AudioConverter(Duration.ofMinutes(1)).toWav(file, work, DEADLINE))
        .isInstanceOf(UndecodableAudioException.class)
        .hasMessage("It is longer than 1 min, the most that is allowed");
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void refusesAnEmptyFile() throws Exception {
    Path file = Files.createFile(folder.resolve("a"));

    assertThatThrownBy(() -> converter.toWav(file, work, DEADLINE))
        .isInstanceOf(UndecodableAudioException.class)
        .hasMessage("The file is empty");
  }

  @Test
  void endsAtTheDeadline() throws Exception {
    Path file = Files.write(folder.resolve("a"), OggOpusFile.of(new short[48_000], 1));

    assertThatThrownBy(() -> converter.toWav(file, work, Duration.ZERO))
        .isInstanceOf(ConversionTimeoutException.class)
        .hasMessage("The conversion did not end within 0 ms");
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void endsAtAnInterrupt() throws Exception {
    Path file = Files.write(folder.resolve("a"), OggOpusFile.of(new short[48_000], 1));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> converter.toWav(file, work, DEADLINE))
        .isInstanceOf(InterruptedException.class)
        .hasMessage("The conversion was cancelled");
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void needsFfmpegForWhatItCannotRead() throws Exception {
    Path file = Files.write(folder.resolve("a"), new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 0, 0});

    assertThatThrownBy(
            () -> new AudioConverter(DEADLINE, "no-such-ffmpeg").toWav(file, work, DEADLINE))
        .isInstanceOf(FfmpegMissingException.class)
        .hasMessage(
            "A mp3 file can only be read by ffmpeg, but the program \"no-such-ffmpeg\" was not"
                + " found: install the package ffmpeg");
    assertThat(work).isEmptyDirectory();
  }

  private short[] convert(byte[] source) throws Exception {
    Path file = Files.write(folder.resolve("source"), source);
    return Tones.readWav(converter.toWav(file, work, DEADLINE));
  }
}
