package org.voice2text.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import org.voice2text.bot.export.ExportFormat;
import org.voice2text.bot.telegram.Keyboard;
import org.voice2text.bot.telegram.Keyboard.Button;

/// The buttons from which a file is chosen. Only a transcript has times, and so subtitles and
/// timecodes; what a language model wrote has none. Immutable.
final class ExportKeyboard {
  private static final int IN_A_ROW = 3;

  private ExportKeyboard() {}

  static Keyboard of(ShownText shown) {
    Texts texts = shown.texts();
    boolean original = shown.view().mode() == null;
    List<List<Button>> rows = new ArrayList<>();
    for (ExportFormat format : ExportFormat.values()) {
      if (original || format.timecodesOptional()) {
        if (rows.isEmpty() || rows.getLast().size() == IN_A_ROW) {
          rows.add(new ArrayList<>());
        }
        String handler = ButtonNames.EXPORT + ":" + format.extension();
        rows.getLast().add(shown.button(format.name(), handler));
      }
    }
    if (original && shown.timed()) {
      boolean timecodes = shown.view().options().timecodes();
      TextView toggled = shown.view().withOptions(shown.view().options().withTimecodes(!timecodes));
      rows.add(
          List.of(
              shown.choice(
                  texts.get("export.timecodes"), timecodes, ButtonNames.EXPORT_MENU, toggled)));
    }
    rows.add(List.of(shown.button(texts.get("button.back"), ButtonNames.MAIN_MENU)));
    return new Keyboard(rows);
  }
}
