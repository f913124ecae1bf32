package org.voice2text.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.voice2text.bot.conversation.ChatSettings.Format;
import org.voice2text.bot.conversation.ChatSettings.Groups;
import org.voice2text.bot.conversation.ChatSettings.Pressers;
import org.voice2text.bot.rewriting.TargetLanguages;
import org.voice2text.bot.telegram.Keyboard;
import org.voice2text.bot.telegram.Keyboard.Button;
import org.voice2text.model.event.Label;
import org.voice2text.model.event.RewriteMode;

/// What `/settings` shows: a list of what can be chosen, and for each a list of its values. The
/// buttons carry `set`, `set:item` or `set:item:value`. Immutable.
final class SettingsMenu {
  static final String NAME = "set";
  private static final int VALUES_IN_A_ROW = 3;

  private final List<Item> items;

  /// @param rewriting whether a language model is configured
  SettingsMenu(boolean rewriting) {
    items =
        Item.ALL.stream().filter(item -> rewriting || !item.key().equals(Item.MODE.key())).toList();
  }

  /// One thing to choose.
  private record Item(
      String key,
      boolean inGroups,
      List<String> values,
      Function<ChatSettings, String> get,
      BiFunction<ChatSettings, String, ChatSettings> with) {
    static final Item MODE =
        new Item(
            "mode",
            false,
            plus(ChatSettings.ORIGINAL, Label.values(RewriteMode.class)),
            ChatSettings::mode,
            ChatSettings::withMode);
    static final List<Item> ALL =
        List.of(
            new Item(
                "language",
                false,
                plus(ChatSettings.AUTO, Texts.LANGUAGES),
                ChatSettings::language,
                ChatSettings::withLanguage),
            new Item(
                "speech",
                false,
                plus(ChatSettings.AUTO, ChatSettings.SPEECH),
                ChatSettings::speech,
                ChatSettings::withSpeech),
            MODE,
            new Item(
                "format",
                false,
                Label.values(Format.class),
                s -> s.format().label(),
                (s, v) -> s.withFormat(Label.parse(Format.class, v))),
            new Item(
                "groups",
                true,
                Label.values(Groups.class),
                s -> s.groups().label(),
                (s, v) -> s.withGroups(Label.parse(Groups.class, v))),
            new Item(
                "pressers",
                true,
                Label.values(Pressers.class),
                s -> s.pressers().label(),
                (s, v) -> s.withPressers(Label.parse(Pressers.class, v))));

    private static List<String> plus(String first, List<String> more) {
      List<String> all = new ArrayList<>(List.of(first));
      all.addAll(more);
      return List.copyOf(all);
    }
  }

  /// The settings after a press.
  ///
  /// @return nothing if the button does not choose a value, or one that does not exist
  Optional<ChatSettings> choose(ChatSettings settings, boolean isPrivate, String arguments) {
    String[] words = arguments.split(":", 2);
    return offered(isPrivate)
        .filter(item -> words.length == 2 && item.key().equals(words[0]))
        .filter(item -> item.values().contains(words[1]))
        .findFirst()
        .map(item -> item.with().apply(settings, words[1]));
  }

  private Stream<Item> offered(boolean isPrivate) {
    return items.stream().filter(item -> !item.inGroups() || !isPrivate);
  }

  String text(Texts texts, ChatSettings settings, boolean isPrivate) {
    StringBuilder out = new StringBuilder(texts.get("settings.title")).append("\n");
    offered(isPrivate)
        .forEach(item ->
            out.append("\n")
                .append(title(texts, item.key()))
                .append(": ")
                .append(value(texts, item.key(), item.get().apply(settings))));
    return out.toString();
  }

  /// The buttons: those of the item that the arguments name, else one for each item.
  Keyboard keyboard(Texts texts, ChatSettings settings, boolean isPrivate, String arguments) {
    return offered(isPrivate)
        .filter(item -> item.key().equals(arguments))
        .findFirst()
        .map(item -> values(texts, settings, item))
        .orElseGet(() ->
            new Keyboard(
                offered(isPrivate)
                    .<List<Button>>map(item ->
                        List.of(
                            new Button.Press(title(texts, item.key()), NAME + ":" + item.key())))
                    .toList()));
  }

  private static Keyboard values(Texts texts, ChatSettings settings, Item item) {
    List<List<Button>> rows = new ArrayList<>();
    for (String value : item.values()) {
      if (rows.isEmpty() || rows.getLast().size() == VALUES_IN_A_ROW) {
        rows.add(new ArrayList<>());
      }
      boolean chosen = value.equals(item.get().apply(settings));
      String text = (chosen ? "✓ " : "") + value(texts, item.key(), value);
      rows.getLast().add(new Button.Press(text, "%s:%s:%s".formatted(NAME, item.key(), value)));
    }
    rows.add(List.of(new Button.Press(texts.get("settings.back"), NAME)));
    return new Keyboard(rows);
  }

  private static String title(Texts texts, String key) {
    return switch (key) {
      case "language" -> texts.get("settings.language");
      case "speech" -> texts.get("settings.speech");
      case "mode" -> texts.get("settings.mode");
      case "format" -> texts.get("settings.format");
      case "groups" -> texts.get("settings.groups");
      default -> texts.get("settings.pressers");
    };
  }

  private static String value(Texts texts, String key, String value) {
    return switch (value) {
      case ChatSettings.AUTO ->
          key.equals("speech") ? texts.get("settings.detect") : texts.get("settings.telegram");
      case ChatSettings.ORIGINAL -> texts.get("mode.original");
      case "structured" -> texts.get("mode.structured");
      case "polished" -> texts.get("mode.polished");
      case "summary" -> texts.get("mode.summary");
      case "action_items" -> texts.get("mode.action_items");
      case "translate" -> texts.get("mode.translate");
      case "messages" -> texts.get("settings.messages");
      case "file" -> texts.get("settings.file");
      case "on_request" -> texts.get("settings.on_request");
      case "automatic" -> texts.get("settings.automatic");
      case "everyone" -> texts.get("settings.everyone");
      case "asker" -> texts.get("settings.asker");
      case "administrators" -> texts.get("settings.administrators");
      // Who reads the wrong language must find the right one.
      default ->
          key.equals("language") ? TargetLanguages.ownName(value) : texts.languageName(value);
    };
  }
}
