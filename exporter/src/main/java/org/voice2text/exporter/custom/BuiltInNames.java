package org.voice2text.exporter.custom;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.voice2text.model.catalogue.LiveMetric;
import org.voice2text.model.catalogue.LiveMetrics;

/// The metrics that are there without an operator's doing.
final class BuiltInNames {
  /// Of the exporter itself; what they say of it must not be replaced.
  private static final String OWN =
      """
      gauge bot_health
      gauge bot_uptime_seconds
      gauge bot_last_push_timestamp_seconds
      gauge bot_sessions
      counter exporter_live_frames_total
      counter exporter_live_rejected_total
      gauge exporter_live_series
      gauge exporter_collector_up
      gauge exporter_scrape_duration_seconds
      gauge bot_system_cpu_percent
      gauge bot_system_memory_percent
      gauge bot_system_memory_bytes
      gauge system_cpu_usage_percent
      gauge system_memory_usage_bytes
      gauge system_disk_usage_bytes
      info voice2text_exporter_build_info
      gauge business_last_refresh_timestamp_seconds
      gauge business_refresh_duration_seconds
      gauge up
      gauge ALERTS
      gauge ALERTS_FOR_STATE
      gauge target_info
      gauge otel_scope_info
      """;

  /// Read from the bot's database.
  private static final String BUSINESS =
      """
      gauge business_active_users
      gauge users_online
      counter bot_users_total
      gauge bot_users_active_today
      gauge bot_operations_today
      counter bot_records_total
      gauge bot_records_today
      counter business_new_users_total
      counter business_transcriptions_total
      counter business_audio_minutes_total
      counter business_estimated_cost_rubles_total
      counter business_variant_cache_hits_total
      counter business_null_model_events_total
      gauge business_paying_users
      """;

  /// Beginnings of names that belong to libraries, to the exporter and to Prometheus.
  private static final List<String> PREFIXES =
      List.of("jvm_", "process_", "exporter_", "custom_metric_", "scrape_");

  private static final Map<String, BuiltIn> BY_LINE = byLine();

  private BuiltInNames() {}

  /// @param type as in the text formats
  /// @param isReplaceable whether an operator's metric may be served in its place
  record BuiltIn(String name, String type, boolean isReplaceable) {}

  /// The names that are listed here, and not taken from the catalogue of live metrics.
  static List<String> listed() {
    return Stream.concat(OWN.lines(), BUSINESS.lines())
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .toList();
  }

  private static Map<String, BuiltIn> byLine() {
    Map<String, BuiltIn> all = new HashMap<>();
    OWN.lines().forEach(line -> put(all, line, false));
    BUSINESS.lines().forEach(line -> put(all, line, true));
    for (LiveMetric metric : LiveMetrics.ALL) {
      put(all, metric.type().name().toLowerCase(Locale.ROOT) + " " + metric.name(), true);
    }
    return Map.copyOf(all);
  }

  private static void put(Map<String, BuiltIn> all, String entry, boolean replaceable) {
    String[] words = entry.split(" ", 2);
    BuiltIn builtIn = new BuiltIn(words[1], words[0], replaceable);
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
