package org.voice2text.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voice2text.monitoring.rules.Alert;
import org.voice2text.monitoring.rules.Alerts;
import org.voice2text.monitoring.rules.Runbooks;

class RunbooksTest {
  private static final Path PROJECT = Path.of("..");
  private static final Pattern HEADING = Pattern.compile("^## (\\w+)$", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("\\]\\(#(\\w+)\\)");
  private static final Pattern QUERY =
      Pattern.compile("^```promql\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern LINE =
      Pattern.compile("^\\* Log of the (\\w+): `(.*)`$", Pattern.MULTILINE);

  private static String page() throws IOException {
    return Files.readString(PROJECT.resolve("docs/runbooks.md"));
  }

  private static Stream<MatchResult> found(Pattern pattern) throws IOException {
    return pattern.matcher(page()).results();
  }

  private static List<String> headings() throws IOException {
    return found(HEADING).map(heading -> heading.group(1)).toList();
  }

  @Test
  void hasAChapterForEachAlertAndNoOther() throws IOException {
    assertThat(headings())
        .containsExactlyInAnyOrderElementsOf(Alerts.all().stream().map(Alert::name).toList());
  }

  @Test
  void isWhereTheAlertsSay() throws IOException {
    List<String> places =
        headings().stream().map(h -> "docs/runbooks.md#" + h.toLowerCase(Locale.ROOT)).toList();

    assertThat(Alerts.all()).allSatisfy(a -> assertThat(places).contains(Runbooks.address(a)));
  }

  @Test
  void linksToChaptersThatThereAre() throws IOException {
    List<String> anchors = Alerts.all().stream().map(Alert::anchor).toList();

    assertThat(found(LINK).map(link -> link.group(1))).isSubsetOf(anchors);
  }

  @Test
  void saysInEachChapterHowToLookAndWhatToDo() throws IOException {
    for (String chapter : page().split("(?m)^## ", -1)) {
      if (!chapter.startsWith("# ")) {
        assertThat(chapter).contains("\n**Look.**", "\n**Do.** ");
      }
    }
  }

  static Stream<String> queries() throws IOException {
    return found(QUERY).map(query -> query.group(1).strip());
  }

  @ParameterizedTest
  @MethodSource("queries")
  void namesOnlyMetricsAndLabelsThatThereAre(String query) {
    assertThat(CatalogueNames.standard().problems(query)).isEmpty();
  }

  static Stream<MatchResult> lines() throws IOException {
    return found(LINE);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void quotesLinesThatAreLogged(MatchResult line) throws IOException {
    assertThat(sources(line.group(1))).contains("\"" + line.group(2) + "\"");
  }

  private static String sources(String module) throws IOException {
    try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src/main/java"))) {
      return files
          .filter(Files::isRegularFile)
          .map(RunbooksTest::read)
          .collect(Collectors.joining());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
