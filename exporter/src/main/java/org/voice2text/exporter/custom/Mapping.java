package org.voice2text.exporter.custom;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.voice2text.model.config.SettingParser;
import org.voice2text.model.config.Suggestion;

/// The keys and values of one part of the file. What is not as it should be is told to the
/// problems, and then is missing here. Confined to one thread.
final class Mapping {
  private final MappingNode node;
  private final Problems problems;
  private final Map<String, Node> values = new LinkedHashMap<>();

  /// @param known the keys that it may have
  Mapping(MappingNode node, List<String> known, Problems problems) {
    this.node = node;
    this.problems = problems;
    for (NodeTuple tuple : node.getValue()) {
      Node key = tuple.getKeyNode();
      String name = key instanceof ScalarNode scalar ? scalar.getValue() : "(a list or a mapping)";
      if (!known.contains(name)) {
        problems.add(
            key,
            "%s: is not a key; the keys are %s%s"
                .formatted(name, String.join(", ", known), Suggestion.of(name, known)));
      } else if (values.putIfAbsent(name, tuple.getValueNode()) != null) {
        problems.add(key, "%s: is there twice; keep one".formatted(name));
      }
    }
  }

  /// Where a key's value is, or the whole mapping if it is missing.
  Node at(String key) {
    return values.getOrDefault(key, node);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /// @param rule said when it is missing
  Optional<String> required(String key, String rule) {
    if (!has(key)) {
      problems.add(node, "%s: is missing; %s".formatted(key, rule));
      return Optional.empty();
    }
    return text(key, rule);
  }

  /// @param rule said when it is there, but no text
  Optional<String> text(String key, String rule) {
    Node value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    Optional<String> text = scalar(value);
    if (text.isEmpty()) {
      problems.add(value, "%s: holds no text; %s".formatted(key, rule));
    }
    return text;
  }

  private static Optional<String> scalar(Node value) {
    return value instanceof ScalarNode scalar && !Tag.NULL.equals(scalar.getTag())
        ? Optional.of(scalar.getValue().strip()).filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  List<String> texts(String key) {
    Node value = values.get(key);
    if (value == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    if (value instanceof SequenceNode sequence) {
      sequence.getValue().forEach(entry -> scalar(entry).ifPresent(texts::add));
      if (texts.size() == sequence.getValue().size()) {
        return texts;
      }
    }
    problems.add(value, "%s: must be a list of names, such as [kind, plan]".formatted(key));
    return List.of();
  }

  boolean flag(String key) {
    Optional<String> text = text(key, "write true or false");
    if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
      problems.add(at(key), "%s=%s: must be true or false".formatted(key, text.get()));
    }
    return text.filter("true"::equals).isPresent();
  }

  Duration duration(String key, Duration otherwise, Duration least, Duration most) {
    Optional<String> text = text(key, "write a number with a unit, such as 30s");
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      Duration duration = SettingParser.duration(text.get());
      if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
        return duration;
      }
      problems.add(
          at(key),
          "%s=%s: must be from %d ms to %d s"
              .formatted(key, text.get(), least.toMillis(), most.toSeconds()));
    } catch (IllegalArgumentException e) {
      problems.add(at(key), "%s=%s: %s".formatted(key, text.get(), e.getMessage()));
    }
    return otherwise;
  }
}
