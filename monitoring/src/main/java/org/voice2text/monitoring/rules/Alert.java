package org.voice2text.monitoring.rules;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// One alert, as data: all that Prometheus, Alertmanager, Grafana, the runbooks and the
/// documentation need of it. Immutable.
///
/// @param expression has a series for each thing that is wrong, and none otherwise
/// @param hold how long it must last
/// @param text for people
/// @param silencedBy names of the alerts from which this one follows
public record Alert(
    String name,
    Severity severity,
    Expression expression,
    Duration hold,
    Text text,
    List<String> silencedBy)
    implements Rule {

  /// What people read. `<name>` stands for a value of the expression and `<for>` for how long it
  /// must last, `{value}` for what was measured, any other `{name}` for a label of the series.
  ///
  /// @param summary one sentence: what is wrong
  /// @param description when that is said, and what it may mean
  public record Text(String summary, String description, Unit unit) {}

  /// How a measured value is written.
  public enum Unit {
    NUMBER("humanize"),
    SHARE("humanizePercentage"),
    TIME("humanizeDuration");

    private final String function;

    Unit(String function) {
      this.function = function;
    }

    /// The function of that name in the templates of Prometheus and Grafana.
    String function() {
      return function;
    }
  }

  public Alert {
    silencedBy = List.copyOf(silencedBy);
  }

  static Alert critical(String name, Expression expression) {
    return new Alert(name, Severity.CRITICAL, expression, Duration.ZERO, NO_TEXT, List.of());
  }

  static Alert warning(String name, Expression expression) {
    return new Alert(name, Severity.WARNING, expression, Duration.ZERO, NO_TEXT, List.of());
  }

  static Alert info(String name, Expression expression) {
    return new Alert(name, Severity.INFO, expression, Duration.ZERO, NO_TEXT, List.of());
  }

  private static final Text NO_TEXT = new Text("", "", Unit.NUMBER);

  /// It must last for so long.
  Alert lasting(Duration duration) {
    return new Alert(name, severity, expression, duration, text, silencedBy);
  }

  Alert saying(String summary, String description, Unit unit) {
    return new Alert(
        name, severity, expression, hold, new Text(summary, description, unit), silencedBy);
  }

  Alert silencedBy(String... alerts) {
    return new Alert(name, severity, expression, hold, text, List.of(alerts));
  }

  public String summary() {
    return words(text.summary());
  }

  public String description() {
    return words(text.description());
  }

  private String words(String sentence) {
    return expression.with("for", new Value.Range(hold)).words(sentence);
  }

  /// How long after a fault that spoils all that it looks at it fires at the latest: when its
  /// window is full of that, it has lasted, and Prometheus has scraped and looked once more. Where
  /// it has several windows, the shortest is the first that is full.
  public Duration firesWithin(Pace pace) {
    return expression.shortestLook(pace).plus(pace.wait(hold)).plus(pace.scrape().multipliedBy(2));
  }

  /// Of its chapter in `docs/runbooks.md`.
  public String anchor() {
    return name.toLowerCase(Locale.ROOT);
  }
}
