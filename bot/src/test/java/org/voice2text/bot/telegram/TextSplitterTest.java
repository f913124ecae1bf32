package org.voice2text.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class TextSplitterTest {
  private static final List<String> PIECES =
      List.of(
          "word",
          " ",
          "  ",
          "\n",
          "\n\n",
          "\r\n",
          "\t",
          ". ",
          "! ",
          "?",
          "…",
          "a",
          "ж",
          "日本語",
          "\u0301",
          "\u0308\u0301",
          "😀",
          "👨‍👩‍👧‍👦",
          "🇩🇪",
          "👍🏽",
          "\u200d",
          "ﷺ",
          "é",
          "Mr. ",
          "\u00a0",
          "x".repeat(50));

  @Test
  void leavesAShortTextWhole() {
    assertThat(TextSplitter.split("Hello. World.", 13)).containsExactly("Hello. World.");
    assertThat(TextSplitter.split("", 13)).containsExactly("");
  }

  @Test
  void prefersParagraphThenLineThenSentenceThenWord() {
    assertThat(TextSplitter.split("One. Two\nx three\n\nFour", 20))
        .containsExactly("One. Two\nx three\n\n", "Four");
    assertThat(TextSplitter.split("One. Two three\nfour five", 20))
        .containsExactly("One. Two three\n", "four five");
    assertThat(TextSplitter.split("One two three. Four five six", 20))
        .containsExactly("One two three. ", "Four five six");
    assertThat(TextSplitter.split("one two three four five six", 20))
        .containsExactly("one two three four ", "five six");
  }

  @Test
  void cutsAWordOnlyWhenThereIsNoOtherPlace() {
    assertThat(TextSplitter.split("abcdefghij", 4)).allMatch(p -> p.length() <= 4);
    assertThat(String.join("", TextSplitter.split("abcdefghij", 4))).isEqualTo("abcdefghij");
  }

  @Test
  void neverCutsACharacterOfSeveralUnits() {
    assertThat(TextSplitter.split("😀😀😀", 3)).containsExactly("😀", "😀", "😀");
    assertThat(TextSplitter.split("a👍🏽b", 4)).containsExactly("a", "👍🏽", "b");
  }

  @Test
  void everyPartFitsAndTheyJoinToTheText() {
    Random random = new Random(20261101);
    for (int i = 0; i < 20_000; i++) {
      String text = text(random);
      int max = i % 3 == 0 ? 2 + random.nextInt(5) : 10 + random.nextInt(90);
      List<String> parts = TextSplitter.split(text, max);
      assertThat(String.join("", parts)).isEqualTo(text);
      for (String part : parts) {
        assertThat(part.length()).isLessThanOrEqualTo(max);
        assertThat(part.isEmpty()).isEqualTo(text.isEmpty());
        assertThat(Character.isLowSurrogate(part.isEmpty() ? 'x' : part.charAt(0))).isFalse();
        assertThat(Character.isHighSurrogate(part.isEmpty() ? 'x' : part.charAt(part.length() - 1)))
            .isFalse();
      }
    }
  }

  @Test
  void noPartBeginsOrEndsInsideACharacterThatFitsAPart() {
    Random random = new Random(20261102);
    Pattern characters = Pattern.compile("\\X");
    for (int i = 0; i < 5_000; i++) {
      String text = text(random);
      int max = 70 + random.nextInt(90);
      Set<Integer> boundaries = new HashSet<>(Set.of(0));
      characters.matcher(text).results().forEach(c -> boundaries.add(c.end()));
      int at = 0;
      for (String part : TextSplitter.split(text, max)) {
        at += part.length();
        if (longestCharacter(text) < 40) {
          assertThat(boundaries).as("%s cut at %d", text, at).contains(at);
        }
      }
    }
  }

  private static int longestCharacter(String text) {
    return Pattern.compile("\\X")
        .matcher(text)
        .results()
        .mapToInt(c -> c.end() - c.start())
        .max()
        .orElse(0);
  }

  @Test
  void aTailAndAHeadFitAndBreakNoWordWhereThereIsAPlace() {
    assertThat(TextSplitter.tail("One two three.", 14)).isEqualTo("One two three.");
    assertThat(TextSplitter.tail("One two three four.", 14)).isEqualTo("…three four.");
    assertThat(TextSplitter.head("One two three.", 14)).isEqualTo("One two three.");
    assertThat(TextSplitter.head("One two three four.", 14)).isEqualTo("One two…");
    Random random = new Random(20261103);
    for (int i = 0; i < 5_000; i++) {
      String text = text(random);
      int max = 70 + random.nextInt(90);
      String tail = TextSplitter.tail(text, max);
      String head = TextSplitter.head(text, max);
      assertThat(tail.length()).isLessThanOrEqualTo(max);
      assertThat(head.length()).isLessThanOrEqualTo(max);
      assertThat(text).endsWith(text.equals(tail) ? tail : tail.substring(1));
      assertThat(text).startsWith(text.equals(head) ? head : head.substring(0, head.length() - 1));
    }
  }

  private static String text(Random random) {
    StringBuilder out = new StringBuilder();
    boolean spaces = random.nextInt(4) > 0;
    for (int i = random.nextInt(80); i > 0; i--) {
      String piece = PIECES.get(random.nextInt(PIECES.size()));
      if (spaces || !piece.isBlank()) {
        out.append(piece);
      }
    }
    return out.toString();
  }
}
