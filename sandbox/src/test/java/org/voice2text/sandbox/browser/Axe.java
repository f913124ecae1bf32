package org.voice2text.sandbox.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.openqa.selenium.chrome.ChromeDriver;

/// Deque's axe-core, which looks for what keeps people with disabilities from using a page.
final class Axe {
  /// Each finding in a line: rule, what to do, and the first places.
  private static final String LOOK =
      """
      const done = arguments[arguments.length - 1];
      axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
        .then(found => done(found.violations
            .filter(it => it.impact === 'serious' || it.impact === 'critical')
            .map(it => it.id + ': ' + it.help + ' '
                + it.nodes.slice(0, 5).map(node => node.html + ' ' + (node.failureSummary || '')).join(' | '))),
          error => done(['axe failed: ' + error]));
      """;

  private Axe() {}

  static List<String> barriers(ChromeDriver driver) {
    driver.executeScript(script());
    List<?> findings =
        (List<?>) Objects.requireNonNull(driver.executeAsyncScript(LOOK), "axe gave no answer");
    return findings.stream().map(String::valueOf).toList();
  }

  private static String script() {
    try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(
          Objects.requireNonNull(in, "axe.min.js is not on the class path").readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
