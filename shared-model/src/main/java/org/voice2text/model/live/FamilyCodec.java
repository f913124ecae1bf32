package org.voice2text.model.live;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;

/// Metric families to `io.prometheus.client.MetricFamily` messages and back, without loss of what
/// the served formats show. Info and StateSet, which that format lacks, arrive as gauges.
/// Immutable.
public final class FamilyCodec {
  private final LiveBounds bounds;

  public FamilyCodec(LiveBounds bounds) {
    this.bounds = bounds;
  }

  /// One message, without its length in front. A sender may keep it for as long as the family stays
  /// the same.
  public static byte[] encode(MetricSnapshot family) {
    return FamilyEncoder.encode(family);
  }

  /// All families that have series, for a {@link LiveFrame.Snapshot}.
  public static List<byte[]> encodeAll(MetricSnapshots families) {
    return families.stream()
        .filter(family -> !family.getDataPoints().isEmpty())
        .map(FamilyCodec::encode)
        .toList();
  }

  /// @throws LiveProtocolException if the bytes are no such message, or break a bound
  public MetricSnapshot decode(byte[] family) throws LiveProtocolException {
    return FamilyDecoder.decode(family, bounds);
  }

  /// Everything in the snapshot that keeps the rules. What does not is left out by family.
  public Decoded decodeAll(LiveFrame.Snapshot snapshot) {
    return new SnapshotDecoder(bounds).decode(snapshot);
  }

  /// @param refused why, for each family that is left out
  public record Decoded(List<MetricSnapshot> families, List<LiveProtocolException> refused) {}
}
