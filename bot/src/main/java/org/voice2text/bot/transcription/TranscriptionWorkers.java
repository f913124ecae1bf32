package org.voice2text.bot.transcription;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.bot.transcription.QueueOrder.Worker;
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

  /// A courier waits for Telegram most of the time.
  private static final int COURIERS = 2;

  private final TranscriptionQueue queue;
  private final JobLeases leases;
  private final JobRunner runner;
  private final Instruments instruments;
  private final List<Loop> workers;
  private final List<Loop> couriers;
  private final List<Loop> housekeeping;

  private TranscriptionWorkers(
      TranscriptionQueue queue,
      JobRunner runner,
      Instruments instruments,
      int count,
      Consumer<Exception> onFailure) {
    this.queue = queue;
    this.leases = queue.leases();
    this.runner = runner;
    this.instruments = instruments;
    this.housekeeping =
        List.of(
            Loop.start("leases", PAUSE_AFTER_FAILURE, onFailure, this::renewLeases),
            Loop.start("queue-gauges", PAUSE_AFTER_FAILURE, onFailure, this::refreshGauges));
    this.workers = loops("worker", count, Worker.ANY, onFailure);
    this.couriers = loops("courier", COURIERS, Worker.COURIER, onFailure);
  }

  private List<Loop> loops(String name, int count, Worker kind, Consumer<Exception> onFailure) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> Loop.start(name + "-" + i, PAUSE_AFTER_FAILURE, onFailure, () -> work(kind)))
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

  private Duration work(Worker kind) throws InterruptedException {
    Assignment assignment = leases.take(kind).orElse(null);
    if (assignment == null) {
      leases.awaitNews(kind, LOOK_EVERY);
      return Duration.ZERO;
    }
    instruments.addToGauge(LiveMetrics.ACTIVE_WORKERS, 1);
    try {
      assignment.run(runner::run);
    } finally {
      instruments.addToGauge(LiveMetrics.ACTIVE_WORKERS, -1);
      leases.end(assignment);
    }
    return Duration.ZERO;
  }

  private Duration renewLeases() {
    leases.renew();
    return JobLeases.LEASE.dividedBy(3);
  }

  private Duration refreshGauges() {
    queue.refreshGauges();
    return GAUGES_EVERY;
  }

  @Override
  public void close() {
    List<Thread> stopping = new ArrayList<>();
    for (Loop worker : Stream.concat(workers.stream(), couriers.stream()).toList()) {
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
