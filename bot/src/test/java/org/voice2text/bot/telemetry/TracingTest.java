package org.voice2text.bot.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.FutureTask;
import java.util.stream.StreamSupport;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.event.TranscriptionStatus;
import org.voice2text.model.report.ErrorReports;
import org.voice2text.model.report.ReportConfig;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// Through the real library to a server.
@Timeout(60)
@Isolated
class TracingTest {
  private static final Logger log = LoggerFactory.getLogger("org.voice2text.Test");
  private static final Pseudonyms PSEUDONYMS =
      new Pseudonyms("a key".getBytes(StandardCharsets.UTF_8));
  private static final Work WORK =
      new Work("transcribe", 12, 4711L, Map.of("media_type", "voice", "attempt", "1"));

  private final Instruments instruments = new Instruments();
  private final OkHttpClient http =
      new OkHttpClient.Builder().addInterceptor(new ApiMeter(instruments)).build();
  private FakeSentry sentry;

  @BeforeEach
  void start() throws IOException {
    sentry = new FakeSentry();
    instruments.allow(List.of("service"), List.of(List.of("sentry")));
    instruments.allow(List.of("service", "method"), List.of(List.of("sentry", "envelope")));
  }

  @AfterEach
  void stop() {
    http.connectionPool().evictAll();
    sentry.close();
  }

  private ErrorReports reports(double rate) {
    return reports(sentry.config(rate));
  }

  private ErrorReports reports(Optional<ReportConfig> config) {
    return ErrorReports.start(config, new SentryPost(http));
  }

  @Test
  void anErrorComesWithWhatTheJobWentThrough() throws Exception {
    String id;
    try (ErrorReports reports = reports(0)) {
      Tracing tracing = Tracing.with(reports, PSEUDONYMS);
      log.warn("Something of another job");
      try (Trace trace = tracing.begin(WORK)) {
        trace.step(Step.DOWNLOAD, "from Telegram", () -> {});
        trace.took(Step.ENGINE, "openai/whisper-1", Duration.ofMillis(1500), false);
        trace.note("the next engine is asked instead of openai/whisper-1: timeout");
        log.error("Job {} failed", 12);
        id = trace.id();
        trace.ends(Trace.Ending.FAILED);
      }
      log.error("Afterwards");
    }
    JsonNode event = sentry.events().getFirst();
    assertThat(event.path("message").path("formatted").asText()).isEqualTo("Job 12 failed");
    assertThat(breadcrumbs(event))
        .satisfiesExactly(
            first -> assertThat(first).matches("download done after \\d+ ms: from Telegram"),
            second -> assertThat(second).isEqualTo("engine failed after 1500 ms: openai/whisper-1"),
            third ->
                assertThat(third)
                    .isEqualTo("the next engine is asked instead of openai/whisper-1: timeout"));
    assertThat(event.path("user").path("id").asText()).isEqualTo(PSEUDONYMS.of(4711));
    assertThat(event.path("tags").path("job").asText()).isEqualTo("12");
    assertThat(event.path("tags").path("media_type").asText()).isEqualTo("voice");
    assertThat(event.path("transaction").asText()).isEqualTo("transcribe");
    assertThat(event.path("release").asText()).isEqualTo("voice2text@1");
    assertThat(event.path("environment").asText()).isEqualTo("test");
    assertThat(event.at("/contexts/trace/trace_id").asText()).isEqualTo(id);
    JsonNode later = sentry.events().getLast();
    assertThat(later.path("user").isMissingNode()).isTrue();
    assertThat(later.path("tags").path("job").isMissingNode()).isTrue();
    assertThat(breadcrumbs(later)).noneMatch(text -> text.startsWith("download"));
    assertThat(sentry.transactions()).isEmpty();
  }

  @Test
  void eachStepOfASampledJobIsASpan() throws Exception {
    String id;
    try (ErrorReports reports = reports(1)) {
      Tracing tracing = Tracing.with(reports, PSEUDONYMS);
      try (Trace trace = tracing.begin(WORK)) {
        id = trace.id();
        assertThat(tracing.sampled(12)).contains(id);
        String result = trace.step(Step.DELIVERY, "to Telegram", () -> "sent");
        assertThat(result).isEqualTo("sent");
        trace.took(Step.ENGINE, "whisper/base", Duration.ofMillis(2500), true);
        assertThatExceptionOfType(IOException.class)
            .isThrownBy(() ->
                trace.step(
                    Step.DOWNLOAD,
                    "from Telegram",
                    () -> {
                      throw new IOException();
                    }));
        trace.ends(Trace.Ending.DONE);
      }
      assertThat(tracing.sampled(12)).isEmpty();
    }
    JsonNode transaction = sentry.transactions().getFirst();
    assertThat(transaction.path("transaction").asText()).isEqualTo("transcribe");
    assertThat(transaction.at("/contexts/trace/trace_id").asText()).isEqualTo(id);
    assertThat(transaction.at("/contexts/trace/op").asText()).isEqualTo("job");
    assertThat(transaction.at("/contexts/trace/status").asText()).isEqualTo("ok");
    assertThat(transaction.at("/tags/job").asText()).isEqualTo("12");
    assertThat(transaction.at("/user/id").asText()).isEqualTo(PSEUDONYMS.of(4711));
    assertThat(spans(transaction))
        .containsExactly(
            "job.delivery ok: to Telegram",
            "job.engine ok: whisper/base",
            "job.download internal_error: from Telegram");
    JsonNode engine = transaction.path("spans").get(1);
    assertThat(engine.path("timestamp").asDouble() - engine.path("start_timestamp").asDouble())
        .isCloseTo(2.5, within(0.001));
  }

  @Test
  void tracesOfJobsAtTheSameTimeStayApart() throws Exception {
    try (ErrorReports reports = reports(1)) {
      Tracing tracing = Tracing.with(reports, PSEUDONYMS);
      List<Thread> threads = new ArrayList<>();
      for (long job = 1; job <= 20; job++) {
        long id = job;
        threads.add(
            Thread.ofVirtual()
                .start(() -> {
                  try (Trace trace = tracing.begin(new Work("transcribe", id, id, Map.of()))) {
                    trace.note("job " + id + " began");
                    log.error("Job {} failed", id);
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      await().until(() -> sentry.events().size() == 20 && sentry.transactions().size() == 20);
    }
    for (JsonNode event : sentry.events()) {
      String job = event.at("/tags/job").asText();
      assertThat(event.at("/message/formatted").asText()).isEqualTo("Job " + job + " failed");
      assertThat(breadcrumbs(event)).containsExactly("job " + job + " began");
      assertThat(event.at("/user/id").asText()).isEqualTo(PSEUDONYMS.of(Long.parseLong(job)));
      assertThat(sentry.transactions())
          .filteredOn(t ->
              t.at("/contexts/trace/trace_id").equals(event.at("/contexts/trace/trace_id"))
                  && t.at("/tags/job").asText().equals(job))
          .hasSize(1);
    }
  }

  @Test
  void linesOfTheLogNameTheJobAndTheTrace() {
    Tracing tracing = Tracing.local();
    try (Trace trace = tracing.begin(WORK)) {
      assertThat(trace.id()).matches("[0-9a-f]{32}");
      assertThat(MDC.get("job")).isEqualTo("12");
      assertThat(MDC.get("trace")).isEqualTo(trace.id());
      assertThat(tracing.sampled(12)).isEmpty();
    }
    assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
  }

  @Test
  void aThreadThatWorksForAnotherBelongsToItsTrace() throws Exception {
    try (ErrorReports reports = reports(0)) {
      Tracing tracing = Tracing.with(reports, PSEUDONYMS);
      try (Trace trace = tracing.begin(WORK)) {
        trace.note("before the part");
        FutureTask<Map<String, String>> part =
            new FutureTask<>(
                trace.carried(() -> {
                  log.error("A part failed");
                  return MDC.getCopyOfContextMap();
                }));
        Thread thread = Thread.ofVirtual().start(part);
        assertThat(part.get()).isEqualTo(Map.of("job", "12", "trace", trace.id()));
        thread.join();
        trace.note("after the part");
        log.error("The whole failed");
      }
    }
    JsonNode part = sentry.events().getFirst();
    assertThat(part.at("/tags/job").asText()).isEqualTo("12");
    assertThat(breadcrumbs(part)).containsExactly("before the part");
    assertThat(breadcrumbs(sentry.events().getLast()))
        .containsExactly("before the part", "A part failed", "after the part");
  }

  @Test
  void countsAndTimesOfATracedJobCarryItsTrace(@TempDir java.nio.file.Path folder) {
    instruments.allow(List.of("provider", "model"), List.of(List.of("openai", "whisper-1")));
    instruments.allow(List.of("model"), List.of(List.of("whisper-1")));
    String id;
    try (ErrorReports reports = reports(1);
        Database database = Database.openWriter(folder.resolve("v.db"), DatabaseObserver.NONE)) {
      Tracing tracing = Tracing.with(reports, PSEUDONYMS);
      Telemetry telemetry = new Telemetry(instruments, InstantSource.system(), tracing);
      try (Trace trace = tracing.begin(WORK)) {
        id = trace.id();
        emit(database, telemetry, finished(12));
        emit(database, telemetry, finished(13));
      }
    }
    CounterSnapshot requests =
        family(CounterSnapshot.class, LiveMetrics.TRANSCRIPTION_REQUESTS.name());
    assertThat(
            requests.getDataPoints().stream()
                .filter(point -> point.getValue() == 2)
                .map(point -> point.getExemplar().getLabels().get("trace_id")))
        .containsExactly(id);
    HistogramSnapshot durations =
        family(HistogramSnapshot.class, LiveMetrics.TRANSCRIPTION_DURATION.name());
    assertThat(
            durations.getDataPoints().stream()
                .flatMap(point -> StreamSupport.stream(point.getExemplars().spliterator(), false))
                .map(Exemplar::getLabels)
                .map(labels -> labels.get("trace_id")))
        .containsExactly(id);
  }

  private static TechnicalEvent finished(long job) {
    return new TechnicalEvent.TranscriptionFinished(
        job,
        null,
        "openai",
        "whisper-1",
        TranscriptionStatus.SUCCESS,
        null,
        Duration.ofSeconds(10),
        Duration.ofSeconds(job),
        OptionalLong.empty());
  }

  private static void emit(Database database, Telemetry telemetry, TechnicalEvent event) {
    database.<Void>transaction(
        "test",
        h -> {
          telemetry.emit(h, event);
          return null;
        });
  }

  private <T> T family(Class<T> type, String name) {
    return instruments.registry().scrape().stream()
        .filter(family -> name.startsWith(family.getMetadata().getPrometheusName()))
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void failuresToReportAreCounted() {
    sentry.answerWith(500);
    try (ErrorReports _ = reports(0)) {
      log.error("Not taken");
      await()
          .untilAsserted(() ->
              assertThat(Series.moved(instruments, LiveMetrics.API_ERRORS))
                  .containsEntry("{error_type=\"server_error\",service=\"sentry\"}", 1.0));
    }
    assertThat(Series.moved(instruments, LiveMetrics.API_REQUEST_DURATION))
        .containsKey("{method=\"envelope\",service=\"sentry\"}");
  }

  @Test
  void aServerThatTakesConnectionsAndSaysNothingDelaysNoJobAndHardlyTheEnd() throws Exception {
    try (ServerSocket hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      takesNoTime(hole.getLocalPort());
    }
  }

  @Test
  void aServerThatIsGoneDelaysNothing() throws Exception {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    takesNoTime(port);
  }

  private void takesNoTime(int port) throws Exception {
    ReportConfig config =
        new ReportConfig("http://key@127.0.0.1:" + port + "/1", "test", "v", "bot", 1);
    ErrorReports reports = reports(Optional.of(config));
    Tracing tracing = Tracing.with(reports, PSEUDONYMS);
    long start = System.nanoTime();
    for (int job = 0; job < 60; job++) {
      try (Trace trace = tracing.begin(WORK)) {
        trace.step(Step.DOWNLOAD, "from Telegram", () -> {});
        log.error("Job {} failed", job);
      }
    }
    Duration jobs = Duration.ofNanos(System.nanoTime() - start);
    start = System.nanoTime();
    reports.close();
    Duration end = Duration.ofNanos(System.nanoTime() - start);
    assertThat(jobs).isLessThan(Duration.ofSeconds(5));
    assertThat(end).isLessThan(Duration.ofSeconds(3));
  }

  private static List<String> breadcrumbs(JsonNode event) {
    return StreamSupport.stream(event.path("breadcrumbs").spliterator(), false)
        .map(breadcrumb -> breadcrumb.path("message").asText())
        .toList();
  }

  private static List<String> spans(JsonNode transaction) {
    return StreamSupport.stream(transaction.path("spans").spliterator(), false)
        .map(span ->
            "%s %s: %s"
                .formatted(
                    span.path("op").asText(),
                    span.path("status").asText(),
                    span.path("description").asText()))
        .toList();
  }
}
