package org.voice2text.exporter.custom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.exporter.custom.RefreshFailure.Reason;
import org.voice2text.model.catalogue.CustomCatalogue;

/// `docs/custom-metrics.md` says what the program does.
class CustomMetricsDocsTest {
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void itsExamplesAreAccepted() throws Exception {
    Path database = folder.resolve("shop.db");
    Sqlite.run(
        database,
        """
        create table orders (state text, shop text, created_at integer);
        insert into orders values ('new', 'a', 0), ('new', 'a', 0), ('new', 'b', 0), ('sent', 'a', 0);
        """);
    Files.createDirectories(folder.resolve("data"));
    Matcher matcher = YAML.matcher(page());
    List<CustomMetric> metrics = new ArrayList<>();
    while (matcher.find()) {
      Path file = Files.writeString(folder.resolve("metrics.yaml"), matcher.group(1));
      List<String> problems = new ArrayList<>();
      metrics.addAll(CustomMetricsFile.read(file, database, problems));
      assertThat(problems).isEmpty();
    }
    assertThat(metrics)
        .extracting(CustomMetric::name)
        .containsExactly("shop_orders", "bot_records_today");
  }

  @Test
  void itNamesEveryKeyReasonAndMetric() throws IOException {
    String page = page();
    assertThat(MetricParser.KEYS).allSatisfy(key -> assertThat(page).contains("| `" + key + "` |"));
    assertThat(Arrays.stream(Reason.values()).map(Reason::label))
        .allSatisfy(reason -> assertThat(page).contains("| `" + reason + "` |"));
    assertThat(CustomCatalogue.ALL)
        .allSatisfy(metric ->
            assertThat(page)
                .contains(
                    "| `%s{%s}` | %s |"
                        .formatted(
                            metric.name(),
                            String.join(",", metric.labelNames()),
                            metric.type().name().toLowerCase(Locale.ROOT))));
    assertThat(CustomCatalogue.ERRORS.labels().getLast().values())
        .containsExactlyElementsOf(Arrays.stream(Reason.values()).map(Reason::label).toList());
    assertThat(page).contains("At most 1,000 series");
    assertThat(SeriesReader.MAX_SERIES).isEqualTo(1_000);
  }

  private static String page() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("Makefile"))) {
      folder = folder.getParent();
    }
    return Files.readString(folder.resolve("docs/custom-metrics.md"));
  }
}
