package org.voice2text.monitoring.dashboard;

final class Limit {
  static final double QUEUE_FILLED = 0.8;
  static final double FAILED_TRANSCRIPTIONS = 0.2;
  static final double P95_TRANSCRIPTION_SECONDS = 30;
  static final double ERRORS_A_MINUTE = 6;
  static final double DAILY_RUBLES = 500;
  static final double DISK_FREE = 0.1;
  static final double HOST_MEMORY = 0.85;
  static final double HOST_CPU_PERCENT = 80;
  static final double BOT_MEMORY_BYTES = 3e9;
  static final double FALLBACKS = 0.1;
  static final double FAILED_LLM = 0.1;
  static final double FAILED_PAYMENTS = 0.1;
  static final double USERS_ONLINE = 1000;
  static final double NULL_MODEL = 0.05;
  static final double HTTP_ERRORS = 0.05;
  static final double HTTP_P95_SECONDS = 5;
  static final double RATE_LIMIT_HITS = 10;

  private Limit() {}
}
