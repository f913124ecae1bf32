package org.voice2text.model.catalogue;

import static org.voice2text.model.catalogue.ServedMetric.counter;
import static org.voice2text.model.catalogue.ServedMetric.gauge;

import java.util.List;

/// What the exporter tells of an operator's own metrics, if there are any: each once, as data.
public final class CustomCatalogue {
  private static final MetricLabel METRIC = MetricLabel.configured("metric");

  public static final ServedMetric LAST_SUCCESS =
      gauge(
          "custom_metric_last_success_timestamp_seconds",
          "When the metric's statement last succeeded, in seconds since 1970; 0 if it never did.",
          METRIC);
  public static final ServedMetric AGE =
      gauge(
          "custom_metric_age_seconds",
          "How old the metric's values are, in seconds; missing until there are any.",
          METRIC);
  public static final ServedMetric REFRESH_DURATION =
      gauge(
          "custom_metric_refresh_duration_seconds",
          "How long the last successful run of the statement took, in seconds; missing until there is one.",
          METRIC);
  public static final ServedMetric ERRORS =
      counter(
          "custom_metric_errors_total",
          "Refreshes of the metric that brought no new values, by reason.",
          METRIC,
          MetricLabel.of("reason", "unavailable", "sql", "timeout", "shape", "too_many_series"));

  /// Every metric on custom metrics, in the order of the documentation.
  public static final List<ServedMetric> ALL = List.of(LAST_SUCCESS, AGE, REFRESH_DURATION, ERRORS);

  private CustomCatalogue() {}
}
