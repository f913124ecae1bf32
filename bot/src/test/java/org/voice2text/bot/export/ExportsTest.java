package org.voice2text.bot.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voice2text.bot.transcription.engine.Segment;

@Tag("slow")
class ExportsTest {
  private static final String TEXT =
      "Привет, мир! *Не* жирный.\n\n1. Second <b>paragraph</b> & more.";
  private static final List<Segment> SEGMENTS =
      List.of(
          segment(0, 2500, "Привет, мир! *Не* жирный."),
          segment(3_723_004, 3_725_000, "1. Second <b>paragraph</b> & more --> end."));

  @Test
  void writesPlainText() throws IOException {
    assertThat(text(ExportFormat.TXT, false))
        .isEqualTo("Привет, мир! *Не* жирный.\n\n1. Second <b>paragraph</b> & more.\n");
    assertThat(text(ExportFormat.TXT, true))
        .isEqualTo(
            "[0:00] Привет, мир! *Не* жирный.\n[1:02:03] 1. Second <b>paragraph</b> & more --> end.\n");
  }

  @Test
  void nothingOfWhatWasSaidBecomesMarkdown() throws IOException {
    assertThat(text(ExportFormat.MD, false))
        .isEqualTo(
            """
            # Transcript

            Привет, мир! \\*Не\\* жирный.

            1\\. Second \\<b\\>paragraph\\</b\\> \\& more.
            """);
    assertThat(text(ExportFormat.MD, true)).contains("\n**1:02:03** 1\\. Second");
  }

  @Test
  void writesSubRip() throws IOException {
    assertThat(text(ExportFormat.SRT, true))
        .isEqualTo(
            """
            1
            00:00:00,000 --> 00:00:02,500
            Привет, мир! *Не* жирный.

            2
            01:02:03,004 --> 01:02:05,000
            1. Second <b>paragraph</b> & more → end.

            """);
  }

  @Test
  void writesWebVtt() throws IOException {
    assertThat(text(ExportFormat.VTT, true))
        .isEqualTo(
            """
            WEBVTT

            00:00:00.000 --> 00:00:02.500
            Привет, мир! *Не* жирный.

            01:02:03.004 --> 01:02:05.000
            1. Second &lt;b&gt;paragraph&lt;/b&gt; &amp; more --&gt; end.
            """);
  }

  @Test
  void spreadsATextWithoutTimesOverTheRecording() throws IOException {
    Document document = new Document("T", "one two three", List.of(), Duration.ofSeconds(4), true);
    assertThat(new String(bytes(ExportFormat.SRT, document), StandardCharsets.UTF_8))
        .isEqualTo("1\n00:00:00,000 --> 00:00:04,000\none two three\n\n");
  }

  @Test
  void writesWordWithCyrillic() throws IOException {
    try (XWPFDocument word =
        new XWPFDocument(new ByteArrayInputStream(bytes(ExportFormat.DOCX, document(true))))) {
      assertThat(word.getParagraphs())
          .extracting(XWPFParagraph::getText)
          .containsExactly(
              "Transcript",
              "0:00  Привет, мир! *Не* жирный.",
              "1:02:03  1. Second <b>paragraph</b> & more --> end.");
    }
  }

  @Test
  void writesPdfWithCyrillicAndABoxForWhatTheFontLacks() throws IOException {
    Document document =
        new Document("Заголовок", TEXT + "\n漢 \uD83D\uDE00", List.of(), Duration.ZERO, false);
    assertThat(pdfText(document))
        .isEqualTo(
            "Заголовок\nПривет, мир! *Не* жирный.\n1. Second <b>paragraph</b> & more.\n□ □\n");
  }

  @Test
  void aLongTextFillsSeveralPagesAndLosesNothing() throws IOException {
    String words =
        new Random(1)
            .ints(5000, 0, 100_000)
            .mapToObj(n -> "слово" + n)
            .collect(Collectors.joining(" "));
    Document document = new Document("T", words + "x".repeat(300), List.of(), Duration.ZERO, false);
    assertThat(pdfText(document).replaceAll("\\s", ""))
        .isEqualTo(("T" + words + "x".repeat(300)).replaceAll("\\s", ""));
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void takesAnyText(ExportFormat format) throws IOException {
    Document odd =
        new Document(
            "\u0000\uD800", "a\u0000b\u001b\uDC00\uFFFF\r\n\t", List.of(), Duration.ZERO, true);
    assertThat(bytes(format, odd)).isNotNull();
    assertThat(bytes(format, new Document("", "", List.of(), Duration.ZERO, true))).isNotNull();
  }

  /// A parser as strict as the formats: numbers in order, times that rise, no empty line inside.
  @ParameterizedTest
  @EnumSource(names = {"SRT", "VTT"})
  void aStrictParserTakesSubtitlesOfRandomTexts(ExportFormat format) throws IOException {
    for (int seed = 0; seed < 300; seed++) {
      Document document = random(new Random(seed));
      String written = new String(bytes(format, document), StandardCharsets.UTF_8);
      assertThat(parse(format, written).replaceAll("\\s", ""))
          .as("seed %d", seed)
          .isEqualTo(
              document.segments().stream()
                  .map(Segment::text)
                  .collect(Collectors.joining())
                  .replaceAll("[\\s\\p{Cntrl}]", ""));
    }
  }

  private static String parse(ExportFormat format, String written) {
    boolean srt = format == ExportFormat.SRT;
    String body = written;
    if (!srt) {
      assertThat(written).startsWith("WEBVTT\n\n");
      body = written.substring("WEBVTT\n\n".length());
    }
    Pattern times =
        Pattern.compile(
            "(\\d\\d):(\\d\\d):(\\d\\d)S(\\d{3}) --> (\\d\\d):(\\d\\d):(\\d\\d)S(\\d{3})"
                .replace("S", srt ? "," : "\\."));
    StringBuilder text = new StringBuilder();
    long last = 0;
    int number = 0;
    for (String block : body.isBlank() ? new String[0] : body.strip().split("\n\n")) {
      List<String> lines = new ArrayList<>(block.lines().toList());
      if (srt) {
        assertThat(lines.removeFirst()).isEqualTo(Integer.toString(++number));
      }
      Matcher matcher = times.matcher(lines.removeFirst());
      assertThat(matcher.matches()).isTrue();
      long start = millis(matcher, 1);
      long end = millis(matcher, 5);
      assertThat(start).isGreaterThanOrEqualTo(last);
      assertThat(end).isGreaterThan(start);
      last = end;
      assertThat(lines).hasSizeBetween(1, Cue.LINES);
      for (String line : lines) {
        assertThat(line).isNotBlank().doesNotContain("-->");
        text.append(
            srt
                ? line.replace("→", "-->")
                : line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
      }
    }
    return text.toString();
  }

  private static long millis(Matcher m, int group) {
    return Duration.ofHours(Long.parseLong(m.group(group)))
        .plusMinutes(Long.parseLong(m.group(group + 1)))
        .plusSeconds(Long.parseLong(m.group(group + 2)))
        .plusMillis(Long.parseLong(m.group(group + 3)))
        .toMillis();
  }

  private static Document random(Random random) {
    List<Segment> segments = new ArrayList<>();
    String[] words = {
      "слово", "a", "-->", "<i>", "&amp;", "\n", "\uD83D\uDE00", "漢字漢字", "x".repeat(100)
    };
    for (int i = random.nextInt(20); i > 0; i--) {
      String text =
          random
              .ints(1 + random.nextInt(60), 0, words.length)
              .mapToObj(n -> words[n])
              .collect(Collectors.joining(" "));
      if (!text.isBlank()) {
        long start = random.nextInt(100_000);
        segments.add(segment(start, start + random.nextInt(5000), text.strip()));
      }
    }
    return new Document("T", "", segments, Duration.ZERO, true);
  }

  private static Segment segment(long start, long end, String text) {
    return new Segment(Duration.ofMillis(start), Duration.ofMillis(end), text);
  }

  private static Document document(boolean timecodes) {
    return new Document("Transcript", TEXT, SEGMENTS, Duration.ZERO, timecodes);
  }

  private static String text(ExportFormat format, boolean timecodes) throws IOException {
    return new String(bytes(format, document(timecodes)), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ExportFormat format, Document document) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Exports.write(format, document, out);
    return out.toByteArray();
  }

  private static String pdfText(Document document) throws IOException {
    try (PDDocument pdf = Loader.loadPDF(bytes(ExportFormat.PDF, document))) {
      return new PDFTextStripper().getText(pdf);
    }
  }
}
