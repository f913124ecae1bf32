package org.voice2text.bot.telemetry;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.voice2text.model.live.FamilyCodec;

/// One family as it goes over the live socket. It is read and encoded again only after something
/// was recorded, because between two pushes most families stay as they are. Any thread records; one
/// thread encodes.
final class PushedFamily {
  private static final byte[] NOTHING = {};

  private final Collector collector;
  private final AtomicBoolean changed = new AtomicBoolean(true);
  private byte[] encoded = NOTHING;

  PushedFamily(Collector collector) {
    this.collector = collector;
  }

  /// To be called after the value was recorded, or the encoding thread could miss it for ever.
  void changed() {
    changed.set(true);
  }

  /// @return the same array as before while the family shows the same; empty while it has no series
  byte[] encoded() {
    // Cleared before the values are read: what is recorded meanwhile is read the next time.
    if (changed.getAndSet(false)) {
      try {
        byte[] current = encode(collector.collect());
        encoded = Arrays.equals(current, encoded) ? encoded : current;
      } catch (RuntimeException e) {
        changed.set(true);
        throw e;
      }
    }
    return encoded;
  }

  private static byte[] encode(MetricSnapshot family) {
    return family.getDataPoints().isEmpty() ? NOTHING : FamilyCodec.encode(family);
  }
}
