package org.voice2text.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoopTest {
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void goesOnAfterAFailureAndTellsIt() throws Exception {
    List<Exception> told = new CopyOnWriteArrayList<>();
    BlockingQueue<Integer> turns = new LinkedBlockingQueue<>();
    AtomicInteger turn = new AtomicInteger();
    Exception failure = new IllegalStateException("expected by the test");
    try (Loop loop =
        Loop.start(
            "test",
            SHORT,
            told::add,
            () -> {
              int now = turn.incrementAndGet();
              turns.add(now);
              if (now == 1) {
                throw failure;
              }
              return now == 2 ? Duration.ZERO : LONG;
            })) {
      assertThat(take(turns)).isEqualTo(1);
      assertThat(take(turns)).isEqualTo(2);
      assertThat(take(turns)).isEqualTo(3);
      assertThat(loop.isAlive()).isTrue();
    }
    assertThat(told).containsExactly(failure);
  }

  @Test
  void goesOnThoughTheObserverOfFailuresFails() throws Exception {
    BlockingQueue<Integer> turns = new LinkedBlockingQueue<>();
    try (Loop loop =
        Loop.start(
            "test",
            SHORT,
            _ -> {
              throw new IllegalArgumentException("the observer fails, as the test wants");
            },
            () -> {
              turns.add(1);
              throw new IllegalStateException("expected by the test");
            })) {
      assertThat(take(turns)).isEqualTo(1);
      assertThat(take(turns)).isEqualTo(1);
      assertThat(loop.isAlive()).isTrue();
    }
  }

  @Test
  void closingInterruptsTheTurn() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Loop loop =
        Loop.start(
            "test",
            SHORT,
            _ -> {},
            () -> {
              started.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.set(true);
                throw e;
              }
              return SHORT;
            });
    started.await();
    loop.close();
    assertThat(interrupted).isTrue();
    assertThat(loop.isAlive()).isFalse();
  }

  @Test
  void closingEndsThePause() throws Exception {
    CountDownLatch turned = new CountDownLatch(1);
    Loop loop =
        Loop.start(
            "test",
            SHORT,
            _ -> {},
            () -> {
              turned.countDown();
              return LONG;
            });
    turned.await();
    loop.stop(Duration.ofSeconds(20));
    assertThat(loop.isAlive()).isFalse();
    loop.close();
  }

  @Test
  void stoppingLetsTheTurnEnd() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    Loop loop =
        Loop.start(
            "test",
            SHORT,
            _ -> {},
            () -> {
              started.countDown();
              goOn.await();
              said.add("ended");
              return Duration.ZERO;
            });
    started.await();
    Thread stopper = Thread.ofVirtual().start(() -> loop.stop(Duration.ofSeconds(20)));
    goOn.countDown();
    stopper.join();
    assertThat(said).isNotEmpty().containsOnly("ended");
    assertThat(loop.isAlive()).isFalse();
  }

  @Test
  void aFailureThatComesFromTheInterruptIsNotTold() throws Exception {
    List<Exception> told = new CopyOnWriteArrayList<>();
    CountDownLatch started = new CountDownLatch(1);
    Loop loop =
        Loop.start(
            "test",
            SHORT,
            told::add,
            () -> {
              started.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("closed by interrupt", e);
              }
              return SHORT;
            });
    started.await();
    loop.close();
    assertThat(told).isEmpty();
  }

  private static Integer take(BlockingQueue<Integer> turns) throws InterruptedException {
    Integer turn = turns.poll(20, TimeUnit.SECONDS);
    assertThat(turn).as("a turn").isNotNull();
    return turn;
  }
}
