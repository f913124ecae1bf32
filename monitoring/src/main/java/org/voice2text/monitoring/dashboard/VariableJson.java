package org.voice2text.monitoring.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.voice2text.monitoring.dashboard.Variable.Choice;
import org.voice2text.monitoring.dashboard.Variable.LabelValues;
import org.voice2text.monitoring.dashboard.Variable.OfSource;
import org.voice2text.monitoring.dashboard.Variable.Words;

/// Writes what can be chosen at the top of a dashboard.
final class VariableJson {
  private static final int ON_TIME_CHANGE = 2;
  private static final int ON_LOAD = 1;
  private static final int ALPHABETICAL = 1;
  private static final int LABEL_VALUES = 1;

  private VariableJson() {}

  static void fill(ObjectNode node, Variable variable) {
    node.put("name", variable.name());
    node.put("hide", 0);
    node.put("skipUrlSync", false);
    switch (variable) {
      case OfSource of -> source(node, of.source());
      case LabelValues values -> labelValues(node, values);
      case Words words -> words(node, words);
      case Choice choice -> choice(node, choice);
    }
  }

  private static void source(ObjectNode node, Source source) {
    node.put("type", "datasource");
    node.put("label", source.label());
    node.put("description", "Which " + source.provisioned() + " is asked.");
    node.put("query", source.type());
    node.put("regex", "");
    node.put("refresh", ON_LOAD);
    node.put("multi", false);
    node.put("includeAll", false);
    node.set("options", Json.array());
    node.set("current", option(source.provisioned(), source.type()));
  }

  private static void labelValues(ObjectNode node, LabelValues values) {
    node.put("type", "query");
    node.put("label", values.label());
    node.put("description", values.description());
    node.set("datasource", PanelJson.reference(Source.PROMETHEUS));
    node.set(
        "query",
        Json.object()
            .put("qryType", LABEL_VALUES)
            .put("query", values.query())
            .put("refId", "PrometheusVariableQueryEditor-VariableQuery"));
    node.put("regex", "");
    node.put("refresh", ON_TIME_CHANGE);
    node.put("sort", ALPHABETICAL);
    node.put("multi", true);
    node.put("includeAll", true);
    node.put("allValue", ".*");
    node.set("options", Json.array());
    ObjectNode current = Json.object().put("selected", true);
    current.set("text", Json.texts("All"));
    current.set("value", Json.texts("$__all"));
    node.set("current", current);
  }

  private static void words(ObjectNode node, Words words) {
    node.put("type", "textbox");
    node.put("label", words.label());
    node.put("description", words.description());
    node.put("query", "");
    ArrayNode options = node.putArray("options");
    options.add(option("", "").put("selected", true));
    node.set("current", option("", ""));
  }

  private static void choice(ObjectNode node, Choice choice) {
    node.put("type", "custom");
    node.put("label", choice.label());
    node.put("description", choice.description());
    node.put("query", choice.values());
    node.put("multi", true);
    node.put("includeAll", true);
    node.put("allValue", choice.all());
    ArrayNode options = node.putArray("options");
    options.add(option("All", "$__all").put("selected", true));
    for (String value : choice.values().split(",", -1)) {
      options.add(option(value, value).put("selected", false));
    }
    ObjectNode current = Json.object().put("selected", true);
    current.set("text", Json.texts("All"));
    current.set("value", Json.texts("$__all"));
    node.set("current", current);
  }

  private static ObjectNode option(String text, String value) {
    return Json.object().put("text", text).put("value", value);
  }
}
