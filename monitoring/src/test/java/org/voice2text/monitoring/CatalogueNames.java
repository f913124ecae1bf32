package org.voice2text.monitoring;

import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.voice2text.model.catalogue.BusinessCatalogue;
import org.voice2text.model.catalogue.CustomCatalogue;
import org.voice2text.model.catalogue.ExporterCatalogue;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.catalogue.Metric;
import org.voice2text.monitoring.rules.Recording;

/// Every metric that an expression may name, with its labels and their values: those of the
/// catalogues, those that recording rules make, those of the JVM, and Prometheus's own. Immutable.
///
/// `CatalogueNames.standard().problems(expression)` is empty for an expression that names only what
/// there is.
final class CatalogueNames {
  /// Which every series of a scrape has.
  private static final List<String> TARGET = List.of("job", "instance");

  /// By name; each label with its closed set of values, which is empty if they are not known.
  private final Map<String, Map<String, Set<String>>> metrics;

  private CatalogueNames(Map<String, Map<String, Set<String>>> metrics) {
    this.metrics = metrics;
  }

  static CatalogueNames standard() {
    CatalogueNames names = new CatalogueNames(new HashMap<>());
    Stream.of(LiveMetrics.ALL, BusinessCatalogue.ALL, ExporterCatalogue.ALL, CustomCatalogue.ALL)
        .flatMap(List::stream)
        .forEach(names::add);
    names.addJvm();
    names.put("up");
    names.put("scrape_duration_seconds");
    names.put("scrape_samples_scraped");
    Recording.names().forEach(name -> names.metrics.put(name, open("slo")));
    names.metrics.put(
        "ALERTS", open("alertname", "alertstate", "severity", "service", "slo", "memory"));
    return names;
  }

  /// The same with a metric of somebody else, such as node_exporter.
  CatalogueNames with(String metric, String... labels) {
    CatalogueNames names = new CatalogueNames(new HashMap<>(metrics));
    names.put(metric, labels);
    return names;
  }

  /// What is wrong with an expression; empty if nothing is.
  List<String> problems(String expression) {
    PromqlNames named = PromqlNames.of(expression);
    List<String> problems = new ArrayList<>();
    Set<String> allowed = new HashSet<>(named.made());
    allowed.addAll(TARGET);
    for (PromqlNames.Selector selector : named.selectors()) {
      Map<String, Set<String>> labels = metrics.get(selector.metric());
      if (labels == null) {
        problems.add("there is no metric " + selector.metric());
      } else {
        allowed.addAll(labels.keySet());
        selector.matches().forEach(match -> check(selector.metric(), labels, match, problems));
      }
    }
    named.grouping().stream()
        .filter(label -> !allowed.contains(label))
        .map(label -> "no metric of the expression has the label " + label)
        .forEach(problems::add);
    return problems;
  }

  private static void check(
      String metric,
      Map<String, Set<String>> labels,
      PromqlNames.Match match,
      List<String> problems) {
    Set<String> values = labels.get(match.label());
    if (values == null) {
      problems.add("%s has no label %s".formatted(metric, match.label()));
    } else if (!values.isEmpty()) {
      alternatives(match)
          .filter(value -> !values.contains(value))
          .map(value -> "%s has no %s=\"%s\"".formatted(metric, match.label(), value))
          .forEach(problems::add);
    }
  }

  /// What the match names literally: nothing for a pattern or a variable of Grafana.
  private static Stream<String> alternatives(PromqlNames.Match match) {
    if (match.value().contains("$") || match.value().isEmpty()) {
      return Stream.of();
    }
    return match.operator().endsWith("~")
        ? Arrays.stream(match.value().split("\\|")).filter(v -> v.matches("\\w+"))
        : Stream.of(match.value());
  }

  private void add(Metric metric) {
    Map<String, Set<String>> labels = open(TARGET.toArray(String[]::new));
    metric.labels().forEach(label -> labels.put(label.name(), Set.copyOf(label.values())));
    if (metric.type() == Metric.Type.HISTOGRAM) {
      addHistogram(metric.name(), labels);
    } else {
      metrics.put(metric.name(), labels);
    }
  }

  /// The bare name is that of the native histogram.
  private void addHistogram(String name, Map<String, Set<String>> labels) {
    metrics.put(name, labels);
    metrics.put(name + "_count", labels);
    metrics.put(name + "_sum", labels);
    Map<String, Set<String>> ofBucket = new HashMap<>(labels);
    ofBucket.put("le", Set.of());
    metrics.put(name + "_bucket", ofBucket);
  }

  private void addJvm() {
    PrometheusRegistry registry = new PrometheusRegistry();
    JvmMetrics.builder().constLabels(Labels.of("process", "bot")).register(registry);
    registry.scrape().forEach(this::addJvm);
    for (String name : List.of("process_memory_limit_bytes", "process_uptime_seconds")) {
      put(name, "process");
    }
  }

  private void addJvm(MetricSnapshot family) {
    Set<String> labels = new HashSet<>();
    family
        .getDataPoints()
        .forEach(point -> point.getLabels().forEach(l -> labels.add(l.getName())));
    labels.add("process");
    String[] names = labels.toArray(String[]::new);
    String name = family.getMetadata().getPrometheusName();
    switch (family) {
      case CounterSnapshot _ -> put(name + "_total", names);
      case InfoSnapshot _ -> put(name + "_info", names);
      case SummarySnapshot _ -> {
        put(name + "_count", names);
        put(name + "_sum", names);
      }
      default -> put(name, names);
    }
  }

  private void put(String metric, String... labels) {
    Map<String, Set<String>> all = open(labels);
    TARGET.forEach(label -> all.put(label, Set.of()));
    metrics.put(metric, all);
  }

  private static Map<String, Set<String>> open(String... labels) {
    Map<String, Set<String>> open = new HashMap<>();
    Arrays.stream(labels).forEach(label -> open.put(label, Set.of()));
    return open;
  }
}
