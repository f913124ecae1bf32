package org.voice2text.monitoring.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How the level of a line that is no JSON is found. Alloy itself is no package of Debian: only its
/// expressions are tried.
class AlloyConfigTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          2026-11-21T19:10:15.123Z INFO  [main] Bot: Ready {job=7}                    | INFO
          2026-11-21T19:10:15.123Z ERROR [worker-1] JobRunner: level of sound unknown | ERROR
          ts=2026-11-21T19:10:15.123Z caller=main.go:1 level=info msg=Ready           | info
          time=2026-11-21T19:10:15.123Z level=WARN source=main.go:1 msg=Slow          | WARN
          logger=ngalert t=2026-11-21T19:10:15.123Z level=error msg="level=info"      | error
          level=debug ts=2026-11-21T19:10:15.123Z msg=Ready                           | debug
          2026-11-21T19:10:15.123Z\twarn\tlib/storage/storage.go:1\tSlow              | warn
          I1121 19:10:15.123456       1 manager.go:1] Started                         | ^^
          at org.voice2text.bot.Bot.main(Bot.java:1)                                  | ^^
          Grafana-loglevel=info                                                       | ^^
          """)
  void findsTheLevelOfTextLines(String line, String level) {
    assertThat(level(line)).isEqualTo(level);
  }

  /// As Alloy does: each expression in turn, of which the last that fits counts.
  private static String level(String line) {
    String found = "";
    for (String expression : expressions()) {
      Matcher matcher = Pattern.compile(expression.replace("(?P<", "(?<")).matcher(line);
      if (matcher.find()) {
        found = matcher.group("level");
      }
    }
    return found;
  }

  private static List<String> expressions() {
    List<String> found =
        Pattern.compile("(?m)^ +expression = `(.+)`$")
            .matcher(ProjectFiles.text("monitoring/alloy/config.alloy"))
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(found).hasSize(2);
    return found;
  }
}
