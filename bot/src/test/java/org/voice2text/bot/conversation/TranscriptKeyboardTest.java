package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.bot.rewriting.Emoji;
import org.voice2text.bot.rewriting.Length;
import org.voice2text.bot.rewriting.RewriteOptions;
import org.voice2text.bot.telegram.Keyboard;
import org.voice2text.model.event.RewriteMode;

class TranscriptKeyboardTest {
  private static final TextView ORIGINAL = TextView.original(17);
  private static final TextView SUMMARY =
      new TextView(
          17, RewriteMode.SUMMARY, new RewriteOptions(Length.SHORT, Emoji.FEW, true, null));

  private final TranscriptKeyboard all = new TranscriptKeyboard(Set.of("rw", "export", "again"));

  @Test
  void offersEverythingUnderATranscript() {
    assertThat(text(all.main(shown("en", ORIGINAL, true))))
        .isEqualTo(
            """
            Structured>rw:17:st:mn0 | Polished>rw:17:po:mn0
            Summary>rw:17:su:mn0 | Action items>rw:17:ac:mn0
            Translate>rw:17:tr:mn0 | Options>op:17:or:mn0
            Export>export:17:or:mn0 | Other language>again:17\
            """);
  }

  @Test
  void marksWhatIsShownAndOffersTheOriginalInItsPlace() {
    assertThat(text(all.main(shown("ru", SUMMARY, true))))
        .isEqualTo(
            """
            Оригинал>or:17:or:sf1
            По пунктам>rw:17:st:sf1 | Гладкий текст>rw:17:po:sf1
            ✓ Кратко>rw:17:su:sf1 | Задачи>rw:17:ac:sf1
            Перевод>rw:17:tr:sf1 | Параметры>op:17:su:sf1
            Скачать>export:17:su:sf1 | Другой язык>again:17\
            """);
    assertThat(text(all.main(shown("ru", SUMMARY, false)))).startsWith("По пунктам");
  }

  @Test
  void offersOnlyWhatHasAHandler() {
    assertThat(text(new TranscriptKeyboard(Set.of("export")).main(shown("en", ORIGINAL, true))))
        .isEqualTo("Export>export:17:or:mn0");
    assertThat(new TranscriptKeyboard(Set.of()).main(shown("en", ORIGINAL, true)).rows()).isEmpty();
  }

  @Test
  void showsWhatIsBeingMadeAndHowFarItIs() {
    ShownText shown = shown("en", ORIGINAL, true);
    assertThat(text(all.working(shown, RewriteMode.POLISHED, "")))
        .contains("⏳ Polished>rw:17:po:mn0")
        .contains("Summary>");
    assertThat(text(all.working(shown, RewriteMode.POLISHED, "2/5")))
        .contains("⏳ Polished 2/5>rw:17:po:mn0");
  }

  @Test
  void offersToTryAgain() {
    assertThat(text(all.failed(shown("en", ORIGINAL, true), RewriteMode.SUMMARY, SUMMARY)))
        .startsWith("⚠ Summary failed. Try again>rt:17:su:sf1\nStructured>");
  }

  @Test
  void offersTheOptionsThatMakeADifference() {
    assertThat(text(OptionsKeyboard.options(shown("en", ORIGINAL, true))))
        .isEqualTo(
            """
            Short>op:17:or:sn0 | ✓ Medium>op:17:or:mn0 | Long>op:17:or:ln0
            ✓ No emoji>op:17:or:mn0 | Some emoji>op:17:or:mf0 | Many emoji>op:17:or:mm0
            ✓ No timecodes>op:17:or:mn0 | Timecodes>op:17:or:mn1
            Translate into…>la:17:or:mn0
            Done>or:17:or:mn0\
            """);
    ShownText translation =
        new ShownText(Texts.of("en"), SUMMARY.withMode(RewriteMode.TRANSLATE), true, false);
    assertThat(text(OptionsKeyboard.options(translation)))
        .isEqualTo("Translate into…>la:17:tr:sf1\nDone>rw:17:tr:sf1");
    assertThat(text(OptionsKeyboard.options(shown("en", SUMMARY, true))))
        .isEqualTo(
            """
            ✓ Short>op:17:su:sf1 | Medium>op:17:su:mf1 | Long>op:17:su:lf1
            No emoji>op:17:su:sn1 | ✓ Some emoji>op:17:su:sf1 | Many emoji>op:17:su:sm1
            No timecodes>op:17:su:sf0 | ✓ Timecodes>op:17:su:sf1
            Done>rw:17:su:sf1\
            """);
  }

  @Test
  void offersLanguagesByTheirOwnNames() {
    TextView german = SUMMARY.withOptions(SUMMARY.options().withLanguage("de"));
    assertThat(text(OptionsKeyboard.languages(shown("en", german, true))))
        .startsWith("English>rw:17:tr:sf1en | Русский>rw:17:tr:sf1ru | ✓ Deutsch>rw:17:tr:sf1de\n")
        .endsWith("\nBack>kb:17:su:sf1de");
  }

  @Test
  void aButtonsDataIsShortEnoughForTheLargestJob() {
    TextView largest = TextView.original(999_999_999_999_999_999L);
    Keyboard keyboard = OptionsKeyboard.languages(shown("ru", largest, true));
    assertThat(keyboard.rows()).isNotEmpty();
    assertThat(all.main(shown("ru", largest, true)).rows()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"17:or:mn0", "17:st:sn0", "17:po:lm1", "17:su:mf0", "17:ac:mn0", "17:tr:mn0de"})
  void readsWhatItWrote(String arguments) {
    assertThat(TextView.parse(arguments).orElseThrow().arguments()).isEqualTo(arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "17",
        "17:or",
        "17:or:",
        "17:xx:mn0",
        "17:su:xn0",
        "17:su:mn2",
        "17:su:mn0xx",
        "-1:su:mn0",
        "1234567890123456789:su:mn0",
        "17:su:mn0:1",
        "17:su:mn0 ",
        "x:su:mn0",
        "١٧:su:mn0"
      })
  void refusesWhatItDidNotWrite(String arguments) {
    assertThat(TextView.parse(arguments)).isEmpty();
  }

  private static ShownText shown(String language, TextView view, boolean inPlace) {
    return new ShownText(Texts.of(language), view, inPlace, true);
  }

  private static String text(Keyboard keyboard) {
    return keyboard.rows().stream()
        .map(row ->
            row.stream()
                .map(Keyboard.Button.Press.class::cast)
                .map(b -> b.text() + ">" + b.data())
                .collect(Collectors.joining(" | ")))
        .collect(Collectors.joining("\n"));
  }
}
