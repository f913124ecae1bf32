package org.voice2text.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/metrics.md` is written from the catalogues. After a change to them, run this test with
/// `-Dupdate=true` and look at what it wrote.
class MetricsDocTest {
  private static final Path FILE = root().resolve("docs/metrics.md");

  @Test
  void describesEveryMetric() throws IOException {
    String expected = generate();
    if (Boolean.getBoolean("update")) {
      Files.writeString(FILE, expected);
      throw new AssertionError("%s is written anew: run the test again".formatted(FILE));
    }
    assertThat(FILE).as("run this test with -Dupdate=true to write it").hasContent(expected);
  }

  @Test
  void namesElsewhereBelongToMetricsOfOurs() {
    Set<String> ours =
        Stream.of(
                LiveMetrics.ALL, BusinessCatalogue.ALL, ExporterCatalogue.ALL, CustomCatalogue.ALL)
            .flatMap(List::stream)
            .map(Metric::name)
            .collect(Collectors.toSet());
    assertThat(ours).containsAll(NamesElsewhere.all().keySet());
  }

  private static String generate() {
    return """
    # Metrics

    <!-- Written by MetricsDocTest from the catalogues: change those, not this file. -->

    Everything is served by the exporter at `/metrics`, by default on port 8000, in the Prometheus text, OpenMetrics and protobuf formats. A
    series exists from 0 before its first event, for every combination of label values that is known. Label values are closed sets;
    anything else becomes `other`. Histograms have classic buckets, and native ones in the protobuf format.

    The last column says what other Telegram bots, task queues and exporters call the same thing or nearly the same. Their
    types, units and labels may differ.

    ## Live metrics

    Pushed by the bot. Counters and histograms go on over restarts of either process; those of several bots add up.
    Beside `bothost_bots_created_total` there is `bothost_bots_created_created`, the time since which it counts.

    %s
    ## Business metrics

    Read from the bot's database by the exporter: those on activity every 15 s, the others every `BUSINESS_REFRESH`. HELP says how old a value may be.
    `business_estimated_cost_rubles_total` stays 0 while `USD_RUB` is not set.

    %s
    ## The exporter's own

    Also of the machine and of the bot's process; see [host metrics](host-metrics.md).

    %s
    ## Custom metrics

    Told of each metric of `CUSTOM_METRICS`; see [custom metrics](custom-metrics.md).

    %s
    ## JVM and processes

    `jvm_*` and `process_*` are those of the [client library](https://prometheus.github.io/client_java/instrumentation/jvm/), with the label `process`: `bot` or `exporter`.
    """
        .formatted(
            table(LiveMetrics.ALL),
            table(BusinessCatalogue.ALL),
            table(ExporterCatalogue.ALL),
            table(CustomCatalogue.ALL));
  }

  private static String table(List<? extends Metric> metrics) {
    Map<String, List<String>> elsewhere = NamesElsewhere.all();
    return metrics.stream()
        .map(metric ->
            "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                    metric.name(),
                    metric.type().name().toLowerCase(Locale.ROOT),
                    labels(metric),
                    meaning(metric),
                    code(elsewhere.getOrDefault(metric.name(), List.of()))))
        .collect(
            Collectors.joining(
                "",
                "| metric | type | labels | meaning | elsewhere |\n|---|---|---|---|---|\n",
                ""));
  }

  private static String labels(Metric metric) {
    return metric.labels().isEmpty()
        ? "–"
        : metric.labels().stream()
            .map(label ->
                label.isConfigured()
                    ? "`%s`".formatted(label.name())
                    : "`%s` (%s)".formatted(label.name(), code(label.values())))
            .collect(Collectors.joining("; "));
  }

  private static String meaning(Metric metric) {
    return metric instanceof LiveMetric live && live.type() == Metric.Type.HISTOGRAM
        ? "%s Buckets from %s to %s."
            .formatted(
                live.help(), number(live.buckets().getFirst()), number(live.buckets().getLast()))
        : metric.help();
  }

  private static String number(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  private static String code(List<String> words) {
    return words.isEmpty()
        ? "–"
        : words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("Makefile"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
