package org.voice2text.exporter.custom;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.voice2text.model.catalogue.BusinessCatalogue;
import org.voice2text.model.catalogue.ExporterCatalogue;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.catalogue.Metric;

/// The metrics that are there without an operator's doing.
final class BuiltInNames {
  /// Made by Prometheus itself and by libraries.
  private static final List<String> OTHERS =
      List.of("up", "ALERTS", "ALERTS_FOR_STATE", "target_info", "otel_scope_info");

  /// What the exporter says of its own work, which nobody else can know.
  private static final List<Metric> OWN_OF_BUSINESS =
      List.of(BusinessCatalogue.LAST_REFRESH, BusinessCatalogue.REFRESH_DURATION);

  /// Beginnings of names that belong to libraries, to the exporter and to Prometheus.
  private static final List<String> PREFIXES =
      List.of("jvm_", "process_", "exporter_", "custom_metric_", "scrape_");

  private static final Map<String, BuiltIn> BY_LINE = byLine();

  private BuiltInNames() {}

  /// @param type as in the text formats
  /// @param isReplaceable whether an operator's metric may be served in its place
  record BuiltIn(String name, String type, boolean isReplaceable) {}

  private static Map<String, BuiltIn> byLine() {
    Map<String, BuiltIn> all = new HashMap<>();
    OTHERS.forEach(name -> put(all, new BuiltIn(name, "gauge", false)));
    ExporterCatalogue.ALL.forEach(metric -> put(all, builtIn(metric, false)));
    BusinessCatalogue.ALL.forEach(
        metric -> put(all, builtIn(metric, !OWN_OF_BUSINESS.contains(metric))));
    LiveMetrics.ALL.forEach(metric -> put(all, builtIn(metric, true)));
    return Map.copyOf(all);
  }

  private static BuiltIn builtIn(Metric metric, boolean replaceable) {
    return new BuiltIn(metric.name(), metric.type().name().toLowerCase(Locale.ROOT), replaceable);
  }

  private static void put(Map<String, BuiltIn> all, BuiltIn builtIn) {
    lines(builtIn.name(), builtIn.type()).forEach(line -> all.put(line, builtIn));
  }

  /// The names that the lines of a metric have in the text formats; two metrics may share none.
  static List<String> lines(String name, String type) {
    return switch (type) {
      case "counter" -> {
        String base = name.substring(0, name.length() - "_total".length());
        yield List.of(base, name, base + "_created");
      }
      case "histogram" ->
          List.of(name, name + "_bucket", name + "_count", name + "_sum", name + "_created");
      default -> List.of(name);
    };
  }

  /// The built-in metric that a new one would clash with.
  static Optional<BuiltIn> owner(String name, String type) {
    return PREFIXES.stream()
        .filter(name::startsWith)
        .findFirst()
        .map(prefix -> new BuiltIn("metrics that begin with " + prefix, type, false))
        .or(() -> Optional.ofNullable(BY_LINE.get(name)))
        .or(() ->
            lines(name, type).stream().filter(BY_LINE::containsKey).map(BY_LINE::get).findFirst());
  }
}
