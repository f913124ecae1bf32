package org.voice2text.bot.transcription.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What a media file is, judged by its first bytes: names and MIME types come from strangers.
public enum AudioFormat {
  OGG_OPUS,
  /// Ogg with anything but Opus, such as Vorbis.
  OGG,
  WAV,
  FLAC,
  MP3,
  /// MP4 and M4A.
  MP4,
  WEBM,
  /// Whatever is not recognised; ffmpeg may know it.
  OTHER;

  private static final int HEAD = 64;

  public static AudioFormat detect(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(HEAD));
    }
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static AudioFormat of(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("OggS")) {
      return text.contains("OpusHead") ? OGG_OPUS : OGG;
    }
    if (text.startsWith("RIFF") && text.startsWith("WAVE", 8)) {
      return WAV;
    }
    if (text.startsWith("fLaC")) {
      return FLAC;
    }
    if (text.startsWith("ftyp", 4)) {
      return text.startsWith("qt  ", 8) ? OTHER : MP4;
    }
    if (text.startsWith("\u001aE\u00df\u00a3")) {
      return text.contains("webm") ? WEBM : OTHER;
    }
    return text.startsWith("ID3") || isMpegAudioFrame(head) ? MP3 : OTHER;
  }

  /// Eleven set bits, then layer III: the two bits of AAC's similar header say "reserved" here.
  private static boolean isMpegAudioFrame(byte[] head) {
    return head.length > 3
        && head[0] == (byte) 0xff
        && (head[1] & 0xe0) == 0xe0
        && (head[1] & 0x06) == 0x02
        && (head[1] & 0x18) != 0x08
        && (head[2] & 0xf0) != 0xf0
        && (head[2] & 0x0c) != 0x0c;
  }
}
