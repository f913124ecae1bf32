package org.voice2text.bot.telemetry;

import java.time.Duration;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.store.DatabaseObserver;

/// Measures every transaction. Thread-safe.
public final class DatabaseMeter implements DatabaseObserver {
  private final Instruments instruments;

  public DatabaseMeter(Instruments instruments) {
    this.instruments = instruments;
  }

  @Override
  public void opened() {
    instruments.addToGauge(LiveMetrics.DB_CONNECTIONS, 1);
  }

  @Override
  public void closed() {
    instruments.addToGauge(LiveMetrics.DB_CONNECTIONS, -1);
  }

  @Override
  public void finished(String operation, Duration took) {
    instruments.observe(LiveMetrics.DB_QUERY_DURATION, took, operation);
  }

  @Override
  public void failed(String operation, Exception cause) {
    instruments.increment(LiveMetrics.DB_ERRORS, operation, ErrorTypes.ofDatabase(cause));
  }
}
