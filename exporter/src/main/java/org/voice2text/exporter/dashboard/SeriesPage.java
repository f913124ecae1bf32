package org.voice2text.exporter.dashboard;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.voice2text.exporter.business.BusinessNow;
import org.voice2text.exporter.business.HourlyCounts;

/// The answer of `/api/series`: a metric over a range, from the hours that are in memory.
final class SeriesPage {
  private SeriesPage() {}

  /// @param zone whose days are shown
  static Map<String, @Nullable Object> of(
      SeriesMetric metric,
      TimeRange range,
      ZoneId zone,
      BusinessNow business,
      OptionalDouble usdRub,
      Instant now) {
    List<Instant> starts = range.starts(now, zone);
    List<Map<String, @Nullable Double>> steps =
        split(business.hours(), starts).stream()
            .map(hours -> metric.values(hours, usdRub))
            .toList();
    Map<String, @Nullable Object> page = new LinkedHashMap<>();
    page.put("metric", metric.label());
    page.put("range", range.label());
    page.put("zone", zone.getId());
    page.put("unit", metric.unit(usdRub));
    page.put("stepSeconds", range.stepHours() * 3600);
    page.put("readAt", business.readAt().map(Instant::toEpochMilli).orElse(null));
    page.put("starts", starts.stream().map(Instant::toEpochMilli).toList());
    page.put("series", series(metric, steps));
    return page;
  }

  /// The hours of each step. An hour belongs where it begins.
  private static List<List<HourlyCounts>> split(List<HourlyCounts> hours, List<Instant> starts) {
    List<List<HourlyCounts>> split = new ArrayList<>();
    starts.forEach(_ -> split.add(new ArrayList<>()));
    int step = 0;
    for (HourlyCounts hour : hours) {
      while (step + 1 < starts.size() && !hour.start().isBefore(starts.get(step + 1))) {
        step++;
      }
      if (!hour.start().isBefore(starts.get(step))) {
        split.get(step).add(hour);
      }
    }
    return split;
  }

  private static List<Map<String, Object>> series(
      SeriesMetric metric, List<Map<String, @Nullable Double>> steps) {
    Set<String> names = new LinkedHashSet<>(metric.names());
    names.addAll(
        steps.stream()
            .flatMap(step -> step.keySet().stream())
            .collect(Collectors.toCollection(TreeSet::new)));
    List<Map<String, Object>> series = new ArrayList<>();
    for (String name : names) {
      List<@Nullable Double> values = new ArrayList<>();
      steps.forEach(step -> values.add(step.getOrDefault(name, 0.0)));
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", name);
      one.put("values", values);
      series.add(one);
    }
    return series;
  }
}
