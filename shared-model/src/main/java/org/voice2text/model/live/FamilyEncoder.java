package org.voice2text.model.live;

import io.prometheus.metrics.expositionformats.generated.Metrics;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes what the library's own protobuf writer leaves out: units, created times of histograms and
/// summaries, and exemplars of native histograms.
// The canonical name changes with each release of the library; this one stays.
@SuppressWarnings("NonCanonicalType")
final class FamilyEncoder {
  private FamilyEncoder() {}

  static byte[] encode(MetricSnapshot family) {
    Metrics.MetricFamily.Builder out = Metrics.MetricFamily.newBuilder();
    MetricMetadata metadata = family.getMetadata();
    out.setName(metadata.getPrometheusName());
    if (metadata.getHelp() != null) {
      out.setHelp(metadata.getHelp());
    }
    if (metadata.getUnit() != null) {
      out.setUnit(metadata.getUnit().toString());
    }
    switch (family) {
      case CounterSnapshot counter -> encodeCounter(counter, out);
      case GaugeSnapshot gauge -> encodeGauge(gauge, out);
      case HistogramSnapshot histogram -> encodeHistogram(histogram, out);
      case SummarySnapshot summary -> encodeSummary(summary, out);
      case UnknownSnapshot unknown -> encodeUnknown(unknown, out);
      case InfoSnapshot info -> encodeInfo(info, out);
      case StateSetSnapshot states -> encodeStates(states, out);
      default ->
          throw new IllegalArgumentException(
              "The live socket cannot carry " + family.getClass().getName());
    }
    return out.build().toByteArray();
  }

  private static void encodeCounter(CounterSnapshot family, Metrics.MetricFamily.Builder out) {
    out.setType(Metrics.MetricType.COUNTER);
    out.setName(withSuffix(out.getName(), "_total"));
    for (CounterSnapshot.CounterDataPointSnapshot point : family.getDataPoints()) {
      Metrics.Counter.Builder counter =
          series(out, point).getCounterBuilder().setValue(point.getValue());
      if (point.getExemplar() != null) {
        setExemplar(counter.getExemplarBuilder(), point.getExemplar());
      }
      if (point.hasCreatedTimestamp()) {
        Instant created = Instant.ofEpochMilli(point.getCreatedTimestampMillis());
        counter
            .getCreatedTimestampBuilder()
            .setSeconds(created.getEpochSecond())
            .setNanos(created.getNano());
      }
    }
  }

  private static void encodeGauge(GaugeSnapshot family, Metrics.MetricFamily.Builder out) {
    out.setType(Metrics.MetricType.GAUGE);
    for (GaugeSnapshot.GaugeDataPointSnapshot point : family.getDataPoints()) {
      series(out, point).getGaugeBuilder().setValue(point.getValue());
    }
  }

  private static void encodeUnknown(UnknownSnapshot family, Metrics.MetricFamily.Builder out) {
    out.setType(Metrics.MetricType.UNTYPED);
    for (UnknownSnapshot.UnknownDataPointSnapshot point : family.getDataPoints()) {
      series(out, point).getUntypedBuilder().setValue(point.getValue());
    }
  }

  private static void encodeInfo(InfoSnapshot family, Metrics.MetricFamily.Builder out) {
    out.setType(Metrics.MetricType.GAUGE);
    out.setName(withSuffix(out.getName(), "_info"));
    for (InfoSnapshot.InfoDataPointSnapshot point : family.getDataPoints()) {
      series(out, point).getGaugeBuilder().setValue(1);
    }
  }

  private static void encodeStates(StateSetSnapshot family, Metrics.MetricFamily.Builder out) {
    out.setType(Metrics.MetricType.GAUGE);
    for (StateSetSnapshot.StateSetDataPointSnapshot point : family.getDataPoints()) {
      for (StateSetSnapshot.State state : point) {
        Metrics.Metric.Builder series = series(out, point);
        series.addLabelBuilder().setName(out.getName()).setValue(state.getName());
        series.getGaugeBuilder().setValue(state.isTrue() ? 1 : 0);
      }
    }
  }

  private static void encodeSummary(SummarySnapshot family, Metrics.MetricFamily.Builder out) {
    out.setType(Metrics.MetricType.SUMMARY);
    for (SummarySnapshot.SummaryDataPointSnapshot point : family.getDataPoints()) {
      Metrics.Summary.Builder summary = series(out, point).getSummaryBuilder();
      if (point.hasCount()) {
        summary.setSampleCount(point.getCount());
      }
      if (point.hasSum()) {
        summary.setSampleSum(point.getSum());
      }
      for (Quantile quantile : point.getQuantiles()) {
        summary
            .addQuantileBuilder()
            .setQuantile(quantile.getQuantile())
            .setValue(quantile.getValue());
      }
      if (point.hasCreatedTimestamp()) {
        Instant created = Instant.ofEpochMilli(point.getCreatedTimestampMillis());
        summary
            .getCreatedTimestampBuilder()
            .setSeconds(created.getEpochSecond())
            .setNanos(created.getNano());
      }
    }
  }

  private static void encodeHistogram(HistogramSnapshot family, Metrics.MetricFamily.Builder out) {
    out.setType(
        family.isGaugeHistogram()
            ? Metrics.MetricType.GAUGE_HISTOGRAM
            : Metrics.MetricType.HISTOGRAM);
    for (HistogramSnapshot.HistogramDataPointSnapshot point : family.getDataPoints()) {
      Metrics.Histogram.Builder histogram = series(out, point).getHistogramBuilder();
      if (point.hasCount()) {
        histogram.setSampleCount(point.getCount());
      }
      if (point.hasSum()) {
        histogram.setSampleSum(point.getSum());
      }
      if (point.hasCreatedTimestamp()) {
        Instant created = Instant.ofEpochMilli(point.getCreatedTimestampMillis());
        histogram
            .getCreatedTimestampBuilder()
            .setSeconds(created.getEpochSecond())
            .setNanos(created.getNano());
      }
      List<Exemplar> exemplars = new ArrayList<>();
      point.getExemplars().forEach(exemplars::add);
      if (point.hasClassicHistogramData()) {
        encodeClassic(point.getClassicBuckets(), exemplars, histogram);
      }
      if (point.hasNativeHistogramData()) {
        NativeSpans.encode(point, histogram);
      }
      // Those that no bucket has a place for.
      exemplars.forEach(exemplar -> setExemplar(histogram.addExemplarsBuilder(), exemplar));
    }
  }

  /// Takes each exemplar that gets a place in a bucket out of the list.
  private static void encodeClassic(
      ClassicHistogramBuckets buckets, List<Exemplar> exemplars, Metrics.Histogram.Builder out) {
    long cumulative = 0;
    double lower = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < buckets.size(); i++) {
      cumulative += buckets.getCount(i);
      double upper = buckets.getUpperBound(i);
      Metrics.Bucket.Builder bucket =
          out.addBucketBuilder().setCumulativeCount(cumulative).setUpperBound(upper);
      Exemplar exemplar = within(lower, upper, exemplars);
      if (exemplar != null) {
        setExemplar(bucket.getExemplarBuilder(), exemplar);
        exemplars.remove(exemplar);
      }
      lower = upper;
    }
  }

  private static @Nullable Exemplar within(double lower, double upper, List<Exemplar> exemplars) {
    return exemplars.stream()
        .filter(exemplar -> exemplar.getValue() > lower && exemplar.getValue() <= upper)
        .findFirst()
        .orElse(null);
  }

  private static void setExemplar(Metrics.Exemplar.Builder out, Exemplar exemplar) {
    out.setValue(exemplar.getValue());
    for (Label label : exemplar.getLabels()) {
      out.addLabelBuilder().setName(label.getName()).setValue(label.getValue());
    }
    if (exemplar.hasTimestamp()) {
      Instant at = Instant.ofEpochMilli(exemplar.getTimestampMillis());
      out.getTimestampBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano());
    }
  }

  private static Metrics.Metric.Builder series(
      Metrics.MetricFamily.Builder out, DataPointSnapshot point) {
    Metrics.Metric.Builder series = out.addMetricBuilder();
    Labels labels = point.getLabels();
    for (int i = 0; i < labels.size(); i++) {
      series.addLabelBuilder().setName(labels.getPrometheusName(i)).setValue(labels.getValue(i));
    }
    if (point.hasScrapeTimestamp()) {
      series.setTimestampMs(point.getScrapeTimestampMillis());
    }
    return series;
  }

  private static String withSuffix(String name, String suffix) {
    return name.endsWith(suffix) ? name : name + suffix;
  }
}
