package org.voice2text.bot;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.billing.Billing;
import org.voice2text.bot.billing.JobMinutes;
import org.voice2text.bot.billing.Minutes;
import org.voice2text.bot.conversation.Conversation;
import org.voice2text.bot.conversation.Limits;
import org.voice2text.bot.conversation.Operator;
import org.voice2text.bot.conversation.ProcessLoad;
import org.voice2text.bot.health.BotHealth;
import org.voice2text.bot.health.BotServer;
import org.voice2text.bot.health.LanguageHealth;
import org.voice2text.bot.health.SpeechHealth;
import org.voice2text.bot.http.ProviderProbe;
import org.voice2text.bot.rewriting.RewriteConfig;
import org.voice2text.bot.rewriting.Rewriter;
import org.voice2text.bot.telegram.BotToken;
import org.voice2text.bot.telegram.HandlerMeter;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.telegram.UpdateStore;
import org.voice2text.bot.telemetry.ApiMeter;
import org.voice2text.bot.telemetry.DatabaseMeter;
import org.voice2text.bot.telemetry.ErrorTypes;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.bot.telemetry.LivePusher;
import org.voice2text.bot.telemetry.ProcessMetrics;
import org.voice2text.bot.telemetry.Pseudonyms;
import org.voice2text.bot.telemetry.SentryPost;
import org.voice2text.bot.telemetry.Telemetry;
import org.voice2text.bot.telemetry.Tracing;
import org.voice2text.bot.transcription.JobRunner;
import org.voice2text.bot.transcription.TranscriptionQueue;
import org.voice2text.bot.transcription.TranscriptionWorkers;
import org.voice2text.bot.transcription.engine.EngineName;
import org.voice2text.bot.transcription.engine.Engines;
import org.voice2text.bot.transcription.engine.Orchestrator;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.config.ExitCode;
import org.voice2text.model.config.Setting;
import org.voice2text.model.config.Settings;
import org.voice2text.model.config.StartupException;
import org.voice2text.model.health.HealthChecks;
import org.voice2text.model.live.LiveFrame;
import org.voice2text.model.report.ErrorReports;
import org.voice2text.model.runtime.Application;
import org.voice2text.model.runtime.Logs;
import org.voice2text.model.runtime.Loop;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseUnavailableException;

/// The bot. Start reading here.
public final class Bot {
  private static final Logger log = LoggerFactory.getLogger(Bot.class);
  private static final int CALLS_AT_A_TIME = 64;
  private static final Duration GAUGES_EVERY = Duration.ofSeconds(1);

  private Bot() {}

  public static void main(String[] args) {
    Application.run(Bot::run);
  }

  private static void run(Application application) throws Exception {
    Settings settings = Settings.load(Setting.Program.BOT);
    Logs.configure(settings);
    BotConfig config = BotConfig.of(settings);
    log.info("Voice2Text bot {} with these settings:\n{}", version(), settings);

    Instruments instruments = instruments(config);
    OkHttpClient http =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher())
            .addInterceptor(new ApiMeter(instruments))
            .build();
    try (ErrorReports reports = reports(config, settings, http)) {
      reports.guard(() -> run(application, config, instruments, http, reports));
    }
    log.info("Stopped");
  }

  private static void run(
      Application application,
      BotConfig config,
      Instruments instruments,
      OkHttpClient http,
      ErrorReports reports)
      throws Exception {
    InstantSource clock = Clock.systemUTC();
    Instant start = clock.instant();
    String session = UUID.randomUUID().toString();
    Tracing tracing = Tracing.with(reports, pseudonyms(config, "people in error reports"));
    Telemetry telemetry = new Telemetry(instruments, clock, tracing);
    Consumer<Exception> onFailure =
        e -> instruments.increment(LiveMetrics.ERRORS, ErrorTypes.of(e));

    try (Database database = database(config, instruments);
        AutoCloseable _ = () -> close(http);
        Orchestrator speech = Engines.create(config.engines(), http, config.prices());
        LivePusher pusher =
            LivePusher.start(
                config.live(),
                LiveFrame.Hello.of(session, "bot", start, config.pushInterval()),
                instruments,
                ProcessMetrics.ofThisProcess(clock),
                config.beside("live-spool"),
                clock)) {
      allowEngines(instruments, speech.engines());
      TelegramHost telegram =
          new TelegramHost(
              config.tokens(), config.telegramApi(), http, database, config.webhook(), clock);
      Minutes minutes =
          new Minutes(
              config.freePerDay(),
              config.zone(),
              clock,
              config.owners(),
              pseudonyms(config, "free minutes of people who were forgotten"));
      TranscriptionQueue queue =
          new TranscriptionQueue(
              database,
              telemetry,
              instruments,
              clock,
              config.queueCapacity(),
              session,
              telegram.botIds(),
              new JobMinutes(minutes));
      Rewriter rewriter = rewriter(config, http, database, telemetry, tracing, clock);
      Conversation conversation =
          new Conversation(
              database,
              telegram,
              queue,
              telemetry,
              instruments,
              clock,
              new Limits(config.maxAudio()),
              new Billing(minutes, telemetry, clock),
              rewriter,
              operator(config, speech, telegram));
      JobRunner runner =
          new JobRunner(
              queue,
              telegram,
              speech,
              conversation.jobDesk(),
              config.beside("work"),
              tracing,
              clock);
      try (conversation;
          TranscriptionWorkers workers =
              TranscriptionWorkers.start(
                  queue, runner, config.beside("work"), instruments, config.workers(), onFailure);
          HealthChecks health =
              new HealthChecks(
                  BotHealth.checks(
                      database,
                      telegram,
                      workers,
                      new SpeechHealth(speech::health, speechServers(config, http, clock)),
                      languageHealth(config, rewriter, http, clock),
                      pusher),
                  clock);
          BotServer server =
              BotServer.start(config.httpHost(), config.httpPort(), health, telegram, instruments);
          Loop _ =
              Loop.start(
                  "bots-active",
                  GAUGES_EVERY,
                  onFailure,
                  () -> {
                    instruments.set(LiveMetrics.BOTS_ACTIVE, telegram.receiving());
                    return GAUGES_EVERY;
                  });
          Loop _ = Loop.start("statuses", GAUGES_EVERY, onFailure, conversation::refreshStatuses);
          Loop _ =
              new Housekeeping(database, clock, Housekeeping.all(config.retention()))
                  .start(onFailure);
          telegram) {
        telegram.start(new HandlerMeter(conversation, instruments), onFailure);
        conversation.start(onFailure);
        System.out.printf("Bot: http://%s:%d/health%n", config.httpHost(), server.port());
        application.awaitStop();
        log.info("Asked to stop");
      }
    }
  }

  private static Operator operator(BotConfig config, Orchestrator speech, TelegramHost telegram) {
    return new Operator(
        config.owners(),
        config.zone(),
        config.retention(),
        DataFlows.of(config, speech.engines()),
        () ->
            new ProcessLoad(
                config.queueCapacity(),
                config.workers(),
                speech.health(),
                config.tokens().size(),
                telegram.receiving()));
  }

  private static @Nullable Rewriter rewriter(
      BotConfig config,
      OkHttpClient http,
      Database database,
      Telemetry telemetry,
      Tracing tracing,
      InstantSource clock) {
    if (config.rewriting() == null) {
      log.info("LLM_MODEL is not set: the rewriting buttons are not offered");
      return null;
    }
    return new Rewriter(
        config.rewriting(), config.prices(), http, database, telemetry, tracing, clock);
  }

  private static @Nullable LanguageHealth languageHealth(
      BotConfig config, @Nullable Rewriter rewriter, OkHttpClient http, InstantSource clock) {
    RewriteConfig model = config.rewriting();
    if (model == null || rewriter == null) {
      return null;
    }
    HttpUrl base = HttpUrl.get(model.baseUrl());
    return new LanguageHealth(
        rewriter.health()::isGood,
        rewriter.health()::message,
        new ProviderProbe(base, model.key(), Rewriter.CALL.service(), http, clock));
  }

  private static Instruments instruments(BotConfig config) {
    Instruments instruments = new Instruments();
    instruments.allow(List.of("operation"), operations().map(List::of).toList());
    instruments.allow(
        List.of("service"),
        Stream.of(
                "telegram", "openai", "models", Rewriter.CALL.service(), SentryPost.CALL.service())
            .map(List::of)
            .toList());
    instruments.allow(List.of("method"), TelegramHost.METHODS.stream().map(List::of).toList());
    List<List<String>> calls = new ArrayList<>();
    TelegramHost.METHODS.forEach(m -> calls.add(List.of("telegram", m)));
    calls.add(List.of("openai", "transcriptions"));
    calls.add(List.of("openai", ProviderProbe.METHOD));
    calls.add(List.of("models", "fetch"));
    calls.add(List.of(Rewriter.CALL.service(), Rewriter.CALL.method()));
    calls.add(List.of(Rewriter.CALL.service(), ProviderProbe.METHOD));
    calls.add(List.of(SentryPost.CALL.service(), SentryPost.CALL.method()));
    instruments.allow(List.of("service", "method"), calls);
    if (config.rewriting() != null) {
      instruments.allow(List.of("model"), List.of(List.of(config.rewriting().model())));
    }
    instruments.describe(
        LiveMetrics.BUILD_INFO, version(), revision(), Runtime.version().toString());
    instruments.add(LiveMetrics.BOTS_CREATED, config.tokens().size());
    return instruments;
  }

  private static Stream<String> operations() {
    return Stream.of(
            UpdateStore.OPERATIONS,
            TranscriptionQueue.OPERATIONS,
            Conversation.OPERATIONS,
            Rewriter.OPERATIONS,
            BotHealth.OPERATIONS,
            Housekeeping.OPERATIONS)
        .flatMap(List::stream)
        .distinct();
  }

  private static void allowEngines(Instruments instruments, List<EngineName> engines) {
    instruments.allow(
        List.of("provider", "model"),
        engines.stream().map(e -> List.of(e.provider(), Telemetry.label(e.model()))).toList());
    instruments.allow(
        List.of("model"), engines.stream().map(e -> List.of(Telemetry.label(e.model()))).toList());
  }

  private static Map<String, ProviderProbe> speechServers(
      BotConfig config, OkHttpClient http, InstantSource clock) {
    HttpUrl base = HttpUrl.get(config.engines().openAiBaseUrl());
    return base == null
        ? Map.of()
        : Map.of(
            "openai", new ProviderProbe(base, config.engines().openAiKey(), "openai", http, clock));
  }

  private static ErrorReports reports(BotConfig config, Settings settings, OkHttpClient http) {
    try {
      return ErrorReports.start(Optional.ofNullable(config.reports()), new SentryPost(http));
    } catch (IllegalArgumentException e) {
      throw settings.refuse(List.of("SENTRY_DSN: " + e.getMessage()));
    }
  }

  /// The bot with the lowest id gives the key, in whatever order the tokens are.
  private static Pseudonyms pseudonyms(BotConfig config, String purpose) {
    BotToken first = Collections.min(config.tokens(), Comparator.comparingLong(BotToken::botId));
    return new Pseudonyms(first.deriveKey(purpose));
  }

  private static Database database(BotConfig config, Instruments instruments) {
    try {
      return Database.openWriter(config.database(), new DatabaseMeter(instruments));
    } catch (DatabaseUnavailableException e) {
      throw new StartupException(
          ExitCode.CANNOT_OPEN,
          "DATABASE_PATH=%s: %s. The folder must exist or be creatable, and be writable for this user."
              .formatted(config.database(), e.getMessage()),
          e);
    }
  }

  /// Five calls to a host at a time, as is usual, would be too few for the one host that all bots
  /// talk to.
  private static Dispatcher dispatcher() {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(CALLS_AT_A_TIME);
    dispatcher.setMaxRequestsPerHost(CALLS_AT_A_TIME);
    return dispatcher;
  }

  private static void close(OkHttpClient http) {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  static String version() {
    String version = Bot.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static String revision() {
    return System.getProperty("voice2text.revision", "unknown");
  }
}
