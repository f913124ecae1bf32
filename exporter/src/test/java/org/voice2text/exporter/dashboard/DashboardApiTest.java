package org.voice2text.exporter.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Info;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voice2text.exporter.live.TestBot;
import org.voice2text.model.event.FailureReason;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.PaymentStatus;
import org.voice2text.model.event.RewriteMode;
import org.voice2text.model.event.RewriteStatus;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.event.TranscriptionStatus;
import org.voice2text.model.health.HealthCheck.Finding;

/// What the dashboard's API says, down to the text.
@Timeout(60)
class DashboardApiTest {
  private static final Instant NOW = DashboardFixture.NOW;

  /// 13:30 in Berlin.
  private static final Instant TODAY = Instant.parse("2026-06-15T11:30:00Z");

  /// Before midnight in Berlin, but within 24 hours.
  private static final Instant YESTERDAY = Instant.parse("2026-06-14T21:50:00Z");

  private static final Instant LAST_WEEK = Instant.parse("2026-06-09T08:00:00Z");

  @TempDir Path folder;
  private DashboardFixture dashboard;

  @BeforeEach
  void make() {
    dashboard = new DashboardFixture(folder);
  }

  @AfterEach
  void close() {
    dashboard.close();
  }

  private void happened() {
    dashboard.happened(
        Map.ofEntries(
            Map.entry(new TechnicalEvent.UserRegistered(1), LAST_WEEK),
            Map.entry(transcription("big", 60, 20_000), TODAY),
            Map.entry(transcription("small", 30, 5_000), YESTERDAY),
            Map.entry(transcription("big", 600, 1_000_000), LAST_WEEK),
            Map.entry(rewrite(), TODAY),
            Map.entry(new TechnicalEvent.TranscriptStored(1, 1L), TODAY),
            Map.entry(new TechnicalEvent.TranscriptStored(2, 1L), YESTERDAY),
            Map.entry(new TechnicalEvent.TranscriptStored(3, 1L), LAST_WEEK),
            Map.entry(new TechnicalEvent.EngineFellBack(1, "openai", FailureReason.IO), TODAY),
            Map.entry(new TechnicalEvent.JobFailed(4, 1L, JobFailure.ENGINES), YESTERDAY),
            Map.entry(new TechnicalEvent.JobFailed(5, 1L, JobFailure.ENGINES), TODAY),
            Map.entry(new TechnicalEvent.ErrorOccurred("polling", "IOException"), LAST_WEEK),
            Map.entry(answer(1, 2_000), TODAY),
            Map.entry(new TechnicalEvent.OperationPerformed(1L, Operation.START), TODAY),
            Map.entry(
                new TechnicalEvent.PaymentProcessed(1L, PaymentStatus.SUCCESS, 150), YESTERDAY)));
    dashboard.write(
        "test",
        handle -> {
          handle.execute(
              "insert into users (telegram_id, language, created_at, last_active_at) values (7, 'en', ?, ?)",
              LAST_WEEK.toEpochMilli(),
              NOW.minusSeconds(100).toEpochMilli());
          handle.execute(
              "insert into users (telegram_id, language, created_at, last_active_at) values (8, 'en', ?, ?)",
              LAST_WEEK.toEpochMilli(),
              LAST_WEEK.plusSeconds(3_600).toEpochMilli());
          handle.execute("insert into activity_samples values (?, 2)", TODAY.toEpochMilli());
        });
    dashboard.start();
    dashboard.awaitRead();
  }

  private static TechnicalEvent transcription(String model, int seconds, long micros) {
    return new TechnicalEvent.TranscriptionFinished(
        1,
        1L,
        "openai",
        model,
        TranscriptionStatus.SUCCESS,
        null,
        Duration.ofSeconds(seconds),
        Duration.ofSeconds(1),
        OptionalLong.of(micros));
  }

  private static TechnicalEvent rewrite() {
    return new TechnicalEvent.RewriteFinished(
        1,
        1L,
        RewriteMode.SUMMARY,
        "small",
        RewriteStatus.SUCCESS,
        null,
        Duration.ofSeconds(2),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.of(2_500));
  }

  private static TechnicalEvent answer(long job, long millis) {
    return new TechnicalEvent.AnswerDelivered(
        job, 1L, Duration.ofMillis(millis), Duration.ofSeconds(10));
  }

  @Test
  void sumsUpWhatBothProcessesTell() throws Exception {
    happened();
    try (TestBot bot = new TestBot(dashboard.socket, "a")) {
      bot.gauge.set(3);
      Gauge capacity =
          Gauge.builder().name("transcription_queue_capacity").help("x").register(bot.registry);
      capacity.set(10);
      Info build =
          Info.builder()
              .name("voice2text_build")
              .help("x")
              .labelNames("version", "revision")
              .register(bot.registry);
      build.setLabelValues("1.2", "def");
      bot.push();
      await().until(() -> dashboard.get("/api/summary").body().contains("\"waiting\":3"));
      String summary = dashboard.get("/api/summary").body();

      assertThat(
              summary.replaceAll(
                  "\"startedAt\":\\d+,\"lastPushAt\"", "\"startedAt\":0,\"lastPushAt\""))
          .isEqualTo(
              "{'bot':{'state':'live','processes':1,'version':'1.2','revision':'def','startedAt':0,'lastPushAt':null},"
                      .replace('\'', '"')
                  + "'exporter':{'state':'healthy','version':'1.2','revision':'abc','startedAt':1781527140000,'failing':[]},"
                      .replace('\'', '"')
                  + "'queue':{'waiting':3,'capacity':10,'running':null},".replace('\'', '"')
                  + "'users':{'online':1,'day':1,'week':2,'month':2},".replace('\'', '"')
                  + "'today':{'transcripts':1,'audioMinutes':1,'costDollars':0.0225,'costRubles':2.25},"
                      .replace('\'', '"')
                  + "'total':{'users':1,'transcripts':3,'audioMinutes':11.5,'costDollars':1.0275,'costRubles':102.75},"
                      .replace('\'', '"')
                  + "'day':{'failures':2,'failureRate':0.5,'fallbacks':1,'fallbackRate':0.5,'p95Seconds':1.95},"
                      .replace('\'', '"')
                  + "'costLimitRubles':500,'zone':'Europe/Berlin','readAt':1781527200000,'fresh':true,"
                      .replace('\'', '"')
                  + "'refreshSeconds':0.05,'dataVersion':1}".replace('\'', '"'));
    }
  }

  @Test
  void saysWhatIsMissingWhileThereIsNothing() {
    dashboard.bot = Finding.unhealthy("no bot pushes");
    dashboard.usdRub = OptionalDouble.empty();
    dashboard.start();

    assertThat(dashboard.get("/api/summary").body())
        .contains(
            "\"bot\":{\"state\":\"unseen\",\"processes\":0,\"version\":null,\"revision\":null,\"startedAt\":null,\"lastPushAt\":null}",
            "\"state\":\"degraded\"",
            "\"failing\":[{",
            "\"check\":\"bot\"",
            "\"message\":\"no bot pushes\"",
            "\"users\":null,\"today\":null,\"total\":null,\"day\":null",
            "\"readAt\":null,\"fresh\":false");
    assertThat(dashboard.get("/api/series?metric=audio&range=24h").body())
        .contains("\"readAt\":null")
        .contains("\"series\":[{\"name\":\"audio\",\"values\":[0,0,");
    assertThat(dashboard.get("/api/errors?range=7d").body())
        .isEqualTo("{\"range\":\"7d\",\"kinds\":0,\"errors\":[]}");
  }

  /// The step that holds `TODAY` is the last but one of the hours, and that of `YESTERDAY` is 14
  /// hours before.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          transcripts | count   | stored=1@8 1@22; failed=1@8 1@22
          audio       | minutes | audio=0.5@8 1@22
          cost        | RUB     | big=2@22; small=0.5@8 0.25@22
          users       | count   | active=2@22; new=
          operations  | count   | start=1@22
          payments    | count   | success=1@8; failed=; refunded=
          latency     | seconds | p50=1.5@22; p95=1.95@22; p99=1.99@22
          """)
  void showsEachMetricByTheHour(String metric, String unit, String expected) {
    happened();
    String body = dashboard.get("/api/series?metric=%s&range=24h".formatted(metric)).body();

    assertThat(body)
        .startsWith(
            "{\"metric\":\"%s\",\"range\":\"24h\",\"zone\":\"Europe/Berlin\",\"unit\":\"%s\",\"stepSeconds\":3600,\"readAt\":1781527200000,"
                .formatted(metric, unit));
    List<Instant> starts = Served.starts(body);
    assertThat(starts).hasSize(24).endsWith(Instant.parse("2026-06-15T12:00:00Z"));
    assertThat(starts.getFirst()).isEqualTo(Instant.parse("2026-06-14T13:00:00Z"));
    assertThat(Served.series(body)).isEqualTo(expected);
  }

  @Test
  void showsTheDaysOfTheViewersZone() {
    happened();
    String berlin = dashboard.get("/api/series?metric=transcripts&range=30d").body();
    String tokyo = dashboard.get("/api/series?metric=transcripts&range=30d&zone=Asia/Tokyo").body();

    assertThat(Served.starts(berlin)).hasSize(30).endsWith(Instant.parse("2026-06-14T22:00:00Z"));
    assertThat(Served.series(berlin)).isEqualTo("stored=1@23 1@28 1@29; failed=1@28 1@29");
    assertThat(Served.starts(tokyo)).hasSize(30).endsWith(Instant.parse("2026-06-14T15:00:00Z"));
    assertThat(Served.series(tokyo)).isEqualTo("stored=1@23 2@29; failed=2@29");
  }

  @Test
  void showsAWeekInQuartersOfDays() {
    happened();
    String body = dashboard.get("/api/series?metric=cost&range=7d").body();

    assertThat(Served.starts(body)).hasSize(28).endsWith(Instant.parse("2026-06-15T10:00:00Z"));
    assertThat(Served.series(body)).isEqualTo("big=100@2 2@27; small=0.5@24 0.25@27");
  }

  @Test
  void showsCostsInDollarsWithoutARate() {
    dashboard.usdRub = OptionalDouble.empty();
    happened();

    assertThat(dashboard.get("/api/series?metric=cost&range=24h").body())
        .contains("\"unit\":\"USD\"", "0.02");
    assertThat(dashboard.get("/api/summary").body())
        .contains("\"costDollars\":0.0225,\"costRubles\":null");
  }

  @Test
  void listsErrorsAndFailedJobsTheNewestFirst() {
    happened();

    assertThat(dashboard.get("/api/errors?range=7d").body())
        .isEqualTo(
            "{\"range\":\"7d\",\"kinds\":2,\"errors\":["
                + "{\"component\":\"job\",\"type\":\"engines\",\"count\":2,\"lastAt\":%d},"
                    .formatted(TODAY.toEpochMilli())
                + "{\"component\":\"polling\",\"type\":\"IOException\",\"count\":1,\"lastAt\":%d}]}"
                    .formatted(LAST_WEEK.toEpochMilli()));
    assertThat(dashboard.get("/api/errors?range=24h").body()).contains("\"kinds\":1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          series?metric=users               | range: is missing; use one of 24h, 7d, 30d
          series?range=24h                  | metric: is missing; use one of transcripts, audio, cost, latency, users, operations, payments
          series?metric=secrets&range=24h   | metric=secrets: is not known; use one of transcripts, audio, cost, latency, users, operations, payments
          series?metric=users&range=1y      | range=1y: is not known; use one of 24h, 7d, 30d
          series?metric=users&range=7d&zone=Mars | zone=Mars: is not a time zone; use a name such as Europe/Berlin, or leave it out
          errors                            | range: is missing; use one of 24h, 7d, 30d
          """)
  void refusesWhatItDoesNotKnow(String path, String message) {
    dashboard.start();
    HttpResponse<String> response = dashboard.get("/api/" + path);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/json;charset=utf-8");
    assertThat(response.body()).isEqualTo("{\"error\":\"" + message + "\"}");
  }

  /// Whatever is asked for, the database is only read by the refresh, which goes by new rows.
  @Test
  void answersEverythingWithoutTheDatabase() throws Exception {
    dashboard.refresh = Duration.ofHours(1);
    happened();
    String summary = dashboard.get("/api/summary").body();
    try (var files = Files.list(folder)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("bot.db")).toList()) {
        Files.write(file, new byte[0]);
      }
    }

    assertThat(dashboard.get("/api/summary").body()).isEqualTo(summary);
    for (SeriesMetric metric : SeriesMetric.values()) {
      for (TimeRange range : TimeRange.values()) {
        assertThat(
                dashboard
                    .get("/api/series?metric=%s&range=%s".formatted(metric.label(), range.label()))
                    .statusCode())
            .isEqualTo(200);
      }
    }
    assertThat(dashboard.get("/api/errors?range=7d").body()).contains("IOException");
  }
}
