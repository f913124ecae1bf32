package org.voice2text.exporter.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.voice2text.exporter.business.BusinessNow;
import org.voice2text.exporter.business.HourlyCounts;
import org.voice2text.exporter.business.Totals;
import org.voice2text.exporter.business.UserActivity;
import org.voice2text.exporter.dashboard.LiveNow.BotState;
import org.voice2text.model.catalogue.Thresholds;
import org.voice2text.model.event.TranscriptionStatus;
import org.voice2text.model.health.HealthReport;

/// The answer of `/api/summary`: the state of both processes and the numbers. While nothing happens
/// it stays the same, so it holds no ages and no time of now.
final class SummaryPage {
  private final DashboardConfig config;
  private final Instant now;

  SummaryPage(DashboardConfig config, Instant now) {
    this.config = config;
    this.now = now;
  }

  /// @param version rises when the hours have changed, so that charts need to be read anew
  Map<String, @Nullable Object> of(
      LiveNow live, BusinessNow business, HealthReport health, long version) {
    Map<String, @Nullable Object> page = new LinkedHashMap<>();
    page.put("bot", bot(live));
    page.put("exporter", exporter(health));
    page.put("queue", queue(live));
    page.put("users", business.activity().map(SummaryPage::users).orElse(null));
    page.put("today", business.totals().map(this::today).orElse(null));
    page.put("total", business.totals().map(this::total).orElse(null));
    page.put("day", business.totals().map(totals -> day(totals.hourly())).orElse(null));
    page.put("costLimitRubles", Thresholds.DAILY_COST_RUBLES);
    page.put("zone", config.zone().getId());
    page.put("readAt", business.readAt().map(Instant::toEpochMilli).orElse(null));
    page.put("fresh", business.fresh());
    page.put("refreshSeconds", config.refresh().toMillis() / 1e3);
    page.put("dataVersion", version);
    return page;
  }

  private Map<String, @Nullable Object> bot(LiveNow live) {
    BotState state = live.bot(now);
    Map<String, @Nullable Object> bot = new LinkedHashMap<>();
    bot.put("state", state.name().toLowerCase(Locale.ROOT));
    bot.put("processes", live.state().pushing());
    bot.put("version", live.build().get("version"));
    bot.put("revision", live.build().get("revision"));
    bot.put("startedAt", live.state().youngestStart().map(Instant::toEpochMilli).orElse(null));
    boolean silent = state == BotState.STALE || state == BotState.DOWN;
    bot.put("lastPushAt", silent ? (Long) live.state().lastPush().toEpochMilli() : null);
    return bot;
  }

  private Map<String, @Nullable Object> exporter(HealthReport health) {
    Map<String, @Nullable Object> exporter = new LinkedHashMap<>();
    exporter.put("state", health.status().name().toLowerCase(Locale.ROOT));
    exporter.put("version", config.build().version());
    exporter.put("revision", config.build().revision());
    exporter.put("startedAt", config.build().startedAt().toEpochMilli());
    exporter.put(
        "failing",
        health.results().stream()
            .filter(result -> !result.finding().healthy())
            .map(result -> Map.of("check", result.name(), "message", result.finding().message()))
            .toList());
    return exporter;
  }

  private static Map<String, @Nullable Object> queue(LiveNow live) {
    Map<String, @Nullable Object> queue = new LinkedHashMap<>();
    queue.put("waiting", orNull(live.waiting()));
    queue.put("capacity", orNull(live.capacity()));
    queue.put("running", orNull(live.running()));
    return queue;
  }

  private static Map<String, Object> users(UserActivity activity) {
    Map<String, Object> users = new LinkedHashMap<>();
    users.put("online", activity.online());
    users.put("day", activity.day());
    users.put("week", activity.week());
    users.put("month", activity.month());
    return users;
  }

  private Map<String, @Nullable Object> today(Totals totals) {
    Instant midnight =
        now.atZone(config.zone()).toLocalDate().atStartOfDay(config.zone()).toInstant();
    List<HourlyCounts> hours = since(totals.hourly(), midnight);
    long micros =
        hours.stream()
            .flatMap(hour -> hour.costMicros().values().stream())
            .mapToLong(Long::longValue)
            .sum();
    Map<String, @Nullable Object> today = new LinkedHashMap<>();
    today.put("transcripts", hours.stream().mapToLong(HourlyCounts::records).sum());
    today.put("audioMinutes", hours.stream().mapToLong(HourlyCounts::audioMillis).sum() / 60_000.0);
    putCost(today, micros);
    return today;
  }

  private Map<String, @Nullable Object> total(Totals totals) {
    Map<String, @Nullable Object> total = new LinkedHashMap<>();
    total.put("users", totals.users());
    total.put("transcripts", totals.records());
    total.put("audioMinutes", totals.audioMillis() / 60_000.0);
    putCost(total, totals.costMicros());
    return total;
  }

  private void putCost(Map<String, @Nullable Object> page, long micros) {
    page.put("costDollars", micros / 1e6);
    OptionalDouble rate = config.usdRub();
    page.put("costRubles", rate.isPresent() ? (Double) (micros * rate.getAsDouble() / 1e6) : null);
  }

  /// The hours that began in the last 24.
  private Map<String, @Nullable Object> day(List<HourlyCounts> hourly) {
    List<HourlyCounts> hours = since(hourly, now.minus(Duration.ofHours(24)));
    long failures = hours.stream().mapToLong(SeriesMetric::failures).sum();
    long records = hours.stream().mapToLong(HourlyCounts::records).sum();
    long fallbacks = hours.stream().mapToLong(HourlyCounts::fallbacks).sum();
    long transcribed =
        hours.stream()
            .mapToLong(h -> h.transcriptions().getOrDefault(TranscriptionStatus.SUCCESS, 0L))
            .sum();
    Map<String, @Nullable Object> day = new LinkedHashMap<>();
    day.put("failures", failures);
    day.put("failureRate", share(failures, failures + records));
    day.put("fallbacks", fallbacks);
    day.put("fallbackRate", share(fallbacks, Math.max(transcribed, fallbacks)));
    day.put("p95Seconds", SeriesMetric.seconds(SeriesMetric.answering(hours), 0.95));
    return day;
  }

  private static List<HourlyCounts> since(List<HourlyCounts> hours, Instant from) {
    return hours.stream().filter(hour -> !hour.start().isBefore(from)).toList();
  }

  private static @Nullable Double share(long part, long whole) {
    return whole == 0 ? null : (Double) ((double) part / whole);
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }
}
