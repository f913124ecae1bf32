package org.voice2text.bot.transcription;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voice2text.bot.telemetry.Series;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.event.JobFailure;

/// One recognition for a recording, however many ask for it, and an answer for each.
@Timeout(30)
@Tag("slow")
class SharedRecordingsTest {
  @TempDir private Path folder;
  private QueueScene scene;
  private long alice;
  private long bob;
  private long carol;

  @BeforeEach
  void open() {
    scene = new QueueScene(folder);
    alice = scene.user(1);
    bob = scene.user(2);
    carol = scene.user(3);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aRecordingThatWasTranscribedBeforeNeedsNoWorker() {
    Job first = scene.accepted(alice, "U");
    Job leased = scene.lease();
    scene.leases.transcribed(leased, QueueScene.transcript("Hello."), List.of());
    scene.leases.delivered(leased);

    Job second = scene.accepted(bob, "U");

    assertThat(second.state()).isEqualTo(JobState.TRANSCRIBED);
    assertThat(second.audio()).isEqualTo(Duration.ofSeconds(7));
    assertThat(scene.types(second)).containsExactly("job_queued", "transcript_reused");
    assertThat(scene.queue.place(second)).isZero();
    Job delivering = scene.lease();
    assertThat(delivering.id()).isEqualTo(second.id());
    assertThat(scene.leases.transcript(delivering)).contains(QueueScene.transcript("Hello."));
    assertThat(scene.leases.delivered(delivering)).isTrue();
    assertThat(scene.types(second))
        .containsExactly("job_queued", "transcript_reused", "answer_delivered");
    assertThat(scene.types(first)).doesNotContain("transcript_reused");
    assertThat(Series.of(scene.instruments, LiveMetrics.QUEUE_SIZE)).containsValue(0.0);
  }

  @Test
  void aTranscriptInAnotherLanguageIsAnotherOne() {
    scene.accepted(alice, "U");
    scene.leases.transcribed(scene.lease(), QueueScene.transcript("Hello."), List.of());
    assertThat(scene.accepted(scene.recording(bob, bob, "U", "de", false)).state())
        .isEqualTo(JobState.QUEUED);
    Job german = scene.lease();
    assertThat(german.recognitionLanguage()).isEqualTo("de");
    scene.leases.transcribed(german, QueueScene.transcript("Hallo."), List.of());
    Job again = scene.accepted(scene.recording(carol, carol, "U", "de", false));
    assertThat(scene.leases.transcript(again)).contains(QueueScene.transcript("Hallo."));
  }

  @Test
  void aDeletedTranscriptIsRecognisedAnew() {
    scene.accepted(alice, "U");
    scene.leases.transcribed(scene.lease(), QueueScene.transcript("Hello."), List.of());
    int _ = scene.database.transaction("test", h -> h.execute("delete from transcripts"));
    assertThat(scene.accepted(bob, "U").state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void whoWantsItFreshDoesNotGetTheStoredOne() {
    scene.accepted(alice, "U");
    scene.leases.transcribed(scene.lease(), QueueScene.transcript("Hello."), List.of());
    assertThat(scene.accepted(scene.recording(bob, bob, "U", null, true)).state())
        .isEqualTo(JobState.QUEUED);
  }

  @Test
  void laterAskersWaitForTheWorkThatRunsAndEachGetsTheAnswer() {
    Job first = scene.accepted(alice, "U");
    Job running = scene.lease();
    Job second = scene.accepted(bob, "U");
    Job third = scene.accepted(carol, "U");

    assertThat(scene.queue.place(second)).isZero();
    assertThat(Series.of(scene.instruments, LiveMetrics.QUEUE_SIZE)).containsValue(0.0);
    assertThat(scene.isIdle()).isTrue();
    scene.leases.transcribed(running, QueueScene.transcript("Hello."), List.of());

    for (Job job : List.of(second, third)) {
      Job delivering = scene.lease();
      assertThat(delivering.id()).isEqualTo(job.id());
      assertThat(scene.leases.transcript(delivering)).contains(QueueScene.transcript("Hello."));
      assertThat(scene.leases.delivered(delivering)).isTrue();
      assertThat(scene.types(job))
          .containsExactly("job_queued", "transcript_reused", "answer_delivered");
    }
    assertThat(scene.leases.delivered(running)).isTrue();
    assertThat(scene.types(first))
        .containsExactly("job_queued", "job_started", "transcript_stored", "answer_delivered");
  }

  @Test
  void laterAskersWaitForTheFirstThatWaitsAndShareItsPlace() {
    scene.accepted(carol);
    Job first = scene.accepted(alice, "U");
    Job second = scene.accepted(bob, "U");
    assertThat(scene.queue.place(first)).isEqualTo(2);
    assertThat(scene.queue.place(second)).isEqualTo(2);
    assertThat(Series.of(scene.instruments, LiveMetrics.QUEUE_SIZE)).containsValue(2.0);
    scene.lease();
    assertThat(scene.lease().id()).isEqualTo(first.id());
    assertThat(scene.isIdle()).isTrue();
  }

  /// Somebody with many files attached to theirs a recording whose own turn would be earlier.
  @Test
  void theEarlierTurnOfTwoCounts() {
    scene.accepted(alice, "U1");
    scene.accepted(alice, "U2");
    Job slow = scene.accepted(alice, "U");
    Job quick = scene.accepted(bob, "U");
    assertThat(scene.queue.place(slow)).isEqualTo(2);
    assertThat(scene.queue.place(quick)).isEqualTo(2);
    scene.lease();
    assertThat(scene.lease().id()).isEqualTo(quick.id());
  }

  @Test
  void silenceIsEverybodysAnswer() {
    scene.accepted(alice, "U");
    Job running = scene.lease();
    Job second = scene.accepted(bob, "U");
    scene.leases.transcribed(running, null, List.of());
    assertThat(scene.state(second)).isEqualTo(JobState.TRANSCRIBED);
    assertThat(scene.leases.transcript(scene.lease())).isEmpty();
  }

  @Test
  void theTrueLengthIsEverybodys() {
    scene.accepted(alice, "U");
    Job running = scene.lease();
    Job second = scene.accepted(bob, "U");
    assertThat(scene.leases.measured(running, Duration.ofSeconds(9)))
        .isEqualTo(JobLeases.Measured.STORED);
    scene.leases.transcribed(running.lasting(Duration.ofSeconds(9)), null, List.of());
    assertThat(scene.load(running).audio()).isEqualTo(Duration.ofSeconds(9));
    assertThat(scene.load(second).audio()).isEqualTo(Duration.ofSeconds(9));
  }

  @ParameterizedTest
  @EnumSource(
      value = JobFailure.class,
      names = {"TOO_LARGE", "TOO_LONG", "UNDECODABLE", "NO_FFMPEG", "ENGINES", "INTERNAL"})
  void eachIsToldOfAFailureOfTheRecordingOrOfOurs(JobFailure failure) {
    scene.accepted(alice, "U");
    Job running = scene.lease();
    Job second = scene.accepted(bob, "U");
    assertThat(scene.leases.failed(running, failure, List.of())).isTrue();

    Job telling = scene.lease();
    assertThat(telling.id()).isEqualTo(second.id());
    assertThat(telling.failure()).isEqualTo(failure);
    // Nobody waits for a recognition any more, nor is one under way.
    assertThat(Series.of(scene.instruments, LiveMetrics.QUEUE_SIZE)).containsValue(0.0);
    Job later = scene.accepted(carol, "U");
    assertThat(scene.leases.failed(telling, failure, List.of())).isTrue();
    assertThat(scene.types(second)).containsExactly("job_queued", "job_failed");
    assertThat(scene.state(second)).isEqualTo(JobState.FAILED);
    assertThat(scene.lease().failure()).isNull();
    assertThat(scene.state(later)).isEqualTo(JobState.RUNNING);
  }

  @ParameterizedTest
  @EnumSource(
      value = JobFailure.class,
      names = {"DOWNLOAD", "UNDELIVERABLE"})
  void theNextBecomesTheWorkerWhenItLiesWithTheFirstAlone(JobFailure failure) {
    scene.accepted(alice, "U");
    Job running = scene.lease();
    Job second = scene.accepted(bob, "U");
    scene.leases.failed(running, failure, List.of());
    Job next = scene.lease();
    assertThat(next.id()).isEqualTo(second.id());
    assertThat(next.failure()).isNull();
    assertThat(scene.types(second)).containsExactly("job_queued", "job_started");
  }

  @Test
  void whoeverWaitsIsAnsweredAlsoWhenTheWorkerIsKilled() {
    scene.accepted(alice, "U");
    Job lost = scene.lease();
    Job second = scene.accepted(bob, "U");
    scene.pass(JobLeases.LEASE.plusMillis(1));
    JobLeases other = scene.queue("other").leases();
    Job again = other.lease(List.of()).orElseThrow();
    assertThat(again.id()).isEqualTo(lost.id());
    assertThat(other.lease(List.of())).isEmpty();
    assertThat(scene.leases.transcribed(lost, QueueScene.transcript("Stale."), List.of()))
        .isFalse();
    other.transcribed(again, QueueScene.transcript("Hello."), List.of());
    assertThat(other.transcript(second)).contains(QueueScene.transcript("Hello."));
    assertThat(other.lease(List.of()).orElseThrow().id()).isEqualTo(second.id());
  }

  @Test
  void whileTheFirstIsPutOffTheNextTriesAndAnswersBoth() {
    Job first = scene.accepted(alice, "U");
    Job putOff = scene.lease();
    Job second = scene.accepted(bob, "U");
    scene.leases.handBack(putOff, Duration.ofHours(1), List.of());
    Job running = scene.lease();
    assertThat(running.id()).isEqualTo(second.id());
    scene.leases.transcribed(running, QueueScene.transcript("Hello."), List.of());
    assertThat(scene.lease().id()).isEqualTo(first.id());
    assertThat(scene.state(first)).isEqualTo(JobState.TRANSCRIBED);
  }

  @Test
  void oneWhoseWorkWasDoneForOthersMeanwhileIsNotTransactedTwice() {
    scene.accepted(alice, "U");
    Job running = scene.lease();
    scene.leases.transcribed(running, QueueScene.transcript("Hello."), List.of());
    Job second = scene.accepted(bob, "U");
    scene.pass(JobLeases.LEASE.plusMillis(1));
    assertThat(scene.lease().id()).isEqualTo(running.id());
    assertThat(scene.lease().id()).isEqualTo(second.id());
    assertThat(scene.isIdle()).isTrue();
  }
}
