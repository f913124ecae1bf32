package org.voice2text.model.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What other Telegram bots and their surroundings call the same thing or nearly the same: for
/// those who bring dashboards and alert rules along.
final class NamesElsewhere {
  private static final String TABLE =
      """
      transcription_requests_total: whisper_requests_total, stt_requests_total
      transcription_duration_seconds: whisper_transcription_seconds, stt_processing_time_seconds
      transcription_audio_duration_seconds: whisper_audio_duration_seconds
      transcription_realtime_factor: whisper_real_time_factor
      transcription_fallback_total: litellm_deployment_successful_fallbacks
      transcription_queue_size: celery_queue_length, rq_jobs
      transcription_queue_wait_seconds: celery_task_queuing_time_seconds
      transcription_active_workers: celery_active_workers, celery_worker_tasks_active
      queue_depth: rq_jobs, celery_task_total
      llm_requests_total: ai_requests_total, litellm_proxy_total_requests_metric
      llm_duration_seconds: llm_request_duration_seconds, gen_ai_client_operation_duration_seconds
      ai_tokens_total: gen_ai_client_token_usage, litellm_total_tokens_metric
      ai_cost_dollars_total: litellm_spend_metric
      api_errors_total: telegram_api_failures_total, bot_telegram_api_errors_total
      api_request_duration_seconds: tg_api_call_duration_seconds, telegram_api_request_duration_seconds
      telegram_rate_limited_total: telegram_flood_wait_events_total
      telegram_update_lag_seconds: tg_long_polling_lag_seconds
      bot_messages_received_total: telegram_bot_messages_received_total, telegram_messages_total, tg_updates_total, bot_updates_total
      bot_callback_queries_total: telegram_bot_callbacks_total, callback_query_handlers
      bot_errors_total: telegram_bot_errors_total, tg_errors_total
      bot_operations_total: telegram_bot_commands_total, bot_commands_total
      bot_request_duration_seconds: tg_handler_duration_seconds, bot_update_duration_seconds
      bot_request_errors_total: bot_updates_failed_count, tg_errors_total
      message_processing_time_seconds: telegram_message_processing_duration_seconds, telegram_bot_response_seconds
      rate_limit_hits_total: rate_limit_exceeded_total
      payment_transactions_total: payments_total, telegram_bot_payments_total
      http_requests_total: http_server_requests_seconds_count, flask_http_request_total
      http_request_duration_seconds: http_server_request_duration_seconds, http_server_requests_seconds
      http_requests_in_progress: http_server_active_requests, http_requests_inprogress
      db_query_duration_seconds: db_client_operation_duration_seconds, database_query_duration_seconds
      db_connections_active: db_client_connection_count, hikaricp_connections_active
      voice2text_build_info: build_info, python_info
      business_active_users: telegram_bot_active_users, active_users
      users_online: telegram_bot_active_users
      bot_users_total: telegram_bot_total_users
      bot_users_active_today: daily_active_users
      business_new_users_total: telegram_bot_user_registrations_total
      business_paying_users: subscriptions_active
      bot_health: up
      bot_uptime_seconds: telegram_bot_uptime_seconds, process_uptime_seconds
      bot_last_push_timestamp_seconds: push_time_seconds
      exporter_collector_up: node_scrape_collector_success
      exporter_scrape_duration_seconds: node_scrape_collector_duration_seconds
      bot_system_cpu_percent: process_cpu_seconds_total
      bot_system_memory_bytes: process_resident_memory_bytes
      system_cpu_usage_percent: node_cpu_seconds_total, system_cpu_usage
      system_memory_usage_bytes: node_memory_MemTotal_bytes, node_memory_MemAvailable_bytes
      system_disk_usage_bytes: node_filesystem_size_bytes, node_filesystem_avail_bytes
      """;

  private NamesElsewhere() {}

  /// Names elsewhere by our own.
  static Map<String, List<String>> all() {
    return TABLE
        .lines()
        .map(line -> line.split(": ", 2))
        .collect(Collectors.toMap(row -> row[0], row -> Arrays.asList(row[1].split(", ", -1))));
  }
}
