package org.voice2text.model.config;

import org.jspecify.annotations.Nullable;

/// Every setting once: name, default, kind and meaning. The parser, the printed effective values,
/// `.env.example` and the table in the documentation all come from here.
public enum Setting {
  BOT_TOKEN(
      Kind.SECRET,
      null,
      Used.BOT,
      "Token from @BotFather, or several separated by commas: one process hosts several bots. Unset, `make run` starts"
          + " the sandbox instead."),
  TELEGRAM_API_URL(
      Kind.URL,
      "https://api.telegram.org",
      Used.BOT,
      "A self-hosted Bot API server, or the sandbox."),
  TELEGRAM_WEBHOOK_URL(
      Kind.URL,
      null,
      Used.BOT,
      "Public https address at which Telegram reaches BOT_HTTP_PORT. Unset: long polling."),
  TELEGRAM_WEBHOOK_SECRET(
      Kind.SECRET,
      null,
      Used.BOT,
      "1 to 256 of A-Z a-z 0-9 _ -; Telegram repeats it with each webhook call. Needed with TELEGRAM_WEBHOOK_URL."),
  DATABASE_PATH(
      Kind.PATH,
      "data/voice2text.db",
      Used.BOTH,
      "SQLite file; the folder must be writable for both processes."),
  LIVE_SOCKET(
      Kind.TEXT,
      "data/live.sock",
      Used.BOTH,
      "Where the bot pushes its metrics: a path, or `tcp://127.0.0.1:9401`."),
  LIVE_PUSH_INTERVAL(Kind.DURATION, "250ms", Used.BOT, "How often the bot pushes its metrics."),
  TRANSCRIPTION_ENGINES(
      Kind.LIST,
      "openai,whisper",
      Used.BOT,
      "Tried in this order: `openai` (any OpenAI-compatible server), `whisper` (embedded whisper.cpp), `command` (a local"
          + " program). An engine that lacks its key or its program is left out with a log line."),
  OPENAI_BASE_URL(
      Kind.URL, "https://api.openai.com/v1", Used.BOT, "Any server with OpenAI's speech API."),
  OPENAI_API_KEY(
      Kind.SECRET, null, Used.BOT, "Its key. Not needed for a server of your own without one."),
  OPENAI_TRANSCRIPTION_MODEL(Kind.TEXT, "gpt-4o-transcribe", Used.BOT, "Its model."),
  WHISPER_MODEL(
      Kind.TEXT, "base", Used.BOT, "A model's name, fetched and checked on first use, or a file."),
  TRANSCRIPTION_COMMAND(
      Kind.TEXT,
      null,
      Used.BOT,
      "For example `whisper-cli -m model.bin -f {wav} -nt`; {wav} is a 16 kHz mono file, stdout is the transcript."),
  LLM_BASE_URL(
      Kind.URL,
      "https://openrouter.ai/api/v1",
      Used.BOT,
      "Any server with OpenAI's chat API, for example `https://api.openai.com/v1` or `https://api.deepseek.com/v1`."),
  LLM_API_KEY(
      Kind.SECRET, null, Used.BOT, "Its key. Not needed for a server of your own without one."),
  LLM_MODEL(Kind.TEXT, null, Used.BOT, "Its model. Unset: the rewriting buttons are not offered."),
  QUEUE_CAPACITY(Kind.NUMBER, "10", Used.BOT, "Jobs that may wait; more get a clear answer."),
  WORKERS(Kind.NUMBER, "2", Used.BOT, "Jobs that run at the same time."),
  FREE_MINUTES_PER_DAY(
      Kind.NUMBER, "10", Used.BOT, "Audio minutes a user has for nothing each day."),
  MAX_AUDIO_DURATION(Kind.DURATION, "3h", Used.BOT, "Longer recordings are refused."),
  RETENTION(
      Kind.DURATION,
      "90d",
      Used.BOT,
      "How long transcripts and single events are kept. Their totals stay."),
  OWNER_IDS(
      Kind.LIST,
      null,
      Used.BOT,
      "Telegram ids, separated by commas, that may use the owner's commands."),
  PRICES_FILE(
      Kind.PATH,
      null,
      Used.BOT,
      "JSON file with prices of models, laid over the bundled ones; docs/rewriting.md describes it."),
  USD_RUB(Kind.DECIMAL, null, Used.BOTH, "Rubles for a dollar, for the cost in rubles."),
  BOT_HTTP_HOST(
      Kind.TEXT, "127.0.0.1", Used.BOT, "Address of the bot's health checks and webhook."),
  BOT_HTTP_PORT(Kind.PORT, "8080", Used.BOT, "Its port; 0 takes a free one."),
  METRICS_HOST(Kind.TEXT, "127.0.0.1", Used.EXPORTER, "Address of /metrics and /health."),
  METRICS_PORT(Kind.PORT, "8000", Used.EXPORTER, "Its port; 0 takes a free one."),
  METRICS_USER(
      Kind.TEXT,
      null,
      Used.EXPORTER,
      "User for basic authentication on both of the exporter's ports."),
  METRICS_PASSWORD(Kind.SECRET, null, Used.EXPORTER, "Its password; both or neither."),
  DASHBOARD_HOST(Kind.TEXT, "127.0.0.1", Used.EXPORTER, "Address of the built-in dashboard."),
  DASHBOARD_PORT(Kind.PORT, "8001", Used.EXPORTER, "Its port; 0 takes a free one."),
  PROMETHEUS_URL(
      Kind.URL,
      null,
      Used.EXPORTER,
      "A Prometheus, for example `http://127.0.0.1:9090`, whose firing alerts the dashboard shows. Unset: no alerts there."),
  BUSINESS_REFRESH(
      Kind.DURATION,
      "5m",
      Used.EXPORTER,
      "How often the business metrics are read from the database, at most 5m."),
  CUSTOM_METRICS(
      Kind.PATH,
      null,
      Used.EXPORTER,
      "YAML file of an operator's own SQL metrics, as docs/custom-metrics.md says."),
  SYSTEM_METRICS(
      Kind.TEXT,
      "container",
      Used.EXPORTER,
      "What `system_*` metrics tell of: `container`, what this process may use; or `machine`, whatever limits this process"
          + " has itself."),
  TIME_ZONE(
      Kind.ZONE,
      null,
      Used.BOTH,
      "What \"today\" means, for example `Europe/Berlin`. Unset: the system's zone."),
  SENTRY_DSN(Kind.SECRET, null, Used.BOTH, "Where errors are reported. Unset: nowhere."),
  SENTRY_ENVIRONMENT(Kind.TEXT, "production", Used.BOTH, "Environment shown in Sentry."),
  SENTRY_TRACES_SAMPLE_RATE(
      Kind.DECIMAL, "0.1", Used.BOT, "Share of jobs traced in Sentry, 0 to 1."),
  LOG_FORMAT(Kind.TEXT, "text", Used.ALL, "`text` or `json`."),
  LOG_LEVEL(Kind.TEXT, "info", Used.ALL, "`error`, `warn`, `info`, `debug` or `trace`."),
  SANDBOX_HOST(
      Kind.TEXT,
      "127.0.0.1",
      Used.SANDBOX,
      "Address of the sandbox. It asks nobody for a password: another one is for containers only."),
  SANDBOX_PORT(
      Kind.PORT,
      "8090",
      Used.SANDBOX,
      "Web chat at `/`; the pretend Bot API under the same port; 0 takes a free one.");

  /// What a value must look like.
  public enum Kind {
    TEXT,
    /// Never printed. It may stand in a file: `file:/run/secrets/bot_token`.
    SECRET,
    /// A number with a unit: `ms`, `s`, `m`, `h` or `d`.
    DURATION,
    /// A whole number, 0 or more.
    NUMBER,
    DECIMAL,
    /// 0 to 65535.
    PORT,
    URL,
    PATH,
    /// Separated by commas.
    LIST,
    ZONE
  }

  /// The programs that read settings.
  public enum Program {
    BOT,
    EXPORTER,
    SANDBOX
  }

  private enum Used {
    BOT,
    EXPORTER,
    SANDBOX,
    BOTH,
    ALL;

    boolean by(Program program) {
      return switch (this) {
        case BOT -> program == Program.BOT;
        case EXPORTER -> program == Program.EXPORTER;
        case SANDBOX -> program == Program.SANDBOX;
        case BOTH -> program != Program.SANDBOX;
        case ALL -> true;
      };
    }
  }

  private final Kind kind;
  private final @Nullable String defaultValue;
  private final Used used;
  private final String meaning;

  Setting(Kind kind, @Nullable String defaultValue, Used used, String meaning) {
    this.kind = kind;
    this.defaultValue = defaultValue;
    this.used = used;
    this.meaning = meaning;
  }

  public Kind kind() {
    return kind;
  }

  public @Nullable String defaultValue() {
    return defaultValue;
  }

  public boolean isUsedBy(Program program) {
    return used.by(program);
  }

  public String meaning() {
    return meaning;
  }
}
