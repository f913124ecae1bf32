package org.voice2text.exporter.business;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteException;
import org.voice2text.model.runtime.Loop;
import org.voice2text.model.store.DatabaseUnavailableException;

/// A value that is read from time to time and served in between. When a read fails the last good
/// value stays, and the failure is logged once until a read succeeds again. Thread-safe.
final class Refreshed<T> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Refreshed.class);

  /// A database that is not there yet is looked for more often than a good one is read.
  private static final Duration MAX_RETRY = Duration.ofSeconds(5);

  private final String name;
  private final Duration interval;
  private final Reader<T> reader;
  private final InstantSource clock;
  private volatile @Nullable Value<T> value;
  private volatile boolean fresh;
  private volatile String problem = "";
  private @Nullable Loop loop;

  /// Reads the value anew.
  @FunctionalInterface
  interface Reader<T> {
    T read() throws Exception;
  }

  /// @param at when it was read
  /// @param took how long that took
  record Value<T>(T content, java.time.Instant at, Duration took) {}

  Refreshed(String name, Duration interval, InstantSource clock, Reader<T> reader) {
    this.name = name;
    this.interval = interval;
    this.clock = clock;
    this.reader = reader;
  }

  void start() {
    loop = Loop.start(name, interval, _ -> {}, this::refresh);
  }

  /// Reads once.
  ///
  /// @return how long to wait before the next time
  Duration refresh() throws InterruptedException {
    long start = System.nanoTime();
    try {
      T content = reader.read();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      value = new Value<>(content, clock.instant(), took);
      log.debug("{} took {} ms", name, took.toNanos() / 1e6);
      succeeded();
      return interval;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      failed(e);
      return interval.compareTo(MAX_RETRY) < 0 ? interval : MAX_RETRY;
    }
  }

  private void succeeded() {
    fresh = true;
    if (!problem.isEmpty()) {
      log.info("{} works again", name);
      problem = "";
    }
  }

  private void failed(Exception e) {
    fresh = false;
    String now = describe(e);
    if (!now.equals(problem)) {
      problem = now;
      if (value == null && e instanceof DatabaseUnavailableException) {
        // The usual first start: the exporter may be there before the bot.
        log.info("{} waits: {}", name, now);
      } else {
        log.warn("{} failed: {}. The last good values stay.", name, now);
      }
      log.debug("{} failed", name, e);
    }
  }

  /// In one line: the message of a failed statement would repeat the whole statement.
  private static String describe(Exception e) {
    if (e instanceof DatabaseUnavailableException) {
      return String.valueOf(e.getMessage());
    }
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof SQLiteException sqlite
        ? "the database cannot be read: " + sqlite.getResultCode().name()
        : cause.getClass().getSimpleName();
  }

  Optional<Value<T>> value() {
    return Optional.ofNullable(value);
  }

  /// Whether the last read succeeded.
  boolean isFresh() {
    return fresh;
  }

  @Override
  public void close() {
    if (loop != null) {
      loop.close();
    }
  }
}
