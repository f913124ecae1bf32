package org.voice2text.bot.export;

import java.util.Locale;

/// A kind of file that a transcript can become.
public enum ExportFormat {
  TXT(true),
  MD(true),
  SRT(false),
  VTT(false),
  DOCX(true),
  PDF(true);

  private final boolean timecodesOptional;

  ExportFormat(boolean timecodesOptional) {
    this.timecodesOptional = timecodesOptional;
  }

  /// The ending of a file's name, without the dot.
  public String extension() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether such a file makes sense without timecodes, as subtitles do not.
  public boolean timecodesOptional() {
    return timecodesOptional;
  }
}
