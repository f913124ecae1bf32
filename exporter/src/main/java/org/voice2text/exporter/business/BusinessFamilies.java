package org.voice2text.exporter.business;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.voice2text.exporter.business.BusinessMetrics.Business;
import org.voice2text.exporter.business.BusinessMetrics.BusinessConfig;
import org.voice2text.exporter.business.Refreshed.Value;
import org.voice2text.exporter.business.Totals.Day;
import org.voice2text.model.event.Label;
import org.voice2text.model.event.Operation;

/// How the business metrics look when they are served. Immutable.
final class BusinessFamilies {
  private final BusinessConfig config;
  private final String cached;
  private final String cachedActivity;

  BusinessFamilies(BusinessConfig config, Duration activityInterval) {
    this.config = config;
    this.cached = " Cached, up to %s old.".formatted(words(config.refresh()));
    this.cachedActivity = " Cached, up to %s old.".formatted(words(activityInterval));
  }

  private static String words(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 60_000 == 0) {
      return millis / 60_000 + " min";
    }
    return millis % 1_000 == 0 ? millis / 1_000 + " s" : millis + " ms";
  }

  List<MetricSnapshot> totals(Value<Business> value, Instant now) {
    Totals totals = value.content().totals();
    List<MetricSnapshot> families = new ArrayList<>();
    families.add(counter("bot_users_total", "Registered users.", totals.users()));
    families.add(counter("business_new_users_total", "Registrations.", totals.users()));
    families.add(
        counter(
            "business_transcriptions_total",
            "Successful transcriptions.",
            totals.transcriptions()));
    families.add(
        counter(
            "business_audio_minutes_total",
            "Minutes of audio transcribed.",
            totals.audioMillis() / 60_000.0));
    families.add(counter("bot_records_total", "Stored transcripts.", totals.records()));
    families.add(
        counter(
            "business_null_model_events_total",
            "Requests to speech and language models whose event lacks the model.",
            totals.withoutModel()));
    families.add(
        counter(
            "business_variant_cache_hits_total",
            "Requests to language models saved by the variant cache.",
            totals.cacheHits()));
    families.add(cost(totals));
    addToday(totals.day(now, config.zone()), families);
    families.add(
        gauge(
            "business_paying_users",
            "Users with a running subscription." + cached,
            "plan",
            byLabel(value.content().paying())));
    addRefresh(value, families);
    return families;
  }

  /// With no rate the series stays, so that what asks for it finds it.
  private MetricSnapshot cost(Totals totals) {
    OptionalDouble rate = config.usdRub();
    return counter(
        "business_estimated_cost_rubles_total",
        "Estimated cost of the speech and language models, in rubles, "
            + (rate.isPresent()
                ? "all of it at USD_RUB=%s.".formatted(rate.getAsDouble())
                : "which is 0 because USD_RUB is not set."),
        totals.costMicros() * rate.orElse(0) / 1e6);
  }

  private void addToday(Day day, List<MetricSnapshot> families) {
    Map<Operation, Long> operations = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      operations.put(operation, day.operations().getOrDefault(operation, 0L));
    }
    families.add(
        gauge(
            "bot_operations_today",
            "What users asked for since midnight." + cached,
            "operation_type",
            byLabel(operations)));
    families.add(
        gauge("bot_records_today", "Transcripts stored since midnight." + cached, day.records()));
  }

  private static void addRefresh(Value<?> value, List<MetricSnapshot> families) {
    families.add(
        gauge(
            "business_last_refresh_timestamp_seconds",
            "When the business metrics were last read from the database, in seconds since 1970.",
            value.at().toEpochMilli() / 1e3));
    families.add(
        gauge(
            "business_refresh_duration_seconds",
            "How long that took, in seconds.",
            value.took().toNanos() / 1e9));
  }

  List<MetricSnapshot> activity(UserActivity activity) {
    Map<String, Double> periods = new LinkedHashMap<>();
    periods.put("day", (double) activity.day());
    periods.put("week", (double) activity.week());
    periods.put("month", (double) activity.month());
    return List.of(
        gauge(
            "users_online",
            "Users active in the last 5 minutes." + cachedActivity,
            activity.online()),
        gauge(
            "business_active_users",
            "Users active in the last 1, 7 and 30 days." + cachedActivity,
            "period",
            periods),
        gauge(
            "bot_users_active_today",
            "Users active since midnight." + cachedActivity,
            activity.today()));
  }

  private static Map<String, Double> byLabel(Map<? extends Label, Long> counts) {
    Map<String, Double> values = new LinkedHashMap<>();
    counts.forEach((label, count) -> values.put(label.label(), count.doubleValue()));
    return values;
  }

  private MetricSnapshot counter(String name, String help, long value) {
    return counter(name, help, (double) value);
  }

  private MetricSnapshot counter(String name, String help, double value) {
    return CounterSnapshot.builder()
        .name(name)
        .help(help + cached)
        .dataPoint(CounterDataPointSnapshot.builder().value(value).build())
        .build();
  }

  private static MetricSnapshot gauge(String name, String help, long value) {
    return gauge(name, help, (double) value);
  }

  private static MetricSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
        .build();
  }

  private static MetricSnapshot gauge(
      String name, String help, String label, Map<String, Double> values) {
    GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
    values.forEach((key, value) ->
        family.dataPoint(
            GaugeDataPointSnapshot.builder().labels(Labels.of(label, key)).value(value).build()));
    return family.build();
  }
}
