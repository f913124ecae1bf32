package org.voice2text.monitoring.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.voice2text.monitoring.dashboard.Panel.Word;
import org.voice2text.monitoring.dashboard.PanelKind.Column;
import org.voice2text.monitoring.dashboard.PanelKind.Style;

/// Writes how the values of a panel look: unit, limits, colours, lines.
final class FieldJson {

  private FieldJson() {}

  static ObjectNode of(Panel panel) {
    ObjectNode defaults = Json.object();
    defaults.put("unit", panel.unit().id());
    defaults.put("noValue", panel.noValue());
    panel.decimals().ifPresent(count -> defaults.put("decimals", count));
    panel.least().ifPresent(value -> Json.number(defaults, "min", value));
    panel.greatest().ifPresent(value -> Json.number(defaults, "max", value));
    defaults.set("color", Json.object().put("mode", colourMode(panel)));
    defaults.set("thresholds", thresholds(panel.thresholds()));
    defaults.set("mappings", mappings(panel));
    custom(defaults.putObject("custom"), panel);
    ObjectNode config = Json.object();
    config.set("defaults", defaults);
    config.set("overrides", overrides(panel));
    return config;
  }

  /// Series are told apart by colour; a single value is judged by it.
  private static String colourMode(Panel panel) {
    return panel.kind() instanceof PanelKind.TimeSeries ? "palette-classic" : "thresholds";
  }

  private static ObjectNode thresholds(Thresholds thresholds) {
    ObjectNode node = Json.object().put("mode", "absolute");
    ArrayNode steps = node.putArray("steps");
    steps.addObject().put("color", thresholds.base().id()).putNull("value");
    for (Thresholds.Step step : thresholds.steps()) {
      ObjectNode one = steps.addObject().put("color", step.colour().id());
      Json.number(one, "value", step.from());
    }
    return node;
  }

  private static ArrayNode mappings(Panel panel) {
    ArrayNode mappings = Json.array();
    if (panel.words().isEmpty()) {
      return mappings;
    }
    ObjectNode options = mappings.addObject().put("type", "value").putObject("options");
    for (Word word : panel.words()) {
      options
          .putObject(String.valueOf((long) word.value()))
          .put("index", options.size() - 1)
          .put("text", word.text())
          .put("color", word.colour().id());
    }
    return mappings;
  }

  private static void custom(ObjectNode custom, Panel panel) {
    if (!(panel.kind() instanceof PanelKind.TimeSeries(Style style))) {
      return;
    }
    custom.put("drawStyle", style == Style.BARS ? "bars" : "line");
    custom.put("lineInterpolation", "linear");
    custom.put("lineWidth", 1);
    custom.put("fillOpacity", style == Style.LINES ? 8 : style == Style.BARS ? 70 : 30);
    // A point without neighbours, common where little happens, would not be seen as a line.
    custom.put("showPoints", "auto");
    custom.put("pointSize", 4);
    custom.put("spanNulls", false);
    custom.set(
        "stacking",
        Json.object().put("mode", style == Style.LINES ? "none" : "normal").put("group", "A"));
    custom.put("axisPlacement", "auto");
    custom.set(
        "thresholdsStyle",
        Json.object().put("mode", panel.thresholds().steps().isEmpty() ? "off" : "dashed"));
  }

  private static ArrayNode overrides(Panel panel) {
    ArrayNode overrides = Json.array();
    panel
        .colours()
        .forEach((legend, colour) ->
            property(
                overrides,
                legend,
                "color",
                Json.object().put("mode", "fixed").put("fixedColor", colour.id())));
    if (panel.kind() instanceof PanelKind.Table table) {
      for (Column column : table.columns()) {
        if (column.unit() != Unit.TEXT) {
          ObjectNode override = override(overrides, column.title());
          override
              .withArray("properties")
              .addObject()
              .put("id", "unit")
              .put("value", column.unit().id());
        }
      }
    }
    return overrides;
  }

  private static void property(ArrayNode overrides, String name, String id, ObjectNode value) {
    override(overrides, name).withArray("properties").addObject().put("id", id).set("value", value);
  }

  private static ObjectNode override(ArrayNode overrides, String name) {
    ObjectNode override = overrides.addObject();
    override.set("matcher", Json.object().put("id", "byName").put("options", name));
    override.set("properties", Json.array());
    return override;
  }
}
