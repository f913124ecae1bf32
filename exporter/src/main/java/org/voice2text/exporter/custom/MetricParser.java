package org.voice2text.exporter.custom;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.voice2text.model.config.Suggestion;

/// Turns the entries of the file into metrics, one after the other. Confined to one thread.
final class MetricParser {
  static final List<String> KEYS =
      List.of(
          "name",
          "type",
          "help",
          "labels",
          "value",
          "sql",
          "database",
          "refresh",
          "timeout",
          "replace");
  private static final List<String> TYPES =
      List.of(CustomMetric.Type.GAUGE.label(), CustomMetric.Type.COUNTER.label());
  private static final Duration DEFAULT_REFRESH = Duration.ofMinutes(1);
  private static final Duration MIN_REFRESH = Duration.ofSeconds(1);
  private static final Duration MAX_REFRESH = Duration.ofDays(7);
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration MIN_TIMEOUT = Duration.ofMillis(10);
  private static final Duration MAX_TIMEOUT = Duration.ofSeconds(30);

  private final Path file;
  private final Path database;
  private final Problems problems;
  private final Names names = new Names();

  /// @param database for metrics that name none
  MetricParser(Path file, Path database, Problems problems) {
    this.file = file;
    this.database = database;
    this.problems = problems;
  }

  /// @return empty if anything is wrong, which the problems then tell
  Optional<CustomMetric> parse(MappingNode node) {
    int before = problems.count();
    Mapping map = new Mapping(node, KEYS, problems);
    Optional<String> name = map.required("name", "give the metric's name");
    Optional<CustomMetric.Type> type = type(map);
    Optional<String> help = map.required("help", "say in one sentence what is counted");
    Optional<String> sql = map.required("sql", "write one SELECT statement");
    List<String> labels = map.texts("labels");
    String value = map.text("value", "name a column").orElse("value");
    Duration refresh = map.duration("refresh", DEFAULT_REFRESH, MIN_REFRESH, MAX_REFRESH);
    Duration timeout = map.duration("timeout", DEFAULT_TIMEOUT, MIN_TIMEOUT, MAX_TIMEOUT);
    boolean replaces = map.flag("replace");
    Path path = database(map);
    checkLabels(map, labels, value);
    if (name.isPresent() && type.isPresent()) {
      names
          .take(name.get(), type.get(), replaces, Problems.line(map.at("name")))
          .ifPresent(
              problem -> problems.add(map.at("name"), "name=" + name.get() + ": " + problem));
    }
    if (name.isEmpty() || type.isEmpty() || help.isEmpty() || sql.isEmpty()) {
      return Optional.empty();
    }
    CustomMetric metric =
        new CustomMetric(
            name.get(),
            type.get(),
            help.get(),
            labels,
            value,
            new Select(sql.get()),
            path,
            refresh,
            timeout,
            replaces);
    StatementCheck.problem(metric)
        .ifPresent(problem -> problems.add(map.at("sql"), "sql: " + problem));
    return problems.count() == before ? Optional.of(metric) : Optional.empty();
  }

  private Optional<CustomMetric.Type> type(Mapping map) {
    Optional<String> text = map.required("type", "write gauge or counter");
    if (text.isPresent() && !TYPES.contains(text.get())) {
      problems.add(
          map.at("type"),
          "type=%s: must be gauge or counter%s"
              .formatted(text.get(), Suggestion.of(text.get(), TYPES)));
    }
    return text.filter(TYPES::contains)
        .map(t -> CustomMetric.Type.valueOf(t.toUpperCase(Locale.ROOT)));
  }

  private Path database(Mapping map) {
    Optional<String> text = map.text("database", "name an SQLite file");
    if (text.isEmpty()) {
      return database;
    }
    try {
      // Beside the file that names it, wherever the exporter was started.
      return file.resolveSibling(text.get());
    } catch (InvalidPathException _) {
      problems.add(map.at("database"), "database=%s: must be a file path".formatted(text.get()));
      return database;
    }
  }

  private void checkLabels(Mapping map, List<String> labels, String value) {
    for (int i = 0; i < labels.size(); i++) {
      String label = labels.get(i);
      String problem =
          labels.subList(0, i).contains(label)
              ? "is there twice; keep one"
              : label.equals(value)
                  ? "is also the column of the value; take one of both away"
                  : Names.labelProblem(label);
      if (!problem.isEmpty()) {
        problems.add(map.at("labels"), "labels=%s: %s".formatted(label, problem));
      }
    }
  }
}
