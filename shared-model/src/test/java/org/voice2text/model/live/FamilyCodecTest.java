package org.voice2text.model.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusProtobufWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FamilyCodecTest {
  private static final Exemplar TRACE =
      Exemplar.builder()
          .value(0.3)
          .traceId("0af7651916cd43dd8448eb211c80319c")
          .spanId("b7ad6b7169203331")
          .timestampMillis(1_700_000_000_123L)
          .build();

  private final FamilyCodec codec = new FamilyCodec(LiveBounds.DEFAULT);
  private final PrometheusRegistry registry = new PrometheusRegistry();

  @Test
  void carriesCountersWithCreatedTimeAndExemplar() throws LiveProtocolException {
    Counter counter =
        Counter.builder()
            .name("wait_seconds_total")
            .help("Waited \"so\" far\\\nreally.")
            .unit(Unit.SECONDS)
            .labelNames("b", "a")
            .register(registry);
    counter.labelValues("x\n\"\\", "ü😀").inc(1.5);
    counter.labelValues("", "2").incWithExemplar(Labels.of("trace_id", "t1"));

    carriesAll();
  }

  @Test
  void carriesCreatedTimesToTheMillisecond() throws LiveProtocolException {
    CounterSnapshot counter =
        CounterSnapshot.builder()
            .name("c")
            .dataPoint(
                CounterSnapshot.CounterDataPointSnapshot.builder()
                    .value(4)
                    .createdTimestampMillis(1_700_000_000_987L)
                    .exemplar(TRACE)
                    .build())
            .build();

    CounterSnapshot back = (CounterSnapshot) codec.decode(FamilyCodec.encode(counter));

    assertThat(back.getDataPoints().getFirst().getCreatedTimestampMillis())
        .isEqualTo(1_700_000_000_987L);
    assertThat(back.getDataPoints().getFirst().getExemplar().getTimestampMillis())
        .isEqualTo(TRACE.getTimestampMillis());
    assertThat(back.getDataPoints().getFirst().getExemplar().getLabels().toString())
        .isEqualTo(TRACE.getLabels().toString());
  }

  @Test
  void carriesGauges() throws LiveProtocolException {
    Gauge gauge = Gauge.builder().name("depth").labelNames("q").register(registry);
    gauge.labelValues("nan").set(Double.NaN);
    gauge.labelValues("inf").set(Double.NEGATIVE_INFINITY);
    gauge.labelValues("max").set(Double.MAX_VALUE);
    Gauge.builder().name("sizes_total").help("A gauge by this name.").register(registry).set(-1);

    carriesAll();
  }

  @Test
  void carriesHistogramsOfEachKind() throws LiveProtocolException {
    for (Consumer<Histogram.Builder> kind :
        List.<Consumer<Histogram.Builder>>of(
            Histogram.Builder::classicOnly, Histogram.Builder::nativeOnly, _ -> {})) {
      registry.clear();
      Histogram.Builder builder =
          Histogram.builder().name("took_seconds").unit(Unit.SECONDS).help("h").labelNames("l");
      kind.accept(builder);
      Histogram histogram = builder.register(registry);
      histogram.initLabelValues("none");
      for (double value : new double[] {0, -3, 0.0021, 0.3, 0.31, 7, 7e9, 1e-300}) {
        histogram.labelValues("some").observe(value);
      }
      histogram.labelValues("some").observeWithExemplar(0.2, Labels.of("trace_id", "t2"));

      carriesAll();
    }
  }

  @Test
  void carriesCreatedTimeAndExemplarsOfANativeHistogram() throws LiveProtocolException {
    HistogramSnapshot histogram =
        HistogramSnapshot.builder()
            .name("h")
            .dataPoint(
                HistogramSnapshot.HistogramDataPointSnapshot.builder()
                    .nativeSchema(3)
                    .nativeZeroThreshold(0.001)
                    .createdTimestampMillis(1_600_000_000_001L)
                    .exemplars(
                        io.prometheus.metrics.model.snapshots.Exemplars.of(
                            TRACE, Exemplar.builder().value(9).timestampMillis(5).build()))
                    .build())
            .build();

    HistogramSnapshot.HistogramDataPointSnapshot back =
        ((HistogramSnapshot) codec.decode(FamilyCodec.encode(histogram)))
            .getDataPoints()
            .getFirst();

    assertThat(back.hasClassicHistogramData()).isFalse();
    assertThat(back.getNativeSchema()).isEqualTo(3);
    assertThat(back.getNativeZeroThreshold()).isEqualTo(0.001);
    assertThat(back.getCreatedTimestampMillis()).isEqualTo(1_600_000_000_001L);
    assertThat(back.getExemplars().size()).isEqualTo(2);
  }

  @Test
  void carriesSummariesUnknownsAndGaugeHistograms() throws LiveProtocolException {
    Summary summary = Summary.builder().name("s").quantile(0.5).quantile(0.99).register(registry);
    summary.observe(2);
    summary.observe(3);
    registry.register(() ->
        UnknownSnapshot.builder()
            .name("u")
            .dataPoint(UnknownSnapshot.UnknownDataPointSnapshot.builder().value(1.25).build())
            .build());
    registry.register(() ->
        HistogramSnapshot.builder()
            .name("gh")
            .gaugeHistogram(true)
            .dataPoint(
                HistogramSnapshot.HistogramDataPointSnapshot.builder()
                    .classicHistogramBuckets(
                        ClassicHistogramBuckets.of(
                            new double[] {1, Double.POSITIVE_INFINITY}, new long[] {1, 2}))
                    .sum(4)
                    .build())
            .build());

    carriesAll();
  }

  @Test
  void turnsInfoAndStatesIntoGaugesThatLookTheSameInPrometheusText() throws LiveProtocolException {
    Info.builder().name("b_info").help("h").labelNames("v").register(registry).setLabelValues("1");
    StateSet.builder().name("mode").states("on", "off").register(registry).setTrue("on");

    MetricSnapshots back = roundTrip(registry.scrape());

    assertThat(text(back)).isEqualTo(text(registry.scrape()).replaceAll("(?m) ([01])$", " $1.0"));
    assertThat(back.stream()).allMatch(GaugeSnapshot.class::isInstance);
  }

  @Test
  void readsCountersNamedWithoutTotal() throws LiveProtocolException {
    byte[] family =
        HexFormat.of().parseHex("0a05706c61696e" + "1800" + "220b1a0909000000000000f03f");

    MetricSnapshot counter = codec.decode(family);

    assertThat(text(MetricSnapshots.of(counter))).contains("plain_total 1.0");
  }

  /// A library may leave the bucket up to infinity out.
  @Test
  void addsTheBucketUpToInfinity() throws LiveProtocolException {
    byte[] family =
        HexFormat.of()
            .parseHex(
                "0a0168"
                    + "1804"
                    + "22"
                    + "11"
                    + "3a"
                    + "0f"
                    + "0805"
                    + "1a0b0803"
                    + "11"
                    + "000000000000f03f");

    assertThat(text(MetricSnapshots.of(codec.decode(family))))
        .contains("h_bucket{le=\"1.0\"} 3")
        .contains("h_bucket{le=\"+Inf\"} 5");
  }

  @Test
  void refusesWhatBreaksABound() {
    FamilyCodec strict = new FamilyCodec(new LiveBounds(1000, 2, 3, 10, 2));

    assertThat(reason(strict, counter("name_is_too_long"))).isEqualTo(LiveRejection.TEXT_TOO_LONG);
    assertThat(reason(strict, counter("c", "label_name_x", "v")))
        .isEqualTo(LiveRejection.TEXT_TOO_LONG);
    assertThat(reason(strict, counter("c", "l", "12345678901")))
        .isEqualTo(LiveRejection.TEXT_TOO_LONG);
    assertThat(reason(strict, counter("c", "a", "1", "b", "2", "d", "3")))
        .isEqualTo(LiveRejection.TOO_MANY_LABELS);
  }

  @Test
  void leavesOutFamiliesThatBreakABoundAndKeepsTheRest() {
    FamilyCodec strict = new FamilyCodec(new LiveBounds(1000, 10, 2, 10, 2));
    List<byte[]> families =
        List.of(
            counter("a"),
            counter("name_is_too_long"),
            counter("a"),
            new byte[] {1, 2, 3},
            counter("b"),
            counter("c"));

    FamilyCodec.Decoded decoded =
        strict.decodeAll(new LiveFrame.Snapshot(1, Instant.EPOCH, families));

    assertThat(decoded.families().stream().map(f -> f.getMetadata().getName()))
        .containsExactly("a", "b");
    assertThat(decoded.refused().stream().map(LiveProtocolException::reason))
        .containsExactly(
            LiveRejection.TEXT_TOO_LONG,
            LiveRejection.DUPLICATE,
            LiveRejection.MALFORMED,
            LiveRejection.TOO_MANY_SERIES);
  }

  private static byte[] counter(String name, String... labels) {
    return FamilyCodec.encode(
        CounterSnapshot.builder()
            .name(name)
            .dataPoint(
                CounterSnapshot.CounterDataPointSnapshot.builder()
                    .value(1)
                    .labels(Labels.of(labels))
                    .build())
            .build());
  }

  private static LiveRejection reason(FamilyCodec codec, byte[] family) {
    return assertThatExceptionOfType(LiveProtocolException.class)
        .isThrownBy(() -> codec.decode(family))
        .actual()
        .reason();
  }

  private void carriesAll() throws LiveProtocolException {
    MetricSnapshots before = registry.scrape();
    MetricSnapshots after = roundTrip(before);
    assertThat(text(after)).isEqualTo(text(before));
    assertThat(openMetrics(after)).isEqualTo(openMetrics(before));
    assertThat(new PrometheusProtobufWriter().toDebugString(after))
        .isEqualTo(new PrometheusProtobufWriter().toDebugString(before));
  }

  private MetricSnapshots roundTrip(MetricSnapshots before) throws LiveProtocolException {
    MetricSnapshots.Builder after = MetricSnapshots.builder();
    for (byte[] family : FamilyCodec.encodeAll(before)) {
      MetricSnapshot decoded = codec.decode(family);
      after.metricSnapshot(decoded);
    }
    return after.build();
  }

  private static String text(MetricSnapshots families) {
    return PrometheusTextFormatWriter.builder()
        .setIncludeCreatedTimestamps(true)
        .build()
        .toDebugString(families);
  }

  private static String openMetrics(MetricSnapshots families) {
    return OpenMetricsTextFormatWriter.builder()
        .setCreatedTimestampsEnabled(true)
        .build()
        .toDebugString(families);
  }
}
