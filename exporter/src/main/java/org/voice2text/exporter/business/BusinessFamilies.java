package org.voice2text.exporter.business;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.voice2text.exporter.business.BusinessMetrics.BusinessConfig;
import org.voice2text.exporter.business.EventFold.Day;
import org.voice2text.exporter.business.EventFold.Totals;
import org.voice2text.exporter.business.Refreshed.Value;
import org.voice2text.model.catalogue.BusinessCatalogue;
import org.voice2text.model.catalogue.ServedMetric;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.Plan;

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
    return duration.toSeconds() % 60 == 0 && duration.toMinutes() > 0
        ? duration.toMinutes() + " min"
        : duration.toMillis() / 1e3 + " s";
  }

  List<MetricSnapshot> totals(Value<Totals> value, Instant now) {
    Totals totals = value.content();
    List<MetricSnapshot> families = new ArrayList<>();
    families.add(cached(BusinessCatalogue.USERS).of(totals.users()));
    families.add(cached(BusinessCatalogue.NEW_USERS).of(totals.users()));
    families.add(cached(BusinessCatalogue.TRANSCRIPTIONS).of(totals.transcriptions()));
    families.add(cached(BusinessCatalogue.AUDIO_MINUTES).of(totals.audioMillis() / 60_000.0));
    families.add(cached(BusinessCatalogue.RECORDS).of(totals.records()));
    families.add(cached(BusinessCatalogue.NULL_MODEL_EVENTS).of(totals.withoutModel()));
    families.add(cached(BusinessCatalogue.VARIANT_CACHE_HITS).of(0));
    config
        .usdRub()
        .ifPresent(rate ->
            families.add(
                cached(BusinessCatalogue.ESTIMATED_COST_RUBLES)
                    .of(totals.costMicros() * rate / 1e6)));
    addToday(totals.day(now, config.zone()), families);
    families.add(cached(BusinessCatalogue.PAYING_USERS).of(payingUsers()));
    families.add(BusinessCatalogue.LAST_REFRESH.of(value.at().toEpochMilli() / 1e3));
    families.add(BusinessCatalogue.REFRESH_DURATION.of(value.took().toNanos() / 1e9));
    return families;
  }

  private void addToday(Day day, List<MetricSnapshot> families) {
    Map<String, Double> operations = new HashMap<>();
    for (Operation operation : Operation.values()) {
      operations.put(operation.label(), day.operations().getOrDefault(operation, 0L).doubleValue());
    }
    families.add(cached(BusinessCatalogue.OPERATIONS_TODAY).of(operations));
    families.add(cached(BusinessCatalogue.RECORDS_TODAY).of(day.records()));
  }

  private static Map<String, Double> payingUsers() {
    Map<String, Double> users = new HashMap<>();
    for (Plan plan : Plan.values()) {
      users.put(plan.label(), 0.0);
    }
    return users;
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

  private ServedMetric cached(ServedMetric metric) {
    return metric.noting(cached);
  }

  private ServedMetric cachedActivity(ServedMetric metric) {
    return metric.noting(cachedActivity);
  }
}
