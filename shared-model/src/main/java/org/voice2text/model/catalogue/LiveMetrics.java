package org.voice2text.model.catalogue;

import static org.voice2text.model.catalogue.LiveMetric.counter;
import static org.voice2text.model.catalogue.LiveMetric.gauge;
import static org.voice2text.model.catalogue.LiveMetric.histogram;
import static org.voice2text.model.catalogue.LiveMetric.info;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.voice2text.model.event.ButtonAction;
import org.voice2text.model.event.FailureReason;
import org.voice2text.model.event.MediaType;
import org.voice2text.model.event.MessageType;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.PaymentStatus;
import org.voice2text.model.event.Plan;
import org.voice2text.model.event.RateLimit;
import org.voice2text.model.event.RewriteMode;
import org.voice2text.model.event.RewriteStatus;
import org.voice2text.model.event.TranscriptionStatus;

/// The catalogue of live metrics: each once, as data. The bot's instruments, the exporter's
/// merging, the documentation and the dashboards come from it.
public final class LiveMetrics {
  private static final MetricLabel PROVIDER = MetricLabel.configured("provider");
  private static final MetricLabel MODEL = MetricLabel.configured("model");
  private static final MetricLabel MODE = MetricLabel.of("mode", RewriteMode.class);
  private static final MetricLabel AI_OPERATION =
      MetricLabel.of("operation", "transcription", "rewriting");
  private static final MetricLabel SERVICE = MetricLabel.configured("service");
  private static final MetricLabel SERVICE_METHOD = MetricLabel.configured("method");
  private static final MetricLabel TELEGRAM_METHOD = MetricLabel.configured("method");
  private static final MetricLabel OPERATION_TYPE =
      MetricLabel.of("operation_type", Operation.class);
  private static final MetricLabel HANDLER =
      MetricLabel.of("handler", "command", "media", "callback", "service", "other");
  private static final MetricLabel ERROR_TYPE =
      MetricLabel.of(
          "error_type",
          "telegram",
          "database",
          "timeout",
          "io",
          "invalid_update",
          "internal",
          "other");
  private static final MetricLabel API_ERROR =
      MetricLabel.of(
          "error_type",
          "timeout",
          "io",
          "rate_limited",
          "unauthorized",
          "client_error",
          "server_error");
  private static final MetricLabel HTTP_HANDLER =
      MetricLabel.of("handler", "webhook", "health", "other");
  private static final MetricLabel HTTP_METHOD = MetricLabel.of("method", "GET", "POST", "other");
  private static final MetricLabel DB_OPERATION = MetricLabel.configured("operation");
  private static final MetricLabel DB_ERROR =
      MetricLabel.of("error_type", "busy", "constraint", "io", "closed", "other");

  /// 1 ms to 30 s.
  private static final List<Double> QUICK =
      List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0);

  /// 0.25 s to 10 min.
  private static final List<Double> WORK =
      List.of(0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0);

  /// 1 s to 3 h.
  private static final List<Double> AUDIO =
      List.of(1.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0, 7200.0, 10800.0);

  /// Below 1 is faster than the speaker.
  private static final List<Double> FACTOR =
      List.of(0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 5.0);

  public static final LiveMetric TRANSCRIPTION_REQUESTS =
      counter(
          "transcription_requests_total",
          "Requests to speech engines by how they ended.",
          PROVIDER,
          MODEL,
          MetricLabel.of("status", TranscriptionStatus.class));
  public static final LiveMetric TRANSCRIPTION_DURATION =
      histogram(
          "transcription_duration_seconds",
          "Processing time of one request to a speech engine, in seconds.",
          WORK,
          PROVIDER,
          MODEL);
  public static final LiveMetric TRANSCRIPTION_AUDIO_DURATION =
      histogram(
          "transcription_audio_duration_seconds",
          "Length of accepted recordings as their senders state it, in seconds.",
          AUDIO,
          MetricLabel.of("media_type", MediaType.class));
  public static final LiveMetric TRANSCRIPTION_REALTIME_FACTOR =
      histogram(
          "transcription_realtime_factor",
          "Processing time divided by the length of the recording.",
          FACTOR,
          PROVIDER,
          MODEL);
  public static final LiveMetric TRANSCRIPTION_FALLBACK =
      counter(
          "transcription_fallback_total",
          "Times that the next engine was asked, by what was wrong with the one before.",
          MetricLabel.of("reason", FailureReason.class));
  public static final LiveMetric QUEUE_SIZE = gauge("transcription_queue_size", "Jobs that wait.");
  public static final LiveMetric QUEUE_CAPACITY =
      gauge("transcription_queue_capacity", "Jobs that may wait.");
  public static final LiveMetric QUEUE_WAIT =
      histogram(
          "transcription_queue_wait_seconds",
          "Time from the acceptance of a job to its start, in seconds.",
          WORK);
  public static final LiveMetric ACTIVE_WORKERS =
      gauge("transcription_active_workers", "Jobs that run.").addsUp();
  public static final LiveMetric QUEUE_DEPTH =
      gauge(
          "queue_depth",
          "Jobs of the last 24 hours by state; read from the database every 5 seconds.",
          MetricLabel.of("status", "pending", "running", "failed", "completed"));
  public static final LiveMetric LLM_REQUESTS =
      counter(
          "llm_requests_total",
          "Requests to the language model by how they ended.",
          MODEL,
          MODE,
          MetricLabel.of("status", RewriteStatus.class));
  public static final LiveMetric LLM_DURATION =
      histogram(
          "llm_duration_seconds",
          "Time of one request to the language model, in seconds.",
          WORK,
          MODEL,
          MODE);
  public static final LiveMetric AI_TOKENS =
      counter(
          "ai_tokens_total",
          "Tokens used, as the provider reports them.",
          AI_OPERATION,
          MODEL,
          MetricLabel.of("token_type", "prompt", "completion"));
  public static final LiveMetric AI_COST =
      counter(
          "ai_cost_dollars_total",
          "Cost in US dollars: the provider's own figure, else usage times the price list.",
          AI_OPERATION,
          MODEL);
  public static final LiveMetric AI_COST_UNKNOWN =
      counter(
          "ai_cost_unknown_total",
          "Requests whose cost neither the provider nor the price list tells.",
          AI_OPERATION,
          MODEL);
  public static final LiveMetric API_ERRORS =
      counter("api_errors_total", "Outgoing calls that failed.", SERVICE, API_ERROR);
  public static final LiveMetric API_REQUEST_DURATION =
      histogram(
          "api_request_duration_seconds",
          "Time of an outgoing call up to the answer's headers, in seconds; getUpdates includes the waiting of long polling.",
          QUICK,
          SERVICE,
          SERVICE_METHOD);
  public static final LiveMetric TELEGRAM_RATE_LIMITED =
      counter("telegram_rate_limited_total", "Answers 429 of the Bot API.", TELEGRAM_METHOD);
  public static final LiveMetric TELEGRAM_RETRY_AFTER =
      counter(
          "telegram_retry_after_seconds_total",
          "Seconds that the Bot API asked us to wait.",
          TELEGRAM_METHOD);
  public static final LiveMetric TELEGRAM_UPDATE_LAG =
      histogram(
          "telegram_update_lag_seconds",
          "Time from a message's date, which has whole seconds, to its receipt, in seconds.",
          WORK);
  public static final LiveMetric MESSAGES_RECEIVED =
      counter(
          "bot_messages_received_total",
          "Messages to the bot.",
          MetricLabel.of("message_type", MessageType.class));
  public static final LiveMetric CALLBACK_QUERIES =
      counter(
          "bot_callback_queries_total",
          "Presses of buttons.",
          MetricLabel.of("action", ButtonAction.class));
  public static final LiveMetric ERRORS =
      counter("bot_errors_total", "Failures that no handler expected.", ERROR_TYPE);
  public static final LiveMetric OPERATIONS =
      counter("bot_operations_total", "What users asked for.", OPERATION_TYPE);
  public static final LiveMetric REQUEST_DURATION =
      histogram(
          "bot_request_duration_seconds",
          "Time in which a handler dealt with an update, in seconds.",
          QUICK,
          HANDLER);
  public static final LiveMetric REQUEST_ERRORS =
      counter("bot_request_errors_total", "Updates whose handler failed.", ERROR_TYPE);
  public static final LiveMetric MESSAGE_PROCESSING_TIME =
      histogram(
          "message_processing_time_seconds",
          "Time from the receipt of an update to its delivered answer, in seconds.",
          WORK);
  public static final LiveMetric RATE_LIMIT_HITS =
      counter(
          "rate_limit_hits_total",
          "Times that a user or a chat was slowed down.",
          MetricLabel.of("limit", RateLimit.class));
  public static final LiveMetric PAYMENTS =
      counter(
          "payment_transactions_total",
          "Payments by how they ended.",
          MetricLabel.of("status", PaymentStatus.class));
  public static final LiveMetric SUBSCRIPTIONS =
      counter(
          "subscription_activations_total",
          "Subscriptions that began or were renewed.",
          MetricLabel.of("plan", Plan.class));
  public static final LiveMetric BOTS_CREATED =
      counter("bothost_bots_created_total", "Bots configured in this process.");
  public static final LiveMetric BOTS_ACTIVE =
      gauge("bothost_bots_active", "Bots that now receive updates.").addsUp();
  public static final LiveMetric HTTP_REQUESTS =
      counter(
          "http_requests_total",
          "Requests to the bot's own server.",
          HTTP_HANDLER,
          HTTP_METHOD,
          MetricLabel.of("status", "2xx", "3xx", "4xx", "5xx"));
  public static final LiveMetric HTTP_REQUEST_DURATION =
      histogram(
          "http_request_duration_seconds",
          "Time of a request to the bot's own server, in seconds.",
          QUICK,
          HTTP_HANDLER,
          HTTP_METHOD);
  public static final LiveMetric HTTP_IN_PROGRESS =
      gauge(
              "http_requests_in_progress",
              "Requests to the bot's own server that are being answered.",
              HTTP_HANDLER)
          .addsUp();
  public static final LiveMetric DB_QUERY_DURATION =
      histogram(
          "db_query_duration_seconds", "Time of one transaction, in seconds.", QUICK, DB_OPERATION);
  public static final LiveMetric DB_ERRORS =
      counter("db_errors_total", "Transactions that failed.", DB_OPERATION, DB_ERROR);
  public static final LiveMetric DB_CONNECTIONS =
      gauge("db_connections_active", "Open connections to the database.").addsUp();
  public static final LiveMetric LIVE_PUSH_FAILURES =
      counter(
          "live_push_failures_total",
          "Frames that did not reach the exporter.",
          MetricLabel.of("reason", "connect", "write", "timeout", "encode"));
  public static final LiveMetric BUILD_INFO =
      info(
          "voice2text_build_info",
          "What runs.",
          MetricLabel.configured("version"),
          MetricLabel.configured("revision"),
          MetricLabel.configured("java"));

  /// Every live metric, in the order of the documentation.
  public static final List<LiveMetric> ALL =
      List.of(
          TRANSCRIPTION_REQUESTS,
          TRANSCRIPTION_DURATION,
          TRANSCRIPTION_AUDIO_DURATION,
          TRANSCRIPTION_REALTIME_FACTOR,
          TRANSCRIPTION_FALLBACK,
          QUEUE_SIZE,
          QUEUE_CAPACITY,
          QUEUE_WAIT,
          ACTIVE_WORKERS,
          QUEUE_DEPTH,
          LLM_REQUESTS,
          LLM_DURATION,
          AI_TOKENS,
          AI_COST,
          AI_COST_UNKNOWN,
          API_ERRORS,
          API_REQUEST_DURATION,
          TELEGRAM_RATE_LIMITED,
          TELEGRAM_RETRY_AFTER,
          TELEGRAM_UPDATE_LAG,
          MESSAGES_RECEIVED,
          CALLBACK_QUERIES,
          ERRORS,
          OPERATIONS,
          REQUEST_DURATION,
          REQUEST_ERRORS,
          MESSAGE_PROCESSING_TIME,
          RATE_LIMIT_HITS,
          PAYMENTS,
          SUBSCRIPTIONS,
          BOTS_CREATED,
          BOTS_ACTIVE,
          HTTP_REQUESTS,
          HTTP_REQUEST_DURATION,
          HTTP_IN_PROGRESS,
          DB_QUERY_DURATION,
          DB_ERRORS,
          DB_CONNECTIONS,
          LIVE_PUSH_FAILURES,
          BUILD_INFO);

  /// Counters, without their suffix, that the text formats show with the time since which they
  /// count, as `_created`; for all of them that would be a series more for each series.
  public static final Set<String> CREATION_SHOWN = Set.of("bothost_bots_created");

  private LiveMetrics() {}

  /// Names of the gauges that add up over several bots.
  public static Set<String> additiveGauges() {
    return ALL.stream()
        .filter(LiveMetric::additive)
        .map(LiveMetric::name)
        .collect(Collectors.toUnmodifiableSet());
  }
}
