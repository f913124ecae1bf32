package org.voice2text.exporter.http;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.exporter.http.ScrapeSource.Reading;

/// Reads one source again and again, never twice at a time, and tells its failures once. Confined
/// to the scraper's lock; only the read itself runs elsewhere.
final class SourceRun {
  private static final Logger log = LoggerFactory.getLogger(SourceRun.class);

  private final ScrapeSource source;
  private @Nullable Future<Timed> running;
  private String problem = "";

  /// What came of one read.
  ///
  /// @param reading null if it failed
  record Outcome(String name, @Nullable Reading reading, Duration took) {}

  private record Timed(Reading reading, Duration took) {}

  SourceRun(ScrapeSource source) {
    this.source = source;
  }

  String name() {
    return source.name();
  }

  /// Begins a read, unless the former one still runs.
  void begin(ExecutorService executor) {
    if (running == null || running.isDone()) {
      running = executor.submit(this::timed);
    }
  }

  private Timed timed() throws Exception {
    long start = System.nanoTime();
    Reading reading = source.reader().read();
    return new Timed(reading, Duration.ofNanos(System.nanoTime() - start));
  }

  /// @param deadline by {@link System#nanoTime()}
  Outcome await(long start, long deadline) {
    Future<Timed> read = running;
    if (read == null) {
      throw new IllegalStateException("A read must begin first");
    }
    try {
      Timed timed = read.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      return new Outcome(name(), timed.reading(), timed.took());
    } catch (TimeoutException _) {
      read.cancel(true);
      report("is too slow and is left out of the answers", null);
    } catch (ExecutionException e) {
      report("fails and is left out of the answers", e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return new Outcome(name(), null, Duration.ofNanos(System.nanoTime() - start));
  }

  /// Says what is wrong, or that nothing is any more, when that has changed.
  void report(String newProblem, @Nullable Throwable cause) {
    if (newProblem.equals(problem)) {
      return;
    }
    problem = newProblem;
    if (newProblem.isEmpty()) {
      log.info("The collector {} works again", name());
    } else {
      log.warn("The collector {} {}", name(), newProblem, cause);
    }
  }
}
