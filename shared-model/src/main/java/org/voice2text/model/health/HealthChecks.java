package org.voice2text.model.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.health.HealthCheck.Finding;

/// Runs the checks of a process side by side and keeps what they found for a while, so that a busy
/// prober costs no more than a lazy one. Thread-safe.
public final class HealthChecks implements AutoCloseable {
  private static final Duration REUSE = Duration.ofSeconds(3);

  /// What failed may work in a moment, as at a start, and somebody waits for it.
  private static final Duration REUSE_OF_A_FAILURE = Duration.ofMillis(250);

  private final List<HealthCheck> checks;
  private final InstantSource clock;
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("health-", 0).factory());
  private @Nullable HealthReport last;
  private Instant lastAt = Instant.MIN;

  public HealthChecks(List<HealthCheck> checks, InstantSource clock) {
    this.checks = List.copyOf(checks);
    this.clock = clock;
  }

  /// The state of the process: at most a few seconds old, and a fraction of one if a check failed.
  public synchronized HealthReport report() {
    HealthReport known = last;
    if (known != null && isCurrent(known)) {
      return known;
    }
    HealthReport found = look();
    last = found;
    // The time of its end: those who waited meanwhile would otherwise look one after the other.
    lastAt = clock.instant();
    return found;
  }

  private boolean isCurrent(HealthReport report) {
    Instant now = clock.instant();
    Duration reuse = report.status() == HealthReport.Status.HEALTHY ? REUSE : REUSE_OF_A_FAILURE;
    // A clock that was set back must not keep an old report alive.
    return !now.isBefore(lastAt) && !lastAt.plus(reuse).isBefore(now);
  }

  private HealthReport look() {
    long start = System.nanoTime();
    List<Future<HealthReport.Result>> looks =
        checks.stream().map(check -> executor.submit(() -> look(check))).toList();
    return new HealthReport(
        IntStream.range(0, checks.size())
            .mapToObj(i -> await(checks.get(i), looks.get(i), start))
            .toList());
  }

  private static HealthReport.Result look(HealthCheck check) {
    long start = System.nanoTime();
    Finding finding;
    try {
      finding = check.probe().look();
    } catch (Exception e) {
      // Only the kind of the failure: messages of exceptions can hold addresses.
      finding = Finding.unhealthy("failed: " + e.getClass().getSimpleName());
    }
    return new HealthReport.Result(
        check.name(), check.essential(), finding, Duration.ofNanos(System.nanoTime() - start));
  }

  private static HealthReport.Result await(
      HealthCheck check, Future<HealthReport.Result> look, long start) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    try {
      return look.get(
          Math.max(0, check.deadline().minus(elapsed).toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      look.cancel(true);
      return failed(check, "no answer within %d ms".formatted(check.deadline().toMillis()));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return failed(check, "failed: " + cause.getClass().getSimpleName());
    } catch (InterruptedException _) {
      look.cancel(true);
      Thread.currentThread().interrupt();
      return failed(check, "interrupted");
    }
  }

  private static HealthReport.Result failed(HealthCheck check, String message) {
    return new HealthReport.Result(
        check.name(), check.essential(), Finding.unhealthy(message), check.deadline());
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
