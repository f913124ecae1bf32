package org.voice2text.model.live;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.live.FamilyCodec.Decoded;

/// Decodes the snapshots of one sender, one after the other. A family that has the same bytes as at
/// the same place of the snapshot before is not decoded again, and is told as the same object, so
/// that whoever keeps it sees that nothing has changed. Confined to one thread.
public final class SnapshotDecoder {
  /// What is remembered at most, or large frames of many senders would fill the receiver's memory.
  private static final long MAX_REMEMBERED_BYTES = 512 << 10;

  private final FamilyCodec codec;
  private final LiveBounds bounds;
  private Map<Integer, Known> known = Map.of();

  private static final class Known {
    private final byte[] bytes;
    private final MetricSnapshot family;

    Known(byte[] bytes, MetricSnapshot family) {
      this.bytes = bytes;
      this.family = family;
    }
  }

  public SnapshotDecoder(LiveBounds bounds) {
    this.codec = new FamilyCodec(bounds);
    this.bounds = bounds;
  }

  /// Everything in the snapshot that keeps the rules. What does not is left out by family.
  public Decoded decode(LiveFrame.Snapshot snapshot) {
    List<MetricSnapshot> families = new ArrayList<>();
    List<LiveProtocolException> refused = new ArrayList<>();
    Map<Integer, Known> seen = new HashMap<>();
    Set<String> names = new HashSet<>();
    int series = 0;
    for (int place = 0; place < snapshot.families().size(); place++) {
      byte[] encoded = snapshot.families().get(place);
      try {
        MetricSnapshot family = family(encoded, known.get(place));
        seen.put(place, new Known(encoded, family));
        int size = family.getDataPoints().size();
        check(family, series + size, names);
        series += size;
        families.add(family);
      } catch (LiveProtocolException e) {
        refused.add(e);
      }
    }
    remember(seen);
    return new Decoded(List.copyOf(families), List.copyOf(refused));
  }

  private MetricSnapshot family(byte[] encoded, @Nullable Known former)
      throws LiveProtocolException {
    return former != null && Arrays.equals(former.bytes, encoded)
        ? former.family
        : codec.decode(encoded);
  }

  private void check(MetricSnapshot family, int series, Set<String> names)
      throws LiveProtocolException {
    String name = family.getMetadata().getPrometheusName();
    if (series > bounds.series()) {
      throw new LiveProtocolException(
          LiveRejection.TOO_MANY_SERIES,
          "The family %s brings the snapshot over %d series".formatted(name, bounds.series()));
    }
    if (!names.add(name)) {
      throw new LiveProtocolException(
          LiveRejection.DUPLICATE, "The family %s is sent twice".formatted(name));
    }
  }

  private void remember(Map<Integer, Known> seen) {
    long bytes = seen.values().stream().mapToLong(family -> family.bytes.length).sum();
    known = bytes <= MAX_REMEMBERED_BYTES ? seen : Map.of();
  }
}
