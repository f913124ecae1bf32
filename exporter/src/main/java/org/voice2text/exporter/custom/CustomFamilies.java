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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.voice2text.exporter.custom.RefreshFailure.Reason;
import org.voice2text.exporter.custom.RefreshedMetric.Good;
import org.voice2text.model.catalogue.CustomCatalogue;

/// How custom metrics look when they are served, and what is told of them.
final class CustomFamilies {
  private CustomFamilies() {}

  static List<MetricSnapshot> of(List<RefreshedMetric> metrics, Instant now) {
    List<MetricSnapshot> families = new ArrayList<>();
    for (RefreshedMetric metric : metrics) {
      metric.good().ifPresent(good -> families.add(family(metric.metric(), good)));
    }
    families.add(CustomCatalogue.LAST_SUCCESS.of(values(metrics, CustomFamilies::timestamp)));
    families.add(CustomCatalogue.AGE.of(values(metrics, good -> good.map(g -> age(g, now)))));
    families.add(
        CustomCatalogue.REFRESH_DURATION.of(
            values(metrics, good -> good.map(g -> g.took().toNanos() / 1e9))));
    families.add(CustomCatalogue.ERRORS.ofLabels(errors(metrics)));
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

  private static Optional<Double> timestamp(Optional<Good> good) {
    return Optional.of(good.map(g -> g.at().toEpochMilli() / 1e3).orElse(0.0));
  }

  private static double age(Good good, Instant now) {
    return Math.max(0, Duration.between(good.at(), now).toMillis() / 1e3);
  }

  private static Map<String, Double> values(
      List<RefreshedMetric> metrics, Function<Optional<Good>, Optional<Double>> value) {
    Map<String, Double> values = new HashMap<>();
    for (RefreshedMetric metric : metrics) {
      value.apply(metric.good()).ifPresent(v -> values.put(metric.metric().name(), v));
    }
    return values;
  }

  private static Map<Labels, Double> errors(List<RefreshedMetric> metrics) {
    Map<Labels, Double> errors = new HashMap<>();
    for (RefreshedMetric metric : metrics) {
      for (Reason reason : Reason.values()) {
        errors.put(
            Labels.of("metric", metric.metric().name(), "reason", reason.label()),
            (double) metric.errors(reason));
      }
    }
    return errors;
  }
}
