package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The texts of the web chat in both its languages.
class PageTextsTest {
  private static final Path PAGE = Path.of("src/main/resources/sandbox-web");
  private static final Pattern KEY = Pattern.compile("\"([a-z]+\\.[A-Za-z0-9_]+)\": ");

  /// Keys of which the page puts the end together.
  private static final Set<String> FAMILIES =
      Set.of(
          "action",
          "activity",
          "calls",
          "fault",
          "group",
          "kind",
          "sentry",
          "special",
          "tab",
          "target",
          "unit",
          "what");

  private static Set<String> found(Path file, Pattern pattern) throws IOException {
    return new TreeSet<>(
        pattern.matcher(Files.readString(file)).results().map(match -> match.group(1)).toList());
  }

  @Test
  void bothLanguagesHaveTheSameTexts() throws IOException {
    assertThat(found(PAGE.resolve("js/texts-ru.js"), KEY))
        .isEqualTo(found(PAGE.resolve("js/texts-en.js"), KEY))
        .hasSizeGreaterThan(100);
  }

  @Test
  void everyTextThatIsAskedForExistsAndNoneIsLeftOver() throws IOException {
    Set<String> known = found(PAGE.resolve("js/texts-en.js"), KEY);
    Set<String> used = new TreeSet<>();
    Pattern use = Pattern.compile("[\"=]([a-z]+\\.[A-Za-z0-9_]+)\"");
    try (Stream<Path> files = Files.walk(PAGE)) {
      List<Path> readers =
          files
              .filter(it ->
                  it.toString().matches(".*\\.(js|html)") && !it.toString().contains("texts-"))
              .toList();
      for (Path file : readers) {
        used.addAll(found(file, use));
      }
    }
    used.removeIf(it -> it.matches("(live|focus)\\..*|.*\\.(svg|js)"));

    assertThat(known).containsAll(used);
    assertThat(known.stream().filter(it -> !FAMILIES.contains(it.replaceFirst("\\..*", ""))))
        .isSubsetOf(used);
  }
}
