package org.voice2text.bot.rewriting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TurnsTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Turns turns = new Turns(4, 3);
  private final List<String> came = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void stop() {
    threads.forEach(Thread::interrupt);
  }

  @Test
  void leavesRoomForSomebodyElse() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(turns.begin("a", LONG)).isTrue();
    }
    assertThat(turns.begin("a", Duration.ofMillis(20))).isFalse();
    assertThat(turns.begin("b", Duration.ZERO)).isTrue();
    assertThat(turns.begin("c", Duration.ofMillis(20))).isFalse();
  }

  @Test
  void servesWhoHasTheFewestUnderWay() throws Exception {
    fill();
    waits("a", 2);
    waits("c", 1);

    turns.end("a");

    await().until(() -> came.equals(List.of("c")));
    turns.end("b");
    await().until(() -> came.equals(List.of("c", "a")));
  }

  @Test
  void servesOnePersonAfterTheOtherHoweverMuchEachWants() throws Exception {
    for (String person : List.of("a", "b", "c", "d")) {
      assertThat(turns.begin(person, LONG)).isTrue();
    }
    waits("a", 3);
    waits("b", 3);
    waits("c", 3);
    waits("d", 3);
    waits("e", 1);

    turns.end("a");

    await().until(() -> came.equals(List.of("e")));
    turns.end("e");
    await().until(() -> came.equals(List.of("e", "a")));
  }

  @Test
  void whoGoesAwayIsNotServed() throws Exception {
    fill();
    Thread gone = waits("c", 1);
    waits("d", 1);
    gone.interrupt();
    gone.join();

    turns.end("a");

    await().until(() -> came.equals(List.of("d")));
    assertThatThrownBy(() -> turns.end("c"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("A turn ended that had not begun");
  }

  private void fill() throws InterruptedException {
    for (String person : List.of("a", "a", "b", "b")) {
      assertThat(turns.begin(person, LONG)).isTrue();
    }
  }

  /// @return the last one
  private Thread waits(String person, int times) {
    for (int i = 0; i < times; i++) {
      Thread thread =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  if (turns.begin(person, LONG)) {
                    came.add(person);
                  }
                } catch (InterruptedException _) {
                  Thread.currentThread().interrupt();
                }
              });
      threads.add(thread);
      await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    }
    return threads.getLast();
  }
}
