package org.voice2text.bot.transcription;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
import org.voice2text.bot.billing.JobMinutes;
import org.voice2text.bot.billing.Minutes;
import org.voice2text.bot.prices.PriceList;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.FakeTelegram;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.MediaFile;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.bot.telemetry.Telemetry;
import org.voice2text.bot.telemetry.Tracing;
import org.voice2text.bot.transcription.audio.OggOpusFile;
import org.voice2text.bot.transcription.engine.EngineConfig;
import org.voice2text.bot.transcription.engine.Engines;
import org.voice2text.bot.transcription.engine.Orchestrator;
import org.voice2text.model.event.EventLog;
import org.voice2text.model.event.EventRow;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.MediaType;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// Documents of a second each, whose length Telegram does not tell, and people with two and a half
/// seconds a day.
@Timeout(60)
@Tag("slow")
class UnknownLengthTest {
  private static final long USER = 1;
  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

  private final FakeTelegram telegram = new FakeTelegram();
  private final MockWebServer speech = new MockWebServer();
  private final OkHttpClient http = new OkHttpClient();
  private final List<String> said = new ArrayList<>();
  private final Minutes minutes = new Minutes(Duration.ofMillis(2500), ZoneOffset.UTC, () -> NOW);
  @TempDir private Path folder;
  private Database database;
  private Orchestrator orchestrator;
  private TranscriptionQueue queue;
  private JobRunner runner;

  @BeforeEach
  void open() throws IOException {
    speech.start(InetAddress.getLoopbackAddress(), 0);
    database = Database.openWriter(folder.resolve("v.db"), DatabaseObserver.NONE);
    int _ =
        database.transaction(
            "test",
            h ->
                h.execute(
                    "insert into users (id, telegram_id, language, created_at, last_active_at) values (1, 42, 'en', 0, 0)"));
    Instruments instruments = new Instruments();
    queue =
        new TranscriptionQueue(
            database,
            new Telemetry(instruments, () -> NOW),
            instruments,
            () -> NOW,
            20,
            "owner",
            Set.of(FakeTelegram.BOT),
            new JobMinutes(minutes));
    TelegramHost host =
        new TelegramHost(
            List.of(FakeTelegram.token()), telegram.uri(), http, database, null, () -> NOW);
    EngineConfig engines =
        new EngineConfig(
            List.of("openai"),
            URI.create("http://127.0.0.1:" + speech.getPort() + "/v1"),
            null,
            "whisper-1",
            "base",
            folder.resolve("models"),
            null,
            Duration.ofHours(1));
    orchestrator = Engines.create(engines, http, PriceList.bundled());
    runner =
        new JobRunner(
            queue, host, orchestrator, desk(), folder.resolve("work"), Tracing.local(), () -> NOW);
    telegram.file("F", OggOpusFile.of(new short[48_000], 1));
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
  void onlySoManyAreTranscribedAsThereAreMinutesFor() throws Exception {
    add(5, USER, null);
    workOff();
    assertThat(said)
        .containsExactly(
            "Hello.",
            "Hello.",
            "no minutes but another day",
            "no minutes but another day",
            "no minutes but another day");
    assertThat(speech.getRequestCount()).isEqualTo(2);
    assertThat(left()).isEqualTo(Duration.ofMillis(500));
    assertThat(states()).containsExactly("delivered", "delivered", "failed", "failed", "failed");
    assertThat(refusals()).hasSize(3).containsOnly("no_minutes");
  }

  @Test
  void whoHasNoNameIsHeldToTheSame() throws Exception {
    add(4, null, null);
    workOff();
    assertThat(states()).containsExactly("delivered", "delivered", "failed", "failed");
  }

  @Test
  void whoWaitsForWhatAnotherPaysForNeedsMinutes() throws Exception {
    database.transaction(
        "test",
        h -> {
          assertThat(minutes.reserve(h, USER, 99, Duration.ofMillis(1900))).isTrue();
          return 0;
        });
    add(1, null, "U");
    add(1, USER, "U");
    workOff();
    assertThat(said).containsExactly("Hello.", "no minutes but another day");
    assertThat(speech.getRequestCount()).isOne();
  }

  private JobDesk desk() {
    return new JobDesk() {
      @Override
      public void started(Job job) {}

      @Override
      public void progress(Job job, double fraction) {}

      @Override
      public void deliver(Job job, @Nullable Transcript transcript) {
        said.add(transcript == null ? "silence" : transcript.text());
      }

      @Override
      public void failed(Job job, JobFailure failure) {
        said.add("failed " + failure.label());
      }

      @Override
      public void noMinutes(Job job, boolean isFreeOnAnotherDay) {
        said.add("no minutes" + (isFreeOnAnotherDay ? " but another day" : ""));
      }

      @Override
      public void cancelled(Job job) {}
    };
  }

  /// @param uniqueId null for a different one each
  private void add(int count, @Nullable Long user, @Nullable String uniqueId) {
    for (int i = 0; i < count; i++) {
      long update =
          database.transaction(
              "test", h -> h.createQuery("select count(*) from jobs").mapTo(Long.class).one());
      MediaFile file =
          new MediaFile(
              MediaType.DOCUMENT,
              "F",
              uniqueId == null ? "U" + update : uniqueId,
              null,
              null,
              OptionalLong.empty(),
              Duration.ZERO);
      NewJob job =
          new NewJob(
              new UpdateKey(FakeTelegram.BOT, update, NOW.toEpochMilli()),
              new ChatRef(FakeTelegram.BOT, 42, null),
              11,
              user,
              "en",
              file);
      Admission admission = database.transaction("test", h -> queue.add(h, job));
      assertThat(admission).isInstanceOf(Admission.Accepted.class);
      speech.enqueue(
          new MockResponse.Builder()
              .setHeader("Content-Type", "application/json")
              .body("{\"text\": \"Hello.\"}")
              .build());
    }
  }

  private void workOff() throws InterruptedException {
    for (var job = lease(); job.isPresent(); job = lease()) {
      runner.run(new Assignment(job.get()));
    }
  }

  private Optional<Job> lease() {
    return queue.leases().lease(List.of());
  }

  private Duration left() {
    return database.transaction("test", h -> minutes.state(h, USER).left());
  }

  private List<String> states() {
    return database.transaction(
        "test",
        h -> h.createQuery("select state from jobs order by id").mapTo(String.class).list());
  }

  private List<String> refusals() {
    List<EventRow> rows = database.transaction("test", h -> EventLog.after(h, 0, 1000));
    return rows.stream()
        .filter(row -> row.type().equals("job_refused"))
        .map(EventRow::reason)
        .toList();
  }
}
