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
import org.voice2text.model.event.RateLimit;

@Timeout(30)
@Tag("slow")
class QueueLimitsTest {
  private static final long GROUP = -9;

  @TempDir private Path folder;
  private QueueScene scene;
  private long alice;
  private long bob;

  @BeforeEach
  void open() {
    scene = new QueueScene(folder, new QueueLimits(6, 2, 3, 4, 5));
    alice = scene.user(1);
    bob = scene.user(2);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void nobodyFillsTheQueueAlone() {
    scene.accepted(alice);
    scene.accepted(alice);
    assertThat(scene.add(scene.recording(alice, "more")))
        .isEqualTo(new Admission.TooManyWaiting(RateLimit.USER, 2));
    assertThat(scene.add(scene.recording(bob, "other"))).isInstanceOf(Admission.Accepted.class);
    scene.lease();
    assertThat(scene.add(scene.recording(alice, "more"))).isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void noGroupFillsTheQueueAlone() {
    for (long user : List.of(alice, bob, scene.user(3))) {
      scene.accepted(scene.recording(user, GROUP, "U" + user, null, false));
    }
    assertThat(scene.add(scene.recording(scene.user(4), GROUP, "more", null, false)))
        .isEqualTo(new Admission.TooManyWaiting(RateLimit.CHAT, 3));
  }

  @Test
  void saysWhenThereIsRoomForAnotherOne() {
    for (int i = 0; i < 4; i++) {
      end(scene.accepted(alice));
      scene.pass(Duration.ofSeconds(10));
    }
    assertThat(scene.add(scene.recording(alice, "more")))
        .isEqualTo(new Admission.TooFast(RateLimit.USER, 4, Duration.ofSeconds(20)));
    assertThat(scene.add(scene.recording(bob, "other"))).isInstanceOf(Admission.Accepted.class);
    scene.pass(Duration.ofSeconds(20));
    assertThat(scene.add(scene.recording(alice, "more"))).isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void countsTheRecordingsOfAChatTogether() {
    for (int i = 0; i < 5; i++) {
      end(scene.accepted(scene.recording(scene.user(10 + i), GROUP, "U" + i, null, false)));
    }
    assertThat(scene.add(scene.recording(alice, GROUP, "more", null, false)))
        .isEqualTo(new Admission.TooFast(RateLimit.CHAT, 5, Duration.ofMinutes(1)));
  }

  @Test
  void aRefusedRecordingDoesNotCount() {
    for (int i = 0; i < 4; i++) {
      end(scene.accepted(alice));
    }
    scene.pass(Duration.ofSeconds(59));
    assertThat(scene.add(scene.recording(alice, "more"))).isInstanceOf(Admission.TooFast.class);
    scene.pass(Duration.ofSeconds(1));
    assertThat(scene.add(scene.recording(alice, "more"))).isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void aFullQueueStillTakesWhatNeedsNoWorker() {
    Job known = scene.accepted(alice, "known");
    end(known);
    for (int i = 1; i <= 6; i++) {
      scene.accepted(scene.user(20 + i), "waiting" + i);
    }
    long carol = scene.user(30);
    assertThat(scene.add(scene.recording(carol, "new"))).isEqualTo(new Admission.Full(6));
    assertThat(scene.accepted(carol, "known").state()).isEqualTo(JobState.TRANSCRIBED);
    assertThat(scene.accepted(carol, "waiting3").state()).isEqualTo(JobState.QUEUED);
    assertThat(scene.add(scene.recording(carol, "new"))).isEqualTo(new Admission.Full(6));
  }

  @Test
  void leavesHalfOfTheQueueToOthers() {
    assertThat(QueueLimits.of(40)).isEqualTo(new QueueLimits(40, 20, 20, 20, 20));
    assertThat(QueueLimits.of(3).waitingPerUser()).isEqualTo(5);
  }

  private void end(Job job) {
    Job leased = scene.lease();
    assertThat(leased.id()).isEqualTo(job.id());
    scene.leases.transcribed(leased, QueueScene.transcript("Hello."), List.of());
    scene.leases.delivered(leased);
  }
}
