package org.voice2text.model.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does one thing again and again on a thread of its own until it is closed. The one place that
/// decides what a failure and an interrupt mean: a failure is logged and told to the observer, and
/// the loop goes on after a pause; an interrupt ends it. Thread-safe.
public final class Loop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Loop.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final String name;
  private final Step step;
  private final Duration pauseAfterFailure;
  private final Consumer<Exception> onFailure;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /// One turn of a loop.
  @FunctionalInterface
  public interface Step {
    /// Does one turn.
    ///
    /// @return how long to pause before the next turn
    Duration turn() throws Exception;
  }

  private Loop(
      String name,
      Step step,
      Duration pauseAfterFailure,
      Consumer<Exception> onFailure,
      Thread.Builder builder) {
    this.name = name;
    this.step = step;
    this.pauseAfterFailure = pauseAfterFailure;
    this.onFailure = onFailure;
    this.thread = builder.name(name).unstarted(this::run);
  }

  /// Starts a loop on a virtual thread.
  public static Loop start(
      String name, Duration pauseAfterFailure, Consumer<Exception> onFailure, Step step) {
    Loop loop = new Loop(name, step, pauseAfterFailure, onFailure, Thread.ofVirtual());
    loop.thread.start();
    return loop;
  }

  private void run() {
    while (closing.getCount() > 0) {
      try {
        Duration pause;
        try {
          pause = step.turn();
        } catch (InterruptedException e) {
          throw e;
        } catch (Exception e) {
          if (Thread.currentThread().isInterrupted()) {
            return;
          }
          log.warn("{} failed and goes on in {} ms", name, pauseAfterFailure.toMillis(), e);
          tell(e);
          pause = pauseAfterFailure;
        }
        if (!pause.isZero() && closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private void tell(Exception failure) {
    try {
      onFailure.accept(failure);
    } catch (RuntimeException e) {
      log.warn("{} goes on, though its failure could not be told", name, e);
    }
  }

  public boolean isAlive() {
    return thread.isAlive();
  }

  /// Lets the turn under way end within the deadline, then interrupts it.
  public void stop(Duration deadline) {
    closing.countDown();
    try {
      if (!thread.join(deadline)) {
        thread.interrupt();
        if (!thread.join(CLOSE_TIMEOUT)) {
          log.warn("{} did not end within {} ms of its interrupt", name, CLOSE_TIMEOUT.toMillis());
        }
      }
    } catch (InterruptedException _) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  /// Interrupts the turn under way.
  @Override
  public void close() {
    stop(Duration.ZERO);
  }
}
