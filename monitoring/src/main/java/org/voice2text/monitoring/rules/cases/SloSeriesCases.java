package org.voice2text.monitoring.rules.cases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What the rules of the objectives record, number by number.
final class SloSeriesCases {
  private static final String AVAILABILITY = "{slo=\"availability\"}";
  private static final String LATENCY = "{slo=\"latency\"}";
  private static final String FRESHNESS = "{slo=\"freshness\"}";

  /// In minutes.
  private static final Map<String, Integer> WINDOWS = windows();

  private SloSeriesCases() {}

  private static Map<String, Integer> windows() {
    Map<String, Integer> windows = new LinkedHashMap<>();
    windows.put("5m", 5);
    windows.put("30m", 30);
    windows.put("1h", 60);
    windows.put("2h", 2 * 60);
    windows.put("6h", 6 * 60);
    windows.put("1d", 24 * 60);
    windows.put("3d", 72 * 60);
    return windows;
  }

  static String events(String window) {
    return "slo:sli_events:increase" + window + AVAILABILITY;
  }

  static String errors(String window) {
    return "slo:sli_errors:increase" + window + AVAILABILITY;
  }

  /// From the counters of bot and exporter, a sample each minute.
  static List<SeriesCase> counts() {
    return List.of(counts("7h", 1, List.of("5m", "30m", "1h", "2h", "6h")));
  }

  /// The same, a sample each 12 min.
  static List<SeriesCase> longCounts() {
    return List.of(counts("73h", 12, List.of("1d", "3d")));
  }

  /// Prometheus 2 and 3 differ by the one sample at the beginning of a range.
  private static SeriesCase counts(String at, int step, List<String> windows) {
    SeriesCase counts =
        SeriesCase.of("Each window counts its events and errors", at)
            .with("transcription_requests_total{status=\"success\"}", "0+80x440")
            .with("transcription_requests_total{status=\"no_speech\"}", "0+10x440")
            .with("transcription_requests_total{status=\"cancelled\"}", "0+70x440")
            .with("transcription_requests_total{status=\"error\"}", "0+30x440")
            .with("transcription_fallback_total{reason=\"timeout\"}", "0+20x440")
            .with("transcription_fallback_total{reason=\"circuit_open\"}", "0+5x440")
            .with("message_processing_time_seconds_bucket{le=\"60.0\"}", "0+40x440")
            .with("message_processing_time_seconds_bucket{le=\"120.0\"}", "0+50x440")
            .with("message_processing_time_seconds_count", "0+50x440")
            .with("transcription_audio_duration_seconds_bucket{le=\"30.0\"}", "0+50x440")
            .with("transcription_audio_duration_seconds_bucket{le=\"60.0\"}", "0+50x440")
            .with("transcription_audio_duration_seconds_count", "0+50x440")
            .with("up{job=\"exporter\"}", "1x440")
            .with("bot_health", "0x440");
    for (String window : windows) {
      int samples = Objects.requireNonNull(WINDOWS.get(window)) / step;
      counts =
          counts
              .expects(
                  "round(slo:sli_events:increase%s, 5)".formatted(window),
                  each(100 * samples, 50 * samples, samples))
              .expects(
                  "round(slo:sli_errors:increase%s, 5)".formatted(window),
                  each(10 * samples, 10 * samples, samples));
    }
    return counts;
  }

  /// From counts that differ from window to window.
  static List<SeriesCase> conclusions() {
    SeriesCase objectives =
        SeriesCase.of("Each objective has its budget", "5m")
            .expects("round(slo:objective:ratio, 0.0001)", each(0.999, 0.95, 0.999))
            .expects("round(slo:error_budget:ratio, 0.0001)", each(0.001, 0.05, 0.001));
    SeriesCase ratios = SeriesCase.of("Each window has its ratio", "5m");
    int errors = 0;
    for (String window : WINDOWS.keySet()) {
      errors += 10;
      ratios =
          ratios
              .with(events(window), "1000x10")
              .with(errors(window), errors + "x10")
              .expects(
                  "round(slo:sli_error:ratio_rate%s, 0.0001)".formatted(window),
                  Map.of(AVAILABILITY, errors / 1000.0));
    }
    // Ten of a thousand in the last 5 min.
    return List.of(
        objectives,
        ratios.expects("round(slo:current_burn_rate:ratio, 0.01)", Map.of(AVAILABILITY, 10)),
        SeriesCase.of("Without events there is no ratio", "5m")
            .with(events("5m"), "0x10")
            .with(errors("5m"), "0x10")
            .expects("slo:sli_error:ratio_rate5m", Map.of())
            .expects("slo:current_burn_rate:ratio", Map.of()));
  }

  /// A sample each hour. What was bad 32 days ago is forgotten, what was bad 29 and a half is not.
  static List<SeriesCase> month() {
    return List.of(
        SeriesCase.of("The budget of 30 days is what its hours left of it", "816h")
            .with(events("1h"), "1000x820")
            .with(errors("1h"), "0x40 900x10 0x49 24x11 0x800")
            .expects("round(100000 * slo:sli_error:ratio_rate30d)", Map.of(AVAILABILITY, 40))
            .expects(
                "round(slo:period_error_budget_remaining:ratio, 0.01)", Map.of(AVAILABILITY, 0.6)),
        SeriesCase.of("A budget may be overdrawn", "100h")
            .with(events("1h"), "1000x110")
            .with(errors("1h"), "3x110")
            .expects(
                "round(slo:period_error_budget_remaining:ratio, 0.01)", Map.of(AVAILABILITY, -2)));
  }

  private static Map<String, Number> each(Number availability, Number latency, Number freshness) {
    Map<String, Number> each = new LinkedHashMap<>();
    each.put(AVAILABILITY, availability);
    each.put(LATENCY, latency);
    each.put(FRESHNESS, freshness);
    return each;
  }
}
