package org.voice2text.monitoring.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Writes the annotations of a dashboard, after those that people set by hand in Grafana.
final class AnnotationJson {

  private AnnotationJson() {}

  static ObjectNode of(Dashboard dashboard) {
    ArrayNode list = Json.array();
    byHand(list.addObject());
    dashboard.annotations().forEach(annotation -> fill(list.addObject(), annotation));
    return Json.object().set("list", list);
  }

  private static void byHand(ObjectNode node) {
    node.put("builtIn", 1);
    node.set("datasource", Json.object().put("type", "grafana").put("uid", "-- Grafana --"));
    node.put("enable", true);
    node.put("hide", true);
    node.put("iconColor", "rgba(0, 211, 255, 1)");
    node.put("name", "Annotations & Alerts");
    node.put("type", "dashboard");
  }

  private static void fill(ObjectNode node, Annotation annotation) {
    node.set("datasource", PanelJson.reference(Source.PROMETHEUS));
    node.put("enable", true);
    node.put("hide", false);
    node.put("iconColor", annotation.colour().id());
    node.put("name", annotation.name());
    node.put("expr", annotation.expression());
    node.put("step", "30s");
    node.put("titleFormat", annotation.title());
    node.put("textFormat", annotation.text());
    node.put("tagKeys", "");
    node.put("useValueForTime", false);
  }
}
