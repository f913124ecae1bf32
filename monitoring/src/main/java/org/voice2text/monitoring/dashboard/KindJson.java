package org.voice2text.monitoring.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.voice2text.monitoring.dashboard.PanelKind.Column;

/// Writes what each kind of panel has of its own.
final class KindJson {

  private KindJson() {}

  /// Grafana's plugin.
  static String type(PanelKind kind) {
    return switch (kind) {
      case PanelKind.TimeSeries _ -> "timeseries";
      case PanelKind.Stat _ -> "stat";
      case PanelKind.Gauge _ -> "gauge";
      case PanelKind.Heatmap _ -> "heatmap";
      case PanelKind.Table _ -> "table";
      case PanelKind.Alerts _ -> "alertlist";
      case PanelKind.Logs _ -> "logs";
      case PanelKind.Text _ -> "text";
    };
  }

  static ObjectNode options(Panel panel) {
    return switch (panel.kind()) {
      case PanelKind.TimeSeries _ -> timeSeries();
      case PanelKind.Stat stat -> stat(stat);
      case PanelKind.Gauge _ -> gauge();
      case PanelKind.Heatmap _ -> heatmap(panel);
      case PanelKind.Table _ ->
          Json.object().put("frameIndex", 0).put("showHeader", true).put("cellHeight", "sm");
      case PanelKind.Alerts _ -> alerts();
      case PanelKind.Logs _ -> logs();
      case PanelKind.Text text ->
          Json.object().put("mode", "markdown").put("content", text.markdown());
    };
  }

  /// The legend is a list with the last values: a table would leave little of the chart on a
  /// laptop.
  private static ObjectNode timeSeries() {
    ObjectNode options = Json.object();
    options
        .putObject("legend")
        .put("showLegend", true)
        .put("displayMode", "list")
        .put("placement", "bottom")
        .set("calcs", Json.texts("lastNotNull"));
    options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
    return options;
  }

  private static ObjectNode stat(PanelKind.Stat stat) {
    ObjectNode options = Json.object();
    options.put("colorMode", stat.history() || stat.names() ? "value" : "background_solid");
    options.put("graphMode", stat.history() ? "area" : "none");
    options.put("justifyMode", "auto");
    options.put("textMode", stat.names() ? "name" : "auto");
    options.put("orientation", "auto");
    options.put("wideLayout", true);
    options.put("showPercentChange", false);
    options.put("percentChangeColorMode", "standard");
    options.set("reduceOptions", last());
    return options;
  }

  private static ObjectNode gauge() {
    ObjectNode options = Json.object();
    options.put("orientation", "auto");
    options.put("showThresholdLabels", false);
    options.put("showThresholdMarkers", true);
    options.put("sizing", "auto");
    options.put("minVizWidth", 75);
    options.put("minVizHeight", 75);
    options.put("shape", "gauge");
    options.put("barShape", "flat");
    options.put("barWidthFactor", 0.5);
    options.put("segmentCount", 1);
    options.put("segmentSpacing", 0.3);
    options.put("sparkline", false);
    options.set("effects", Json.object());
    options.set("reduceOptions", last());
    return options;
  }

  private static ObjectNode last() {
    ObjectNode reduce = Json.object();
    reduce.put("values", false);
    reduce.put("fields", "");
    reduce.set("calcs", Json.texts("lastNotNull"));
    return reduce;
  }

  private static ObjectNode heatmap(Panel panel) {
    ObjectNode options = Json.object();
    options.put("calculate", false);
    options.put("cellGap", 1);
    options
        .putObject("color")
        .put("mode", "scheme")
        .put("scheme", "Oranges")
        .put("scale", "exponential")
        .put("exponent", 0.5)
        .put("steps", 64)
        .put("fill", "dark-orange")
        .put("reverse", false);
    options.putObject("yAxis").put("axisPlacement", "left").put("unit", panel.unit().id());
    options.putObject("cellValues").put("unit", "short").put("decimals", 0);
    options.putObject("rowsFrame").put("layout", "auto");
    options.putObject("filterValues").put("le", 1e-9);
    options.putObject("exemplars").put("color", "rgba(255,0,255,0.7)");
    options.putObject("legend").put("show", false);
    options.put("showValue", "never");
    options
        .putObject("tooltip")
        .put("mode", "single")
        .put("yHistogram", true)
        .put("showColorScale", false);
    return options;
  }

  /// Prometheus always computes the alerts, whoever tells of them; Grafana's copies of the rules
  /// would show each a second time.
  private static ObjectNode alerts() {
    ObjectNode options = Json.object();
    options.put("viewMode", "list");
    options.put("groupMode", "default");
    options.set("groupBy", Json.array());
    options.put("maxItems", 20);
    options.put("sortOrder", 3);
    options.put("dashboardAlerts", false);
    options.put("alertName", "");
    options.put("alertInstanceLabelFilter", "");
    options.put("datasource", Source.PROMETHEUS.provisioned());
    options.put("showInstances", false);
    options.put("showInactiveAlerts", false);
    options
        .putObject("stateFilter")
        .put("firing", true)
        .put("pending", true)
        .put("recovering", true)
        .put("noData", true)
        .put("error", true)
        .put("normal", false);
    return options;
  }

  private static ObjectNode logs() {
    ObjectNode options = Json.object();
    options.put("showTime", true);
    options.put("showLabels", false);
    options.put("showCommonLabels", false);
    options.put("wrapLogMessage", true);
    options.put("prettifyLogMessage", false);
    options.put("enableLogDetails", true);
    options.put("showLogContextToggle", true);
    options.put("dedupStrategy", "none");
    options.put("sortOrder", "Descending");
    return options;
  }

  /// Brings the queries of a table side by side, and its columns into order.
  static ArrayNode transformations(Panel panel) {
    ArrayNode all = Json.array();
    if (panel.kind() instanceof PanelKind.Table(List<Column> columns)) {
      if (panel.targets().size() > 1) {
        all.addObject().put("id", "merge").set("options", Json.object());
      }
      all.addObject().put("id", "organize").set("options", organised(columns));
    }
    return all;
  }

  private static ObjectNode organised(List<Column> columns) {
    ObjectNode options = Json.object();
    options.putObject("excludeByName").put("Time", true);
    ObjectNode order = options.putObject("indexByName");
    ObjectNode names = options.putObject("renameByName");
    for (Column column : columns) {
      order.put(column.field(), order.size());
      names.put(column.field(), column.title());
    }
    return options;
  }
}
