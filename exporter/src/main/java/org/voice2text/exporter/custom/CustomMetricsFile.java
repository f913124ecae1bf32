package org.voice2text.exporter.custom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The YAML file in which an operator describes metrics. Only its structure is read, never objects,
/// so that nothing in it can be more than text.
public final class CustomMetricsFile {
  private static final List<String> KEYS = List.of("metrics");

  private CustomMetricsFile() {}

  /// Reads the file and checks all that can be checked now, the statements too.
  ///
  /// @param database the file that a metric is read from if it names none
  /// @param found is added to: everything that is wrong, each with file, line and remedy
  public static List<CustomMetric> read(Path file, Path database, List<String> found) {
    Problems problems = new Problems(file, found);
    Optional<MappingNode> root = compose(file, problems);
    if (root.isEmpty()) {
      return List.of();
    }
    Mapping top = new Mapping(root.get(), KEYS, problems);
    if (!top.has("metrics") || !(top.at("metrics") instanceof SequenceNode list)) {
      problems.add(
          top.at("metrics"), "metrics: must be a list of metrics, each begun with `- name:`");
      return List.of();
    }
    MetricParser parser = new MetricParser(file, database, problems);
    List<CustomMetric> metrics = new ArrayList<>();
    for (Node entry : list.getValue()) {
      if (entry instanceof MappingNode mapping) {
        parser.parse(mapping).ifPresent(metrics::add);
      } else {
        problems.add(entry, "metrics: each entry must have keys, the first of them `name:`");
      }
    }
    return List.copyOf(metrics);
  }

  private static Optional<MappingNode> compose(Path file, Problems problems) {
    try {
      Optional<Node> root =
          new Compose(LoadSettings.builder().build()).composeString(Files.readString(file));
      if (root.isPresent() && root.get() instanceof MappingNode mapping) {
        return Optional.of(mapping);
      }
      problems.add("holds no metrics; it must begin with `metrics:`");
    } catch (IOException e) {
      problems.add(
          "cannot be read (%s); name a UTF-8 text file, or unset CUSTOM_METRICS"
              .formatted(e.getClass().getSimpleName()));
    } catch (MarkedYamlEngineException e) {
      problems.add(
          e.getProblemMark().map(Mark::getLine).orElse(0) + 1, "is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      problems.add("is not YAML: " + e.getMessage());
    }
    return Optional.empty();
  }
}
