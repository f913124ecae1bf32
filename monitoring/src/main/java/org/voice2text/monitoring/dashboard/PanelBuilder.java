package org.voice2text.monitoring.dashboard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.voice2text.monitoring.dashboard.Panel.Word;
import org.voice2text.monitoring.dashboard.PanelKind.Column;
import org.voice2text.monitoring.dashboard.PanelKind.Size;
import org.voice2text.monitoring.dashboard.PanelKind.Style;

/// Says step by step what a panel is like. Not thread-safe.
final class PanelBuilder {
  private final PanelKind kind;
  private final String title;
  private final String description;
  private final List<Target> targets = new ArrayList<>();
  private final Map<String, Colour> colours = new LinkedHashMap<>();
  private final List<Word> words = new ArrayList<>();
  private Size size;
  private Unit unit = Unit.NUMBER;
  private String noValue = "";
  private String runbook = "";
  private String interval = "";
  private OptionalInt decimals = OptionalInt.empty();
  private OptionalDouble least = OptionalDouble.empty();
  private OptionalDouble greatest = OptionalDouble.empty();
  private Thresholds thresholds = Thresholds.NONE;

  private PanelBuilder(PanelKind kind, String title, String description) {
    this.kind = kind;
    this.title = title;
    this.description = description;
    this.size = kind.size();
  }

  static PanelBuilder lines(String title, String description) {
    return new PanelBuilder(new PanelKind.TimeSeries(Style.LINES), title, description).from(0);
  }

  static PanelBuilder stacked(String title, String description) {
    return new PanelBuilder(new PanelKind.TimeSeries(Style.STACKED), title, description).from(0);
  }

  static PanelBuilder bars(String title, String description) {
    return new PanelBuilder(new PanelKind.TimeSeries(Style.BARS), title, description).from(0);
  }

  static PanelBuilder stat(String title, String description) {
    return new PanelBuilder(new PanelKind.Stat(true, false), title, description);
  }

  /// A number alone.
  static PanelBuilder number(String title, String description) {
    return new PanelBuilder(new PanelKind.Stat(false, false), title, description);
  }

  /// The legend of the one series.
  static PanelBuilder name(String title, String description) {
    return new PanelBuilder(new PanelKind.Stat(false, true), title, description).unit(Unit.TEXT);
  }

  static PanelBuilder gauge(String title, String description) {
    return new PanelBuilder(new PanelKind.Gauge(), title, description);
  }

  static PanelBuilder heatmap(String title, String description) {
    return new PanelBuilder(new PanelKind.Heatmap(), title, description);
  }

  static PanelBuilder table(String title, String description, Column... columns) {
    return new PanelBuilder(new PanelKind.Table(List.of(columns)), title, description);
  }

  static PanelBuilder alerts(String title, String description) {
    return new PanelBuilder(new PanelKind.Alerts(), title, description).unit(Unit.NONE);
  }

  static PanelBuilder logs(String title, String description) {
    return new PanelBuilder(new PanelKind.Logs(), title, description).unit(Unit.NONE);
  }

  static PanelBuilder text(String title, String description, String markdown) {
    return new PanelBuilder(new PanelKind.Text(markdown), title, description)
        .unit(Unit.NONE)
        .without("Nothing is written here.");
  }

  PanelBuilder unit(Unit value) {
    unit = value;
    return this;
  }

  PanelBuilder size(int width, int height) {
    size = new Size(width, height);
    return this;
  }

  /// What stands there while there is nothing to show.
  PanelBuilder without(String text) {
    noValue = text;
    return this;
  }

  PanelBuilder runbook(String alert) {
    runbook = alert;
    return this;
  }

  PanelBuilder interval(String leastDistance) {
    interval = leastDistance;
    return this;
  }

  PanelBuilder decimals(int count) {
    decimals = OptionalInt.of(count);
    return this;
  }

  PanelBuilder from(double value) {
    least = OptionalDouble.of(value);
    return this;
  }

  /// Charts begin at 0 unless their values can lie below it.
  PanelBuilder fromBelowZero() {
    least = OptionalDouble.empty();
    return this;
  }

  PanelBuilder to(double value) {
    greatest = OptionalDouble.of(value);
    return this;
  }

  PanelBuilder thresholds(Thresholds value) {
    thresholds = value;
    return this;
  }

  PanelBuilder colour(String legend, Colour colour) {
    colours.put(legend, colour);
    return this;
  }

  PanelBuilder word(double value, String text, Colour colour) {
    words.add(new Word(value, text, colour));
    return this;
  }

  PanelBuilder over(Object expression, String legend) {
    targets.add(Target.over(expression.toString(), legend));
    return this;
  }

  PanelBuilder now(Object expression, String legend) {
    targets.add(Target.now(expression.toString(), legend));
    return this;
  }

  PanelBuilder target(Target target) {
    targets.add(target);
    return this;
  }

  Panel build() {
    return new Panel(
        title,
        description,
        kind,
        size,
        unit,
        noValue,
        runbook,
        interval,
        decimals,
        least,
        greatest,
        thresholds,
        colours,
        words,
        targets);
  }
}
