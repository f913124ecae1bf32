package org.voice2text.bot.transcription.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
@Tag("slow")
class FfmpegTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  @TempDir private Path folder;
  private Path work;
  private Path source;

  @BeforeEach
  void makeFiles() throws IOException {
    work = Files.createDirectory(folder.resolve("work"));
    source = Files.write(folder.resolve("source"), new byte[] {'I', 'D', '3', 4});
  }

  @ParameterizedTest
  @CsvSource({
    "tone.mp3, libmp3lame, MP3",
    "tone.m4a, aac, MP4",
    "tone.flac, flac, FLAC",
    "tone.webm, libopus, WEBM",
    "tone.ogg, libvorbis, OGG",
    "tone.mkv, flac, OTHER",
    "tone.mov, aac, OTHER",
    "tone.opus, libopus, OGG_OPUS",
    "tone.wav, pcm_s24le, WAV"
  })
  void convertsWhatFfmpegReads(String name, String codec, AudioFormat format) throws Exception {
    Path media = encode(name, codec);

    assertThat(AudioFormat.detect(media)).isEqualTo(format);
    short[] result = Tones.readWav(new AudioConverter(DEADLINE).toWav(media, work, DEADLINE));

    assertThat(result.length).isCloseTo(32_000, within(1_600));
    assertThat(Tones.hertz(result, 16_000, 4_000, 28_000)).isCloseTo(700, within(2.0));
    assertThat(Tones.rms(result, 4_000, 28_000)).isCloseTo(8_000 / Math.sqrt(2), within(400.0));
  }

  @Test
  void saysWhyFfmpegCannotReadAFileWithoutItsPath() throws Exception {
    External.requireProgram("ffmpeg");
    Files.writeString(source, "ID3 this is no sound at all, just text, over and over");

    assertThatThrownBy(() -> new AudioConverter(DEADLINE).toWav(source, work, DEADLINE))
        .isInstanceOf(UndecodableAudioException.class)
        .hasMessageStartingWith("ffmpeg cannot read it (exit code ")
        .hasMessageNotContaining(folder.toString());
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void readsNoFileThatAPlaylistNames() throws Exception {
    Path secret = encode("secret.wav", "pcm_s16le");
    Files.writeString(source, "#EXTM3U\n#EXTINF:2,\nfile:%s\n".formatted(secret));
    assertUndecodable();
    Files.writeString(source, "ffconcat version 1.0\nfile 'secret.wav'\n");
    assertUndecodable();
  }

  private void assertUndecodable() {
    assertThatThrownBy(() -> new AudioConverter(DEADLINE).toWav(source, work, DEADLINE))
        .isInstanceOf(UndecodableAudioException.class)
        .hasMessageStartingWith("ffmpeg cannot read it (exit code ");
  }

  @Test
  void killsTheWholeTreeOfAHangingFfmpegAtTheDeadline() throws Exception {
    Path pid = folder.resolve("pid");
    AudioConverter converter = fake("sleep 600 & echo $! > '%s'; wait".formatted(pid));

    assertThatThrownBy(() -> converter.toWav(source, work, Duration.ofSeconds(2)))
        .isInstanceOf(ConversionTimeoutException.class)
        .hasMessage("The conversion did not end within 2000 ms");
    assertThat(work).isEmptyDirectory();
    awaitDead(pid);
  }

  @Test
  void killsTheWholeTreeAtAnInterrupt() throws Exception {
    Path pid = folder.resolve("pid");
    AudioConverter converter = fake("sleep 600 & echo $! > '%s'; wait".formatted(pid));
    var caught = new java.util.concurrent.CompletableFuture<Throwable>();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                converter.toWav(source, work, DEADLINE);
              } catch (Exception e) {
                caught.complete(e);
              }
            });
    await().until(() -> Files.exists(pid) && Files.size(pid) > 1);
    thread.interrupt();

    assertThat(caught.get()).isInstanceOf(InterruptedException.class);
    assertThat(work).isEmptyDirectory();
    awaitDead(pid);
  }

  @Test
  void stopsAFloodAtTheLongestAllowedDuration() throws Exception {
    AudioConverter converter = fake("exec cat /dev/zero");

    assertThatThrownBy(() -> converter.toWav(source, work, DEADLINE))
        .isInstanceOf(UndecodableAudioException.class)
        .hasMessage("It is longer than 1 min, the most that is allowed");
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void keepsOnlyTheEndOfAFloodOfErrors() throws Exception {
    AudioConverter converter =
        fake("head -c 5000000 /dev/zero | tr '\\0' 'x' >&2; echo >&2; echo the end >&2; exit 3");

    assertThatThrownBy(() -> converter.toWav(source, work, DEADLINE))
        .isInstanceOf(UndecodableAudioException.class)
        .hasMessage("ffmpeg cannot read it (exit code 3): the end");
  }

  @Test
  void findsNoSoundInAnEmptyOutput() throws Exception {
    assertThatThrownBy(() -> fake("exit 0").toWav(source, work, DEADLINE))
        .isInstanceOf(UndecodableAudioException.class)
        .hasMessage("There is no sound in it");
  }

  @Test
  void givesFfmpegNothingOnItsInput() throws Exception {
    assertThatThrownBy(() -> fake("cat >&2; exit 4").toWav(source, work, DEADLINE))
        .isInstanceOf(UndecodableAudioException.class)
        .hasMessage("ffmpeg cannot read it (exit code 4): no reason given");
  }

  private AudioConverter fake(String script) throws IOException {
    Path program =
        Files.createFile(
            folder.resolve("ffmpeg"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    return new AudioConverter(Duration.ofMinutes(1), program.toString());
  }

  private Path encode(String name, String codec) throws Exception {
    External.requireProgram("ffmpeg");
    Path tone =
        Files.write(
            folder.resolve("tone-source.wav"),
            Tones.wav(Tones.sine(700, 48_000, 96_000, 8_000), 48_000, 1));
    Path target = folder.resolve(name);
    ChildProcess.Result result =
        ChildProcess.run(
            List.of(
                "ffmpeg",
                "-nostdin",
                "-loglevel",
                "error",
                "-i",
                tone.toString(),
                "-c:a",
                codec,
                target.toString()),
            DEADLINE,
            (_, _) -> true);
    assertThat(result.errors()).isEmpty();
    return target;
  }

  private static void awaitDead(Path pid) throws IOException {
    long id = Long.parseLong(Files.readString(pid).strip());
    await().until(() -> ProcessHandle.of(id).filter(ProcessHandle::isAlive).isEmpty());
  }
}
