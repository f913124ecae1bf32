package org.voice2text.bot.export;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;

/// A transcript as a document of Word.
final class WordFile {
  private static final int TITLE_POINTS = 16;
  private static final int TEXT_POINTS = 11;
  private static final int SPACE_AFTER = 120;
  private static final String GREY = "808080";

  private WordFile() {}

  static void write(Document document, OutputStream out) throws IOException {
    try (XWPFDocument word = new XWPFDocument()) {
      XWPFRun title = paragraph(word).createRun();
      title.setBold(true);
      title.setFontSize(TITLE_POINTS);
      title.setText(clean(document.title()));
      for (Document.Paragraph content : document.paragraphs()) {
        XWPFParagraph paragraph = paragraph(word);
        if (!content.time().isEmpty()) {
          XWPFRun time = paragraph.createRun();
          time.setColor(GREY);
          time.setFontSize(TEXT_POINTS);
          time.setText(content.time() + "  ");
        }
        XWPFRun text = paragraph.createRun();
        text.setFontSize(TEXT_POINTS);
        text.setText(clean(content.text()));
      }
      word.write(out);
    }
  }

  private static XWPFParagraph paragraph(XWPFDocument word) {
    XWPFParagraph paragraph = word.createParagraph();
    paragraph.setSpacingAfter(SPACE_AFTER);
    return paragraph;
  }

  /// XML has no control characters and no halves of surrogate pairs.
  private static String clean(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
        .filter(c -> c != 0xFFFE && c != 0xFFFF)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
