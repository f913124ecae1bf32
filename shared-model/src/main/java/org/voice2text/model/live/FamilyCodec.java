package org.voice2text.model.live;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    List<MetricSnapshot> families = new ArrayList<>();
    List<LiveProtocolException> refused = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int series = 0;
    for (byte[] encoded : snapshot.families()) {
      try {
        MetricSnapshot family = decode(encoded);
        String name = family.getMetadata().getPrometheusName();
        int size = family.getDataPoints().size();
        if (series + size > bounds.series()) {
          throw new LiveProtocolException(
              LiveRejection.TOO_MANY_SERIES,
              "The family %s brings the snapshot over %d series".formatted(name, bounds.series()));
        }
        if (!names.add(name)) {
          throw new LiveProtocolException(
              LiveRejection.DUPLICATE, "The family %s is sent twice".formatted(name));
        }
        series += size;
        families.add(family);
      } catch (LiveProtocolException e) {
        refused.add(e);
      }
    }
    return new Decoded(List.copyOf(families), List.copyOf(refused));
  }

  /// @param refused why, for each family that is left out
  public record Decoded(List<MetricSnapshot> families, List<LiveProtocolException> refused) {}
}
