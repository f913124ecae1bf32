package org.voice2text.sandbox.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.voice2text.monitoring.rules.Pace;
import org.voice2text.monitoring.rules.RuleFiles;
import org.voice2text.sandbox.record.Json;

/// Finds the expressions of dashboards and rules.
final class Expressions {
  /// What Grafana puts in place of its variables, for a drill: short ranges, and all of everything.
  private static final Map<String, String> VARIABLES = variables();

  /// Those that come from programs which do not run in a drill, or of what does not happen in one.
  private static final Pattern OTHERS =
      Pattern.compile("\\b(container_|vm_|prometheus_remote_storage_|jvm_threads_deadlocked)");

  /// @param where the file that it is in
  /// @param promql as Prometheus gets it
  record Expression(String where, String promql) {
    boolean isOfOtherPrograms() {
      return OTHERS.matcher(promql).find();
    }
  }

  private Expressions() {}

  private static Map<String, String> variables() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("rate_interval", "20s");
    values.put("interval", "20s");
    values.put("range", "2m");
    values.put("provider", ".*");
    values.put("model", ".*");
    return values;
  }

  /// Of the dashboards, but for those of logs.
  static List<Expression> ofDashboards(Path folder) throws IOException {
    List<Expression> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        collect(Json.read(Files.readString(file)), file.getFileName().toString(), found);
      }
    }
    return found.stream().distinct().toList();
  }

  private static void collect(JsonNode node, String file, List<Expression> found) {
    if (node.path("expr").isTextual()
        && !node.path("datasource").path("type").asText().equals("loki")) {
      found.add(new Expression(file, filled(node.path("expr").asText())));
    }
    for (JsonNode child : node) {
      collect(child, file, found);
    }
  }

  static String filled(String expression) {
    String filled = expression;
    for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
      filled =
          filled
              .replace("${__" + variable.getKey() + "}", variable.getValue())
              .replace("${" + variable.getKey() + "}", variable.getValue())
              .replaceAll("\\$_*" + variable.getKey() + "\\b", variable.getValue());
    }
    return filled;
  }

  /// The series that recording rules make.
  static List<Expression> ofRecordings(int factor) {
    return RuleFiles.all(new Pace(factor)).stream()
        .flatMap(file ->
            file.content()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("- record: "))
                .map(line ->
                    new Expression(file.path(), line.substring("- record: ".length()).strip())))
        .distinct()
        .toList();
  }
}
