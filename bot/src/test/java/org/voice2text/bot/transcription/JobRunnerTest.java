package org.voice2text.bot.transcription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.prices.PriceList;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.FakeTelegram;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.MediaFile;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.bot.telemetry.Series;
import org.voice2text.bot.telemetry.Telemetry;
import org.voice2text.bot.telemetry.Tracing;
import org.voice2text.bot.transcription.audio.OggOpusFile;
import org.voice2text.bot.transcription.audio.Tones;
import org.voice2text.bot.transcription.engine.EngineConfig;
import org.voice2text.bot.transcription.engine.Engines;
import org.voice2text.bot.transcription.engine.Orchestrator;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.event.EventLog;
import org.voice2text.model.event.EventRow;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.MediaType;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// From the lease to the end, with a real database, files and engine; Telegram and the speech
/// server are played.
@Timeout(60)
@Tag("slow")
class JobRunnerTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-01T10:00:00Z"));
  private final FakeTelegram telegram = new FakeTelegram();
  private final MockWebServer speech = new MockWebServer();
  private final OkHttpClient http = new OkHttpClient();
  private final FakeDesk desk = new FakeDesk();
  @TempDir private Path folder;
  private Database database;
  private Orchestrator orchestrator;
  private TranscriptionQueue queue;
  private JobRunner runner;

  /// Notes what it is asked to say.
  private static final class FakeDesk implements JobDesk {
    private final List<String> said = new CopyOnWriteArrayList<>();
    private @Nullable TelegramException refusal;
    private Runnable onStarted = () -> {};
    private Runnable onDeliver = () -> {};
    private @Nullable CountDownLatch stuck;

    @Override
    public void started(Job job) {
      said.add("started");
      onStarted.run();
    }

    @Override
    public void deliver(Job job, @Nullable Transcript transcript)
        throws TelegramException, InterruptedException {
      said.add(transcript == null ? "no speech" : transcript.text());
      onDeliver.run();
      if (stuck != null) {
        stuck.countDown();
        new CountDownLatch(1).await();
      }
      if (refusal != null) {
        throw refusal;
      }
    }

    @Override
    public void progress(Job job, double fraction) {
      said.add(Math.round(100 * fraction) + " %");
    }

    @Override
    public void failed(Job job, JobFailure failure) {
      said.add("failed " + failure.label());
    }

    @Override
    public void noMinutes(Job job, boolean isFreeOnAnotherDay) {
      said.add("no minutes" + (isFreeOnAnotherDay ? ", free on another day" : ""));
    }

    @Override
    public void cancelled(Job job) {
      said.add("cancelled");
    }
  }

  @BeforeEach
  void open() throws IOException {
    speech.start(InetAddress.getLoopbackAddress(), 0);
    database = Database.openWriter(folder.resolve("v.db"), DatabaseObserver.NONE);
    Instruments instruments = new Instruments();
    queue = queue("mine", instruments);
    TelegramHost host =
        new TelegramHost(
            List.of(FakeTelegram.token()), telegram.uri(), http, database, null, now::get);
    orchestrator =
        Engines.create(
            new EngineConfig(
                List.of("openai"),
                URI.create("http://127.0.0.1:" + speech.getPort() + "/v1"),
                null,
                "whisper-1",
                "base",
                folder.resolve("models"),
                null,
                Duration.ofHours(1)),
            http,
            PriceList.bundled());
    runner =
        new JobRunner(
            queue, host, orchestrator, desk, folder.resolve("work"), Tracing.local(), now::get);
    telegram.file("F", OggOpusFile.of(Tones.sine(440, 48_000, 48_000, 8_000), 1));
  }

  private TranscriptionQueue queue(String owner, Instruments instruments) {
    return new TranscriptionQueue(
        database,
        new Telemetry(instruments, now::get),
        instruments,
        now::get,
        10,
        owner,
        Set.of(FakeTelegram.BOT),
        JobAccounts.NONE);
  }

  @AfterEach
  void close() {
    orchestrator.close();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    telegram.close();
    speech.close();
    database.close();
  }

  @Test
  void takesAJobFromItsLeaseToItsDelivery() throws Exception {
    answer(200, "{\"text\": \"Hello there.\"}");
    runner.run(new Assignment(job()));
    assertThat(desk.said).containsExactly("started", "Hello there.");
    assertThat(state()).isEqualTo("delivered");
    assertThat(types())
        .containsExactly(
            "job_queued",
            "job_started",
            "transcription_finished",
            "transcript_stored",
            "answer_delivered");
    assertThat(workFiles()).isEmpty();
  }

  @Test
  void tellsSilence() throws Exception {
    answer(200, "{\"text\": \"\"}");
    runner.run(new Assignment(job()));
    assertThat(desk.said).containsExactly("started", "no speech");
    assertThat(state()).isEqualTo("delivered");
  }

  @Test
  void tellsThatAFileIsTooLarge() throws Exception {
    telegram.next("getFile", 400, "Bad Request: file is too big");
    runner.run(new Assignment(job()));
    assertThat(desk.said).containsExactly("started", "failed too_large");
    assertThat(state()).isEqualTo("failed");
    assertThat(types()).containsExactly("job_queued", "job_started", "job_failed");
  }

  @Test
  void tellsThatAFileCannotBeDownloaded() throws Exception {
    telegram.next("getFile", 400, "Bad Request: invalid file_id");
    runner.run(new Assignment(job()));
    assertThat(desk.said).containsExactly("started", "failed download");
  }

  @Test
  void downloadsLaterWhenTelegramAsksToWait() throws Exception {
    telegram.next("getFile", FakeTelegram.tooManyRequests(13_938));
    runner.run(new Assignment(job()));
    assertThat(desk.said).containsExactly("started");
    assertThat(state()).isEqualTo("queued");
    pass(Duration.ofSeconds(13_938));
    assertThat(queue.leases().lease(List.of())).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(queue.leases().lease(List.of()).orElseThrow().attempts()).isEqualTo(1);
  }

  @Test
  void tellsThatNoEngineCanDoIt() throws Exception {
    for (int i = 0; i < 8; i++) {
      answer(400, "{\"error\": {\"message\": \"no\"}}");
    }
    runner.run(new Assignment(job()));
    assertThat(desk.said).containsExactly("started", "failed engines");
    assertThat(types())
        .containsExactly("job_queued", "job_started", "transcription_finished", "job_failed");
    assertThat(workFiles()).isEmpty();
  }

  @Test
  void givesUpAJobThatEndedItsProcessThreeTimes() throws Exception {
    Job job = job();
    for (int i = 0; i < 3; i++) {
      pass(JobLeases.LEASE.plusMillis(1));
      job = queue.leases().lease(List.of()).orElseThrow();
    }
    assertThat(job.attempts()).isEqualTo(4);
    runner.run(new Assignment(job));
    assertThat(desk.said).containsExactly("failed internal");
    assertThat(telegram.calls("getFile")).isEmpty();
  }

  @Test
  void deliversLaterWhenTelegramCannotBeReached() throws Exception {
    answer(200, "{\"text\": \"Hello there.\"}");
    desk.refusal = FakeTelegram.failure(502, "Bad Gateway", null);
    runner.run(new Assignment(job()));
    assertThat(state()).isEqualTo("transcribed");
    assertThat(queue.leases().lease(List.of())).isEmpty();
    pass(Duration.ofSeconds(10).plusMillis(1));
    desk.refusal = null;
    runner.run(new Assignment(queue.leases().lease(List.of()).orElseThrow()));
    assertThat(desk.said).containsExactly("started", "Hello there.", "Hello there.");
    assertThat(state()).isEqualTo("delivered");
    assertThat(speech.getRequestCount()).isEqualTo(1);
  }

  @Test
  void deliversAfterTheTimeThatTelegramAsksFor() throws Exception {
    answer(200, "{\"text\": \"Hello there.\"}");
    desk.refusal = FakeTelegram.failure(429, "Too Many Requests", 3600);
    runner.run(new Assignment(job()));
    pass(Duration.ofSeconds(3599));
    assertThat(queue.leases().lease(List.of())).isEmpty();
    pass(Duration.ofSeconds(2));
    assertThat(queue.leases().lease(List.of())).isPresent();
  }

  @Test
  void givesUpWhomItCannotWriteTo() throws Exception {
    answer(200, "{\"text\": \"Hello there.\"}");
    desk.refusal = FakeTelegram.failure(403, "Forbidden: bot was blocked by the user", null);
    runner.run(new Assignment(job()));
    assertThat(state()).isEqualTo("failed");
    assertThat(events().getLast().reason()).isEqualTo("undeliverable");
    assertThat(desk.said).containsExactly("started", "Hello there.");
  }

  @Test
  void aPassingFailureOfOursDoesNotThrowAwayWhatWasRecognised() throws Exception {
    answer(200, "{\"text\": \"Hello there.\"}");
    desk.onDeliver =
        () -> {
          desk.onDeliver = () -> {};
          throw new IllegalStateException("expected by the test");
        };
    runner.run(new Assignment(job()));
    assertThat(state()).isEqualTo("transcribed");
    pass(Duration.ofSeconds(11));
    runner.run(new Assignment(queue.leases().lease(List.of()).orElseThrow()));
    assertThat(desk.said).containsExactly("started", "Hello there.", "Hello there.");
    assertThat(state()).isEqualTo("delivered");
  }

  @Test
  void aLastingFailureOfOursIsToldAndEndsTheJob() throws Exception {
    desk.onStarted =
        () -> {
          throw new IllegalStateException("expected by the test");
        };
    for (int attempt = 1; attempt <= 3; attempt++) {
      runner.run(
          new Assignment(attempt == 1 ? job() : queue.leases().lease(List.of()).orElseThrow()));
      pass(Duration.ofSeconds(11));
    }
    assertThat(desk.said).containsExactly("started", "started", "started", "failed internal");
    assertThat(state()).isEqualTo("failed");
  }

  @Test
  void aStopHandsTheJobBack() throws Exception {
    answer(200, "{\"text\": \"Hello there.\"}");
    CountDownLatch stuck = new CountDownLatch(1);
    desk.stuck = stuck;
    Job job = job();
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                runner.run(new Assignment(job));
              } catch (InterruptedException e) {
                end.set(e);
              }
            });
    stuck.await();
    thread.interrupt();
    thread.join();
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
    assertThat(state()).isEqualTo("transcribed");
    assertThat(queue("next", new Instruments()).leases().lease(List.of()).orElseThrow().attempts())
        .isEqualTo(1);
  }

  @Test
  void whoLostHisLeaseWhileDeliveringDoesNotEndTheJob() throws Exception {
    answer(200, "{\"text\": \"Hello there.\"}");
    TranscriptionQueue other = queue("other", new Instruments());
    desk.onDeliver =
        () -> {
          pass(JobLeases.LEASE.plusMillis(1));
          assertThat(other.leases().lease(List.of())).isPresent();
        };
    runner.run(new Assignment(job()));
    assertThat(state()).isEqualTo("transcribed");
    assertThat(types()).doesNotContain("answer_delivered", "job_failed");
  }

  @Test
  void whatAKilledProcessLeftIsRemovedUnlessItsJobGoesOn() throws Exception {
    Job open = job();
    Path work = Files.createDirectories(folder.resolve("work"));
    Files.createDirectories(work.resolve("job-" + open.id()));
    Files.writeString(Files.createDirectories(work.resolve("job-4711/sub")).resolve("x"), "x");
    Files.createDirectories(work.resolve("job-nonsense"));
    WorkFolder.removeAllBut(work, queue::isOpen);
    assertThat(workFiles()).containsExactly("job-" + open.id());
  }

  @Test
  void workersWorkTheQueueOffUntilTheyAreClosed() throws Exception {
    answer(200, "{\"text\": \"Hello there.\"}");
    Instruments instruments = new Instruments();
    queue.leases().handBack(job(), Duration.ZERO, List.of());
    TranscriptionWorkers workers =
        TranscriptionWorkers.start(queue, runner, folder.resolve("work"), instruments, 2, _ -> {});
    await().until(() -> state().equals("delivered"));
    assertThat(workers.count()).isEqualTo(2);
    assertThat(workers.alive()).isEqualTo(2);
    await().until(() -> Series.moved(instruments, LiveMetrics.ACTIVE_WORKERS).isEmpty());
    workers.close();
    assertThat(workers.alive()).isZero();
    assertThat(desk.said).containsExactly("started", "Hello there.");
  }

  private void answer(int code, String body) {
    speech.enqueue(
        new MockResponse.Builder()
            .code(code)
            .setHeader("Content-Type", "application/json")
            .body(body)
            .build());
  }

  private Job job() {
    NewJob job =
        new NewJob(
            new UpdateKey(FakeTelegram.BOT, 1, now.get().toEpochMilli()),
            new ChatRef(FakeTelegram.BOT, 42, null),
            11,
            null,
            "en",
            new MediaFile(
                MediaType.VOICE,
                "F",
                "U",
                null,
                null,
                OptionalLong.empty(),
                Duration.ofSeconds(1)));
    Admission admission = database.transaction("test", h -> queue.add(h, job));
    assertThat(admission).isInstanceOf(Admission.Accepted.class);
    return queue.leases().lease(List.of()).orElseThrow();
  }

  private void pass(Duration duration) {
    now.updateAndGet(t -> t.plus(duration));
  }

  private String state() {
    return database.transaction(
        "test", h -> h.createQuery("select state from jobs").mapTo(String.class).one());
  }

  private List<EventRow> events() {
    return database.transaction("test", h -> EventLog.after(h, 0, 100));
  }

  private List<String> types() {
    return events().stream().map(EventRow::type).toList();
  }

  private List<String> workFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("work"))) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }
}
