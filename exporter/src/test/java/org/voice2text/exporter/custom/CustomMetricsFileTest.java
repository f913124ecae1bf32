package org.voice2text.exporter.custom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

class CustomMetricsFileTest {
  private static final String SQL_RULE = "; it must be one SELECT statement that SQLite can run";

  @TempDir Path folder;
  private Path database;
  private Path file;

  @BeforeEach
  void create() throws Exception {
    database = folder.resolve("shop.db");
    file = folder.resolve("metrics.yaml");
    Sqlite.run(database, "create table orders (state text, shop text, amount integer)");
  }

  @Test
  void readsEveryKey() throws IOException {
    assertThat(
            metrics(
                """
                metrics:
                  - name: shop_orders
                    type: gauge
                    help: Orders by state.
                    labels: [state, shop]
                    value: n
                    sql: |
                      select shop, state, count(*) as n
                      from orders group by 1, 2;
                    database: shop.db
                    refresh: 90s
                    timeout: 250ms
                  - name: bot_records_total
                    replace: true
                    type: counter
                    help: Orders
                    sql: select count(*) as value from orders
                """))
        .containsExactly(
            new CustomMetric(
                "shop_orders",
                CustomMetric.Type.GAUGE,
                "Orders by state.",
                List.of("state", "shop"),
                "n",
                new Select("select shop, state, count(*) as n\nfrom orders group by 1, 2"),
                database,
                Duration.ofSeconds(90),
                Duration.ofMillis(250),
                false),
            new CustomMetric(
                "bot_records_total",
                CustomMetric.Type.COUNTER,
                "Orders",
                List.of(),
                "value",
                new Select("select count(*) as value from orders"),
                database,
                Duration.ofMinutes(1),
                Duration.ofSeconds(5),
                true));
  }

  @Test
  void reportsAllProblemsTogetherEachWithItsLine() throws IOException {
    assertThat(
            problems(
                """
                metrics:
                  - name: shop orders
                    type: gage
                    refesh: 1m
                    sql: select count(*) as value from orders
                  - type: counter
                    help: Orders.
                    labels: state
                    sql: selec 1
                    refresh: fast
                    timeout: 5m
                    replace: yes
                  - just text
                  - name: shop_orders
                    type: gauge
                    help: Orders by state.
                    labels: [state, __shop, state, value]
                    labels: []
                    sql: select state, count(*) from orders group by 1
                colour: red
                """))
        .containsExactly(
            at(20, "colour: is not a key; the keys are metrics"),
            at(
                4,
                "refesh: is not a key; the keys are name, type, help, labels, value, sql, database, refresh, timeout, replace; did you mean refresh?"),
            at(3, "type=gage: must be gauge or counter; did you mean gauge?"),
            at(2, "help: is missing; say in one sentence what is counted"),
            at(6, "name: is missing; give the metric's name"),
            at(8, "labels: must be a list of names, such as [kind, plan]"),
            at(
                10,
                "refresh=fast: must be a number with a unit (ms, s, m, h, d), such as 250ms or 3h"),
            at(11, "timeout=5m: must be from 10 ms to 30 s"),
            at(12, "replace=yes: must be true or false"),
            at(13, "metrics: each entry must have keys, the first of them `name:`"),
            at(18, "labels: is there twice; keep one"),
            at(
                17,
                "labels=__shop: must be letters of a-z, digits and underscores, begin with a letter and not with two underscores"),
            at(17, "labels=state: is there twice; keep one"),
            at(17, "labels=value: is also the column of the value; take one of both away"),
            at(
                19,
                "sql: the statement has the columns [state, count(*)], but labels and value name [state, __shop, state, value, value]; name columns with `as`"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          selec 1                                       | begins with "selec"
          insert into orders values (1, 2, 3)           | begins with "insert"
          pragma user_version                           | begins with "pragma"
          attach 'x' as y                               | begins with "attach"
          /* only a comment */                          | begins with ""
          select 1 as value; select 2                   | near ";": syntax error
          select 1 as value; delete from orders         | near ";": syntax error
          select colour as value from orders            | no such column: colour
          select 1 as value from customers              | no such table: customers
          select median(amount, 1, 2) as value from orders | wrong number of arguments to function median()
          select 1 as value from                        | near ")": syntax error
          select 'x as value                            | unrecognized token: "'x as value )"
          """)
  void refusesBadSql(String sql, String problem) throws IOException {
    assertThat(problems(gauge("shop_orders", sql)))
        .containsExactly(at(4, "sql: " + problem + SQL_RULE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT 1 AS value;                                    |
          values (1)                                            | column1
          -- comment before#n select 1 as value -- and after |
          /* two#n lines */ with x(value) as (select 2) select value from x |
          with recursive n(value) as (select 1 union all select value + 1 from n) select value from n |
          select now_ms - midnight_ms as value from exporter_time |
          """)
  void takesAnySelect(String sql, String column) throws IOException {
    String text = gauge("shop_orders", sql.replace("#n", "\n      "));
    assertThat(metrics(column == null ? text : text + "\n    value: " + column)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          counter | orders                       | a counter must end in _total; rename it, or make it a gauge if it can fall
          gauge   | orders_total                 | a gauge must not end in _total; rename it, or make it a counter if it never falls
          gauge   | 1orders                      | must be letters of a-z, digits and underscores, and begin with a letter
          gauge   | shop:orders                  | must be letters of a-z, digits and underscores, and begin with a letter
          gauge   | orders.open                  | must be letters of a-z, digits and underscores, and begin with a letter
          gauge   | bot_health                   | clashes with the built-in bot_health; choose another name
          gauge   | users_online                 | is a built-in gauge; choose another name, or add `replace: true` to serve this one instead
          counter | bot_operations_total         | is a built-in counter; choose another name, or add `replace: true` to serve this one instead
          gauge   | bot_operations               | clashes with the built-in bot_operations_total; choose another name
          gauge   | bot_operations_created       | clashes with the built-in bot_operations_total; choose another name
          gauge   | llm_duration_seconds_sum     | clashes with the built-in llm_duration_seconds; choose another name
          gauge   | jvm_orders                   | clashes with the built-in metrics that begin with jvm_; choose another name
          counter | process_orders_total         | clashes with the built-in metrics that begin with process_; choose another name
          gauge   | custom_metric_age_seconds    | clashes with the built-in metrics that begin with custom_metric_; choose another name
          gauge   | up                           | clashes with the built-in up; choose another name
          """)
  void refusesNamesThatCannotBeServed(String type, String name, String problem) throws IOException {
    assertThat(problems(gauge(name, "select 1 as value").replace("gauge", type)))
        .containsExactly(at(1, "name=" + name + ": " + problem).replace("line 1", "line 2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gauge | users_online      |
          gauge | queue_depth       |
          gauge | shop_orders       | is no built-in metric that can be replaced; take `replace` away
          gauge | bot_health        | is no built-in metric that can be replaced; take `replace` away
          gauge | process_x         | is no built-in metric that can be replaced; take `replace` away
          gauge | llm_duration_seconds | the built-in metric is a histogram, so this one must be; dashboards rely on it
          """)
  void replacesOnlyWhatTellsOfTheBot(String type, String name, String problem) throws IOException {
    List<String> found =
        problems(gauge(name, "select 1 as value").replace("gauge", type) + "\n    replace: true");
    if (problem == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).containsExactly(at(2, "name=" + name + ": " + problem));
    }
  }

  @Test
  void refusesTwoMetricsThatClash() throws IOException {
    String first = gauge("shop_orders", "select 1 as value");
    String same = gauge("shop_orders", "select 2 as value").substring("metrics:\n".length());
    String counter =
        gauge("shop_orders_total", "select 3 as value")
            .substring("metrics:\n".length())
            .replace("gauge", "counter");
    assertThat(problems(first + "\n" + same + "\n" + counter))
        .containsExactly(
            at(7, "name=shop_orders: clashes with the metric of line 2; choose another name"),
            at(
                12,
                "name=shop_orders_total: clashes with the metric of line 2; choose another name"));
  }

  @Test
  void checksOnlyTheSyntaxWhileThereIsNoDatabase() throws Exception {
    Files.delete(database);
    assertThat(problems(gauge("shop_orders", "select count(colour) as value from nowhere")))
        .isEmpty();
    assertThat(problems(gauge("shop_orders", "select count(* as value from nowhere")))
        .containsExactly(at(4, "sql: near \"as\": syntax error" + SQL_RULE));
    assertThat(problems(gauge("shop_orders", "select 1 as other")))
        .containsExactly(
            at(
                4,
                "sql: the statement has the columns [other], but labels and value name [value]; name columns with `as`"));
    assertThat(database).doesNotExist();

    // Its maker has begun, but no table is there.
    Files.createFile(database);
    assertThat(problems(gauge("shop_orders", "select 1 as value from nowhere"))).isEmpty();
    // A broken or locked file is no fault of the metrics.
    Files.writeString(database, "no database ".repeat(100));
    assertThat(problems(gauge("shop_orders", "select 1 as value from nowhere"))).isEmpty();
  }

  @Test
  void checksAgainstTheBotsTablesOnceTheyAreAllThere() throws Exception {
    Files.delete(database);
    String metric = gauge("shop_orders", "select count(*) as value from nowhere");
    Sqlite.run(database, "create table flyway_schema_history (version text, success integer)");
    assertThat(problems(metric)).isEmpty();
    Files.delete(database);
    try (Database _ = Database.openWriter(database, DatabaseObserver.NONE)) {
      assertThat(problems(metric)).containsExactly(at(4, "sql: no such table: nowhere" + SQL_RULE));
    }
  }

  @Test
  void refusesAFileThatHoldsNoMetrics() throws IOException {
    String none =
        "CUSTOM_METRICS=%s: holds no metrics; it must begin with `metrics:`".formatted(file);
    assertThat(problems("")).containsExactly(none);
    assertThat(problems("- a\n- b\n")).containsExactly(none);
    assertThat(problems("\nmetrics: none\n"))
        .containsExactly(at(2, "metrics: must be a list of metrics, each begun with `- name:`"));
    assertThat(problems("metrics:\n  - name: 'x\n"))
        .containsExactly(at(3, "is not YAML: found unexpected end of stream"));
    assertThat(problems("metrics: !!java.net.URL [x]\n")).hasSize(1);
    Files.delete(file);
    List<String> found = new ArrayList<>();
    assertThat(CustomMetricsFile.read(file, database, found)).isEmpty();
    assertThat(found)
        .containsExactly(
            "CUSTOM_METRICS=%s: cannot be read (NoSuchFileException); name a UTF-8 text file, or unset CUSTOM_METRICS"
                .formatted(file));
  }

  /// In line 1 `metrics:`, 2 the name, 4 the statement.
  private static String gauge(String name, String sql) {
    return """
    metrics:
      - name: "%s"
        type: gauge
        sql: |-
          %s
        help: Something.\
    """
        .formatted(name, sql);
  }

  private String at(int line, String problem) {
    return "CUSTOM_METRICS=%s, line %d: %s".formatted(file, line, problem);
  }

  private List<CustomMetric> metrics(String text) throws IOException {
    Files.writeString(file, text);
    List<String> found = new ArrayList<>();
    List<CustomMetric> metrics = CustomMetricsFile.read(file, database, found);
    assertThat(found).isEmpty();
    return metrics;
  }

  private List<String> problems(String text) throws IOException {
    Files.writeString(file, text);
    List<String> found = new ArrayList<>();
    List<CustomMetric> _ = CustomMetricsFile.read(file, database, found);
    return found;
  }
}
