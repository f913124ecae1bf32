package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.TextSplitter;

class RichTextTest {
  @Test
  void showsHeadingsItemsAndEmphasis() {
    FormattedText rich =
        RichText.of(
            """

            # Plan ##
            Some **bold** and **more bold** words.
            - first **item**
              * nested
            ---
            ### **Всё** 🙂


            1. numbered
            """);
    assertThat(rich.text())
        .isEqualTo(
            """
            Plan
            Some bold and more bold words.
            • first item
              • nested

            Всё 🙂

            1. numbered\
            """);
    assertThat(bold(rich)).containsExactly("Plan", "bold", "more bold", "item", "Всё 🙂");
    assertThat(rich.spans()).allMatch(s -> s.type().equals("bold"));
  }

  @Test
  void showsEmphasisInItalics() {
    FormattedText rich = RichText.of("She *really* said *one more* **time**.");

    assertThat(rich.text()).isEqualTo("She really said one more time.");
    assertThat(rich.spans())
        .containsExactly(
            new FormattedText.Span("italic", 4, 6),
            new FormattedText.Span("italic", 16, 8),
            new FormattedText.Span("bold", 25, 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2*3*4 = 24, a*b*c, * one * two",
        "5 * 3 ** 2 and a**b",
        "** not bold **",
        "#hashtag",
        "-5 degrees",
        "<b>not</b> [a link](http://x.example) `code` _under_ @name /command",
        "****",
        "**open",
        "a *** b",
        "[1:05] time"
      })
  void leavesEverythingElseAsItIs(String text) {
    assertThat(RichText.of(text)).isEqualTo(FormattedText.plain(text));
  }

  @Test
  void isNotMuddledByAnything() {
    Random random = new Random(7);
    String alphabet = "ab ##**--\n\n•_`🙂é\t1.[]<>";
    int[] points = alphabet.codePoints().toArray();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(40); n > 0; n--) {
        text.appendCodePoint(points[random.nextInt(points.length)]);
      }
      FormattedText rich = RichText.of(text.toString());
      assertThat(rich.text()).doesNotContain("\n\n\n");
      assertThat(rich.spans())
          .as("%s", text)
          .allMatch(s -> s.offset() >= 0 && s.length() > 0)
          .allMatch(s -> s.offset() + s.length() <= rich.text().length());
      for (FormattedText part : TextSplitter.split(rich, 9)) {
        assertThat(part.text()).hasSizeLessThanOrEqualTo(9);
        assertThat(part.spans())
            .allMatch(s -> s.length() > 0 && s.offset() + s.length() <= part.text().length());
      }
      List<FormattedText> parts = TextSplitter.split(rich, 9);
      assertThat(parts.stream().map(FormattedText::text).collect(Collectors.joining()))
          .isEqualTo(rich.text());
      assertThat(parts.stream().flatMap(p -> bold(p).stream()).collect(Collectors.joining()))
          .isEqualTo(String.join("", bold(rich)));
    }
  }

  private static List<String> bold(FormattedText text) {
    return text.spans().stream()
        .map(s -> text.text().substring(s.offset(), s.offset() + s.length()))
        .toList();
  }
}
