package org.voice2text.monitoring.dashboard;

import java.util.ArrayList;
import java.util.List;
import org.voice2text.model.catalogue.Metric;
import org.voice2text.model.catalogue.MetricLabel;

/// The series of a metric that are wanted, and what they are added up by. It writes the queries
/// whose form is always the same. Immutable.
///
/// A metric that knows engine or model is narrowed down to those that are chosen on the dashboard.
///
/// @param matchers in PromQL, such as `status="error"`
/// @param by labels that stay apart
record Series(Metric metric, List<String> matchers, List<String> by) {
  private static final String WINDOW = "$__rate_interval";

  Series {
    matchers = List.copyOf(matchers);
    by = List.copyOf(by);
  }

  static Series of(Metric metric) {
    List<String> matchers = new ArrayList<>();
    for (String chosen : List.of(Variable.PROVIDER.name(), Variable.MODEL.name())) {
      if (metric.labelNames().contains(chosen)) {
        matchers.add("%1$s=~\"$%1$s\"".formatted(chosen));
      }
    }
    return new Series(metric, matchers, List.of());
  }

  /// Of every engine and model, whatever is chosen.
  static Series ofAll(Metric metric) {
    return new Series(metric, List.of(), List.of());
  }

  /// Only those with this value.
  Series where(String label, String value) {
    return matching(label, "=", value);
  }

  Series whereNot(String label, String value) {
    return matching(label, "!=", value);
  }

  Series whereOneOf(String label, String... values) {
    return matching(label, "=~", values);
  }

  private Series matching(String label, String operator, String... values) {
    MetricLabel known = label(label);
    for (String value : values) {
      if (!known.isConfigured() && !known.values().contains(value)) {
        throw new IllegalArgumentException(
            "%s: %s is never %s, only %s".formatted(metric.name(), label, value, known.values()));
      }
    }
    List<String> more = new ArrayList<>(matchers);
    more.add("%s%s\"%s\"".formatted(label, operator, String.join("|", values)));
    return new Series(metric, more, by);
  }

  Series by(String... labels) {
    for (String label : labels) {
      MetricLabel _ = label(label);
    }
    return new Series(metric, matchers, List.of(labels));
  }

  private MetricLabel label(String name) {
    return metric.labels().stream()
        .filter(label -> label.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "%s has no label %s, only %s".formatted(metric.name(), name, metric.labelNames())));
  }

  /// Of a counter.
  String perSecond() {
    require(Metric.Type.COUNTER);
    return sum("rate(%s[%s])".formatted(selector(""), WINDOW));
  }

  /// Of a counter; reads better than [#perSecond] where little happens.
  String perMinute() {
    return "60 * " + perSecond();
  }

  /// How much a counter grew in the time that is shown.
  String inShownTime() {
    return during("$__range");
  }

  /// How much a counter grew in each interval of a chart.
  String inInterval() {
    return during("$__interval");
  }

  /// How much a counter grew in the time before, such as `1d`.
  String during(String time) {
    require(Metric.Type.COUNTER);
    return sum("increase(%s[%s])".formatted(selector(""), time));
  }

  /// Of a gauge, or a counter as it stands, added up.
  String sum() {
    return sum(selector(""));
  }

  /// Of a gauge, each series as it is.
  String value() {
    return selector("");
  }

  /// Of a histogram: the value below which this share of all lies; no series rather than one that
  /// is not a number while nothing happens.
  String quantile(double share) {
    require(Metric.Type.HISTOGRAM);
    return "histogram_quantile(%s, %s) >= 0".formatted(share, buckets("rate", WINDOW));
  }

  /// Of a histogram: the same over the time before, such as `15m`, and not a number while nothing
  /// happens.
  String quantile(double share, String time) {
    require(Metric.Type.HISTOGRAM);
    return "histogram_quantile(%s, %s)".formatted(share, buckets("increase", time));
  }

  /// Of a histogram: how many fell into each bucket.
  String buckets() {
    require(Metric.Type.HISTOGRAM);
    return buckets("increase", WINDOW);
  }

  private String buckets(String function, String time) {
    List<String> labels = new ArrayList<>(List.of("le"));
    labels.addAll(by);
    return "sum by (%s) (%s(%s[%s]))"
        .formatted(String.join(", ", labels), function, selector("_bucket"), time);
  }

  /// Of a histogram.
  String mean() {
    require(Metric.Type.HISTOGRAM);
    return Shares.share(
        sum("rate(%s[%s])".formatted(selector("_sum"), WINDOW)),
        sum("rate(%s[%s])".formatted(selector("_count"), WINDOW)));
  }

  /// Of a histogram: how many values it took.
  String countPerSecond() {
    require(Metric.Type.HISTOGRAM);
    return sum("rate(%s[%s])".formatted(selector("_count"), WINDOW));
  }

  String countPerMinute() {
    return "60 * " + countPerSecond();
  }

  private void require(Metric.Type type) {
    if (metric.type() != type) {
      throw new IllegalArgumentException(
          "%s is a %s, not a %s".formatted(metric.name(), metric.type(), type));
    }
  }

  private String sum(String of) {
    return by.isEmpty()
        ? "sum(%s)".formatted(of)
        : "sum by (%s) (%s)".formatted(String.join(", ", by), of);
  }

  private String selector(String suffix) {
    String braces = matchers.isEmpty() ? "" : "{" + String.join(",", matchers) + "}";
    return metric.name() + suffix + braces;
  }
}
