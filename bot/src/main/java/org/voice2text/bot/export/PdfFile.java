package org.voice2text.bot.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.jspecify.annotations.Nullable;

/// A transcript as PDF on A4, in Liberation Sans, which the library brings: Latin, Cyrillic, Greek
/// and Hebrew. A character that the font lacks becomes a box. Confined to one thread.
final class PdfFile {
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final float TITLE_POINTS = 16;
  private static final float TEXT_POINTS = 11;
  private static final float LEADING = 1.4f;
  private static final float MARGIN = 56;
  private static final float SPACE_AFTER = 6;

  private final PDDocument pdf;
  private final PDFont font;
  private final Map<Integer, Boolean> drawable = new HashMap<>();
  private @Nullable PDPageContentStream page;
  private float y;

  private PdfFile(PDDocument pdf, PDFont font) {
    this.pdf = pdf;
    this.font = font;
  }

  static void write(Document document, OutputStream out) throws IOException {
    try (PDDocument pdf = new PDDocument();
        InputStream font = PDDocument.class.getResourceAsStream(FONT)) {
      if (font == null) {
        throw new IOException("The library no longer brings the font " + FONT);
      }
      PdfFile file = new PdfFile(pdf, PDType0Font.load(pdf, font));
      file.fill(document);
      pdf.save(out);
    }
  }

  private void fill(Document document) throws IOException {
    try {
      paragraph(document.title(), TITLE_POINTS);
      for (Document.Paragraph paragraph : document.paragraphs()) {
        String time = paragraph.time().isEmpty() ? "" : "[" + paragraph.time() + "] ";
        paragraph(time + paragraph.text(), TEXT_POINTS);
      }
    } finally {
      closePage();
    }
  }

  private void paragraph(String text, float size) throws IOException {
    for (String line : wrap(drawable(text), size)) {
      PDPageContentStream target = room(size * LEADING);
      target.beginText();
      target.setFont(font, size);
      target.newLineAtOffset(MARGIN, y);
      target.showText(line);
      target.endText();
    }
    y -= SPACE_AFTER;
  }

  /// A place for one more line, on a new page when this one is full.
  private PDPageContentStream room(float height) throws IOException {
    PDPageContentStream current = page;
    if (current == null || y - height < MARGIN) {
      closePage();
      PDPage fresh = new PDPage(PDRectangle.A4);
      pdf.addPage(fresh);
      current = new PDPageContentStream(pdf, fresh);
      page = current;
      y = PDRectangle.A4.getHeight() - MARGIN;
    }
    y -= height;
    return current;
  }

  private void closePage() throws IOException {
    PDPageContentStream current = page;
    page = null;
    if (current != null) {
      current.close();
    }
  }

  private String drawable(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(c -> out.appendCodePoint(drawable.computeIfAbsent(c, this::isDrawable) ? c : '□'));
    return out.toString();
  }

  private boolean isDrawable(int codePoint) {
    try {
      return font.encode(Character.toString(codePoint)).length > 0;
    } catch (IOException | IllegalArgumentException _) {
      return false;
    }
  }

  private List<String> wrap(String text, float size) throws IOException {
    float width = PDRectangle.A4.getWidth() - 2 * MARGIN;
    BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
    breaks.setText(text);
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int from = breaks.first();
    for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
      for (String piece : pieces(text.substring(from, to), size, width)) {
        if (!line.isEmpty() && width(line + piece.strip(), size) > width) {
          lines.add(line.toString().strip());
          line.setLength(0);
        }
        line.append(piece);
      }
    }
    lines.add(line.toString().strip());
    return lines;
  }

  /// A word that is wider than the page is cut.
  private List<String> pieces(String word, float size, float width) throws IOException {
    if (width(word.strip(), size) <= width) {
      return List.of(word);
    }
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (int c : word.codePoints().toArray()) {
      if (width(piece + Character.toString(c), size) > width) {
        pieces.add(piece.toString());
        piece.setLength(0);
      }
      piece.appendCodePoint(c);
    }
    pieces.add(piece.toString());
    return pieces;
  }

  private float width(String text, float size) throws IOException {
    return font.getStringWidth(text) / 1000 * size;
  }
}
