package org.voice2text.exporter.http;

import java.util.Map;
import java.util.TreeMap;

/// Which collectors worked when the metrics were last asked for. Thread-safe.
public final class CollectorStates {
  private volatile Map<String, Boolean> last = Map.of();

  void set(Map<String, Boolean> states) {
    last = new TreeMap<>(states);
  }

  /// By name; empty until somebody has asked for the metrics.
  public Map<String, Boolean> last() {
    return last;
  }
}
