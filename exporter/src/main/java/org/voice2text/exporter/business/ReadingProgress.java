package org.voice2text.exporter.business;

import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells how far the reading of a long event log has come. Confined to the thread that reads.
final class ReadingProgress {
  private static final Logger log = LoggerFactory.getLogger(ReadingProgress.class);
  private static final Duration TELL_EVERY = Duration.ofSeconds(2);

  private final long start = System.nanoTime();
  private long told = start;
  private long read;

  /// @param more events that were read since the last call
  /// @param left events that are not read yet
  void add(long more, long left) {
    read += more;
    long now = System.nanoTime();
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
      Duration took = Duration.ofNanos(System.nanoTime() - start);
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
