package org.voice2text.bot.transcription;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.telemetry.Trace;
import org.voice2text.bot.telemetry.Tracing;
import org.voice2text.bot.telemetry.Work;
import org.voice2text.bot.transcription.QueueOrder.Worker;
import org.voice2text.model.event.JobFailure;

/// A job is given up by its asker: it stops at once, and never what another waits for.
@Timeout(30)
@Tag("slow")
class CancellationTest {
  @TempDir private Path folder;
  private QueueScene scene;
  private long alice;
  private long bob;

  @BeforeEach
  void open() {
    scene = new QueueScene(folder);
    alice = scene.user(1);
    bob = scene.user(2);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aWaitingJobIsGivenUpAtOnce() {
    Job job = scene.accepted(alice);
    assertThat(scene.cancel(job)).isTrue();
    assertThat(scene.state(job)).isEqualTo(JobState.CANCELLED);
    assertThat(scene.isIdle()).isTrue();
    assertThat(scene.types(job)).containsExactly("job_queued", "job_cancelled");
  }

  @Test
  void toGiveUpTwiceIsToGiveUpOnce() {
    Job job = scene.accepted(alice);
    assertThat(scene.cancel(job)).isTrue();
    assertThat(scene.cancel(job)).isTrue();
    assertThat(scene.types(job)).containsExactly("job_queued", "job_cancelled");
  }

  @Test
  void whatIsKnownCannotBeGivenUp() {
    Job job = scene.accepted(alice);
    Job running = scene.lease();
    scene.leases.transcribed(running, null, List.of());
    assertThat(scene.cancel(job)).isFalse();
    scene.leases.delivered(running);
    assertThat(scene.cancel(job)).isFalse();
    assertThat(scene.state(job)).isEqualTo(JobState.DELIVERED);
  }

  @Test
  void aFailureThatIsBeingToldCannotBeGivenUp() {
    scene.accepted(alice, "U");
    Job running = scene.lease();
    Job second = scene.accepted(bob, "U");
    scene.leases.failed(running, JobFailure.ENGINES, List.of());
    assertThat(scene.cancel(second)).isFalse();
    assertThat(scene.cancel(running)).isFalse();
  }

  @Test
  void theWorkOnARunningJobIsInterrupted() throws Exception {
    Job job = scene.accepted(alice);
    Assignment work = scene.leases.take(Worker.ANY).orElseThrow();
    CountDownLatch busy = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread worker =
        Thread.ofVirtual()
            .start(() -> {
              try {
                work.run(_ -> {
                  try {
                    busy.countDown();
                    new CountDownLatch(1).await();
                  } catch (InterruptedException _) {
                    interrupted.set(true);
                  }
                });
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              } finally {
                scene.leases.end(work);
              }
            });
    busy.await();
    assertThat(scene.queue.awaitEnd(job, Duration.ofMillis(1))).isFalse();
    assertThat(scene.cancel(job)).isTrue();
    assertThat(scene.queue.awaitEnd(job, Duration.ofSeconds(20))).isTrue();
    worker.join();
    assertThat(interrupted).isTrue();
    assertThat(work.isCancelled()).isTrue();
    // What the worker still wanted to write comes too late.
    assertThat(scene.leases.transcribed(work.job(), null, List.of())).isFalse();
    assertThat(scene.state(job)).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void whatWasGivenUpBeforeItsWorkerBeganIsNotWorkedOn() throws Exception {
    Job job = scene.accepted(alice);
    Assignment work = scene.leases.take(Worker.ANY).orElseThrow();
    assertThat(scene.cancel(job)).isTrue();
    work.run(_ -> {
      throw new AssertionError("nobody wants it");
    });
  }

  @Test
  void aRolledBackWishStopsNothing() {
    Job job = scene.accepted(alice);
    Assignment work = scene.leases.take(Worker.ANY).orElseThrow();
    try {
      scene.database.<Void>transaction(
          "test",
          h -> {
            assertThat(scene.queue.cancel(h, job)).isTrue();
            throw new IllegalStateException("expected by the test");
          });
    } catch (IllegalStateException _) {
      // Expected.
    }
    assertThat(work.isCancelled()).isFalse();
    assertThat(scene.state(job)).isEqualTo(JobState.RUNNING);
  }

  @Test
  void workThatAnotherWaitsForGoesOnForThatOne() {
    Job first = scene.accepted(alice, "U");
    Assignment work = scene.leases.take(Worker.ANY).orElseThrow();
    Job second = scene.accepted(bob, "U");

    assertThat(scene.cancel(first)).isTrue();

    assertThat(work.isCancelled()).isFalse();
    assertThat(work.job().id()).isEqualTo(second.id());
    assertThat(scene.state(second)).isEqualTo(JobState.RUNNING);
    assertThat(scene.types(second)).containsExactly("job_queued", "job_started");
    // It is this process's: its lease is renewed, and nobody else takes it up.
    scene.pass(Duration.ofSeconds(5));
    scene.leases.renew();
    scene.pass(Duration.ofSeconds(5));
    assertThat(scene.queue("other").leases().lease(List.of())).isEmpty();
    assertThat(scene.leases.transcribed(work.job(), QueueScene.transcript("Hello."), List.of()))
        .isTrue();
    assertThat(scene.leases.delivered(work.job())).isTrue();
    assertThat(scene.state(first)).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void aWriteThatIsUnderWayFindsItsNewJob() {
    Job first = scene.accepted(alice, "U");
    Assignment work = scene.leases.take(Worker.ANY).orElseThrow();
    Job second = scene.accepted(bob, "U");
    AtomicBoolean once = new AtomicBoolean();
    try (Trace trace =
        Tracing.local().begin(new Work("transcribe", first.id(), first.userId(), Map.of()))) {
      JobAttempt attempt = new JobAttempt(work, scene.leases, new SilentDesk(), trace);
      boolean written =
          attempt.write(job -> {
            if (once.compareAndSet(false, true)) {
              // Just now.
              assertThat(scene.cancel(first)).isTrue();
            }
            return scene.leases.transcribed(job, QueueScene.transcript("Hello."), List.of());
          });
      assertThat(written).isTrue();
    }
    assertThat(scene.state(second)).isEqualTo(JobState.TRANSCRIBED);
    assertThat(scene.leases.transcript(second)).isPresent();
  }

  @Test
  void whoOnlyWaitsLeavesTheOthersAlone() {
    Job first = scene.accepted(alice, "U");
    Assignment work = scene.leases.take(Worker.ANY).orElseThrow();
    Job second = scene.accepted(bob, "U");
    assertThat(scene.cancel(second)).isTrue();
    assertThat(work.isCancelled()).isFalse();
    assertThat(work.job().id()).isEqualTo(first.id());
    assertThat(scene.state(second)).isEqualTo(JobState.CANCELLED);
    scene.leases.transcribed(work.job(), QueueScene.transcript("Hello."), List.of());
    assertThat(scene.state(second)).isEqualTo(JobState.CANCELLED);
    assertThat(scene.leases.transcript(second)).isEmpty();
  }

  @Test
  void anotherProcessStopsItsWorkWhenItRenewsItsLease() {
    Job job = scene.accepted(alice);
    JobLeases other = scene.queue("other").leases();
    Assignment work = other.take(Worker.ANY).orElseThrow();
    assertThat(scene.cancel(job)).isTrue();
    assertThat(work.isCancelled()).isFalse();
    other.renew();
    assertThat(work.isCancelled()).isTrue();
  }

  @Test
  void theNextTakesOverWhatRanInAnotherProcess() {
    Job first = scene.accepted(alice, "U");
    JobLeases other = scene.queue("other").leases();
    assertThat(other.take(Worker.ANY)).isPresent();
    Job second = scene.accepted(bob, "U");
    assertThat(scene.cancel(first)).isTrue();
    assertThat(scene.lease().id()).isEqualTo(second.id());
  }
}
