package org.voice2text.bot.transcription.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How long a recording is, whatever its sender says.
@Timeout(60)
@Tag("slow")
class AudioLengthTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration STATED = Duration.ofSeconds(3);

  @TempDir private Path folder;
  private final AudioConverter converter = new AudioConverter(Duration.ofHours(3));

  @Test
  void readsItFromTheLastPageOfOggOpus() throws Exception {
    byte[] opus = OggOpusFile.of(new short[48_000 * 25 / 10], 1);
    assertThat(length(opus, STATED)).contains(Duration.ofMillis(2500));
  }

  @Test
  void readsItFromALongFileOfOggOpus() throws Exception {
    short[] sound = Tones.sine(300, 48_000, 48_000 * 60, 9_000);
    byte[] opus = OggOpusFile.of(sound, 1);
    assertThat(opus).hasSizeGreaterThan(1 << 17);
    assertThat(length(opus, STATED)).contains(Duration.ofSeconds(60));
  }

  @Test
  void readsItFromTheHeaderOfAWav() throws Exception {
    byte[] wav = Tones.wav(new short[2 * 8_000 * 3], 8_000, 2);
    assertThat(length(wav, STATED)).contains(Duration.ofSeconds(3));
  }

  @Test
  void aFileThatWasCutOffIsNotLongerThanWhatIsThere() throws Exception {
    byte[] wav = Tones.wav(new short[16_000 * 4], 16_000, 1);
    assertThat(length(Arrays.copyOf(wav, wav.length / 2), STATED))
        .hasValueSatisfying(l -> assertThat(l.toMillis()).isBetween(2000L, 2010L));
  }

  @Test
  void damagedFilesTellNothing() throws Exception {
    byte[] opus = OggOpusFile.of(new short[48_000], 1);
    for (int length : List.of(1, 5, 20, 40, 60)) {
      assertThat(length(Arrays.copyOf(opus, length), STATED)).as("%d", length).isEmpty();
    }
    assertThat(length("RIFF....WAVE".getBytes(StandardCharsets.US_ASCII), STATED)).isEmpty();
    assertThat(length("nothing".getBytes(StandardCharsets.US_ASCII), Duration.ZERO)).isEmpty();
  }

  @Test
  void asksFfprobeWhereTheSenderTellsNothing() throws Exception {
    External.requireProgram("ffprobe");
    assertThat(length(mp3(3), Duration.ZERO))
        .hasValueSatisfying(l -> assertThat(l.toMillis()).isBetween(2950L, 3150L));
  }

  @Test
  void asksFfprobeWhenTheFileIsTooLargeForWhatTheSenderTells() throws Exception {
    External.requireProgram("ffprobe");
    byte[] flac = encoded("flac", 30, "anoisesrc=d=30:r=48000:c=white");
    assertThat(flac).hasSizeGreaterThan(64_000 * 11);
    assertThat(length(flac, Duration.ofSeconds(10))).contains(Duration.ofSeconds(30));
    assertThat(length(flac, Duration.ofMinutes(10))).isEmpty();
  }

  @Test
  void tellsNothingWithoutFfprobe() throws Exception {
    External.requireProgram("ffmpeg");
    Path file = Files.write(folder.resolve("a"), mp3(3));
    assertThat(
            new AudioConverter(Duration.ofHours(3), "no-such-ffmpeg")
                .length(file, Duration.ZERO, DEADLINE))
        .isEmpty();
  }

  private Optional<Duration> length(byte[] bytes, Duration stated) throws Exception {
    return converter.length(Files.write(folder.resolve("recording"), bytes), stated, DEADLINE);
  }

  private byte[] mp3(int seconds) throws Exception {
    return encoded("mp3", seconds, "sine=frequency=440:duration=" + seconds);
  }

  private byte[] encoded(String format, int seconds, String source) throws Exception {
    External.requireProgram("ffmpeg");
    Path file = folder.resolve("made-" + seconds + "." + format);
    ChildProcess.Result result =
        ChildProcess.run(
            List.of(
                "ffmpeg",
                "-nostdin",
                "-loglevel",
                "error",
                "-f",
                "lavfi",
                "-i",
                source,
                file.toString()),
            DEADLINE,
            (_, _) -> true);
    assertThat(result.exitCode()).as(result.errors()).isZero();
    return Files.readAllBytes(file);
  }
}
