package org.voice2text.bot.export;

import java.util.Locale;

/// A kind of file that a transcript can become.
public enum ExportFormat {
  TXT("text/plain", true),
  MD("text/markdown", true),
  SRT("application/x-subrip", false),
  VTT("text/vtt", false),
  DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", true),
  PDF("application/pdf", true);

  private final String mimeType;
  private final boolean timecodesOptional;

  ExportFormat(String mimeType, boolean timecodesOptional) {
    this.mimeType = mimeType;
    this.timecodesOptional = timecodesOptional;
  }

  /// The ending of a file's name, without the dot.
  public String extension() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String mimeType() {
    return mimeType;
  }

  /// Whether such a file makes sense without timecodes, as subtitles do not.
  public boolean timecodesOptional() {
    return timecodesOptional;
  }
}
