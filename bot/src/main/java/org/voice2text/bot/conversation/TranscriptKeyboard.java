package org.voice2text.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.Keyboard;
import org.voice2text.bot.telegram.Keyboard.Button;
import org.voice2text.bot.transcription.Job;
import org.voice2text.model.event.RewriteMode;

/// The buttons under a transcript, and under what was made of it. Immutable.
final class TranscriptKeyboard {
  private final Set<String> handlers;

  /// @param handlers names of the handlers that there are: only their buttons are offered
  TranscriptKeyboard(Set<String> handlers) {
    this.handlers = Set.copyOf(handlers);
  }

  /// The buttons that belong under a text.
  Keyboard main(ShownText shown) {
    return new Keyboard(rows(shown, null, ""));
  }

  /// The same while a text is being made.
  ///
  /// @param progress such as `2/5`; empty while there is none to tell
  Keyboard working(ShownText shown, RewriteMode mode, String progress) {
    return new Keyboard(rows(shown, mode, progress));
  }

  /// The same after a text could not be made.
  ///
  /// @param wanted what the person asked for
  Keyboard failed(ShownText shown, RewriteMode mode, TextView wanted) {
    Texts texts = shown.texts();
    List<List<Button>> rows = new ArrayList<>();
    String retry = texts.get("button.retry", name(texts, mode));
    rows.add(List.of(shown.button(retry, ButtonNames.REWRITE_RETRY, wanted)));
    rows.addAll(rows(shown, null, ""));
    return new Keyboard(rows);
  }

  /// What belongs under an answer without a text: the wrong language may be why there is none.
  @Nullable Keyboard silence(Job job) {
    String text = Texts.of(job.language()).get("button.again");
    return handlers.contains(ButtonNames.AGAIN)
        ? Keyboard.row(new Button.Press(text, AgainButton.data(job)))
        : null;
  }

  private List<List<Button>> rows(ShownText shown, @Nullable RewriteMode working, String progress) {
    Texts texts = shown.texts();
    List<List<Button>> rows = new ArrayList<>();
    if (shown.place() == Place.TRANSCRIPT && shown.view().mode() != null) {
      TextView original = shown.view().withMode(null);
      rows.add(List.of(shown.button(texts.get("mode.original"), ButtonNames.ORIGINAL, original)));
    }
    if (handlers.contains(ButtonNames.REWRITE)) {
      List<Button> modes =
          Stream.of(RewriteMode.values()).map(m -> mode(shown, m, m == working, progress)).toList();
      rows.add(modes.subList(0, 2));
      rows.add(modes.subList(2, 4));
      Button options = shown.button(texts.get("button.options"), ButtonNames.OPTIONS_MENU);
      rows.add(List.of(modes.get(4), options));
    }
    List<Button> last = new ArrayList<>();
    if (handlers.contains(ButtonNames.EXPORT_MENU)) {
      last.add(shown.button(texts.get("button.export"), ButtonNames.EXPORT_MENU));
    }
    if (handlers.contains(ButtonNames.AGAIN)) {
      last.add(
          new Button.Press(
              texts.get("button.again"), ButtonNames.AGAIN + ":" + shown.view().job()));
    }
    rows.add(last);
    return rows;
  }

  private static Button mode(ShownText shown, RewriteMode mode, boolean working, String progress) {
    String name = name(shown.texts(), mode);
    TextView target = shown.view().withMode(mode);
    return working
        ? shown.button(
            shown.texts().get("button.working", name, progress).strip(),
            ButtonNames.REWRITE,
            target)
        : shown.choice(name, mode == shown.view().mode(), ButtonNames.REWRITE, target);
  }

  /// What a mode is called.
  private static String name(Texts texts, RewriteMode mode) {
    return switch (mode) {
      case STRUCTURED -> texts.get("mode.structured");
      case POLISHED -> texts.get("mode.polished");
      case SUMMARY -> texts.get("mode.summary");
      case ACTION_ITEMS -> texts.get("mode.action_items");
      case TRANSLATE -> texts.get("mode.translate");
    };
  }
}
