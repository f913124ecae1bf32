package org.voice2text.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.voice2text.bot.rewriting.Emoji;
import org.voice2text.bot.rewriting.Length;
import org.voice2text.bot.rewriting.RewriteOptions;
import org.voice2text.bot.rewriting.TargetLanguages;
import org.voice2text.bot.telegram.Keyboard;
import org.voice2text.bot.telegram.Keyboard.Button;
import org.voice2text.model.event.RewriteMode;

/// The buttons that take the place of those under a transcript while a person chooses how a text is
/// to be. A choice changes nothing but the buttons; what is chosen holds once it is applied.
final class OptionsKeyboard {
  private static final int LANGUAGES_IN_A_ROW = 3;

  private OptionsKeyboard() {}

  /// Length, emoji, timecodes and language, as far as they make a difference to what is shown.
  static Keyboard options(ShownText shown) {
    RewriteMode mode = shown.view().mode();
    RewriteOptions options = shown.view().options();
    Texts texts = shown.texts();
    List<List<Button>> rows = new ArrayList<>();
    if (mode == null || RewriteOptions.hasLength(mode)) {
      rows.add(row(shown, Length.values(), options.length(), v -> name(texts, v), options::with));
    }
    if (mode == null || RewriteOptions.hasEmoji(mode)) {
      rows.add(row(shown, Emoji.values(), options.emoji(), v -> name(texts, v), options::with));
    }
    if (shown.timed()) {
      rows.add(
          row(
              shown,
              new Boolean[] {false, true},
              options.timecodes(),
              v -> v ? texts.get("button.timecodes.on") : texts.get("button.timecodes.off"),
              options::withTimecodes));
    }
    if (mode == null || mode == RewriteMode.TRANSLATE) {
      rows.add(List.of(shown.button(texts.get("button.language"), ButtonNames.LANGUAGES_MENU)));
    }
    String apply = mode == null ? ButtonNames.ORIGINAL : ButtonNames.REWRITE;
    rows.add(List.of(shown.button(texts.get("button.done"), apply)));
    return new Keyboard(rows);
  }

  private static <T> List<Button> row(
      ShownText shown,
      T[] values,
      T chosen,
      Function<T, String> name,
      Function<T, RewriteOptions> with) {
    return Stream.of(values)
        .map(v ->
            shown.choice(
                name.apply(v),
                v.equals(chosen),
                ButtonNames.OPTIONS_MENU,
                shown.view().withOptions(with.apply(v))))
        .toList();
  }

  private static String name(Texts texts, Length length) {
    return switch (length) {
      case SHORT -> texts.get("button.length.short");
      case MEDIUM -> texts.get("button.length.medium");
      case LONG -> texts.get("button.length.long");
    };
  }

  private static String name(Texts texts, Emoji emoji) {
    return switch (emoji) {
      case NONE -> texts.get("button.emoji.none");
      case FEW -> texts.get("button.emoji.few");
      case MANY -> texts.get("button.emoji.many");
    };
  }

  /// The languages to translate into.
  static Keyboard languages(ShownText shown) {
    List<List<Button>> rows = new ArrayList<>();
    RewriteOptions options = shown.view().options();
    List<String> codes = TargetLanguages.CODES;
    for (int from = 0; from < codes.size(); from += LANGUAGES_IN_A_ROW) {
      rows.add(
          codes.subList(from, Math.min(codes.size(), from + LANGUAGES_IN_A_ROW)).stream()
              .map(code ->
                  shown.choice(
                      TargetLanguages.ownName(code),
                      code.equals(options.language()),
                      ButtonNames.REWRITE,
                      shown
                          .view()
                          .withMode(RewriteMode.TRANSLATE)
                          .withOptions(options.withLanguage(code))))
              .toList());
    }
    rows.add(List.of(shown.button(shown.texts().get("button.back"), ButtonNames.MAIN_MENU)));
    return new Keyboard(rows);
  }
}
