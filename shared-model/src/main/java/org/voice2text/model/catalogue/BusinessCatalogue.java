package org.voice2text.model.catalogue;

import static org.voice2text.model.catalogue.ServedMetric.counter;
import static org.voice2text.model.catalogue.ServedMetric.gauge;

import java.util.List;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.Plan;

/// The metrics that the exporter reads from the bot's database: each once, as data.
public final class BusinessCatalogue {
  public static final ServedMetric ACTIVE_USERS =
      gauge(
          "business_active_users",
          "Users active in the last 1, 7 and 30 days.",
          MetricLabel.of("period", "day", "week", "month"));
  public static final ServedMetric USERS_ONLINE =
      gauge("users_online", "Users active in the last 5 minutes.");
  public static final ServedMetric USERS = counter("bot_users_total", "Registered users.");
  public static final ServedMetric USERS_ACTIVE_TODAY =
      gauge("bot_users_active_today", "Users active since midnight.");
  public static final ServedMetric OPERATIONS_TODAY =
      gauge(
          "bot_operations_today",
          "What users asked for since midnight.",
          MetricLabel.of("operation_type", Operation.class));
  public static final ServedMetric RECORDS = counter("bot_records_total", "Stored transcripts.");
  public static final ServedMetric RECORDS_TODAY =
      gauge("bot_records_today", "Transcripts stored since midnight.");
  public static final ServedMetric NEW_USERS =
      counter("business_new_users_total", "Registrations.");
  public static final ServedMetric TRANSCRIPTIONS =
      counter("business_transcriptions_total", "Successful transcriptions.");
  public static final ServedMetric AUDIO_MINUTES =
      counter("business_audio_minutes_total", "Minutes of audio transcribed.");
  public static final ServedMetric ESTIMATED_COST_RUBLES =
      counter(
          "business_estimated_cost_rubles_total",
          "Estimated cost of the speech and language APIs, in rubles.");
  public static final ServedMetric VARIANT_CACHE_HITS =
      counter(
          "business_variant_cache_hits_total",
          "Requests to language models saved by the variant cache.");
  public static final ServedMetric NULL_MODEL_EVENTS =
      counter(
          "business_null_model_events_total",
          "Requests to speech and language models whose event lacks the model.");
  public static final ServedMetric PAYING_USERS =
      gauge(
          "business_paying_users",
          "Users with a running subscription.",
          MetricLabel.of("plan", Plan.class));
  public static final ServedMetric LAST_REFRESH =
      gauge(
          "business_last_refresh_timestamp_seconds",
          "When the business metrics were last read from the database, in seconds since 1970.");
  public static final ServedMetric REFRESH_DURATION =
      gauge(
          "business_refresh_duration_seconds",
          "How long the last reading of the business metrics took, in seconds.");

  /// Every business metric, in the order of the documentation.
  public static final List<ServedMetric> ALL =
      List.of(
          ACTIVE_USERS,
          USERS_ONLINE,
          USERS,
          USERS_ACTIVE_TODAY,
          OPERATIONS_TODAY,
          RECORDS,
          RECORDS_TODAY,
          NEW_USERS,
          TRANSCRIPTIONS,
          AUDIO_MINUTES,
          ESTIMATED_COST_RUBLES,
          VARIANT_CACHE_HITS,
          NULL_MODEL_EVENTS,
          PAYING_USERS,
          LAST_REFRESH,
          REFRESH_DURATION);

  private BusinessCatalogue() {}
}
