package org.voice2text.exporter.business;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalDouble;
import org.voice2text.exporter.business.EventFold.Totals;
import org.voice2text.exporter.business.ReadOnlyDatabase.Opened;
import org.voice2text.exporter.http.ScrapeSource;
import org.voice2text.exporter.http.ScrapeSource.Reading;
import org.voice2text.model.event.EventLog;
import org.voice2text.model.event.EventRow;

/// The metrics that come from the bot's database, read from time to time and served from memory.
/// Thread-safe.
public final class BusinessMetrics implements AutoCloseable {
  private static final Duration ACTIVITY_INTERVAL = Duration.ofSeconds(15);
  private static final int BATCH = 5_000;

  private final ReadOnlyDatabase database;
  private final BusinessConfig config;
  private final InstantSource clock;
  private final BusinessFamilies families;
  private final Refreshed<Totals> totals;
  private final Refreshed<UserActivity> activity;

  /// Confined to the thread that refreshes the totals.
  private EventFold fold;

  private long generation;

  /// @param refresh how often the totals are brought up to date
  /// @param usdRub rubles for a dollar; without it there is no cost in rubles
  public record BusinessConfig(Duration refresh, ZoneId zone, OptionalDouble usdRub) {}

  public BusinessMetrics(ReadOnlyDatabase database, BusinessConfig config, InstantSource clock) {
    this.database = database;
    this.config = config;
    this.clock = clock;
    this.families = new BusinessFamilies(config, ACTIVITY_INTERVAL);
    this.fold = new EventFold(config.zone());
    this.totals = new Refreshed<>("business-refresh", config.refresh(), clock, this::readNewEvents);
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
    return totals.value().map(value -> value.content().hourly()).orElse(List.of());
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

  private Totals readNewEvents() {
    Opened opened = database.open();
    if (opened.generation() != generation || isAheadOf(opened)) {
      fold = new EventFold(config.zone());
      generation = opened.generation();
    }
    List<EventRow> rows;
    do {
      // A short transaction each: a long one would keep the bot's log file from shrinking.
      rows = database.read(opened, "events_after", h -> EventLog.after(h, fold.cursor(), BATCH));
      rows.forEach(fold::add);
    } while (rows.size() == BATCH && !Thread.currentThread().isInterrupted());
    fold.forgetHoursBefore(clock.instant());
    return fold.totals();
  }

  /// Whether the log is shorter than what was read of it: then it is another one.
  private boolean isAheadOf(Opened opened) {
    long last =
        database.read(
            opened,
            "last_event",
            h ->
                h.createQuery("select coalesce(max(id), 0) from technical_events")
                    .mapTo(Long.class)
                    .one());
    return last < fold.cursor();
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
