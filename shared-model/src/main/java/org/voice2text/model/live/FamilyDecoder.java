package org.voice2text.model.live;

import io.prometheus.metrics.expositionformats.generated.Metrics;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/// Reads one family of a sender that is not trusted.
// The canonical name changes with each release of the library; this one stays.
@SuppressWarnings("NonCanonicalType")
final class FamilyDecoder {
  private final LiveBounds bounds;
  private final Metrics.MetricFamily in;
  private final Map<Labels, Metrics.Metric> series = new LinkedHashMap<>();

  private FamilyDecoder(Metrics.MetricFamily in, LiveBounds bounds) {
    this.in = in;
    this.bounds = bounds;
  }

  static MetricSnapshot decode(byte[] bytes, LiveBounds bounds) throws LiveProtocolException {
    Metrics.MetricFamily family;
    try {
      family = Metrics.MetricFamily.parseFrom(bytes);
    } catch (IOException e) {
      throw new LiveProtocolException(
          LiveRejection.MALFORMED, "A family is not a MetricFamily message", e);
    }
    FamilyDecoder decoder = new FamilyDecoder(family, bounds);
    decoder.checkBounds();
    try {
      return decoder.decode();
    } catch (UnsupportedOperationException e) {
      throw new LiveProtocolException(LiveRejection.UNSUPPORTED, decoder.describe(e), e);
    } catch (RuntimeException e) {
      // The model's constructors guard their own rules with several kinds of exception.
      throw new LiveProtocolException(LiveRejection.MALFORMED, decoder.describe(e), e);
    }
  }

  private String describe(RuntimeException e) {
    return "The family %s breaks a rule: %s".formatted(in.getName(), e.getMessage());
  }

  private void checkBounds() throws LiveProtocolException {
    checkText(in.getName(), "metric name");
    if (!isName(in.getName(), true)) {
      throw new LiveProtocolException(
          LiveRejection.MALFORMED, "A metric name must match [a-zA-Z_:][a-zA-Z0-9_:]*");
    }
    checkText(in.getHelp(), "help text");
    checkText(in.getUnit(), "unit");
    if (in.getMetricCount() > bounds.series()) {
      throw new LiveProtocolException(
          LiveRejection.TOO_MANY_SERIES,
          "The family %s has more than %d series".formatted(in.getName(), bounds.series()));
    }
    for (Metrics.Metric metric : in.getMetricList()) {
      checkLabels(metric.getLabelList());
      for (Metrics.Exemplar exemplar : exemplars(metric)) {
        checkLabels(exemplar.getLabelList());
      }
      if (series.put(labels(metric.getLabelList()), metric) != null) {
        throw new LiveProtocolException(
            LiveRejection.DUPLICATE,
            "The family %s has two series with the same labels".formatted(in.getName()));
      }
    }
  }

  private void checkLabels(List<Metrics.LabelPair> labels) throws LiveProtocolException {
    if (labels.size() > bounds.labels()) {
      throw new LiveProtocolException(
          LiveRejection.TOO_MANY_LABELS,
          "The family %s has a series with more than %d labels"
              .formatted(in.getName(), bounds.labels()));
    }
    for (int i = 0; i < labels.size(); i++) {
      String name = labels.get(i).getName();
      checkText(name, "label name");
      checkText(labels.get(i).getValue(), "label value");
      if (!isName(name, false) || name.startsWith("__")) {
        throw new LiveProtocolException(
            LiveRejection.MALFORMED,
            "The family %s has a label name that does not match [a-zA-Z_][a-zA-Z0-9_]* or starts with __"
                .formatted(in.getName()));
      }
      for (int k = 0; k < i; k++) {
        if (name.equals(labels.get(k).getName())) {
          throw new LiveProtocolException(
              LiveRejection.DUPLICATE,
              "The family %s has a series with the same label twice".formatted(in.getName()));
        }
      }
    }
  }

  private void checkText(String text, String what) throws LiveProtocolException {
    if (text.length() > bounds.textChars()) {
      throw new LiveProtocolException(
          LiveRejection.TEXT_TOO_LONG,
          "A %s has %d characters; at most %d are taken"
              .formatted(what, text.length(), bounds.textChars()));
    }
  }

  private static boolean isName(String text, boolean colons) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetter(c) && !isDigit(c) && c != '_' && !(colons && c == ':')) {
        return false;
      }
    }
    return !text.isEmpty() && !isDigit(text.charAt(0));
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static List<Metrics.Exemplar> exemplars(Metrics.Metric series) {
    if (series.hasCounter()) {
      return series.getCounter().hasExemplar()
          ? List.of(series.getCounter().getExemplar())
          : List.of();
    }
    return HistogramDecoder.exemplars(series.getHistogram());
  }

  private MetricSnapshot decode() {
    return switch (in.getType()) {
      case COUNTER ->
          new CounterSnapshot(
              metadata("_total"), points(Metrics.Metric::hasCounter, FamilyDecoder::counter));
      case GAUGE ->
          new GaugeSnapshot(metadata(""), points(Metrics.Metric::hasGauge, FamilyDecoder::gauge));
      case UNTYPED ->
          new UnknownSnapshot(
              metadata(""), points(Metrics.Metric::hasUntyped, FamilyDecoder::unknown));
      case SUMMARY ->
          new SummarySnapshot(
              metadata(""), points(Metrics.Metric::hasSummary, FamilyDecoder::summary));
      case HISTOGRAM -> histogram(false);
      case GAUGE_HISTOGRAM -> histogram(true);
    };
  }

  private HistogramSnapshot histogram(boolean gauge) {
    return new HistogramSnapshot(
        gauge, metadata(""), points(Metrics.Metric::hasHistogram, HistogramDecoder::decode));
  }

  private MetricMetadata metadata(String suffix) {
    String name = in.getName();
    if (!suffix.isEmpty() && name.endsWith(suffix)) {
      name = name.substring(0, name.length() - suffix.length());
    }
    String unit = in.getUnit();
    // A unit that the name does not end with breaks a rule of the model; it is only decoration.
    return name.endsWith("_" + unit) && !unit.isEmpty()
        ? new MetricMetadata(name, help(), new Unit(unit))
        : new MetricMetadata(name, help());
  }

  // The model's constructors take null, though they do not say so.
  @SuppressWarnings("NullAway")
  private String help() {
    return in.hasHelp() ? in.getHelp() : null;
  }

  private <T extends DataPointSnapshot> List<T> points(
      Predicate<Metrics.Metric> fits, BiFunction<Metrics.Metric, Labels, T> decode) {
    List<T> points = new ArrayList<>(series.size());
    series.forEach((labels, metric) -> {
      if (!fits.test(metric)) {
        throw new IllegalArgumentException("a series has no value of the type " + in.getType());
      }
      points.add(decode.apply(metric, labels));
    });
    return points;
  }

  private static CounterSnapshot.CounterDataPointSnapshot counter(
      Metrics.Metric series, Labels labels) {
    Metrics.Counter counter = series.getCounter();
    double value = counter.getValue();
    if (!Double.isFinite(value) || value < 0) {
      throw new IllegalArgumentException("a counter must be finite and 0 or more");
    }
    return new CounterSnapshot.CounterDataPointSnapshot(
        value,
        labels,
        counter.hasExemplar() ? exemplar(counter.getExemplar()) : none(),
        counter.hasCreatedTimestamp()
            ? millis(
                counter.getCreatedTimestamp().getSeconds(),
                counter.getCreatedTimestamp().getNanos())
            : 0,
        series.getTimestampMs());
  }

  @SuppressWarnings("NullAway") // The model takes null for "no exemplar".
  private static Exemplar none() {
    return null;
  }

  private static GaugeSnapshot.GaugeDataPointSnapshot gauge(Metrics.Metric series, Labels labels) {
    return new GaugeSnapshot.GaugeDataPointSnapshot(
        series.getGauge().getValue(), labels, none(), series.getTimestampMs());
  }

  private static UnknownSnapshot.UnknownDataPointSnapshot unknown(
      Metrics.Metric series, Labels labels) {
    return new UnknownSnapshot.UnknownDataPointSnapshot(
        series.getUntyped().getValue(), labels, none(), series.getTimestampMs());
  }

  private static SummarySnapshot.SummaryDataPointSnapshot summary(
      Metrics.Metric series, Labels labels) {
    Metrics.Summary summary = series.getSummary();
    SummarySnapshot.SummaryDataPointSnapshot.Builder out =
        SummarySnapshot.SummaryDataPointSnapshot.builder().labels(labels);
    if (summary.hasSampleCount()) {
      if (summary.getSampleCount() < 0) {
        throw new IllegalArgumentException("a count must be below 2^63");
      }
      out.count(summary.getSampleCount());
    }
    if (summary.hasSampleSum()) {
      out.sum(summary.getSampleSum());
    }
    out.quantiles(
        Quantiles.of(
            summary.getQuantileList().stream()
                .map(q -> new Quantile(q.getQuantile(), q.getValue()))
                .toList()));
    if (summary.hasCreatedTimestamp()) {
      out.createdTimestampMillis(
          millis(
              summary.getCreatedTimestamp().getSeconds(),
              summary.getCreatedTimestamp().getNanos()));
    }
    return out.build();
  }

  static Exemplar exemplar(Metrics.Exemplar in) {
    Exemplar.Builder out =
        Exemplar.builder().value(in.getValue()).labels(labels(in.getLabelList()));
    if (in.hasTimestamp()) {
      out.timestampMillis(millis(in.getTimestamp().getSeconds(), in.getTimestamp().getNanos()));
    }
    return out.build();
  }

  static long millis(long seconds, int nanos) {
    long millis = Math.addExact(Math.multiplyExact(seconds, 1000L), nanos / 1_000_000);
    if (millis < 0) {
      throw new IllegalArgumentException("a time must be in 1970 or later");
    }
    return millis;
  }

  private static Labels labels(List<Metrics.LabelPair> pairs) {
    String[] names = new String[pairs.size()];
    String[] values = new String[pairs.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = pairs.get(i).getName();
      values[i] = pairs.get(i).getValue();
    }
    return Labels.of(names, values);
  }
}
