package org.voice2text.bot.transcription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
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
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.telemetry.Series;
import org.voice2text.bot.telemetry.Tracing;
import org.voice2text.bot.transcription.audio.OggOpusFile;
import org.voice2text.bot.transcription.audio.Tones;
import org.voice2text.bot.transcription.engine.EngineConfig;
import org.voice2text.bot.transcription.engine.Engines;
import org.voice2text.bot.transcription.engine.Orchestrator;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.event.EventRow;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.MediaType;

/// Workers at work, with a real database, files, processes and sockets: what several people ask for
/// at once, what is stopped, and what waits. Telegram and the speech server are played.
@Timeout(90)
@Tag("slow")
class RunningJobsTest {
  private final FakeTelegram telegram = new FakeTelegram();
  private final Speech speech = new Speech();
  private final MockWebServer server = new MockWebServer();
  private final OkHttpClient http = new OkHttpClient();
  private final Desk desk = new Desk();
  @TempDir private Path folder;
  private QueueScene scene;
  private @Nullable Orchestrator orchestrator;
  private @Nullable TranscriptionWorkers workers;
  private int updates;

  /// Answers only when it is allowed to.
  private static final class Speech extends Dispatcher {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile MockResponse answer = said("Hello there.");

    private static MockResponse said(String text) {
      return new MockResponse.Builder()
          .setHeader("Content-Type", "application/json")
          .body("{\"text\": \"%s\"}".formatted(text))
          .build();
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
      requests.add(String.valueOf(request.getUrl()));
      gate.await();
      return answer;
    }
  }

  /// Notes what it is asked to say about each job.
  private static final class Desk extends SilentDesk {
    private final List<String> said = new CopyOnWriteArrayList<>();

    @Override
    public void started(Job job) {
      said.add(job.id() + " started");
    }

    @Override
    public void deliver(Job job, @Nullable Transcript transcript) {
      said.add(job.id() + " " + (transcript == null ? "no speech" : transcript.text()));
    }

    @Override
    public void failed(Job job, JobFailure failure) {
      said.add(job.id() + " failed " + failure.label());
    }
  }

  @BeforeEach
  void open() throws IOException {
    server.setDispatcher(speech);
    server.start(InetAddress.getLoopbackAddress(), 0);
    scene = new QueueScene(folder);
    telegram.file("F", OggOpusFile.of(Tones.sine(440, 48_000, 96_000, 8_000), 1));
  }

  private void start(int count, String engine, @Nullable String command) throws IOException {
    TelegramHost host =
        new TelegramHost(
            List.of(FakeTelegram.token()), telegram.uri(), http, scene.database, null, scene::now);
    EngineConfig config =
        new EngineConfig(
            List.of(engine),
            URI.create("http://127.0.0.1:" + server.getPort() + "/v1"),
            null,
            "whisper-1",
            "base",
            folder.resolve("models"),
            command,
            Duration.ofHours(1));
    orchestrator = Engines.create(config, http, PriceList.bundled());
    Path work = folder.resolve("work");
    JobRunner runner =
        new JobRunner(scene.queue, host, orchestrator, desk, work, Tracing.local(), scene::now);
    workers =
        TranscriptionWorkers.start(scene.queue, runner, work, scene.instruments, count, _ -> {});
  }

  @AfterEach
  void close() {
    speech.gate.countDown();
    if (workers != null) {
      workers.close();
    }
    if (orchestrator != null) {
      orchestrator.close();
    }
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    telegram.close();
    server.close();
    scene.close();
  }

  @Test
  void twoWhoAskForTheSameAreAnsweredByOneRecognition() throws Exception {
    speech.gate = new CountDownLatch(1);
    Job first = job(1, "U");
    start(2, "openai", null);
    await().until(() -> speech.requests.size() == 1);
    Job second = job(2, "U");
    speech.gate.countDown();
    awaitState(first, JobState.DELIVERED);
    awaitState(second, JobState.DELIVERED);
    assertThat(desk.said)
        .containsExactlyInAnyOrder(
            first.id() + " started", first.id() + " Hello there.", second.id() + " Hello there.");
    assertThat(speech.requests).hasSize(1);
    assertThat(telegram.calls("getFile")).hasSize(1);
  }

  /// The one worker is busy for a long time.
  @Test
  void whatIsKnownIsDeliveredWhileEveryWorkerIsBusy() throws Exception {
    Job known = job(1, "known");
    start(1, "openai", null);
    awaitState(known, JobState.DELIVERED);
    speech.gate = new CountDownLatch(1);
    Job slow = job(2, "slow");
    await().until(() -> speech.requests.size() == 2);
    Job again = job(3, "known");
    awaitState(again, JobState.DELIVERED);
    assertThat(scene.state(slow)).isEqualTo(JobState.RUNNING);
    assertThat(scene.types(again))
        .containsExactly("job_queued", "transcript_reused", "answer_delivered");
  }

  @Test
  void givingUpStopsTheRequestToTheEngine() throws Exception {
    speech.gate = new CountDownLatch(1);
    Job job = job(1, "U");
    start(1, "openai", null);
    await().until(() -> speech.requests.size() == 1);
    assertThat(scene.cancel(job)).isTrue();
    assertThat(scene.queue.awaitEnd(job, Duration.ofSeconds(10))).isTrue();
    assertThat(scene.types(job))
        .containsExactly("job_queued", "job_started", "job_cancelled", "transcription_finished");
    assertThat(Series.moved(scene.instruments, LiveMetrics.TRANSCRIPTION_REQUESTS))
        .isEqualTo(Map.of("{model=\"other\",provider=\"other\",status=\"cancelled\"}", 1.0));
    assertThat(desk.said).containsExactly(job.id() + " started");
    assertThat(workFiles()).isEmpty();
    // The worker is free, and works.
    speech.gate.countDown();
    awaitState(job(2, "other"), JobState.DELIVERED);
  }

  @Test
  void givingUpStopsTheDownload() throws Exception {
    telegram.file(
        "F",
        new MockResponse.Builder()
            .body("x".repeat(1_000_000))
            .throttleBody(10, 1, java.util.concurrent.TimeUnit.SECONDS)
            .build());
    Job job = job(1, "U");
    start(1, "openai", null);
    await().until(() -> workFiles().size() == 1);
    await().until(() -> Files.exists(folder.resolve("work/job-" + job.id() + "/recording")));
    assertThat(scene.cancel(job)).isTrue();
    assertThat(scene.queue.awaitEnd(job, Duration.ofSeconds(10))).isTrue();
    assertThat(workFiles()).isEmpty();
    assertThat(scene.types(job)).containsExactly("job_queued", "job_started", "job_cancelled");
  }

  @Test
  void givingUpKillsTheProgramThatRecognises() throws Exception {
    Path pid = folder.resolve("pid");
    telegram.file("F", OggOpusFile.of(tone(), 1));
    Job job = job(1, "U");
    start(1, "command", "sh -c 'echo $$ > %s; sleep 600' {wav}".formatted(pid));
    await().until(() -> Files.exists(pid) && !Files.readString(pid).isBlank());
    ProcessHandle program =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    assertThat(program.isAlive()).isTrue();
    assertThat(scene.cancel(job)).isTrue();
    assertThat(scene.queue.awaitEnd(job, Duration.ofSeconds(10))).isTrue();
    await().until(() -> !program.isAlive());
    assertThat(workFiles()).isEmpty();
    assertThat(scene.types(job)).contains("job_cancelled", "transcription_finished");
  }

  @Test
  void whoGivesUpDoesNotStopWhatAnotherWaitsFor() throws Exception {
    speech.gate = new CountDownLatch(1);
    Job first = job(1, "U");
    start(1, "openai", null);
    await().until(() -> speech.requests.size() == 1);
    Job second = job(2, "U");
    assertThat(scene.cancel(first)).isTrue();
    speech.gate.countDown();
    awaitState(second, JobState.DELIVERED);
    assertThat(scene.state(first)).isEqualTo(JobState.CANCELLED);
    assertThat(desk.said).containsExactly(first.id() + " started", second.id() + " Hello there.");
    assertThat(speech.requests).hasSize(1);
    assertThat(scene.types(second))
        .containsExactly(
            "job_queued",
            "job_started",
            "transcription_finished",
            "transcript_stored",
            "answer_delivered");
  }

  @Test
  void eachIsToldWhenTheRecordingTheyShareCannotBeRecognised() throws Exception {
    speech.gate = new CountDownLatch(1);
    speech.answer = new MockResponse.Builder().code(400).body("{\"error\": {}}").build();
    Job first = job(1, "U");
    start(1, "openai", null);
    await().until(() -> speech.requests.size() == 1);
    Job second = job(2, "U");
    speech.gate.countDown();
    awaitState(second, JobState.FAILED);
    awaitState(first, JobState.FAILED);
    assertThat(desk.said)
        .containsExactlyInAnyOrder(
            first.id() + " started",
            first.id() + " failed engines",
            second.id() + " failed engines");
    assertThat(telegram.calls("getFile")).hasSize(1);
  }

  @Test
  void aJobWaitsForAnEngineThatIsLeftAloneAndIsToldAfterSomeMinutes() throws Exception {
    speech.answer = new MockResponse.Builder().code(401).body("{\"error\": {}}").build();
    Job first = job(1, "first");
    start(1, "openai", null);
    awaitState(first, JobState.FAILED);
    Job second = job(2, "second");
    await().until(() -> scene.load(second).obstructedAt() != null);
    assertThat(scene.state(second)).isEqualTo(JobState.QUEUED);
    // Nothing was downloaded for it, and nobody was told that somebody listens.
    assertThat(telegram.calls("getFile")).hasSize(1);
    assertThat(desk.said).noneMatch(said -> said.startsWith(second.id() + " "));
    assertThat(scene.queue.place(second)).isEqualTo(1);

    scene.pass(Duration.ofMinutes(5));
    awaitState(second, JobState.FAILED);
    assertThat(desk.said).contains(second.id() + " failed engines");
    assertThat(speech.requests).hasSize(1);
  }

  @Test
  void theTrueLengthCountsWhereTelegramTellsNone() throws Exception {
    Job job =
        accepted(
            new MediaFile(
                MediaType.DOCUMENT,
                "F",
                "U",
                "lecture.opus",
                null,
                OptionalLong.empty(),
                Duration.ZERO),
            1);
    start(1, "openai", null);
    awaitState(job, JobState.DELIVERED);
    assertThat(scene.load(job).audio()).isEqualTo(Duration.ofSeconds(2));
    assertThat(
            scene.events().stream()
                .filter(e -> e.type().matches("transcription_finished|answer_delivered"))
                .map(EventRow::audioMs))
        .containsExactly(2000L, 2000L);
    int stored =
        scene.database.transaction(
            "test",
            h -> h.createQuery("select audio_ms from transcripts").mapTo(Integer.class).one());
    assertThat(stored).isEqualTo(2000);
  }

  private static short[] tone() {
    return Tones.sine(440, 48_000, 48_000, 8_000);
  }

  private Job job(long user, String uniqueId) {
    return accepted(
        new MediaFile(
            MediaType.VOICE,
            "F",
            uniqueId,
            null,
            null,
            OptionalLong.empty(),
            Duration.ofSeconds(2)),
        user);
  }

  private Job accepted(MediaFile file, long user) {
    updates++;
    return scene.accepted(
        new NewJob(
            new UpdateKey(FakeTelegram.BOT, updates, scene.now().toEpochMilli()),
            new ChatRef(FakeTelegram.BOT, 40 + user, null),
            updates,
            scene.user(updates),
            "en",
            file));
  }

  private void awaitState(Job job, JobState state) {
    await("job %d to be %s, said %s".formatted(job.id(), state, desk.said))
        .atMost(Duration.ofSeconds(20))
        .until(() -> scene.state(job) == state);
  }

  private List<String> workFiles() throws IOException {
    if (!Files.exists(folder.resolve("work"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder.resolve("work"))) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }
}
