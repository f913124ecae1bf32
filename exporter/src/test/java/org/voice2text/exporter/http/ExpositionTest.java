package org.voice2text.exporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Kept bytes must not be told from those that the library writes at once.
class ExpositionTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter counter =
      Counter.builder().name("c").help("With \"quotes\".").labelNames("l").register(registry);
  private final Histogram histogram = Histogram.builder().name("h").register(registry);
  private final Exposition exposition = new Exposition();

  ExpositionTest() {
    Gauge.builder().name("g").register(registry).set(Double.NaN);
    Info.builder().name("i").labelNames("v").register(registry).setLabelValues("1");
    counter.labelValues("a\nb").incWithExemplar(Labels.of("trace_id", "1"));
    histogram.observeWithExemplar(0.3, Labels.of("trace_id", "2"));
  }

  @AfterEach
  void stop() {
    exposition.close();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "text/plain",
        "application/openmetrics-text; version=1.0.0",
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        "application/openmetrics-text; escaping=allow-utf-8",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
      })
  void writesWhatTheLibraryWrites(String accept) throws Exception {
    MetricSnapshots first = registry.scrape();
    assertPage(first, accept);
    assertPage(first, accept);

    List<MetricSnapshot> mixed = new ArrayList<>(first.stream().toList());
    histogram.observe(9);
    mixed.removeIf(family -> family.getMetadata().getName().equals("h"));
    mixed.add(histogram.collect());
    assertPage(new MetricSnapshots(mixed), accept);
    mixed.removeFirst();
    assertPage(new MetricSnapshots(mixed), accept);
    assertPage(MetricSnapshots.of(), accept);
    assertPage(registry.scrape(), accept);
  }

  @Test
  void keepsFormatsApart() throws Exception {
    MetricSnapshots families = registry.scrape();
    for (int i = 0; i < 3; i++) {
      for (String accept :
          new String[] {
            null, "application/openmetrics-text", "application/vnd.google.protobuf", "text/plain"
          }) {
        assertPage(families, accept);
      }
    }
  }

  @Test
  void aPartLeavesWhatIsKeptAlone() throws Exception {
    MetricSnapshots all = registry.scrape();
    assertPage(all, null);
    MetricSnapshots some = MetricSnapshots.of(all.get(1));
    assertThat(exposition.part(some, null).body).isEqualTo(plain(some, null));
    assertPage(all, null);
  }

  @Test
  void writesPagesThatAreTooLongToKeep() throws Exception {
    GaugeSnapshot.Builder large = GaugeSnapshot.builder().name("large");
    for (int i = 0; i < 4000; i++) {
      large.dataPoint(
          GaugeDataPointSnapshot.builder()
              .labels(Labels.of("l", i + "x".repeat(300)))
              .value(i)
              .build());
    }
    MetricSnapshots families = MetricSnapshots.of(large.build());
    assertPage(families, null);
    assertPage(families, null);
  }

  private void assertPage(MetricSnapshots families, String accept) throws IOException {
    Exposition.Page page = exposition.page(families, accept);
    assertThat(page.contentType)
        .isEqualTo(ExpositionFormats.init().findWriter(accept).getContentType());
    assertThat(page.body).isEqualTo(plain(families, accept));
  }

  private static byte[] plain(MetricSnapshots families, String accept) throws IOException {
    ExpositionFormatWriter writer = ExpositionFormats.init().findWriter(accept);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(out, families, EscapingScheme.fromAcceptHeader(accept));
    return out.toByteArray();
  }
}
