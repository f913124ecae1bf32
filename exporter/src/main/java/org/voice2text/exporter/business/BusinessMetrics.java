package org.voice2text.exporter.business;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.voice2text.exporter.http.ScrapeSource;
import org.voice2text.exporter.http.ScrapeSource.Reading;
import org.voice2text.model.event.Plan;

/// The metrics that come from the bot's database, read from time to time and served from memory.
/// Thread-safe.
public final class BusinessMetrics implements AutoCloseable {
  private static final Duration ACTIVITY_INTERVAL = Duration.ofSeconds(15);

  private final ReadOnlyDatabase database;
  private final BusinessConfig config;
  private final InstantSource clock;
  private final BusinessFamilies families;
  private final EventReader events;
  private final Refreshed<Business> totals;
  private final Refreshed<UserActivity> activity;

  /// What is read every few minutes.
  ///
  /// @param paying running subscriptions by plan
  record Business(Totals totals, Map<Plan, Long> paying) {}

  /// @param refresh how often the totals are brought up to date
  /// @param usdRub rubles for a dollar; without it there is no cost in rubles
  public record BusinessConfig(Duration refresh, ZoneId zone, OptionalDouble usdRub) {}

  public BusinessMetrics(ReadOnlyDatabase database, BusinessConfig config, InstantSource clock) {
    this.database = database;
    this.config = config;
    this.clock = clock;
    this.families = new BusinessFamilies(config, ACTIVITY_INTERVAL);
    this.events = new EventReader(database, config.zone(), clock);
    this.totals = new Refreshed<>("business-refresh", config.refresh(), clock, this::readBusiness);
    this.activity =
        new Refreshed<>("user-activity-refresh", ACTIVITY_INTERVAL, clock, this::readActivity);
  }

  public void start() {
    totals.start();
    activity.start();
  }

  /// Brings everything up to date at once, instead of by and by.
  void refreshNow() throws InterruptedException {
    totals.refresh();
    activity.refresh();
  }

  /// What the metrics server is to read.
  public List<ScrapeSource> sources() {
    return List.of(
        new ScrapeSource("business", this::business),
        new ScrapeSource("user_activity", this::userActivity));
  }

  /// The last days, hour by hour, for the dashboard.
  public List<HourlyCounts> hours() {
    return totals.value().map(value -> value.content().totals().hourly()).orElse(List.of());
  }

  /// What is known now, for the dashboard.
  public BusinessNow now() {
    return new BusinessNow(
        totals.value().map(Refreshed.Value::at),
        totals.isFresh(),
        totals.value().map(value -> value.content().totals()),
        activity.value().map(Refreshed.Value::content));
  }

  private Reading business() {
    return new Reading(
        totals.value().map(value -> families.totals(value, clock.instant())).orElse(List.of()),
        totals.isFresh());
  }

  private Reading userActivity() {
    return new Reading(
        activity.value().map(value -> families.activity(value.content())).orElse(List.of()),
        activity.isFresh());
  }

  private Business readBusiness() throws InterruptedException {
    Totals read = events.catchUp();
    Instant now = clock.instant();
    return new Business(read, database.read("paying_users", h -> PayingUsers.read(h, now)));
  }

  private UserActivity readActivity() {
    Instant now = clock.instant();
    return database.read("user_activity", h -> UserActivity.read(h, now, config.zone()));
  }

  @Override
  public void close() {
    totals.close();
    activity.close();
  }
}
