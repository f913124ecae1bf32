package org.voice2text.bot.transcription.audio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Decodes by ffmpeg as a child process, which gets no network, no playlists and no other file than
/// the one it is to read, and whose output is bounded by the sink. Thread-safe.
final class Ffmpeg {
  /// Playlist and script formats would let a file name other files to be read.
  private static final String CONTAINERS =
      "mov,mp3,ogg,matroska,flac,wav,aac,amr,amrnb,amrwb,asf,avi,caf,aiff,au,mpegts,mpeg,mpegvideo,flv,w64,wv,ape,ac3,eac3,dts,tta,tak,voc,rm,3gp";

  private static final int LONGEST_REASON = 200;

  private static final int LONGEST_ANSWER = 1_000;

  private final String program;
  private final String probe;

  Ffmpeg(String program) {
    this.program = program;
    this.probe = program.replaceFirst("ffmpeg$", "ffprobe");
  }

  /// How long the sound is by what the file itself says; nothing when it does not tell, or when
  /// ffprobe, which comes with ffmpeg, is not installed.
  Optional<Duration> length(Path source, Duration deadline)
      throws IOException, InterruptedException {
    if (probe.equals(program) || !ChildProcess.isInstalled(probe)) {
      return Optional.empty();
    }
    var output = new Lines();
    try {
      ChildProcess.Result result = ChildProcess.run(probeCommand(source), deadline, output);
      return result.exitCode() == 0 ? first(output.text()) : Optional.empty();
    } catch (TimeoutException _) {
      return Optional.empty();
    }
  }

  /// One line for the stream of sound, one for the file as a whole: not every format tells both.
  private static Optional<Duration> first(String lines) {
    return lines
        .lines()
        .map(String::strip)
        .filter(line -> line.matches("\\d{1,7}(\\.\\d{1,9})?"))
        .map(line -> Duration.ofMillis(Math.round(1000 * Double.parseDouble(line))))
        .findFirst()
        .filter(length -> !length.isZero());
  }

  private List<String> probeCommand(Path source) {
    return List.of(
        probe,
        "-hide_banner",
        "-loglevel",
        "error",
        "-protocol_whitelist",
        "file,pipe",
        "-format_whitelist",
        CONTAINERS,
        "-select_streams",
        "a:0",
        "-show_entries",
        "stream=duration:format=duration",
        "-of",
        "default=noprint_wrappers=1:nokey=1",
        "file:" + source.toAbsolutePath());
  }

  void decode(Path source, AudioFormat format, Duration deadline, PcmSink sink)
      throws IOException, UndecodableAudioException, FfmpegMissingException, InterruptedException {
    if (!ChildProcess.isInstalled(program)) {
      throw new FfmpegMissingException(format, program);
    }
    var output = new Samples(sink);
    ChildProcess.Result result;
    try {
      result = ChildProcess.run(command(source), deadline, output);
    } catch (TimeoutException e) {
      var timeout = new ConversionTimeoutException(deadline);
      timeout.initCause(e);
      throw timeout;
    }
    output.rethrow();
    if (result.exitCode() != 0) {
      throw new UndecodableAudioException(
          "ffmpeg cannot read it (exit code %d): %s"
              .formatted(result.exitCode(), reason(result.errors(), source)));
    }
  }

  private List<String> command(Path source) {
    return List.of(
        program,
        "-nostdin",
        "-hide_banner",
        "-loglevel",
        "error",
        "-protocol_whitelist",
        "file,pipe",
        "-format_whitelist",
        CONTAINERS,
        "-i",
        "file:" + source.toAbsolutePath(),
        "-map",
        "0:a:0",
        "-vn",
        "-sn",
        "-dn",
        "-ac",
        "1",
        "-ar",
        Integer.toString(WavWriter.RATE),
        "-f",
        "s16le",
        "pipe:1");
  }

  /// The last line of the errors, without our paths.
  private static String reason(String errors, Path source) {
    String last =
        errors
            .replace("file:" + source.toAbsolutePath(), "the file")
            .lines()
            .filter(line -> !line.isBlank())
            .reduce((_, second) -> second)
            .orElse("no reason given")
            .strip();
    return last.length() > LONGEST_REASON ? last.substring(0, LONGEST_REASON) + "…" : last;
  }

  /// A few short lines.
  private static final class Lines implements ChildProcess.Output {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized boolean accept(byte[] block, int count) {
      bytes.write(block, 0, count);
      return bytes.size() <= LONGEST_ANSWER;
    }

    synchronized String text() {
      return bytes.toString(StandardCharsets.US_ASCII);
    }
  }

  /// Turns bytes into samples, on the thread that reads the pipe; its failure is thrown afterwards
  /// on the caller's.
  private static final class Samples implements ChildProcess.Output {
    private final PcmSink sink;
    private final ByteBuffer bytes = ByteBuffer.allocate(16_384).order(ByteOrder.LITTLE_ENDIAN);
    private final short[] samples = new short[8_192];
    private @Nullable Exception failure;

    Samples(PcmSink sink) {
      this.sink = sink;
    }

    @Override
    public synchronized boolean accept(byte[] block, int count) {
      try {
        bytes.put(block, 0, count).flip();
        int length = bytes.remaining() / 2;
        bytes.asShortBuffer().get(samples, 0, length);
        bytes.position(2 * length);
        bytes.compact();
        sink.accept(samples, length);
        return true;
      } catch (IOException | UndecodableAudioException | InterruptedException e) {
        failure = e;
        return false;
      }
    }

    synchronized void rethrow() throws IOException, UndecodableAudioException {
      switch (failure) {
        case null -> {}
        case IOException e -> throw e;
        case UndecodableAudioException e -> throw e;
        default -> throw new IOException("The output of ffmpeg was not taken", failure);
      }
    }
  }
}
