package org.voice2text.exporter.dashboard;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.voice2text.exporter.business.Durations;
import org.voice2text.exporter.business.HourlyCounts;
import org.voice2text.exporter.business.HourlyCounts.ErrorCount;
import org.voice2text.model.event.Label;
import org.voice2text.model.event.PaymentStatus;

/// What a chart shows, made of hours that stand together in one step of it.
enum SeriesMetric {
  /// Recordings that became text, and those that did not.
  TRANSCRIPTS("count"),
  /// Minutes of audio transcribed.
  AUDIO("minutes"),
  /// What the models cost, by model.
  COST("money"),
  /// From the receipt of a message to its whole answer, as quantiles.
  LATENCY("seconds"),
  /// Different users in an hour, at most, and new ones.
  USERS("count"),
  /// What users asked for.
  OPERATIONS("count"),
  /// How payments ended.
  PAYMENTS("count");

  private final String unit;

  SeriesMetric(String unit) {
    this.unit = unit;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @param usdRub rubles for a dollar; without it, dollars are shown
  String unit(OptionalDouble usdRub) {
    return this == COST ? usdRub.isPresent() ? "RUB" : "USD" : unit;
  }

  /// The values of one step. What is missing here is 0, but null says that there is no value.
  Map<String, @Nullable Double> values(List<HourlyCounts> hours, OptionalDouble usdRub) {
    return switch (this) {
      case TRANSCRIPTS -> transcripts(hours);
      case AUDIO -> Map.of("audio", sum(hours, HourlyCounts::audioMillis) / 60_000);
      case COST -> cost(hours, usdRub.orElse(1));
      case LATENCY -> latency(hours);
      case USERS -> users(hours);
      case OPERATIONS -> byLabel(hours.stream().map(HourlyCounts::operations));
      case PAYMENTS -> payments(hours);
    };
  }

  /// In the order in which they are to be drawn; empty if they come from the data.
  List<String> names() {
    return switch (this) {
      case TRANSCRIPTS -> List.of("stored", "failed");
      case AUDIO -> List.of("audio");
      case LATENCY -> List.of("p50", "p95", "p99");
      case USERS -> List.of("active", "new");
      case PAYMENTS -> Stream.of(PaymentStatus.values()).map(Label::label).toList();
      case COST, OPERATIONS -> List.of();
    };
  }

  private static Map<String, @Nullable Double> transcripts(List<HourlyCounts> hours) {
    return Map.of(
        "stored", sum(hours, HourlyCounts::records), "failed", sum(hours, SeriesMetric::failures));
  }

  static long failures(HourlyCounts hour) {
    return hour.failures().values().stream().mapToLong(ErrorCount::count).sum();
  }

  private static Map<String, @Nullable Double> cost(List<HourlyCounts> hours, double rate) {
    Map<String, @Nullable Double> costs = new TreeMap<>();
    for (HourlyCounts hour : hours) {
      hour.costMicros()
          .forEach((spending, micros) -> add(costs, spending.model(), micros * rate / 1e6));
    }
    return costs;
  }

  private static Map<String, @Nullable Double> latency(List<HourlyCounts> hours) {
    Durations all = answering(hours);
    Map<String, @Nullable Double> quantiles = new TreeMap<>();
    quantiles.put("p50", seconds(all, 0.5));
    quantiles.put("p95", seconds(all, 0.95));
    quantiles.put("p99", seconds(all, 0.99));
    return quantiles;
  }

  static Durations answering(List<HourlyCounts> hours) {
    return hours.stream()
        .map(HourlyCounts::answering)
        .filter(durations -> !durations.counts().isEmpty())
        .reduce(Durations.NONE, Durations::plus);
  }

  static @Nullable Double seconds(Durations durations, double share) {
    return durations.quantile(share).map(time -> time.toMillis() / 1e3).orElse(null);
  }

  private static Map<String, @Nullable Double> users(List<HourlyCounts> hours) {
    Map<String, @Nullable Double> users = new TreeMap<>();
    Optional<Long> most =
        hours.stream()
            .map(HourlyCounts::activeUsers)
            .filter(OptionalLong::isPresent)
            .map(OptionalLong::getAsLong)
            .max(Long::compare);
    users.put("active", most.map(Long::doubleValue).orElse(null));
    users.put("new", sum(hours, HourlyCounts::newUsers));
    return users;
  }

  private static Map<String, @Nullable Double> payments(List<HourlyCounts> hours) {
    return byLabel(hours.stream().map(HourlyCounts::payments));
  }

  private static Map<String, @Nullable Double> byLabel(
      Stream<? extends Map<? extends Label, Long>> counts) {
    Map<String, @Nullable Double> sums = new TreeMap<>();
    counts.forEach(map -> map.forEach((label, count) -> add(sums, label.label(), count)));
    return sums;
  }

  private static void add(Map<String, @Nullable Double> sums, String name, double value) {
    Double known = sums.get(name);
    sums.put(name, value + (known == null ? 0 : known));
  }

  private static double sum(List<HourlyCounts> hours, ToLongFunction<HourlyCounts> value) {
    return hours.stream().mapToLong(value).sum();
  }
}
