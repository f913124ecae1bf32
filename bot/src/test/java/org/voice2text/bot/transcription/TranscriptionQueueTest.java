package org.voice2text.bot.transcription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.MediaFile;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.bot.telemetry.Series;
import org.voice2text.bot.telemetry.Telemetry;
import org.voice2text.bot.transcription.engine.EngineName;
import org.voice2text.bot.transcription.engine.Segment;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.event.EventLog;
import org.voice2text.model.event.EventRow;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.MediaType;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

@Timeout(30)
@Tag("slow")
class TranscriptionQueueTest {
  private static final Duration JUST_OVER = JobLeases.LEASE.plusMillis(1);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-01T10:00:00Z"));
  private final Instruments instruments = new Instruments();
  @TempDir private Path folder;
  private Database database;
  private TranscriptionQueue queue;
  private TranscriptionQueue other;

  @BeforeEach
  void open() {
    database = Database.openWriter(folder.resolve("v.db"), DatabaseObserver.NONE);
    queue = queue("mine");
    other = queue("other");
  }

  private TranscriptionQueue queue(String owner) {
    return new TranscriptionQueue(
        database,
        new Telemetry(instruments, now::get),
        instruments,
        now::get,
        3,
        owner,
        Set.of(7L),
        JobAccounts.NONE);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void acceptsUpToItsCapacity() {
    for (int update = 1; update <= 3; update++) {
      assertThat(add(update)).isInstanceOf(Admission.Accepted.class);
    }
    assertThat(add(4)).isEqualTo(new Admission.Full(3));
    assertThat(count("select count(*) from jobs")).isEqualTo(3);
    assertThat(gauge(LiveMetrics.QUEUE_SIZE)).isEqualTo(3);
    assertThat(gauge(LiveMetrics.QUEUE_CAPACITY)).isEqualTo(3);
    lease();
    assertThat(gauge(LiveMetrics.QUEUE_SIZE)).isEqualTo(2);
    assertThat(add(4)).isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void readsBackEveryFieldOfAJob() {
    MediaFile file =
        new MediaFile(
            MediaType.DOCUMENT,
            "F",
            "U",
            "a b.mp3",
            "audio/mpeg",
            OptionalLong.of(3_000_000_000L),
            Duration.ofSeconds(61));
    NewJob job =
        new NewJob(new UpdateKey(7, 1, 99), new ChatRef(7, -1001, 5), 11, null, "ru", file);
    Admission.Accepted accepted =
        (Admission.Accepted) database.transaction("test", h -> queue.add(h, job));
    assertThat(accepted.job())
        .isEqualTo(
            new Job(
                accepted.job().id(),
                new ChatRef(7, -1001, 5),
                11,
                null,
                "ru",
                file,
                JobState.QUEUED,
                0,
                99,
                now.get().toEpochMilli()));
  }

  @Test
  void oneUpdateIsOneJobAlsoWhenTheQueueIsFull() {
    add(1);
    assertThat(add(1)).isEqualTo(new Admission.Known());
    add(2);
    add(3);
    assertThat(add(3)).isEqualTo(new Admission.Known());
    assertThat(types()).containsExactly("job_queued", "job_queued", "job_queued");
  }

  @Test
  void tellsThePlaceOfAWaitingJob() {
    Job first = accepted(1);
    Job second = accepted(2);
    assertThat(queue.place(first)).isEqualTo(1);
    assertThat(queue.place(second)).isEqualTo(2);
    lease();
    assertThat(queue.place(first)).isZero();
    assertThat(queue.place(second)).isEqualTo(1);
  }

  @Test
  void leasesInTheOrderOfArrival() {
    accepted(1);
    accepted(2);
    pass(Duration.ofSeconds(2));
    Job first = lease();
    assertThat(first.messageId()).isEqualTo(1);
    assertThat(first.state()).isEqualTo(JobState.RUNNING);
    assertThat(first.attempts()).isEqualTo(1);
    assertThat(lease().messageId()).isEqualTo(2);
    assertThat(queue.leases().lease(List.of())).isEmpty();
    assertThat(Series.of(instruments, LiveMetrics.QUEUE_WAIT)).isEqualTo(Map.of("{}", 2.0));
    assertThat(events().getLast().durationMs()).isEqualTo(2000);
  }

  @Test
  void aJobOfALostWorkerIsTakenUpWhenItsLeaseHasRunOut() {
    accepted(1);
    lease();
    pass(JobLeases.LEASE);
    assertThat(other.leases().lease(List.of())).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(other.leases().lease(List.of()).orElseThrow().attempts()).isEqualTo(2);
  }

  @Test
  void aRenewedLeaseIsKeptAndOneThatIsNotNamedRunsOut() {
    accepted(1);
    accepted(2);
    Job kept = lease();
    Job forgotten = lease();
    pass(Duration.ofSeconds(4));
    queue.leases().renew(List.of(kept));
    pass(Duration.ofSeconds(4));
    assertThat(other.leases().lease(List.of()).orElseThrow().id()).isEqualTo(forgotten.id());
    assertThat(other.leases().lease(List.of())).isEmpty();
  }

  @Test
  void aLeaseThatWasLostCannotBeRenewed() {
    accepted(1);
    Job lost = lease();
    pass(JUST_OVER);
    assertThat(other.leases().lease(List.of())).isPresent();
    queue.leases().renew(List.of(lost));
    pass(JUST_OVER);
    assertThat(queue.leases().lease(List.of())).isPresent();
  }

  @Test
  void aJobThatIsHandedBackWaitsAgainAndTheAttemptDoesNotCount() {
    accepted(1);
    queue.leases().handBack(lease(), Duration.ZERO, List.of());
    assertThat(gauge(LiveMetrics.QUEUE_SIZE)).isEqualTo(1);
    Job again = other.leases().lease(List.of()).orElseThrow();
    assertThat(again.attempts()).isEqualTo(1);
    assertThat(again.state()).isEqualTo(JobState.RUNNING);
  }

  @Test
  void aJobThatIsHandedBackForLaterIsNotTakenUpBefore() {
    accepted(1);
    queue.leases().handBack(lease(), Duration.ofSeconds(10), List.of());
    pass(Duration.ofSeconds(10));
    assertThat(queue.leases().lease(List.of())).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(queue.leases().lease(List.of())).isPresent();
  }

  @Test
  void whatIsTranscribedWaitsForItsDeliveryOnly() {
    accepted(1);
    Job job = lease();
    Transcript transcript = transcript();
    assertThat(queue.leases().transcribed(job, transcript, List.of())).isTrue();
    assertThat(queue.leases().transcript(job)).contains(transcript);
    pass(JUST_OVER);
    Job again = other.leases().lease(List.of()).orElseThrow();
    assertThat(again.state()).isEqualTo(JobState.TRANSCRIBED);
    assertThat(other.leases().transcript(again)).contains(transcript);
    assertThat(types()).containsExactly("job_queued", "job_started", "transcript_stored");
  }

  @Test
  void silenceHasNoTranscript() {
    accepted(1);
    Job job = lease();
    assertThat(queue.leases().transcribed(job, null, List.of())).isTrue();
    assertThat(queue.leases().transcript(job)).isEmpty();
    assertThat(queue.leases().delivered(job)).isTrue();
  }

  @Test
  void endsAJobOnlyOnce() {
    accepted(1);
    Job job = lease();
    queue.leases().transcribed(job, null, List.of());
    pass(Duration.ofSeconds(3));
    assertThat(queue.leases().delivered(job)).isTrue();
    assertThat(queue.leases().delivered(job)).isFalse();
    assertThat(queue.leases().failed(job, JobFailure.INTERNAL, List.of())).isFalse();
    assertThat(queue.isOpen(job.id())).isFalse();
    assertThat(types()).containsExactly("job_queued", "job_started", "answer_delivered");
    assertThat(Series.of(instruments, LiveMetrics.MESSAGE_PROCESSING_TIME))
        .isEqualTo(Map.of("{}", 1.0));
  }

  @Test
  void keepsWhyAJobFailed() {
    accepted(1);
    Job job = lease();
    assertThat(queue.leases().failed(job, JobFailure.UNDECODABLE, List.of())).isTrue();
    assertThat(
            count("select count(*) from jobs where state = 'failed' and failure = 'undecodable'"))
        .isEqualTo(1);
    assertThat(events().getLast().reason()).isEqualTo("undecodable");
  }

  /// It was held up for longer than its lease, and its successor is at work or done.
  @Test
  void aWorkerThatLostItsLeaseChangesNothingAnyMore() {
    accepted(1);
    Job stale = lease();
    pass(JUST_OVER);
    // The same process, so that the owner is the same.
    Job current = lease();
    assertThat(queue.leases().transcribed(stale, transcript(), List.of())).isFalse();
    assertThat(queue.leases().failed(stale, JobFailure.INTERNAL, List.of())).isFalse();
    queue.leases().handBack(stale, Duration.ZERO, List.of());
    assertThat(queue.leases().lease(List.of())).isEmpty();

    assertThat(queue.leases().transcribed(current, transcript(), List.of())).isTrue();
    assertThat(queue.leases().delivered(stale)).isFalse();
    assertThat(queue.leases().delivered(current)).isTrue();
    assertThat(queue.leases().transcribed(stale, null, List.of())).isFalse();
    assertThat(count("select count(*) from jobs where state = 'delivered'")).isEqualTo(1);
    assertThat(types())
        .containsExactly(
            "job_queued", "job_started", "job_started", "transcript_stored", "answer_delivered");
  }

  @Test
  void aRollbackLeavesNeitherJobNorEventNorMetric() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            database.transaction(
                "test",
                h -> {
                  assertThat(queue.add(h, newJob(1))).isInstanceOf(Admission.Accepted.class);
                  throw new IllegalStateException("expected by the test");
                }));
    assertThat(count("select count(*) from jobs")).isZero();
    assertThat(events()).isEmpty();
    assertThat(gauge(LiveMetrics.QUEUE_SIZE)).isZero();
    assertThat(Series.moved(instruments, LiveMetrics.TRANSCRIPTION_AUDIO_DURATION)).isEmpty();
  }

  @Test
  void countsTheJobsOfTheLastDayByHowFarTheyAre() {
    accepted(1);
    Job failed = lease();
    assertThat(queue.leases().failed(failed, JobFailure.INTERNAL, List.of())).isTrue();
    pass(Duration.ofHours(24).plusMillis(1));
    accepted(2);
    accepted(3);
    accepted(4);
    queue.leases().transcribed(lease(), null, List.of());
    Job delivered = lease();
    queue.leases().transcribed(delivered, null, List.of());
    queue.leases().delivered(delivered);
    queue.refreshGauges();
    assertThat(Series.of(instruments, LiveMetrics.QUEUE_DEPTH))
        .isEqualTo(
            Map.of(
                "{status=\"pending\"}", 1.0,
                "{status=\"running\"}", 1.0,
                "{status=\"failed\"}", 0.0,
                "{status=\"completed\"}", 1.0));
  }

  @Test
  void wakesAWorkerOnceForManyJobs() throws Exception {
    accepted(1);
    accepted(2);
    queue.leases().awaitNews(QueueOrder.Worker.ANY, Duration.ofSeconds(20));
    long start = System.nanoTime();
    queue.leases().awaitNews(QueueOrder.Worker.ANY, Duration.ofMillis(100));
    assertThat(System.nanoTime() - start).isGreaterThan(Duration.ofMillis(90).toNanos());
  }

  private Admission add(int update) {
    return database.transaction("test", h -> queue.add(h, newJob(update)));
  }

  private Job accepted(int update) {
    return ((Admission.Accepted) add(update)).job();
  }

  private NewJob newJob(int update) {
    return new NewJob(
        new UpdateKey(7, update, now.get().toEpochMilli()),
        new ChatRef(7, 42, null),
        update,
        null,
        "en",
        new MediaFile(
            MediaType.VOICE,
            "F",
            "U" + update,
            null,
            null,
            OptionalLong.empty(),
            Duration.ofSeconds(5)));
  }

  private static Transcript transcript() {
    return new Transcript(
        new EngineName("whisper", null),
        "de",
        "Grüße 😀",
        List.of(new Segment(Duration.ofMillis(5), Duration.ofMillis(900), "Grüße 😀")),
        Duration.ofSeconds(5));
  }

  private Job lease() {
    return queue.leases().lease(List.of()).orElseThrow();
  }

  private void pass(Duration duration) {
    now.updateAndGet(t -> t.plus(duration));
  }

  private List<EventRow> events() {
    return database.transaction("test", h -> EventLog.after(h, 0, 100));
  }

  private List<String> types() {
    return events().stream().map(EventRow::type).toList();
  }

  private int count(String sql) {
    return database.transaction("test", h -> h.createQuery(sql).mapTo(Integer.class).one());
  }

  private double gauge(org.voice2text.model.catalogue.LiveMetric metric) {
    return Series.of(instruments, metric).get("{}");
  }
}
