package org.voice2text.exporter.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.exporter.LogLines;
import org.voice2text.exporter.http.ScrapeSource.Reading;

@Timeout(60)
class CustomMetricsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final String ENDLESS =
      "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) as value from n";

  @TempDir Path folder;
  private Path database;
  private Instant now = Instant.parse("2026-06-15T12:00:00Z");
  private CustomMetrics metrics;

  @BeforeEach
  void create() throws SQLException {
    database = folder.resolve("shop.db");
    Sqlite.run(
        database,
        """
        create table orders (state text, shop text, amount);
        insert into orders values ('new', 'a', 1), ('new', 'b', 2.5), ('sent', 'a', 10);
        """);
  }

  @AfterEach
  void close() {
    if (metrics != null) {
      metrics.close();
    }
  }

  @Test
  void servesRowsAsSeries() throws Exception {
    given(
        """
          - name: shop_amount
            type: gauge
            help: Amounts
            labels: [state, shop]
            value: total
            refresh: 90s
            sql: select sum(amount) as total, shop, state from orders group by state, shop
          - name: shop_orders_total
            type: counter
            help: Orders.
            refresh: 1500ms
            sql: select count(*) as value from orders
        """);
    assertThat(refreshed())
        .startsWith(
            """
            # HELP custom_metric_age_seconds How old the metric's values are, in seconds; missing until there are any.
            # TYPE custom_metric_age_seconds gauge
            custom_metric_age_seconds{metric="shop_amount"} 0.0
            custom_metric_age_seconds{metric="shop_orders_total"} 0.0
            # HELP custom_metric_errors_total Refreshes of the metric that brought no new values, by reason.
            # TYPE custom_metric_errors_total counter
            custom_metric_errors_total{metric="shop_amount",reason="shape"} 0.0
            custom_metric_errors_total{metric="shop_amount",reason="sql"} 0.0
            custom_metric_errors_total{metric="shop_amount",reason="timeout"} 0.0
            custom_metric_errors_total{metric="shop_amount",reason="too_many_series"} 0.0
            custom_metric_errors_total{metric="shop_amount",reason="unavailable"} 0.0
            """)
        .contains("custom_metric_refresh_duration_seconds{metric=\"shop_amount\"} ")
        .contains(
            """
            custom_metric_last_success_timestamp_seconds{metric="shop_amount"} 1.7815248E9
            custom_metric_last_success_timestamp_seconds{metric="shop_orders_total"} 1.7815248E9
            """)
        .endsWith(
            """
            # HELP shop_amount Amounts. Read every 90 s.
            # TYPE shop_amount gauge
            shop_amount{shop="a",state="new"} 1.0
            shop_amount{shop="a",state="sent"} 10.0
            shop_amount{shop="b",state="new"} 2.5
            # HELP shop_orders_total Orders. Read every 1500 ms.
            # TYPE shop_orders_total counter
            shop_orders_total 3.0
            """);
    assertThat(isUp()).isTrue();
  }

  @Test
  void buildsTheLabelsAnewAtEachRefresh() throws Exception {
    given(gauge("shop_orders", "select state, count(*) as value from orders group by 1", "state"));
    assertThat(series("shop_orders"))
        .containsExactly("shop_orders{state=\"new\"} 2.0", "shop_orders{state=\"sent\"} 1.0");

    Sqlite.run(database, "delete from orders where state = 'new'");
    assertThat(series("shop_orders")).containsExactly("shop_orders{state=\"sent\"} 1.0");

    Sqlite.run(database, "delete from orders");
    assertThat(series("shop_orders")).isEmpty();
    assertThat(isUp()).isTrue();
  }

  @Test
  void aNullValueMakesNoSeriesAndANullLabelIsEmpty() throws Exception {
    Sqlite.run(
        database,
        "insert into orders values (null, 'c', 7), ('lost', 'c', null), (5, 'c', 1), (1.5, 'c', 2)");
    given(
        gauge("shop_amount", "select state, sum(amount) as value from orders group by 1", "state"));
    assertThat(series("shop_amount"))
        .containsExactly(
            "shop_amount{state=\"\"} 7.0",
            "shop_amount{state=\"1.5\"} 2.0",
            "shop_amount{state=\"5\"} 1.0",
            "shop_amount{state=\"new\"} 3.5",
            "shop_amount{state=\"sent\"} 10.0");
  }

  @Test
  void keepsTheLastGoodValuesWithTheirAgeWhenAStatementFails() throws Exception {
    given(
        gauge("shop_orders", "select count(*) as value from orders")
            + gauge("shop_constant", "select 1 as value"));
    String _ = refreshed();
    now = now.plusSeconds(100);
    Sqlite.run(database, "alter table orders rename to sales");

    assertThat(series("shop_orders")).containsExactly("shop_orders 3.0");
    assertThat(text())
        .contains(
            "custom_metric_age_seconds{metric=\"shop_constant\"} 0.0\n",
            "custom_metric_age_seconds{metric=\"shop_orders\"} 100.0\n",
            "custom_metric_last_success_timestamp_seconds{metric=\"shop_orders\"} 1.7815248E9\n",
            "custom_metric_errors_total{metric=\"shop_constant\",reason=\"sql\"} 0.0\n",
            "custom_metric_errors_total{metric=\"shop_orders\",reason=\"sql\"} 1.0\n");
    assertThat(isUp()).isFalse();

    Sqlite.run(database, "alter table sales rename to orders; delete from orders");
    assertThat(series("shop_orders")).containsExactly("shop_orders 0.0");
    assertThat(text()).contains("custom_metric_age_seconds{metric=\"shop_orders\"} 0.0\n");
    assertThat(isUp()).isTrue();
  }

  @Test
  void logsAFailureWhenItBeginsWhenItsReasonChangesAndWhenItEnds() throws Exception {
    given(gauge("shop_orders", "select shop, amount as value from orders", "shop"));
    try (LogLines log = new LogLines(RefreshedMetric.class)) {
      String _ = refreshed();
      String _ = refreshed();
      Sqlite.run(database, "delete from orders where state = 'sent'");
      String _ = refreshed();
      String _ = refreshed();
      Sqlite.run(database, "alter table orders rename to sales");
      String _ = refreshed();
      String _ = refreshed();
      Files.move(database, folder.resolve("away.db"));
      String _ = refreshed();
      assertThat(log.lines())
          .containsExactly(
              "WARN The custom metric shop_orders failed: shape: row 3 has the same labels as a row before; group by all labels. It has no values yet.",
              "INFO The custom metric shop_orders works again",
              "WARN The custom metric shop_orders failed: sql: no such table: orders. Its last good values stay.",
              "WARN The custom metric shop_orders failed: unavailable: the database does not exist yet. Its last good values stay.");
    }
  }

  @Test
  void waitsQuietlyForADatabaseThatWasNeverThere() throws Exception {
    Files.delete(database);
    given(gauge("shop_orders", "select count(*) as value from orders"));
    try (LogLines log = new LogLines(RefreshedMetric.class)) {
      String _ = refreshed();
      String _ = refreshed();
      assertThat(log.lines())
          .containsExactly(
              "INFO The custom metric shop_orders waits: the database does not exist yet");
    }
  }

  @Test
  void breaksOffARunawayStatement() throws Exception {
    given(gauge("shop_endless", ENDLESS) + "    timeout: 50ms\n");
    assertThat(refreshed())
        .contains(
            "custom_metric_errors_total{metric=\"shop_endless\",reason=\"timeout\"} 1.0\n",
            "custom_metric_last_success_timestamp_seconds{metric=\"shop_endless\"} 0.0\n")
        .doesNotContain("custom_metric_age_seconds{");
    assertThat(series("shop_endless")).isEmpty();
  }

  @Test
  void refusesRowsOfAWrongShapeAsAWhole() throws Exception {
    given(
        gauge("shop_text", "select shop, state as value from orders", "shop")
            + gauge("shop_double", "select shop, amount as value from orders", "shop")
            + gauge("shop_bytes", "select x'00' as shop, 1 as value", "shop")
            + gauge("shop_long", "select hex(zeroblob(200)) as shop, 1 as value", "shop")
            + counter("shop_negative_total", "select -1 as value")
            + counter("shop_infinite_total", "select 9e999 as value")
            + gauge("shop_infinity", "select 9e999 as value"));
    String text = refreshed();
    for (String name :
        List.of(
            "shop_text",
            "shop_double",
            "shop_bytes",
            "shop_long",
            "shop_negative_total",
            "shop_infinite_total")) {
      assertThat(text)
          .contains(
              "custom_metric_errors_total{metric=\"%s\",reason=\"shape\"} 1.0\n".formatted(name))
          .doesNotContain("\n" + name);
    }
    assertThat(text).contains("\nshop_infinity +Inf\n");
  }

  @Test
  void aColumnThatIsGoneIsTheStatementsFailure() throws Exception {
    given(
        gauge("shop_orders", "select * from orders where rowid = 1", "state, shop")
            + "    value: amount\n");
    assertThat(series("shop_orders")).hasSize(1);
    Sqlite.run(database, "alter table orders add column colour text");
    assertThat(series("shop_orders")).hasSize(1);
    assertThat(text())
        .contains("custom_metric_errors_total{metric=\"shop_orders\",reason=\"shape\"} 1.0\n");
  }

  @Test
  void bordersTheNumberOfSeries() throws Exception {
    String rows =
        "with recursive n(i) as (select 1 union all select i + 1 from n limit %d) select i as shop, 1 as value from n";
    given(
        gauge("shop_many", rows.formatted(1000), "shop")
            + gauge("shop_too_many", rows.formatted(1001), "shop"));
    assertThat(series("shop_many")).hasSize(1000);
    assertThat(series("shop_too_many")).isEmpty();
    assertThat(text())
        .contains(
            "custom_metric_errors_total{metric=\"shop_too_many\",reason=\"too_many_series\"} 2.0\n");
  }

  @Test
  void readsADatabaseThatComesLaterAndOneThatTakesItsPlace() throws Exception {
    Path later = folder.resolve("later.db");
    given(gauge("shop_late", "select sum(v) as value from t") + "    database: later.db\n");
    assertThat(refreshed())
        .contains("custom_metric_errors_total{metric=\"shop_late\",reason=\"unavailable\"} 1.0\n");
    assertThat(later).doesNotExist();

    Sqlite.run(later, "create table t (v integer); insert into t values (1)");
    assertThat(series("shop_late")).containsExactly("shop_late 1.0");

    Path other = folder.resolve("other.db");
    Sqlite.run(other, "create table t (v integer); insert into t values (2)");
    Files.move(other, later, StandardCopyOption.REPLACE_EXISTING);
    assertThat(series("shop_late")).containsExactly("shop_late 2.0");
  }

  @Test
  void tellsStatementsTheTimeInTheOperatorsZone() throws Exception {
    given(
        gauge("shop_now", "select now_ms / 1000 as value from exporter_time")
            + gauge("shop_midnight", "select midnight_ms / 1000 as value from exporter_time"));
    // In Berlin it is already the next day, which has 23 hours.
    now = Instant.parse("2026-03-28T23:30:00Z");
    assertThat(series("shop_now")).containsExactly("shop_now " + (double) now.getEpochSecond());
    assertThat(series("shop_midnight"))
        .containsExactly(
            "shop_midnight " + (double) Instant.parse("2026-03-28T23:00:00Z").getEpochSecond());
    now = Instant.parse("2026-03-29T21:59:59Z");
    assertThat(series("shop_midnight"))
        .containsExactly(
            "shop_midnight " + (double) Instant.parse("2026-03-28T23:00:00Z").getEpochSecond());
  }

  @Test
  void refreshesEachMetricByItself() throws Exception {
    StringBuilder runaways = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      runaways
          .append(gauge("shop_endless_" + i, ENDLESS))
          .append("    timeout: 200ms\n    refresh: 1s\n");
    }
    given(
        runaways
            + gauge("shop_orders", "select count(*) as value from orders")
            + "    refresh: 1s\n");
    metrics.start();
    await().until(() -> text().contains("\nshop_orders 3.0\n"));
    Sqlite.run(database, "delete from orders");
    await().until(() -> text().contains("\nshop_orders 0.0\n"));
    await()
        .until(() ->
            text()
                .contains(
                    "custom_metric_errors_total{metric=\"shop_endless_2\",reason=\"timeout\"} 2.0\n"));
  }

  @Test
  void endsItsThreadsWhileStatementsRun() throws Exception {
    given(gauge("shop_endless", ENDLESS) + "    timeout: 30s\n");
    metrics.start();
    await().until(() -> !threads().isEmpty());

    long start = System.nanoTime();
    metrics.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    await().until(() -> threads().isEmpty());
    assertThat(text())
        .contains("custom_metric_errors_total{metric=\"shop_endless\",reason=\"timeout\"} 0.0\n");
  }

  @Test
  void aSlowStatementRestsLongerThanItRan() throws Exception {
    given(gauge("shop_endless", ENDLESS) + "    timeout: 200ms\n    refresh: 1s\n");
    CustomMetric slow = definitions.getFirst();
    assertThat(new RefreshedMetric(slow, BERLIN, () -> now).refresh())
        .isGreaterThan(Duration.ofMillis(1800));
    given(gauge("shop_orders", "select 1 as value") + "    refresh: 20s\n");
    assertThat(new RefreshedMetric(definitions.getFirst(), BERLIN, () -> now).refresh())
        .isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void namesWhatItReplaces() throws Exception {
    given(
        counter("bot_records_total", "select 1 as value")
            + "    replace: true\n"
            + gauge("shop_orders", "select 1 as value"));
    assertThat(metrics.replaced()).containsExactly("bot_records_total");
  }

  @Test
  void isNoSourceWithoutMetrics() {
    metrics = new CustomMetrics(List.of(), BERLIN, () -> now);
    metrics.start();
    assertThat(metrics.sources()).isEmpty();
    assertThat(threads()).isEmpty();
  }

  private List<CustomMetric> definitions = List.of();

  private void given(String list) throws IOException {
    Path file = folder.resolve("metrics.yaml");
    Files.writeString(file, "metrics:\n" + list);
    List<String> problems = new ArrayList<>();
    definitions = CustomMetricsFile.read(file, database, problems);
    assertThat(problems).isEmpty();
    metrics = new CustomMetrics(definitions, BERLIN, () -> now);
  }

  private static String gauge(String name, String sql, String... labels) {
    return """
      - name: %s
        type: gauge
        help: Something.
        sql: %s
        labels: [%s]
    """
        .formatted(name, sql, String.join(", ", labels));
  }

  private static String counter(String name, String sql) {
    return gauge(name, sql).replace("type: gauge", "type: counter");
  }

  private String refreshed() throws Exception {
    metrics.refreshNow();
    return text();
  }

  /// The lines of one metric, after a refresh.
  private List<String> series(String name) throws Exception {
    return refreshed()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .toList();
  }

  private String text() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, new MetricSnapshots(read().families()));
    return out.toString(StandardCharsets.UTF_8);
  }

  private boolean isUp() throws Exception {
    return read().up();
  }

  private Reading read() throws Exception {
    return metrics.sources().getFirst().reader().read();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("custom-metrics-"))
        .toList();
  }
}
