package org.voice2text.bot.transcription;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One person's many files do not hold up another's one.
@Timeout(30)
@Tag("slow")
class QueueOrderTest {
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
  void whoComesWithOneFileWaitsForOneOfSomebodysTwenty() {
    List<Job> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      many.add(scene.accepted(alice));
    }
    Job running = scene.lease();
    Job one = scene.accepted(bob);

    assertThat(running.id()).isEqualTo(many.getFirst().id());
    assertThat(scene.queue.place(one)).isEqualTo(1);
    assertThat(scene.queue.place(many.get(1))).isEqualTo(2);
    assertThat(scene.queue.place(many.getLast())).isEqualTo(20);
    assertThat(scene.lease().id()).isEqualTo(one.id());
    assertThat(scene.lease().id()).isEqualTo(many.get(1).id());
  }

  @Test
  void takesTurnsBetweenAllWhoWait() {
    String order = "";
    for (long user : new long[] {alice, alice, alice, bob, bob, carol}) {
      scene.accepted(user);
    }
    for (int i = 0; i < 6; i++) {
      order += " " + scene.lease().userId();
    }
    assertThat(order)
        .isEqualTo(" %d %d %d %d %d %d".formatted(alice, bob, carol, alice, bob, alice));
  }

  @Test
  void aNewFileDoesNotPassOneThatHasWaitedForItsTurn() {
    Job first = scene.accepted(alice);
    Job second = scene.accepted(alice);
    assertThat(scene.lease().id()).isEqualTo(first.id());
    Job late = scene.accepted(bob);
    assertThat(scene.lease().id()).isEqualTo(late.id());
    // Bob was just served: his next file comes after the one that Alice has waiting.
    Job more = scene.accepted(bob);
    assertThat(scene.queue.place(second)).isEqualTo(1);
    assertThat(scene.lease().id()).isEqualTo(second.id());
    assertThat(scene.lease().id()).isEqualTo(more.id());
  }

  @Test
  void whereNobodyIsNamedTheChatTakesTheTurn() {
    scene.accepted(scene.recording(null, -1, "U1", null, false));
    Job second = scene.accepted(scene.recording(null, -1, "U2", null, false));
    Job other = scene.accepted(scene.recording(null, -2, "U3", null, false));
    assertThat(scene.queue.place(other)).isEqualTo(2);
    assertThat(scene.queue.place(second)).isEqualTo(3);
  }

  /// Nobody waits longer than until each of the others has had as many turns as were before.
  @Test
  void nobodyStarvesAndEachPlaceIsTheOneAtWhichTheJobIsServed() {
    Random random = new Random(42);
    Map<Long, Integer> promised = new HashMap<>();
    Map<Long, Integer> overtaken = new HashMap<>();
    List<Job> waiting = new ArrayList<>();
    for (int step = 0; step < 300; step++) {
      if (waiting.size() < 15 && random.nextInt(5) < 3) {
        Job job = scene.accepted(List.of(alice, alice, alice, bob, carol).get(random.nextInt(5)));
        waiting.add(job);
      } else if (!waiting.isEmpty()) {
        waiting.forEach(job -> promised.put(job.id(), scene.queue.place(job)));
        assertThat(promised.values()).doesNotContain(0);
        Job served = scene.lease();
        assertThat(promised.get(served.id())).isEqualTo(1);
        waiting.removeIf(job -> job.id() == served.id());
        for (Job job : waiting) {
          if (job.id() < served.id()) {
            overtaken.merge(job.id(), 1, Integer::sum);
          }
          assertThat(scene.queue.place(job)).isEqualTo(promised.get(job.id()) - 1);
        }
        promised.clear();
        scene.leases.transcribed(served, null, List.of());
        scene.leases.delivered(served);
      }
    }
    assertThat(overtaken.values()).allMatch(times -> times <= 30);
  }

  @Test
  void aJobWhoseWorkerWasLostComesBeforeThoseThatWait() {
    Job lost = scene.accepted(alice);
    scene.lease();
    Job waiting = scene.accepted(bob);
    scene.pass(JobLeases.LEASE.plusMillis(1));
    assertThat(scene.lease().id()).isEqualTo(lost.id());
    assertThat(scene.lease().id()).isEqualTo(waiting.id());
  }

  @Test
  void anAnswerThatIsKnownComesFirst() {
    Job job = scene.accepted(alice);
    scene.leases.transcribed(scene.lease(), null, List.of());
    scene.accepted(bob);
    scene.pass(JobLeases.LEASE.plus(Duration.ofSeconds(1)));
    assertThat(scene.lease().id()).isEqualTo(job.id());
  }

  @Test
  void aCourierTakesOnlyWhatHasToBeTold() {
    scene.accepted(alice);
    assertThat(scene.leases.take(QueueOrder.Worker.COURIER)).isEmpty();
    Job job = scene.lease();
    scene.leases.transcribed(job, QueueScene.transcript("Hello."), List.of());
    Job again = scene.accepted(bob, job.file().uniqueId());
    Assignment taken = scene.leases.take(QueueOrder.Worker.COURIER).orElseThrow();
    assertThat(taken.job().id()).isEqualTo(again.id());
    assertThat(scene.leases.take(QueueOrder.Worker.COURIER)).isEmpty();
  }

  @Test
  void jobsOfABotThatIsNotHostedRestAndNobodyWaitsForThem() {
    Job running = scene.accepted(alice);
    assertThat(scene.lease().id()).isEqualTo(running.id());
    Job queued = scene.accepted(alice);
    ofAnotherBot(running, queued);
    scene.pass(JobLeases.LEASE.plus(Duration.ofSeconds(1)));

    assertThat(scene.isIdle()).isTrue();
    assertThat(scene.queue.unfinished()).isEmpty();
    Job same = scene.accepted(bob, running.file().uniqueId());
    Job other = scene.accepted(bob, queued.file().uniqueId());
    assertThat(scene.database.<Integer>transaction("test", new QueueOrder(Set.of(7L))::waiting))
        .isEqualTo(2);
    assertThat(scene.queue.place(same)).isEqualTo(1);
    assertThat(scene.queue.place(other)).isEqualTo(2);
    assertThat(scene.lease().id()).isEqualTo(same.id());
    assertThat(scene.lease().id()).isEqualTo(other.id());
    assertThat(scene.load(queued).state()).isEqualTo(JobState.QUEUED);
  }

  private void ofAnotherBot(Job... jobs) {
    for (Job job : jobs) {
      int _ =
          scene.database.transaction(
              "test", h -> h.execute("update jobs set bot_id = 8 where id = ?", job.id()));
    }
  }
}
