package org.voice2text.bot.transcription;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.bot.transcription.QueueOrder.Worker;
import org.voice2text.model.catalogue.LiveMetrics;

/// Tells workers that there may be work for them, and operators how much waits. Thread-safe.
final class QueueSignals {
  private final Instruments instruments;
  private final QueueOrder order;
  private final Map<Worker, Semaphore> news =
      Map.of(Worker.ANY, new Semaphore(0), Worker.COURIER, new Semaphore(0));

  QueueSignals(Instruments instruments, QueueOrder order) {
    this.instruments = instruments;
    this.order = order;
  }

  /// Jobs came, went or changed, once the transaction is committed.
  void changed(Handle handle) {
    handle.afterCommit(() -> news.keySet().forEach(this::lookAgain));
    showWaiting(handle);
  }

  /// Wakes one worker of this kind.
  void lookAgain(Worker worker) {
    news(worker).release();
  }

  /// Reads the gauge of waiting jobs from the database.
  void showWaiting(Handle handle) {
    int waiting = order.waiting(handle);
    handle.afterCommit(() -> instruments.set(LiveMetrics.QUEUE_SIZE, waiting));
  }

  /// Waits until there may be work, at most for the given time.
  void await(Worker worker, Duration timeout) throws InterruptedException {
    if (news(worker).tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      // One look at the database finds whatever the others tell of; who finds a job wakes the next.
      int _ = news(worker).drainPermits();
    }
  }

  private Semaphore news(Worker worker) {
    return Objects.requireNonNull(news.get(worker));
  }
}
