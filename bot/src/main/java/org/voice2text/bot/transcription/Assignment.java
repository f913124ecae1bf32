package org.voice2text.bot.transcription;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A worker's hold on a job. When the job is given up while others wait for the same recording, the
/// work goes on for one of them: the assignment then has that one's job. Thread-safe.
final class Assignment {
  /// For so long a job may clean up after its interrupt.
  private static final Duration CLEAN_UP = Duration.ofSeconds(4);

  private final CountDownLatch end = new CountDownLatch(1);
  private volatile Job job;
  private volatile boolean cancelled;
  private @Nullable Thread thread;

  /// What a worker does about a job.
  interface Work {
    void run(Assignment assignment) throws InterruptedException;
  }

  Assignment(Job job) {
    this.job = job;
  }

  Job job() {
    return job;
  }

  /// The job has changed, or is another one.
  void become(Job other) {
    job = other;
  }

  /// Whether nobody wants the work any more.
  boolean isCancelled() {
    return cancelled;
  }

  /// Stops the work as soon as it can be stopped.
  synchronized void cancel() {
    cancelled = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /// Does the work on a thread of its own, which an interrupt of the caller and [#cancel] both
  /// interrupt. A platform thread: to decode sound keeps a processor busy, which must not be the
  /// carrier of other virtual threads.
  void run(Work work) throws InterruptedException {
    FutureTask<@Nullable Void> task =
        new FutureTask<>(() -> {
          work.run(this);
          return null;
        });
    Thread worker = Thread.ofPlatform().daemon().name("job-" + job.id()).unstarted(task);
    synchronized (this) {
      if (cancelled) {
        return;
      }
      thread = worker;
      worker.start();
    }
    try {
      @Nullable Void _ = task.get();
    } catch (InterruptedException e) {
      worker.interrupt();
      boolean _ = worker.join(CLEAN_UP);
      throw e;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case InterruptedException _ -> {
          // By somebody who is neither the caller nor [#cancel]: the job was handed back.
        }
        case null, default -> throw new IllegalStateException("A job ended unexpectedly", e);
      }
    }
  }

  /// Nobody works on it any more.
  void end() {
    end.countDown();
  }

  /// @return false if the work has not ended within the time
  boolean awaitEnd(Duration patience) throws InterruptedException {
    return end.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
