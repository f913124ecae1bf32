package org.voice2text.monitoring.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Every query of every dashboard with Grafana's variables filled in, so that each can be tried on
/// a Prometheus.
///
/// `Expressions FOLDER` writes them into the folder as `expressions.tsv`, one a line, without a
/// heading: data source (`prometheus` or `loki`), what may be expected of it (see [Expect], in
/// lower case), dashboard, panel, query; separated by tabs.
public final class Expressions {
  private static final Pattern OPTIONAL =
      Pattern.compile("\\b(node|container|vm|prometheus_remote_storage|custom_metric)_");

  /// Filters, and objectives, which need events.
  private static final Pattern SELDOM = Pattern.compile(">=? 0|\\bunless\\b|\\bslo:|ALERTS");

  private Expressions() {}

  /// What a query should return on a Prometheus that scrapes a working bot.
  public enum Expect {
    /// At least one series, at once.
    DATA,
    /// A series once there was something to count, such as a failure or a payment.
    EVENTS,
    /// A series if a part runs that not everybody has: node_exporter, cAdvisor, VictoriaMetrics,
    /// Loki, custom metrics.
    OPTIONAL
  }

  /// @param query with all variables filled in, in one line
  public record Expression(
      Source source, Expect expect, String dashboard, String panel, String query) {

    /// Whether Prometheus is asked, and not Loki.
    public boolean isPromql() {
      return source == Source.PROMETHEUS;
    }

    /// As in the file.
    public String line() {
      String expected = expect.name().toLowerCase(Locale.ROOT);
      return String.join("\t", source.type(), expected, dashboard, panel, query);
    }
  }

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]).resolve("expressions.tsv");
    Files.write(file, all().stream().map(Expression::line).toList());
  }

  /// Panels first, then annotations, dashboard by dashboard.
  public static List<Expression> all() {
    return Dashboards.all().stream().flatMap(Expressions::of).toList();
  }

  private static Stream<Expression> of(Dashboard dashboard) {
    Stream<Expression> panels =
        dashboard.panels().stream()
            .flatMap(panel ->
                panel.targets().stream()
                    .map(target ->
                        expression(
                            target.source(), dashboard, panel.title(), target.expression())));
    Stream<Expression> annotations =
        dashboard.annotations().stream()
            .map(annotation ->
                expression(
                    Source.PROMETHEUS, dashboard, annotation.name(), annotation.expression()));
    return Stream.concat(panels, annotations);
  }

  private static Expression expression(
      Source source, Dashboard dashboard, String place, String text) {
    return new Expression(source, expect(source, text), dashboard.uid(), place, filled(text));
  }

  private static Expect expect(Source source, String text) {
    if (source == Source.LOKI || OPTIONAL.matcher(text).find()) {
      return Expect.OPTIONAL;
    }
    return SELDOM.matcher(text).find() ? Expect.EVENTS : Expect.DATA;
  }

  /// As Grafana would ask for an hour with a point each minute and everything chosen.
  private static String filled(String text) {
    String known =
        text.replace("$__rate_interval", "1m")
            .replace("$__interval", "1m")
            .replace("$__range", "1h")
            .replace("$__auto", "1m")
            .replace("`$search`", "``");
    return Pattern.compile("\\$\\w+").matcher(known).replaceAll(Matcher.quoteReplacement(".*"));
  }
}
