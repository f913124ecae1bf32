package org.voice2text.bot;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.prices.PriceList;
import org.voice2text.bot.rewriting.RewriteConfig;
import org.voice2text.bot.telegram.BotToken;
import org.voice2text.bot.telegram.Webhook;
import org.voice2text.bot.transcription.engine.EngineConfig;
import org.voice2text.model.config.Setting;
import org.voice2text.model.config.Settings;
import org.voice2text.model.live.LiveAddress;
import org.voice2text.model.report.ReportConfig;

/// The bot's configuration, parsed once.
///
/// @param webhook null for long polling
/// @param rewriting null when no language model is configured
/// @param reports null when errors are reported nowhere
record BotConfig(
    List<BotToken> tokens,
    URI telegramApi,
    @Nullable Webhook webhook,
    Path database,
    LiveAddress live,
    Duration pushInterval,
    EngineConfig engines,
    @Nullable RewriteConfig rewriting,
    PriceList prices,
    int queueCapacity,
    int workers,
    Duration freePerDay,
    ZoneId zone,
    Duration maxAudio,
    Duration retention,
    Set<Long> owners,
    String httpHost,
    int httpPort,
    @Nullable ReportConfig reports) {
  /// The exporter judges silence by the interval and takes no longer one.
  private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

  private static final Set<String> NEED_A_KEY =
      Set.of("openrouter.ai", "api.openai.com", "api.deepseek.com");

  private static final List<String> ENGINES = List.of("openai", "whisper", "command");

  /// @throws org.voice2text.model.config.StartupException with every problem at once
  static BotConfig of(Settings settings) {
    Problems problems = new Problems();
    List<BotToken> tokens = tokens(settings, problems);
    Webhook webhook = webhook(settings, problems);
    LiveAddress live =
        problems.attempt(
            "LIVE_SOCKET=" + text(settings, Setting.LIVE_SOCKET),
            () -> LiveAddress.parse(text(settings, Setting.LIVE_SOCKET)));
    int workers = settings.number(Setting.WORKERS);
    int capacity = settings.number(Setting.QUEUE_CAPACITY);
    problems.check(
        workers >= 1 && workers <= 64, "WORKERS=%d: must be from 1 to 64".formatted(workers));
    problems.check(capacity >= 1, "QUEUE_CAPACITY=%d: must be 1 or more".formatted(capacity));
    double sampleRate = settings.decimal(Setting.SENTRY_TRACES_SAMPLE_RATE).orElse(0.0);
    problems.check(
        sampleRate <= 1, "SENTRY_TRACES_SAMPLE_RATE=%s: must be from 0 to 1".formatted(sampleRate));
    Duration interval = settings.duration(Setting.LIVE_PUSH_INTERVAL);
    problems.check(
        interval.compareTo(LONGEST_INTERVAL) <= 0,
        "LIVE_PUSH_INTERVAL=%d ms: must be at most 1h".formatted(interval.toMillis()));
    URI telegramApi = settings.url(Setting.TELEGRAM_API_URL).orElseThrow();
    problems.check(
        telegramApi.getPath().isEmpty(),
        "TELEGRAM_API_URL=%s: must be scheme, host and port without a path".formatted(telegramApi));
    for (String engine : settings.list(Setting.TRANSCRIPTION_ENGINES)) {
      problems.check(
          ENGINES.contains(engine),
          "TRANSCRIPTION_ENGINES: %s is no engine; use %s"
              .formatted(engine, String.join(", ", ENGINES)));
    }
    Set<Long> owners = owners(settings, problems);
    RewriteConfig rewriting = rewriting(settings, problems);
    Path pricesFile = settings.path(Setting.PRICES_FILE).orElse(null);
    PriceList prices =
        problems.attempt("PRICES_FILE=" + pricesFile, () -> PriceList.with(pricesFile));
    settings.verify(problems.found);
    Path database = settings.path(Setting.DATABASE_PATH).orElseThrow();
    return new BotConfig(
        tokens,
        telegramApi,
        webhook,
        database,
        Objects.requireNonNull(live),
        interval,
        EngineConfig.of(settings, beside(database, "models")),
        rewriting,
        Objects.requireNonNull(prices),
        capacity,
        workers,
        Duration.ofMinutes(settings.number(Setting.FREE_MINUTES_PER_DAY)),
        settings.zone(Setting.TIME_ZONE),
        settings.duration(Setting.MAX_AUDIO_DURATION),
        settings.duration(Setting.RETENTION),
        owners,
        text(settings, Setting.BOT_HTTP_HOST),
        settings.number(Setting.BOT_HTTP_PORT),
        ReportConfig.of(settings, Bot.version(), "bot", sampleRate).orElse(null));
  }

  /// Without the address that errors are reported to, which holds a key.
  @Override
  public String toString() {
    return "BotConfig[tokens=%s, database=%s, live=%s]".formatted(tokens, database, live);
  }

  /// A file or folder of the bot's own, in the database's folder.
  Path beside(String name) {
    return beside(database, name);
  }

  private static Path beside(Path database, String name) {
    return database.toAbsolutePath().resolveSibling(name);
  }

  private static List<BotToken> tokens(Settings settings, Problems problems) {
    List<BotToken> tokens = new ArrayList<>();
    Set<Long> ids = new HashSet<>();
    String all = settings.text(Setting.BOT_TOKEN).orElse("");
    problems.check(
        settings.isGiven(Setting.BOT_TOKEN),
        "BOT_TOKEN: is missing; get a token from @BotFather, or try everything with `make run`");
    int position = 0;
    for (String token : all.isEmpty() ? new String[0] : all.split(",", -1)) {
      position++;
      BotToken parsed =
          problems.attempt("BOT_TOKEN, entry " + position, () -> BotToken.parse(token.strip()));
      if (parsed != null) {
        problems.check(
            ids.add(parsed.botId()),
            "BOT_TOKEN, entry %d: names a bot a second time".formatted(position));
        tokens.add(parsed);
      }
    }
    return List.copyOf(tokens);
  }

  private static Set<Long> owners(Settings settings, Problems problems) {
    Set<Long> owners = new HashSet<>();
    for (String id : settings.list(Setting.OWNER_IDS)) {
      boolean valid = id.matches("[1-9]\\d{0,17}");
      problems.check(
          valid,
          "OWNER_IDS: %s is no Telegram id of a person; write numbers such as 123456789, separated by commas"
              .formatted(id));
      if (valid) {
        boolean _ = owners.add(Long.parseLong(id));
      }
    }
    return Set.copyOf(owners);
  }

  private static @Nullable Webhook webhook(Settings settings, Problems problems) {
    URI url = settings.url(Setting.TELEGRAM_WEBHOOK_URL).orElse(null);
    if (url == null) {
      return null;
    }
    String secret = settings.text(Setting.TELEGRAM_WEBHOOK_SECRET).orElse("");
    return problems.attempt("TELEGRAM_WEBHOOK_SECRET", () -> new Webhook(url, secret));
  }

  private static @Nullable RewriteConfig rewriting(Settings settings, Problems problems) {
    String model = settings.text(Setting.LLM_MODEL).orElse(null);
    String key = settings.text(Setting.LLM_API_KEY).orElse(null);
    URI url = settings.url(Setting.LLM_BASE_URL).orElseThrow();
    problems.check(
        model == null || key != null || !NEED_A_KEY.contains(url.getHost()),
        "LLM_API_KEY: is missing; %s asks for one. Set it, or LLM_BASE_URL to a server without one"
            .formatted(url.getHost()));
    return model == null ? null : new RewriteConfig(url, key, model);
  }

  private static String text(Settings settings, Setting setting) {
    return settings.text(setting).orElseThrow();
  }

  /// Collects what is wrong, so that the operator mends it in one go.
  private static final class Problems {
    private final List<String> found = new ArrayList<>();

    void check(boolean valid, String problem) {
      if (!valid) {
        found.add(problem);
      }
    }

    <T> @Nullable T attempt(String culprit, Supplier<T> parse) {
      try {
        return parse.get();
      } catch (IllegalArgumentException e) {
        found.add(culprit + ": " + e.getMessage());
        return null;
      }
    }
  }
}
