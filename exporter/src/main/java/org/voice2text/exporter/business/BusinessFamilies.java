package org.voice2text.exporter.business;

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
import org.voice2text.model.catalogue.BusinessCatalogue;
import org.voice2text.model.catalogue.ServedMetric;
import org.voice2text.model.event.Label;
import org.voice2text.model.event.Operation;

/// How the business metrics look when they are served. Immutable.
final class BusinessFamilies {
  private final BusinessConfig config;
  private final String cached;
  private final String cachedActivity;

  BusinessFamilies(BusinessConfig config, Duration activityInterval) {
    this.config = config;
    this.cached = "Cached, up to %s old.".formatted(words(config.refresh()));
    this.cachedActivity = "Cached, up to %s old.".formatted(words(activityInterval));
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
    families.add(cached(BusinessCatalogue.USERS).of(totals.users()));
    families.add(cached(BusinessCatalogue.NEW_USERS).of(totals.users()));
    families.add(cached(BusinessCatalogue.TRANSCRIPTIONS).of(totals.transcriptions()));
    families.add(cached(BusinessCatalogue.AUDIO_MINUTES).of(totals.audioMillis() / 60_000.0));
    families.add(cached(BusinessCatalogue.RECORDS).of(totals.records()));
    families.add(cached(BusinessCatalogue.NULL_MODEL_EVENTS).of(totals.withoutModel()));
    families.add(cached(BusinessCatalogue.VARIANT_CACHE_HITS).of(totals.cacheHits()));
    families.add(cost(totals));
    addToday(totals.day(now, config.zone()), families);
    families.add(cached(BusinessCatalogue.PAYING_USERS).of(byLabel(value.content().paying())));
    families.add(BusinessCatalogue.LAST_REFRESH.of(value.at().toEpochMilli() / 1e3));
    families.add(BusinessCatalogue.REFRESH_DURATION.of(value.took().toNanos() / 1e9));
    return families;
  }

  /// With no rate the series stays, so that what asks for it finds it.
  private MetricSnapshot cost(Totals totals) {
    OptionalDouble rate = config.usdRub();
    String note =
        rate.isPresent()
            ? "All of it at USD_RUB=%s.".formatted(rate.getAsDouble())
            : "It is 0 because USD_RUB is not set.";
    return BusinessCatalogue.ESTIMATED_COST_RUBLES
        .noting(note + " " + cached)
        .of(totals.costMicros() * rate.orElse(0) / 1e6);
  }

  private void addToday(Day day, List<MetricSnapshot> families) {
    Map<Operation, Long> operations = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      operations.put(operation, day.operations().getOrDefault(operation, 0L));
    }
    families.add(cached(BusinessCatalogue.OPERATIONS_TODAY).of(byLabel(operations)));
    families.add(cached(BusinessCatalogue.RECORDS_TODAY).of(day.records()));
  }

  List<MetricSnapshot> activity(UserActivity activity) {
    Map<String, Double> periods =
        Map.of(
            "day", (double) activity.day(),
            "week", (double) activity.week(),
            "month", (double) activity.month());
    return List.of(
        cachedActivity(BusinessCatalogue.USERS_ONLINE).of(activity.online()),
        cachedActivity(BusinessCatalogue.ACTIVE_USERS).of(periods),
        cachedActivity(BusinessCatalogue.USERS_ACTIVE_TODAY).of(activity.today()));
  }

  private static Map<String, Double> byLabel(Map<? extends Label, Long> counts) {
    Map<String, Double> values = new LinkedHashMap<>();
    counts.forEach((label, count) -> values.put(label.label(), count.doubleValue()));
    return values;
  }

  private ServedMetric cached(ServedMetric metric) {
    return metric.noting(cached);
  }

  private ServedMetric cachedActivity(ServedMetric metric) {
    return metric.noting(cachedActivity);
  }
}
