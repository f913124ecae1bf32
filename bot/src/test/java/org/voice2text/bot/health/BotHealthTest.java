package org.voice2text.bot.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.http.ProviderProbe;
import org.voice2text.bot.prices.PriceList;
import org.voice2text.bot.telegram.BotToken;
import org.voice2text.bot.telegram.FakeTelegram;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.telegram.UpdateStore;
import org.voice2text.bot.telegram.Webhook;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.bot.telemetry.LivePusher;
import org.voice2text.bot.telemetry.ProcessMetrics;
import org.voice2text.bot.telemetry.Telemetry;
import org.voice2text.bot.telemetry.Tracing;
import org.voice2text.bot.transcription.Job;
import org.voice2text.bot.transcription.JobAccounts;
import org.voice2text.bot.transcription.JobDesk;
import org.voice2text.bot.transcription.JobRunner;
import org.voice2text.bot.transcription.Transcript;
import org.voice2text.bot.transcription.TranscriptionQueue;
import org.voice2text.bot.transcription.TranscriptionWorkers;
import org.voice2text.bot.transcription.engine.EngineConfig;
import org.voice2text.bot.transcription.engine.EngineHealth;
import org.voice2text.bot.transcription.engine.EngineName;
import org.voice2text.bot.transcription.engine.Engines;
import org.voice2text.bot.transcription.engine.Orchestrator;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.health.HealthCheck;
import org.voice2text.model.health.HealthCheck.Finding;
import org.voice2text.model.health.HealthChecks;
import org.voice2text.model.health.HealthReport;
import org.voice2text.model.live.LiveAddress;
import org.voice2text.model.live.LiveFrame;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// Each part of a real bot is broken in turn.
@Timeout(60)
class BotHealthTest {
  private static final EngineHealth READY =
      new EngineHealth(
          new EngineName("openai", "whisper-1"), true, EngineHealth.Circuit.CLOSED, "ready");

  @TempDir private Path folder;
  private final InstantSource clock = InstantSource.system();
  private final Instruments instruments = new Instruments();
  private final OkHttpClient http = new OkHttpClient();
  private final FakeTelegram telegram = new FakeTelegram();
  private final MockWebServer llm = new MockWebServer();
  private Database database;
  private TelegramHost host;
  private Orchestrator orchestrator;
  private TranscriptionWorkers workers;
  private LivePusher pusher;

  @BeforeEach
  void start() throws IOException {
    llm.start();
    database = Database.openWriter(folder.resolve("v.db"), DatabaseObserver.NONE);
    host = host(null, FakeTelegram.token());
    orchestrator = Engines.create(engines(), http, PriceList.bundled());
    TranscriptionQueue queue =
        new TranscriptionQueue(
            database,
            new Telemetry(instruments, clock),
            instruments,
            clock,
            10,
            "test",
            Set.of(FakeTelegram.BOT),
            JobAccounts.NONE);
    JobRunner runner =
        new JobRunner(
            queue,
            host,
            orchestrator,
            new NoDesk(),
            folder.resolve("work"),
            Tracing.local(),
            clock);
    workers =
        TranscriptionWorkers.start(queue, runner, folder.resolve("work"), instruments, 2, _ -> {});
    pusher =
        LivePusher.start(
            LiveAddress.parse(folder.resolve("nobody.sock").toString()),
            LiveFrame.Hello.of("test", "bot", Instant.EPOCH, Duration.ofSeconds(1)),
            instruments,
            ProcessMetrics.ofThisProcess(clock),
            folder.resolve("spool"),
            clock);
  }

  private TelegramHost host(@Nullable Webhook webhook, BotToken... tokens) {
    return new TelegramHost(List.of(tokens), telegram.uri(), http, database, webhook, clock);
  }

  private EngineConfig engines() {
    return new EngineConfig(
        List.of("openai"),
        URI.create("http://127.0.0.1:1/v1"),
        null,
        "whisper-1",
        "base",
        folder.resolve("models"),
        null,
        Duration.ofHours(1));
  }

  @AfterEach
  void stop() {
    workers.close();
    host.close();
    pusher.close();
    orchestrator.close();
    http.connectionPool().evictAll();
    telegram.close();
    llm.close();
    database.close();
  }

  @Test
  void servesWithoutAnExporterThoughNotAsItShould() {
    receive();
    HealthReport report = report();
    assertThat(report.status()).isEqualTo(HealthReport.Status.DEGRADED);
    assertThat(findings(report))
        .isEqualTo(
            Map.of(
                "database", Finding.healthy("answers"),
                "workers", Finding.healthy("2 of 2 workers run"),
                "telegram", Finding.healthy("1 of 1 bots receive updates"),
                "speech", Finding.healthy("1 of 1 speech engines are ready"),
                "speech_openai", Finding.healthy("is ready"),
                "exporter",
                    Finding.unhealthy(
                        "does not take the live metrics; they are kept until it does")));
  }

  @Test
  void cannotServeWithoutItsDatabase() {
    receive();
    database.close();
    HealthReport report = report();
    assertThat(report.status()).isEqualTo(HealthReport.Status.UNHEALTHY);
    assertThat(findings(report).get("database"))
        .isEqualTo(Finding.unhealthy("failed: DatabaseUnavailableException"));
  }

  @Test
  void cannotServeWithoutWorkers() {
    receive();
    workers.close();
    HealthReport report = report();
    assertThat(report.status()).isEqualTo(HealthReport.Status.UNHEALTHY);
    assertThat(findings(report).get("workers")).isEqualTo(Finding.unhealthy("0 of 2 workers run"));
  }

  @Test
  void cannotServeWithoutTelegram() {
    HealthReport report = report();
    assertThat(report.status()).isEqualTo(HealthReport.Status.UNHEALTHY);
    assertThat(findings(report).get("telegram"))
        .isEqualTo(Finding.unhealthy("0 of 1 bots receive updates"));
  }

  @Test
  void servesTheBotsThatTelegramLets() {
    host.close();
    host =
        host(
            new Webhook(URI.create("https://bot.example"), "secret"),
            FakeTelegram.token(),
            BotToken.parse("987654321:AAFthisIsNotARealTokenEither_0123"));
    receive();
    HealthReport report = report();
    assertThat(report.status()).isEqualTo(HealthReport.Status.DEGRADED);
    assertThat(findings(report).get("telegram"))
        .isEqualTo(Finding.degraded("1 of 2 bots receive updates"));
  }

  @Test
  void servesThoughTelegramDoesNotReachItsWebhook() {
    host.close();
    host = host(new Webhook(URI.create("https://bot.example"), "secret"), FakeTelegram.token());
    receive();
    telegram.next(
        "getWebhookInfo",
        FakeTelegram.webhookInfo(
            "https://bot.example/telegram/" + FakeTelegram.BOT,
            7,
            ", \"last_error_date\": 1793527200, \"last_error_message\": \"Connection refused\""));
    HealthReport report = report();
    assertThat(report.status()).isEqualTo(HealthReport.Status.DEGRADED);
    assertThat(findings(report).get("telegram"))
        .isEqualTo(
            Finding.degraded(
                "1 of 1 bots receive updates, but Telegram cannot post to the webhook, and 7"
                    + " updates wait there"));
  }

  @Test
  void servesWithoutALanguageModel() {
    receive();
    llm.enqueue(new MockResponse.Builder().code(503).build());
    HealthReport report = report(language(true));
    assertThat(report.status()).isEqualTo(HealthReport.Status.DEGRADED);
    assertThat(findings(report).get("language")).isEqualTo(Finding.unhealthy("answers with 503"));
    assertThat(findings(report(language(false))).get("language"))
        .isEqualTo(Finding.unhealthy("the last request failed"));
  }

  private LanguageHealth language(boolean good) {
    ProviderProbe probe = new ProviderProbe(llm.url("/v1"), "sk-key", "llm", http, clock);
    return new LanguageHealth(() -> good, () -> "the last request failed", probe);
  }

  @Test
  void saysNothingThatOthersShouldNotRead() {
    receive();
    database.close();
    llm.close();
    assertThat(report(language(true)).toJson())
        .doesNotContain("127.0.0.1", "AAFthis", "sk-key", folder.toString(), "v.db", "http");
  }

  private void receive() {
    host.start(
        incoming -> {
          boolean _ =
              database.transaction("test", h -> UpdateStore.finish(h, incoming.update(), 1));
          return Duration.ZERO;
        },
        _ -> {});
    await().until(() -> host.receiving() > 0);
  }

  private HealthReport report() {
    return report(null);
  }

  private HealthReport report(@Nullable LanguageHealth language) {
    List<HealthCheck> checks =
        BotHealth.checks(
            database,
            host,
            workers,
            new SpeechHealth(() -> List.of(READY), Map.of()),
            language,
            pusher);
    try (HealthChecks health = new HealthChecks(checks, clock)) {
      return health.report();
    }
  }

  private static Map<String, Finding> findings(HealthReport report) {
    return report.results().stream()
        .collect(Collectors.toMap(HealthReport.Result::name, HealthReport.Result::finding));
  }

  /// Nobody waits for a job here.
  private static final class NoDesk implements JobDesk {
    @Override
    public void started(Job job) {}

    @Override
    public void deliver(Job job, @Nullable Transcript transcript) {}

    @Override
    public void failed(Job job, JobFailure failure) {}

    @Override
    public void progress(Job job, double fraction) {}

    @Override
    public void noMinutes(Job job, boolean isFreeOnAnotherDay) {}

    @Override
    public void cancelled(Job job) {}
  }
}
