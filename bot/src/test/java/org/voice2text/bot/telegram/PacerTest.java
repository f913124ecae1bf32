package org.voice2text.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@Tag("slow")
class PacerTest {
  private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");
  private static final Instant LATER = START.plus(Duration.ofDays(1));
  private static final ChatRef CHAT = new ChatRef(1, 42, null);

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final AtomicInteger looks = new AtomicInteger();
  private final Pacer pacer =
      new Pacer(() -> {
        looks.incrementAndGet();
        return now.get();
      });

  @Test
  void letsTheImportantOnesGoFirst() throws Exception {
    // A second apart, so that one place a second comes free: who has gone is told one at a time.
    for (int i = 0; i < 3; i++) {
      now.set(START.plusSeconds(i));
      assertThat(pacer.acquire(CHAT, Priority.ANSWER, LATER)).isZero();
    }
    List<Priority> gone = new CopyOnWriteArrayList<>();
    List<Thread> threads =
        List.of(
            waiter(Priority.PROGRESS, gone),
            waiter(Priority.BUTTONS, gone),
            waiter(Priority.ERROR, gone),
            waiter(Priority.ANSWER, gone));
    for (int i = 1; i <= threads.size(); i++) {
      now.updateAndGet(t -> t.plusSeconds(1));
      int so = i;
      await().until(() -> gone.size() == so);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(gone)
        .containsExactly(Priority.ANSWER, Priority.ERROR, Priority.BUTTONS, Priority.PROGRESS);
  }

  @Test
  void aChatThatHasHadEnoughHoldsNoOtherChatUp() throws Exception {
    fill();
    List<Priority> gone = new CopyOnWriteArrayList<>();
    Thread waiting = waiter(Priority.ANSWER, gone);
    assertThat(pacer.acquire(new ChatRef(1, 43, null), Priority.PROGRESS, LATER)).isZero();
    assertThat(gone).isEmpty();
    now.updateAndGet(t -> t.plusSeconds(3));
    waiting.join();
    assertThat(gone).containsExactly(Priority.ANSWER);
  }

  @Test
  void progressIsDroppedWhenItWouldHaveToWait() throws Exception {
    fill();
    assertThat(pacer.tryAcquire(CHAT)).isFalse();
    now.updateAndGet(t -> t.plusSeconds(3));
    assertThat(pacer.tryAcquire(CHAT)).isTrue();
  }

  @Test
  void doesNotWaitForWhatComesTooLate() throws Exception {
    pacer.block(CHAT, Duration.ofHours(4));
    assertThat(pacer.acquire(CHAT, Priority.ANSWER, START.plusSeconds(60)))
        .isEqualTo(Duration.ofHours(4));
    now.updateAndGet(t -> t.plus(Duration.ofHours(4)));
    assertThat(pacer.acquire(CHAT, Priority.ANSWER, LATER)).isZero();
  }

  /// Two that wait behind a third used to wake each other without an end.
  @Test
  void thoseWhoWaitSleep() throws Exception {
    pacer.block(CHAT, Duration.ofSeconds(30));
    List<Priority> gone = new CopyOnWriteArrayList<>();
    List<Thread> threads =
        List.of(
            waiter(Priority.ANSWER, gone),
            waiter(Priority.ANSWER, gone),
            waiter(Priority.ANSWER, gone),
            waiter(Priority.ANSWER, gone));
    looks.set(0);
    await().pollDelay(Duration.ofMillis(500)).until(() -> true);
    assertThat(looks.get()).isLessThan(100);
    for (Thread thread : threads) {
      thread.interrupt();
      thread.join();
    }
    assertThat(gone).isEmpty();
  }

  private void fill() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      assertThat(pacer.acquire(CHAT, Priority.ANSWER, LATER)).isZero();
    }
  }

  /// Returns once the thread waits.
  private Thread waiter(Priority priority, List<Priority> gone) {
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                if (pacer.acquire(CHAT, priority, LATER).isZero()) {
                  gone.add(priority);
                }
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    return thread;
  }
}
