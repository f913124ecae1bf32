package org.voice2text.bot.transcription;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.runtime.Loop;

/// The threads that work the queue off. Thread-safe.
public final class TranscriptionWorkers implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration GAUGES_EVERY = Duration.ofSeconds(5);

  /// Running jobs may end within this time when the process is asked to stop; then they are handed
  /// back.
  private static final Duration FINISH = Duration.ofSeconds(4);

  private final TranscriptionQueue queue;
  private final JobRunner runner;
  private final Instruments instruments;
  private final Set<Job> running = ConcurrentHashMap.newKeySet();
  private final List<Loop> workers;
  private final List<Loop> housekeeping;

  private TranscriptionWorkers(
      TranscriptionQueue queue,
      JobRunner runner,
      Instruments instruments,
      int count,
      Consumer<Exception> onFailure) {
    this.queue = queue;
    this.runner = runner;
    this.instruments = instruments;
    this.housekeeping =
        List.of(
            Loop.start("leases", PAUSE_AFTER_FAILURE, onFailure, this::renewLeases),
            Loop.start("queue-gauges", PAUSE_AFTER_FAILURE, onFailure, this::refreshGauges));
    this.workers =
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> Loop.start("worker-" + i, PAUSE_AFTER_FAILURE, onFailure, this::work))
            .toList();
  }

  /// @param workFolder for audio while it is worked on; what is found in it was left by a killed
  ///   process and goes
  public static TranscriptionWorkers start(
      TranscriptionQueue queue,
      JobRunner runner,
      Path workFolder,
      Instruments instruments,
      int count,
      Consumer<Exception> onFailure)
      throws IOException {
    WorkFolder.removeAllBut(workFolder, queue::isOpen);
    return new TranscriptionWorkers(queue, runner, instruments, count, onFailure);
  }

  /// How many workers there should be.
  public int count() {
    return workers.size();
  }

  /// How many workers live.
  public int alive() {
    return (int) workers.stream().filter(Loop::isAlive).count();
  }

  private Duration work() throws InterruptedException {
    Job job = queue.lease(running).orElse(null);
    if (job == null) {
      queue.awaitNews(LOOK_EVERY);
      return Duration.ZERO;
    }
    running.add(job);
    instruments.addToGauge(LiveMetrics.ACTIVE_WORKERS, 1);
    try {
      runner.run(job);
    } finally {
      instruments.addToGauge(LiveMetrics.ACTIVE_WORKERS, -1);
      running.remove(job);
    }
    return Duration.ZERO;
  }

  private Duration renewLeases() {
    if (!running.isEmpty()) {
      queue.renewLeases(running);
    }
    return TranscriptionQueue.LEASE.dividedBy(3);
  }

  private Duration refreshGauges() {
    queue.refreshGauges();
    return GAUGES_EVERY;
  }

  @Override
  public void close() {
    List<Thread> stopping = new ArrayList<>();
    for (Loop worker : workers) {
      stopping.add(Thread.ofVirtual().start(() -> worker.stop(FINISH)));
    }
    for (Thread thread : stopping) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    housekeeping.forEach(Loop::close);
  }
}
