package org.voice2text.bot.conversation;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.voice2text.bot.rewriting.RewriteOptions;
import org.voice2text.model.event.RewriteMode;

/// What every button can carry, with placeholders for what it names.
final class EveryButton {
  private EveryButton() {}

  /// The names of all handlers of buttons.
  static Set<String> names() {
    Set<String> names = new TreeSet<>(Set.of(SettingsMenu.NAME));
    for (Field field : ButtonNames.class.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
        try {
          names.add((String) field.get(null));
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
    return names;
  }

  static List<String> data() {
    return List.of(
        text(ButtonNames.REWRITE, RewriteMode.SUMMARY, Place.TRANSCRIPT),
        text(ButtonNames.REWRITE, RewriteMode.STRUCTURED, Place.PART),
        text(ButtonNames.REWRITE, RewriteMode.TRANSLATE, Place.WHOLE),
        text(ButtonNames.REWRITE_RETRY, RewriteMode.POLISHED, Place.TRANSCRIPT),
        text(ButtonNames.ORIGINAL, null, Place.TRANSCRIPT),
        text(ButtonNames.ORIGINAL, null, Place.PART),
        text(ButtonNames.MAIN_MENU, null, Place.TRANSCRIPT),
        text(ButtonNames.OPTIONS_MENU, RewriteMode.SUMMARY, Place.TRANSCRIPT),
        text(ButtonNames.LANGUAGES_MENU, RewriteMode.TRANSLATE, Place.TRANSCRIPT),
        text(ButtonNames.EXPORT_MENU, null, Place.TRANSCRIPT),
        text(ButtonNames.EXPORT + ":txt", null, Place.TRANSCRIPT),
        text(ButtonNames.EXPORT + ":srt", null, Place.TRANSCRIPT),
        text(ButtonNames.EXPORT + ":md", RewriteMode.SUMMARY, Place.TRANSCRIPT),
        ButtonNames.AGAIN + ":$job$",
        ButtonNames.AGAIN + ":$job$:ru",
        ButtonNames.CANCEL + ":$job$",
        ButtonNames.CANCEL + ":$open$",
        ButtonNames.BUY + ":pro",
        ButtonNames.BUY + ":m60",
        ButtonNames.DELETE_DATA + ":yes",
        ButtonNames.DELETE_DATA + ":no",
        ButtonNames.BROADCAST + ":go:$broadcast$",
        ButtonNames.BROADCAST + ":stop:$broadcast$",
        SettingsMenu.NAME,
        SettingsMenu.NAME + ":language",
        SettingsMenu.NAME + ":language:en",
        SettingsMenu.NAME + ":mode:summary",
        SettingsMenu.NAME + ":groups:automatic",
        SettingsMenu.NAME + ":pressers:asker",
        SettingsMenu.NAME + ":pressers:everyone",
        "rr:1",
        "");
  }

  /// @param mode null for the transcript itself
  private static String text(String name, RewriteMode mode, Place place) {
    TextButton button = new TextButton(new TextView(0, mode, RewriteOptions.DEFAULT), null, place);
    return name + ":" + button.data().replaceFirst("^0", "\\$job\\$");
  }
}
