package org.voice2text.monitoring.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.voice2text.monitoring.dashboard.Layout.Place;
import org.voice2text.monitoring.dashboard.Layout.PlacedPanel;

/// Writes what all panels have in common: place, words, queries, links.
final class PanelJson {

  private PanelJson() {}

  static void fill(ObjectNode node, PlacedPanel placed) {
    Panel panel = placed.panel();
    node.put("type", KindJson.type(panel.kind()));
    place(node, placed.place());
    node.put("title", panel.title());
    node.put("description", panel.description());
    List<Source> sources = panel.targets().stream().map(Target::source).distinct().toList();
    if (!sources.isEmpty()) {
      node.set("datasource", reference(sources.getFirst()));
      node.set("targets", targets(panel));
    }
    if (!panel.interval().isEmpty()) {
      node.put("interval", panel.interval());
    }
    node.set("fieldConfig", FieldJson.of(panel));
    node.set("options", KindJson.options(panel));
    ArrayNode transformations = KindJson.transformations(panel);
    if (!transformations.isEmpty()) {
      node.set("transformations", transformations);
    }
    ObjectNode runbook = node.putArray("links").addObject();
    runbook.put("title", "Runbook: " + panel.runbook());
    runbook.put("url", RunbookLink.to(panel.runbook()));
    runbook.put("targetBlank", true);
  }

  static void place(ObjectNode node, Place place) {
    node.put("id", place.id());
    node.set(
        "gridPos",
        Json.object()
            .put("x", place.x())
            .put("y", place.y())
            .put("w", place.width())
            .put("h", place.height()));
  }

  static ObjectNode reference(Source source) {
    return Json.object().put("type", source.type()).put("uid", source.reference());
  }

  private static ArrayNode targets(Panel panel) {
    ArrayNode targets = Json.array();
    for (Target target : panel.targets()) {
      ObjectNode node = targets.addObject();
      node.put("refId", String.valueOf((char) ('A' + targets.size() - 1)));
      node.set("datasource", reference(target.source()));
      node.put("expr", target.expression());
      if (!target.legend().isEmpty()) {
        node.put("legendFormat", target.legend());
      }
      node.put("editorMode", "code");
      switch (target.source()) {
        case PROMETHEUS -> prometheus(node, target);
        case LOKI -> loki(node);
      }
    }
    return targets;
  }

  private static void prometheus(ObjectNode node, Target target) {
    boolean once = target.form() == Target.Form.NOW || target.form() == Target.Form.TABLE;
    node.put("instant", once);
    node.put("range", !once);
    node.put(
        "format",
        switch (target.form()) {
          case TABLE -> "table";
          case BUCKETS -> "heatmap";
          case RANGE, NOW, LINES -> "time_series";
        });
    node.put("exemplar", target.form() == Target.Form.BUCKETS);
  }

  private static void loki(ObjectNode node) {
    node.put("queryType", "range");
  }
}
