package org.voice2text.exporter.custom;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.voice2text.exporter.custom.RefreshFailure.Reason;
import org.voice2text.exporter.custom.RefreshedMetric.Good;

/// How custom metrics look when they are served, and what is told of them.
final class CustomFamilies {
  private CustomFamilies() {}

  static List<MetricSnapshot> of(List<RefreshedMetric> metrics, Instant now) {
    List<MetricSnapshot> families = new ArrayList<>();
    for (RefreshedMetric metric : metrics) {
      metric.good().ifPresent(good -> families.add(family(metric.metric(), good)));
    }
    families.add(
        gauge(
            "custom_metric_last_success_timestamp_seconds",
            "When the metric's statement last succeeded, in seconds since 1970; 0 if it never did.",
            metrics,
            good -> good.at().toEpochMilli() / 1e3,
            List.of(0.0)));
    families.add(
        gauge(
            "custom_metric_age_seconds",
            "How old the metric's values are, in seconds; missing until there are any.",
            metrics,
            good -> Math.max(0, Duration.between(good.at(), now).toMillis() / 1e3),
            List.of()));
    families.add(
        gauge(
            "custom_metric_refresh_duration_seconds",
            "How long the last successful run of the statement took, in seconds; missing until there is one.",
            metrics,
            good -> good.took().toNanos() / 1e9,
            List.of()));
    families.add(errors(metrics));
    return families;
  }

  private static MetricSnapshot family(CustomMetric metric, Good good) {
    String dot = metric.help().endsWith(".") ? "" : ".";
    String help = metric.help() + dot + " Read every " + words(metric.refresh()) + ".";
    return switch (metric.type()) {
      case GAUGE -> {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(metric.name()).help(help);
        good.series()
            .forEach(series ->
                family.dataPoint(
                    GaugeDataPointSnapshot.builder()
                        .labels(Labels.of(metric.labels(), series.labels()))
                        .value(series.value())
                        .build()));
        yield family.build();
      }
      case COUNTER -> {
        CounterSnapshot.Builder family = CounterSnapshot.builder().name(metric.name()).help(help);
        good.series()
            .forEach(series ->
                family.dataPoint(
                    CounterDataPointSnapshot.builder()
                        .labels(Labels.of(metric.labels(), series.labels()))
                        .value(series.value())
                        .build()));
        yield family.build();
      }
    };
  }

  private static String words(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  /// @param otherwise the value of a metric that was never read, or nothing
  private static MetricSnapshot gauge(
      String name,
      String help,
      List<RefreshedMetric> metrics,
      Function<Good, Double> value,
      List<Double> otherwise) {
    GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
    for (RefreshedMetric metric : metrics) {
      metric.good().map(value).map(List::of).orElse(otherwise).stream()
          .map(v ->
              GaugeDataPointSnapshot.builder()
                  .labels(Labels.of("metric", metric.metric().name()))
                  .value(v)
                  .build())
          .forEach(family::dataPoint);
    }
    return family.build();
  }

  private static MetricSnapshot errors(List<RefreshedMetric> metrics) {
    CounterSnapshot.Builder family =
        CounterSnapshot.builder()
            .name("custom_metric_errors_total")
            .help("Refreshes of the metric that brought no new values, by reason.");
    for (RefreshedMetric metric : metrics) {
      for (Reason reason : Reason.values()) {
        family.dataPoint(
            CounterDataPointSnapshot.builder()
                .labels(Labels.of("metric", metric.metric().name(), "reason", reason.label()))
                .value((double) metric.errors(reason))
                .build());
      }
    }
    return family.build();
  }
}
