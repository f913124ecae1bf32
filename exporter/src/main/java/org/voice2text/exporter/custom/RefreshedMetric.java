package org.voice2text.exporter.custom;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.exporter.custom.RefreshFailure.Reason;
import org.voice2text.exporter.custom.SeriesReader.Series;
import org.voice2text.model.store.DatabaseUnavailableException;
import org.voice2text.model.store.ForeignDatabase;
import org.voice2text.model.store.StatementException;

/// One metric and what was last read for it. A failure leaves the last good values, is counted, and
/// is logged once until something changes. Refreshed by one thread at a time, read by any.
final class RefreshedMetric {
  private static final Logger log = LoggerFactory.getLogger(RefreshedMetric.class);

  /// A database that is not there yet is looked for more often than a good one is read.
  private static final Duration MAX_RETRY = Duration.ofSeconds(5);

  /// A statement rests so many times as long as it ran, so that a slow one cannot fill a thread.
  private static final int REST = 9;

  private final CustomMetric metric;
  private final ZoneId zone;
  private final InstantSource clock;
  private final Map<Reason, LongAdder> errors;
  private volatile @Nullable Good good;
  private volatile boolean fresh;
  private volatile String problem = "";

  /// What the last refresh that succeeded brought.
  record Good(List<Series> series, Instant at, Duration took) {
    Good {
      series = List.copyOf(series);
    }
  }

  RefreshedMetric(CustomMetric metric, ZoneId zone, InstantSource clock) {
    this.metric = metric;
    this.zone = zone;
    this.clock = clock;
    this.errors =
        Arrays.stream(Reason.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), _ -> new LongAdder()));
  }

  CustomMetric metric() {
    return metric;
  }

  Optional<Good> good() {
    return Optional.ofNullable(good);
  }

  /// Whether the last refresh succeeded.
  boolean isFresh() {
    return fresh;
  }

  long errors(Reason reason) {
    return count(reason).sum();
  }

  private LongAdder count(Reason reason) {
    return Objects.requireNonNull(errors.get(reason));
  }

  /// Runs the statement once, on a thread that may be held for as long as it takes.
  ///
  /// @return how long to wait before the next time
  Duration refresh() throws InterruptedException {
    long start = System.nanoTime();
    try {
      List<Series> series = read();
      succeeded(new Good(series, clock.instant(), since(start)));
    } catch (RefreshFailure e) {
      failed(e);
      if (e.reason() == Reason.UNAVAILABLE) {
        return shorter(metric.refresh(), MAX_RETRY);
      }
    }
    Duration rest = since(start).multipliedBy(REST);
    return rest.compareTo(metric.refresh()) > 0 ? rest : metric.refresh();
  }

  private List<Series> read() throws RefreshFailure, InterruptedException {
    // A connection for each run: there is no old one to be left over when another file takes the
    // database's place.
    try (ForeignDatabase database = ForeignDatabase.open(metric.database())) {
      return database.query(
          metric.select().at(clock.instant(), zone), metric.timeout(), new SeriesReader(metric));
    } catch (StatementException e) {
      throw failure(e);
    } catch (DatabaseUnavailableException e) {
      throw new RefreshFailure(Reason.UNAVAILABLE, String.valueOf(e.getMessage()), e);
    }
  }

  private RefreshFailure failure(StatementException e) throws InterruptedException {
    return switch (e.kind()) {
      case STATEMENT -> new RefreshFailure(Reason.SQL, String.valueOf(e.getMessage()), e);
      case TIMEOUT ->
          new RefreshFailure(
              Reason.TIMEOUT,
              "the statement took longer than %d ms and was broken off"
                  .formatted(metric.timeout().toMillis()),
              e);
      case INTERRUPTED ->
          throw (InterruptedException) new InterruptedException("closed").initCause(e);
    };
  }

  private void succeeded(Good values) {
    good = values;
    fresh = true;
    if (!problem.isEmpty()) {
      log.info("The custom metric {} works again", metric.name());
      problem = "";
    }
  }

  private void failed(RefreshFailure e) {
    fresh = false;
    count(e.reason()).increment();
    String now = e.reason().label() + ": " + e.getMessage();
    if (!now.equals(problem)) {
      problem = now;
      if (good == null && e.reason() == Reason.UNAVAILABLE) {
        // The usual first start: the exporter may be there before the bot.
        log.info("The custom metric {} waits: {}", metric.name(), e.getMessage());
      } else {
        String stays = good == null ? "It has no values yet" : "Its last good values stay";
        log.warn("The custom metric {} failed: {}. {}.", metric.name(), now, stays);
      }
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
