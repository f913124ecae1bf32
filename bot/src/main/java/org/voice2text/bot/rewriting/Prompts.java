package org.voice2text.bot.rewriting;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.voice2text.model.event.RewriteMode;

/// What the language model is told to do. The words are files in a folder named for their version:
/// whoever changes them makes a new version, so that no text of the old words is served from the
/// cache. Nothing that a user wrote goes into them. Immutable.
final class Prompts {
  /// Part of the key of each cached variant.
  static final String VERSION = "v1";

  private static final String FOLDER = "/prompts/" + VERSION + "/";

  private final String rules;
  private final Map<RewriteMode, String> tasks = new EnumMap<>(RewriteMode.class);
  private final Properties lines = new Properties();

  Prompts() {
    this.rules = file("rules.txt");
    for (RewriteMode mode : RewriteMode.values()) {
      tasks.put(mode, file(mode.label() + ".txt"));
    }
    try (InputStream in = open("lines.properties")) {
      lines.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// For a whole recording.
  String whole(RewriteMode mode, RewriteOptions options) {
    return text(base(mode, options));
  }

  /// For a part of a longer recording, which is put beside the other parts.
  ///
  /// @param part 1 for the first
  String part(RewriteMode mode, RewriteOptions options, int part, int parts) {
    return text(base(mode, options), line("part", part, parts));
  }

  /// For a part of a longer recording, which is made into one text with the other parts.
  String notes(RewriteMode mode, RewriteOptions options, int part, int parts) {
    return text(base(mode, options.with(Length.LONG)), line("part.notes", part, parts));
  }

  /// For what was made of the parts.
  String merge(RewriteMode mode, RewriteOptions options) {
    String times = options.timecodes() ? line("merge.timecodes") : "";
    return text(base(mode, options.withTimecodes(false)), line("merge"), times);
  }

  private List<String> base(RewriteMode mode, RewriteOptions options) {
    List<String> texts = new ArrayList<>(List.of(rules, Objects.requireNonNull(tasks.get(mode))));
    texts.add(
        mode == RewriteMode.TRANSLATE && options.language() != null
            ? line("language.target", TargetLanguages.englishName(options.language()))
            : line("language.same"));
    if (RewriteOptions.hasLength(mode)) {
      texts.add(line("length." + mode.label() + "." + lower(options.length())));
    }
    if (RewriteOptions.hasEmoji(mode)) {
      texts.add(line("emoji." + lower(options.emoji())));
    }
    if (options.timecodes()) {
      texts.add(line("timecodes"));
    }
    return texts;
  }

  private static String text(List<String> base, String... more) {
    List<String> all = new ArrayList<>(base);
    all.addAll(List.of(more));
    return String.join("\n\n", all.stream().map(String::strip).filter(t -> !t.isEmpty()).toList());
  }

  private String line(String key, Object... arguments) {
    String line = Objects.requireNonNull(lines.getProperty(key), key);
    return arguments.length == 0 ? line : new MessageFormat(line, Locale.ENGLISH).format(arguments);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String file(String name) {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(Prompts.class.getResourceAsStream(FOLDER + name), name);
  }
}
