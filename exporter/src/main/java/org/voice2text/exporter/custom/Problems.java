package org.voice2text.exporter.custom;

import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/// Collects all that is wrong with the file, each with its line. Confined to one thread.
final class Problems {
  private final Path file;
  private final List<String> found;

  /// @param found to be added to
  Problems(Path file, List<String> found) {
    this.file = file;
    this.found = found;
  }

  void add(Node where, String problem) {
    add(line(where), problem);
  }

  void add(int line, String problem) {
    found.add("CUSTOM_METRICS=%s, line %d: %s".formatted(file, line, problem));
  }

  void add(String problem) {
    found.add("CUSTOM_METRICS=%s: %s".formatted(file, problem));
  }

  int count() {
    return found.size();
  }

  /// Of the node's beginning, from 1 on.
  static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }
}
