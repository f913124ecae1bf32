package org.voice2text.monitoring.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.voice2text.monitoring.dashboard.Layout.PlacedPanel;
import org.voice2text.monitoring.dashboard.Layout.PlacedRow;

/// Writes a dashboard in Grafana's classic form, which the versions from 12 on read.
final class DashboardJson {
  /// Of the form, as Grafana 12.4 and 13 write it.
  private static final int SCHEMA_VERSION = 42;

  /// One cross hair for all charts.
  private static final int SHARED_CURSOR = 1;

  private DashboardJson() {}

  static String of(Dashboard dashboard) {
    ObjectNode root = Json.object();
    root.put("uid", dashboard.uid());
    root.put("title", dashboard.title());
    root.put("description", dashboard.description());
    root.set("tags", Json.texts(Dashboard.TAG));
    root.put("schemaVersion", SCHEMA_VERSION);
    root.put("version", 1);
    root.put("editable", false);
    root.put("graphTooltip", SHARED_CURSOR);
    root.put("timezone", "browser");
    root.put("weekStart", "");
    root.put("fiscalYearStartMonth", 0);
    root.put("refresh", dashboard.refresh());
    root.set("time", Json.object().put("from", dashboard.from()).put("to", "now"));
    root.set("timepicker", Json.object());
    root.set("links", links());
    root.set("annotations", AnnotationJson.of(dashboard));
    root.set(
        "templating",
        Json.object().set("list", Json.each(dashboard.variables(), VariableJson::fill)));
    root.set("panels", panels(Layout.of(dashboard)));
    return Json.write(root);
  }

  private static ArrayNode links() {
    ArrayNode links = Json.array();
    ObjectNode link = links.addObject();
    link.put("title", "Dashboards");
    link.put("type", "dashboards");
    link.set("tags", Json.texts(Dashboard.TAG));
    link.put("asDropdown", false);
    link.put("includeVars", true);
    link.put("keepTime", true);
    link.put("targetBlank", false);
    link.put("icon", "external link");
    link.put("tooltip", "");
    link.put("url", "");
    return links;
  }

  private static ArrayNode panels(Layout layout) {
    ArrayNode all = Json.array();
    for (PlacedRow placed : layout.rows()) {
      ObjectNode row = all.addObject();
      row.put("type", "row");
      PanelJson.place(row, placed.place());
      row.put("title", placed.row().title());
      row.put("collapsed", !placed.row().open());
      ArrayNode inside = row.putArray("panels");
      for (PlacedPanel panel : placed.panels()) {
        PanelJson.fill((placed.row().open() ? all : inside).addObject(), panel);
      }
    }
    return all;
  }
}
