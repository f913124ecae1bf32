package org.voice2text.exporter;

import io.prometheus.metrics.expositionformats.generated.Metrics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Reads delimited protobuf messages of metric families.
@SuppressWarnings("NonCanonicalType") // The alias that stays the same in each release.
final class ProtobufSamples {
  private final Map<String, Double> samples = new TreeMap<>();
  private final Map<String, Long> nativeCounts = new HashMap<>();

  static ProtobufSamples parse(byte[] body) throws IOException {
    ProtobufSamples parsed = new ProtobufSamples();
    ByteArrayInputStream in = new ByteArrayInputStream(body);
    for (Metrics.MetricFamily family = Metrics.MetricFamily.parseDelimitedFrom(in);
        family != null;
        family = Metrics.MetricFamily.parseDelimitedFrom(in)) {
      for (Metrics.Metric metric : family.getMetricList()) {
        parsed.add(family, metric);
      }
    }
    return parsed;
  }

  /// Values by series, as the text formats have them.
  Map<String, Double> samples() {
    return samples;
  }

  /// How many observations the native buckets of each histogram hold.
  Map<String, Long> nativeCounts() {
    return nativeCounts;
  }

  private void add(Metrics.MetricFamily family, Metrics.Metric metric) {
    String name = family.getName();
    Map<String, String> labels = labels(metric);
    switch (family.getType()) {
      case COUNTER -> {
        samples.put(name + labels, metric.getCounter().getValue());
        // The message tells it of every counter, the text formats of this one.
        if (name.equals("bothost_bots_created_total")) {
          samples.put(
              name.replace("_total", "_created") + labels,
              metric.getCounter().getCreatedTimestamp().getSeconds()
                  + metric.getCounter().getCreatedTimestamp().getNanos() / 1e9);
        }
      }
      case GAUGE -> samples.put(name + labels, metric.getGauge().getValue());
      case UNTYPED -> samples.put(name + labels, metric.getUntyped().getValue());
      case SUMMARY -> {
        samples.put(name + "_count" + labels, (double) metric.getSummary().getSampleCount());
        samples.put(name + "_sum" + labels, metric.getSummary().getSampleSum());
        metric
            .getSummary()
            .getQuantileList()
            .forEach(q ->
                samples.put(
                    name + with(labels, "quantile", String.valueOf(q.getQuantile())),
                    q.getValue()));
      }
      case HISTOGRAM -> addHistogram(name, labels, metric.getHistogram());
      default -> throw new IllegalArgumentException(family.getType() + " is not expected");
    }
  }

  private void addHistogram(String name, Map<String, String> labels, Metrics.Histogram histogram) {
    samples.put(name + "_count" + labels, (double) histogram.getSampleCount());
    samples.put(name + "_sum" + labels, histogram.getSampleSum());
    histogram
        .getBucketList()
        .forEach(b ->
            samples.put(
                name + "_bucket" + with(labels, "le", String.valueOf(b.getUpperBound())),
                (double) b.getCumulativeCount()));
    // Text has a last bucket also where the message takes it for granted.
    samples.put(
        name + "_bucket" + with(labels, "le", "Infinity"), (double) histogram.getSampleCount());
    if (histogram.hasSchema()) {
      long count = histogram.getZeroCount();
      long inBucket = 0;
      for (long delta : histogram.getPositiveDeltaList()) {
        inBucket += delta;
        count += inBucket;
      }
      nativeCounts.put(name + labels, count);
    }
  }

  private static Map<String, String> labels(Metrics.Metric metric) {
    Map<String, String> labels = new TreeMap<>();
    metric
        .getLabelList()
        .forEach(label ->
            labels.put(
                label.getName(),
                label.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")));
    return labels;
  }

  private static Map<String, String> with(Map<String, String> labels, String name, String value) {
    Map<String, String> more = new TreeMap<>(labels);
    more.put(name, value);
    return more;
  }
}
