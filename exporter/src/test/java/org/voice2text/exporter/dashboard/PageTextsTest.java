package org.voice2text.exporter.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.Label;
import org.voice2text.model.event.Operation;

/// The words of the dashboard in both its languages. What has none would be shown as a label's raw
/// value.
class PageTextsTest {
  private static final Path PAGE = Path.of("src/main/resources/dashboard");
  private static final Pattern KEY = Pattern.compile("(?<![\\w'])([a-z][a-z0-9_]*): '");

  private final String english;
  private final String russian;

  PageTextsTest() throws IOException {
    String texts = Files.readString(PAGE.resolve("text.js"));
    int second = texts.indexOf("\n  ru: {");
    english = texts.substring(texts.indexOf("\n  en: {"), second);
    russian = texts.substring(second, texts.indexOf("\n};", second));
  }

  @Test
  void bothLanguagesHaveTheSameTexts() {
    assertThat(keys(russian)).isEqualTo(keys(english)).hasSizeGreaterThan(100);
  }

  @Test
  void everyOperationAndEveryFailureOfAJobHasAName() {
    assertThat(keys(english)).containsAll(Label.values(Operation.class));
    assertThat(keys(english)).containsAll(Label.values(JobFailure.class));
  }

  @Test
  void everyTextThatThePageAsksForExists() throws IOException {
    Set<String> used = new TreeSet<>();
    Pattern use = Pattern.compile("text\\('([a-z0-9_]+)'|data-(?:text|label)=\"([a-z0-9_]+)\"");
    for (String file : List.of("app.js", "cards.js", "charts.js", "tables.js", "index.html")) {
      use.matcher(Files.readString(PAGE.resolve(file)))
          .results()
          .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
          .forEach(used::add);
    }
    assertThat(used).hasSizeGreaterThan(30);
    assertThat(keys(english)).containsAll(used);
  }

  private static Set<String> keys(String texts) {
    return new TreeSet<>(KEY.matcher(texts).results().map((MatchResult m) -> m.group(1)).toList());
  }
}
