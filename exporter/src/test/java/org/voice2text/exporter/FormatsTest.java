package org.voice2text.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.exporter.live.TestBot;
import org.voice2text.model.catalogue.LiveMetric;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.live.LiveAddress;
import org.voice2text.model.runtime.JvmInstruments;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// What the real program serves, with every metric of the catalogues and then some: without a
/// complaint of Prometheus's own checker, right to the letter of OpenMetrics, and the same in all
/// formats.
@Timeout(120)
@Tag("slow")
class FormatsTest {
  private static final String TEXT = "text/plain; version=0.0.4";
  private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";
  private static final String PROTOBUF =
      "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited";

  /// What promtool has against names that are kept all the same, and why.
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "business_audio_minutes_total use base unit \"seconds\" instead of \"minutes\"",
          "people count bought and used minutes, and the name is in use");

  /// Differs from one scrape to the next.
  private static final Predicate<String> MOVES =
      Pattern.compile(
              "process=exporter|^(system|exporter|bot_system|business_refresh)_|^custom_metric_(age|refresh_duration)_|^bot_uptime_|^bot_last_push_")
          .asPredicate();

  @TempDir Path folder;

  @Test
  void servesTheSameInEveryFormatAndByAllTheirRules() throws Exception {
    try (Database _ =
            Database.openWriter(folder.resolve("data/voice2text.db"), DatabaseObserver.NONE);
        ExporterProcess exporter =
            ExporterProcess.start(
                folder, Map.of("USD_RUB", "90", "CUSTOM_METRICS", customMetrics().toString()));
        HttpClient client = HttpClient.newHttpClient()) {
      URI metrics = exporter.awaitReady();
      try (TestBot bot =
          new TestBot(LiveAddress.parse(folder.resolve("data/live.sock").toString()), "a")) {
        LiveMetrics.ALL.stream()
            .filter(metric -> !metric.name().equals("bot_operations_total"))
            .filter(metric -> !metric.name().equals("transcription_queue_size"))
            .forEach(metric -> register(metric, bot.registry));
        registerTheUnusual(bot.registry);
        JvmInstruments.register("bot", bot.registry);
        bot.histogram.observe(0.3);
        int[] pushes = {0};
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> {
              bot.push();
              pushes[0]++;
              return ExporterProcess.get(metrics)
                  .contains("exporter_collector_up{collector=\"business\"} 1.0\n");
            });
        String all = "\nexporter_live_frames_total %d.0\n".formatted(pushes[0]);
        await().until(() -> ExporterProcess.get(metrics).contains(all));

        String text = new String(get(client, metrics, TEXT), StandardCharsets.UTF_8);
        OpenMetricsText open =
            OpenMetricsText.parse(
                new String(get(client, metrics, OPEN_METRICS), StandardCharsets.UTF_8));
        ProtobufSamples binary = ProtobufSamples.parse(get(client, metrics, PROTOBUF));

        assertThat(Promtool.complaints(text))
            .containsExactlyInAnyOrderElementsOf(EXCEPTIONS.keySet());
        assertThat(open.problems()).isEmpty();
        Map<String, Double> expected = still(PlainText.samples(text));
        assertThat(expected).hasSizeGreaterThan(300);
        assertThat(expected.get("bothost_bots_created_created{}"))
            .isCloseTo(Instant.now().toEpochMilli() / 1e3, within(60.0));
        assertThat(differences(still(open.samples()), expected)).isEmpty();
        assertThat(differences(still(binary.samples()), expected)).isEmpty();
        binary
            .nativeCounts()
            .forEach((series, count) ->
                assertThat((double) count)
                    .as(series)
                    .isEqualTo(binary.samples().get(series.replaceFirst("\\{", "_count{"))));
        assertThat(binary.nativeCounts())
            .containsKey("transcription_duration_seconds{model=x, provider=x}");
        assertThat(expected)
            .containsEntry("own_things{kind=a \\\"b\\\" \\\\ c}", 2.0)
            .containsEntry("own_sales_total{}", 7.0)
            .containsEntry("custom_metric_errors_total{metric=own_nothing, reason=sql}", 0.0);
      }
    }
  }

  /// An operator's own metrics, with what makes trouble in a format: quotes, a counter, no rows.
  private Path customMetrics() throws IOException {
    return Files.writeString(
        folder.resolve("custom.yaml"),
        """
        metrics:
          - name: own_things
            type: gauge
            help: Things, "counted" by kind.
            labels: [kind]
            value: n
            sql: select 'a "b" \\ c' as kind, 2 as n
          - name: own_sales_total
            type: counter
            help: Sales.
            value: n
            sql: select 7 as n
          - name: own_nothing
            type: gauge
            help: Nothing.
            labels: [kind]
            value: n
            sql: select 'x' as kind, 1 as n where 1 = 0
        """);
  }

  private static Map<String, Double> still(Map<String, Double> samples) {
    samples.keySet().removeIf(MOVES);
    return samples;
  }

  private static List<String> differences(Map<String, Double> one, Map<String, Double> other) {
    Set<String> series = new TreeSet<>(one.keySet());
    series.addAll(other.keySet());
    return series.stream()
        .filter(name -> !Objects.equals(one.get(name), other.get(name)))
        .map(name -> "%s is %s and %s".formatted(name, one.get(name), other.get(name)))
        .toList();
  }

  private static byte[] get(HttpClient client, URI uri, String accept)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.send(
            HttpRequest.newBuilder(uri).header("Accept", accept).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith(accept.substring(0, accept.indexOf(';')));
    return response.body();
  }

  /// One series with a value of its own.
  private static void register(LiveMetric metric, PrometheusRegistry registry) {
    String[] names = metric.labelNames().toArray(String[]::new);
    String[] values =
        metric.labels().stream()
            .map(label -> label.isConfigured() ? "x" : label.values().getFirst())
            .toArray(String[]::new);
    switch (metric.type()) {
      case COUNTER ->
          Counter.builder()
              .name(metric.name())
              .help(metric.help())
              .labelNames(names)
              .register(registry)
              .labelValues(values)
              .inc(metric.name().length() / 3.0);
      case GAUGE ->
          Gauge.builder()
              .name(metric.name())
              .help(metric.help())
              .labelNames(names)
              .register(registry)
              .labelValues(values)
              .set(-metric.name().length());
      case HISTOGRAM -> {
        Histogram histogram =
            Histogram.builder()
                .name(metric.name())
                .help(metric.help())
                .labelNames(names)
                .classicUpperBounds(
                    metric.buckets().stream().mapToDouble(Double::doubleValue).toArray())
                .register(registry);
        for (int i = 0; i < 20; i++) {
          histogram.labelValues(values).observe(i * i / 7.0);
        }
        histogram
            .labelValues(values)
            .observeWithExemplar(0.3, Labels.of("trace_id", "0af7651916cd43dd8448eb211c80319c"));
      }
      case INFO ->
          Info.builder()
              .name(metric.name())
              .help(metric.help())
              .labelNames(names)
              .register(registry)
              .setLabelValues(values);
    }
  }

  /// What another program may push.
  private static void registerTheUnusual(PrometheusRegistry registry) {
    Gauge odd =
        Gauge.builder()
            .name("odd_values")
            .help("A \\ and a \" and\na second line.")
            .labelNames("value")
            .register(registry);
    odd.labelValues("NaN").set(Double.NaN);
    odd.labelValues("+Inf").set(Double.POSITIVE_INFINITY);
    odd.labelValues("-Inf").set(Double.NEGATIVE_INFINITY);
    odd.labelValues("tiny").set(Double.MIN_VALUE);
    odd.labelValues("huge").set(1.7e308);
    odd.labelValues("a \\ and a \" and\na second line, {and}=\"braces\" у людей").set(0.1 + 0.2);
    Summary summary =
        Summary.builder()
            .name("odd_waits_seconds")
            .help("Quantiles.")
            .quantile(0.5)
            .quantile(0.99)
            .register(registry);
    for (int i = 1; i <= 100; i++) {
      summary.observe(i);
    }
    Histogram.builder()
        .name("only_native_seconds")
        .help("No classic buckets.")
        .nativeOnly()
        .register(registry)
        .observe(2.5);
    Counter.builder()
        .name("odd_bytes_total")
        .help("Big.")
        .register(registry)
        .inc(9007199254740992.0);
  }
}
