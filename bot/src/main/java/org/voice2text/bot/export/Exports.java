package org.voice2text.bot.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// Writes transcripts as files. Thread-safe.
public final class Exports {
  private Exports() {}

  /// @param out is left open
  public static void write(ExportFormat format, Document document, OutputStream out)
      throws IOException {
    switch (format) {
      case TXT -> text(plain(document), out);
      case MD -> text(Markdown.of(document), out);
      case SRT -> text(Subtitles.srt(document), out);
      case VTT -> text(Subtitles.vtt(document), out);
      case DOCX -> WordFile.write(document, out);
      case PDF -> PdfFile.write(document, out);
    }
  }

  private static String plain(Document document) {
    return document.paragraphs().stream()
        .map(p -> (p.time().isEmpty() ? "" : "[" + p.time() + "] ") + p.text() + "\n")
        .collect(Collectors.joining(document.timecodes() ? "" : "\n"));
  }

  private static void text(String text, OutputStream out) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
