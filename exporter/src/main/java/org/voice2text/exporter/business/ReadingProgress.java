package org.voice2text.exporter.business;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells how far the reading of a long event log has come. Confined to the thread that reads.
final class ReadingProgress {
  private static final Logger log = LoggerFactory.getLogger(ReadingProgress.class);
  private static final Duration TELL_EVERY = Duration.ofSeconds(2);

  private final LongSupplier nanoTime;
  private final long start;
  private long told;
  private long read;

  ReadingProgress(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.told = start;
  }

  /// @param more events that were read since the last call
  /// @param left events that are not read yet
  void add(long more, long left) {
    read += more;
    long now = nanoTime.getAsLong();
    if (left > 0 && now - told >= TELL_EVERY.toNanos()) {
      told = now;
      log.info(
          "Reading the event log: {} of {} events ({} %)",
          grouped(read), grouped(read + left), read * 100 / (read + left));
    }
  }

  /// Says so only if it took long enough to have been told of before.
  void finish() {
    if (told != start) {
      Duration took = Duration.ofNanos(nanoTime.getAsLong() - start);
      log.info(
          "The event log is read: {} events in {} s",
          grouped(read),
          String.format(Locale.ROOT, "%.1f", took.toMillis() / 1e3));
    }
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
