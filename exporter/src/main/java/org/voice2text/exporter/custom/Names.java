package org.voice2text.exporter.custom;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.voice2text.exporter.custom.BuiltInNames.BuiltIn;

/// Which names a metric may have, and which are taken. Confined to one thread.
final class Names {
  private static final Pattern METRIC = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,199}");
  private static final Pattern LABEL = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]{0,99}");

  /// The line in which each name was first taken.
  private final Map<String, Integer> taken = new HashMap<>();

  static String labelProblem(String label) {
    return LABEL.matcher(label).matches()
        ? ""
        : "must be letters of a-z, digits and underscores, begin with a letter and not with two underscores";
  }

  /// Takes a name, if it may be had.
  ///
  /// @return what is wrong with it, if anything
  Optional<String> take(String name, CustomMetric.Type type, boolean replaces, int line) {
    Optional<String> problem =
        form(name, type)
            .or(() -> replaces ? replacement(name, type) : clash(name, type))
            .or(() -> repeated(name, type));
    if (problem.isEmpty()) {
      BuiltInNames.lines(name, type.label()).forEach(l -> taken.putIfAbsent(l, line));
    }
    return problem;
  }

  private static Optional<String> form(String name, CustomMetric.Type type) {
    if (!METRIC.matcher(name).matches()) {
      return Optional.of("must be letters of a-z, digits and underscores, and begin with a letter");
    }
    if ((type == CustomMetric.Type.COUNTER) != name.endsWith("_total")) {
      return Optional.of(
          type == CustomMetric.Type.COUNTER
              ? "a counter must end in _total; rename it, or make it a gauge if it can fall"
              : "a gauge must not end in _total; rename it, or make it a counter if it never falls");
    }
    return Optional.empty();
  }

  private static Optional<String> clash(String name, CustomMetric.Type type) {
    return BuiltInNames.owner(name, type.label())
        .map(builtIn ->
            builtIn.isReplaceable() && builtIn.name().equals(name)
                ? "is a built-in %s; choose another name, or add `replace: true` to serve this one instead"
                    .formatted(builtIn.type())
                : "clashes with the built-in %s; choose another name".formatted(builtIn.name()));
  }

  private static Optional<String> replacement(String name, CustomMetric.Type type) {
    Optional<BuiltIn> builtIn =
        BuiltInNames.owner(name, type.label())
            .filter(b -> b.isReplaceable() && b.name().equals(name));
    if (builtIn.isEmpty()) {
      return Optional.of("is no built-in metric that can be replaced; take `replace` away");
    }
    return builtIn.get().type().equals(type.label())
        ? Optional.empty()
        : Optional.of(
            "the built-in metric is a %s, so this one must be; dashboards rely on it"
                .formatted(builtIn.get().type()));
  }

  private Optional<String> repeated(String name, CustomMetric.Type type) {
    return BuiltInNames.lines(name, type.label()).stream()
        .filter(taken::containsKey)
        .findFirst()
        .map(
            l -> "clashes with the metric of line %d; choose another name".formatted(taken.get(l)));
  }
}
