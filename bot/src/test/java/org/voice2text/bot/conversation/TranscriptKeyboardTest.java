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
    assertThat(text(all.main(shown("en", ORIGINAL, Place.TRANSCRIPT))))
        .isEqualTo(
            """
            Structured>rw:17:st:mn0:ort | Polished>rw:17:po:mn0:ort
            Summary>rw:17:su:mn0:ort | Action items>rw:17:ac:mn0:ort
            Translate>rw:17:tr:mn0:ort | Options>op:17:or:mn0:ort
            Export>export:17:or:mn0:ort | Other language>again:17\
            """);
  }

  @Test
  void marksWhatIsShownAndOffersTheOriginalInItsPlace() {
    assertThat(text(all.main(shown("ru", SUMMARY, Place.TRANSCRIPT))))
        .isEqualTo(
            """
            Оригинал>or:17:or:sf1:sut
            По пунктам>rw:17:st:sf1:sut | Гладкий текст>rw:17:po:sf1:sut
            ✓ Кратко>rw:17:su:sf1:sut | Задачи>rw:17:ac:sf1:sut
            Перевод>rw:17:tr:sf1:sut | Параметры>op:17:su:sf1:sut
            Скачать>export:17:su:sf1:sut | Другой язык>again:17\
            """);
    assertThat(text(all.main(shown("ru", SUMMARY, Place.WHOLE)))).startsWith("По пунктам");
  }

  @Test
  void offersOnlyWhatHasAHandler() {
    assertThat(
            text(
                new TranscriptKeyboard(Set.of("export"))
                    .main(shown("en", ORIGINAL, Place.TRANSCRIPT))))
        .isEqualTo("Export>export:17:or:mn0:ort");
    assertThat(
            new TranscriptKeyboard(Set.of()).main(shown("en", ORIGINAL, Place.TRANSCRIPT)).rows())
        .isEmpty();
  }

  @Test
  void showsWhatIsBeingMadeAndHowFarItIs() {
    ShownText shown = shown("en", ORIGINAL, Place.TRANSCRIPT);
    assertThat(text(all.working(shown, RewriteMode.POLISHED, "")))
        .contains("⏳ Polished>rw:17:po:mn0:ort")
        .contains("Summary>");
    assertThat(text(all.working(shown, RewriteMode.POLISHED, "2/5")))
        .contains("⏳ Polished 2/5>rw:17:po:mn0:ort");
  }

  @Test
  void offersToTryAgain() {
    assertThat(
            text(all.failed(shown("en", ORIGINAL, Place.TRANSCRIPT), RewriteMode.SUMMARY, SUMMARY)))
        .startsWith("⚠ Summary failed. Try again>rt:17:su:sf1:ort\nStructured>");
  }

  @Test
  void offersTheOptionsThatMakeADifference() {
    assertThat(text(OptionsKeyboard.options(shown("en", ORIGINAL, Place.TRANSCRIPT))))
        .isEqualTo(
            """
            Short>op:17:or:sn0:ort | ✓ Medium>op:17:or:mn0:ort | Long>op:17:or:ln0:ort
            ✓ No emoji>op:17:or:mn0:ort | Some emoji>op:17:or:mf0:ort | Many emoji>op:17:or:mm0:ort
            ✓ No timecodes>op:17:or:mn0:ort | Timecodes>op:17:or:mn1:ort
            Translate into…>la:17:or:mn0:ort
            Done>or:17:or:mn0:ort\
            """);
    ShownText translation =
        new ShownText(
            Texts.of("en"), SUMMARY.withMode(RewriteMode.TRANSLATE), Place.TRANSCRIPT, false);
    assertThat(text(OptionsKeyboard.options(translation)))
        .isEqualTo("Translate into…>la:17:tr:sf1:trt\nDone>rw:17:tr:sf1:trt");
    assertThat(text(OptionsKeyboard.options(shown("en", SUMMARY, Place.TRANSCRIPT))))
        .isEqualTo(
            """
            ✓ Short>op:17:su:sf1:sut | Medium>op:17:su:mf1:sut | Long>op:17:su:lf1:sut
            No emoji>op:17:su:sn1:sut | ✓ Some emoji>op:17:su:sf1:sut | Many emoji>op:17:su:sm1:sut
            No timecodes>op:17:su:sf0:sut | ✓ Timecodes>op:17:su:sf1:sut
            Done>rw:17:su:sf1:sut\
            """);
  }

  @Test
  void offersLanguagesByTheirOwnNames() {
    TextView german = SUMMARY.withOptions(SUMMARY.options().withLanguage("de"));
    assertThat(text(OptionsKeyboard.languages(shown("en", german, Place.TRANSCRIPT))))
        .startsWith(
            "English>rw:17:tr:sf1en:sut | Русский>rw:17:tr:sf1ru:sut | ✓ Deutsch>rw:17:tr:sf1de:sut\n")
        .endsWith("\nBack>kb:17:su:sf1de:sut");
  }

  @Test
  void aButtonsDataIsShortEnoughForTheLargestJob() {
    TextView largest = TextView.original(999_999_999_999_999_999L);
    Keyboard keyboard = OptionsKeyboard.languages(shown("ru", largest, Place.TRANSCRIPT));
    assertThat(keyboard.rows()).isNotEmpty();
    assertThat(all.main(shown("ru", largest, Place.TRANSCRIPT)).rows()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"17:or:mn0", "17:st:sn0", "17:po:lm1", "17:su:mf0", "17:ac:mn0", "17:tr:mn0de"})
  void readsWhatItWrote(String arguments) {
    assertThat(TextView.parse(arguments).orElseThrow().code()).isEqualTo(arguments);
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

  @ParameterizedTest
  @ValueSource(strings = {"17:su:mn0:ort", "17:or:sn1:pow", "1:tr:mn0de:acp"})
  void readsWhatAButtonCarries(String data) {
    assertThat(TextButton.parse(data).orElseThrow().data()).isEqualTo(data);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "17:su:mn0",
        "17:su:mn0:",
        "17:su:mn0:or",
        "17:su:mn0:orx",
        "17:su:mn0:xxt",
        "17:su:mn0:ort "
      })
  void refusesWhatNoButtonOfOursCarries(String data) {
    assertThat(TextButton.parse(data)).isEmpty();
  }

  private static ShownText shown(String language, TextView view, Place place) {
    return new ShownText(Texts.of(language), view, place, true);
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
