package org.voice2text.monitoring.rules;

import java.util.List;

/// A series that Prometheus computes and keeps, for one objective.
///
/// @param name as `level:metric:operation`
/// @param slo value of the label `slo`; empty when the expression brings it along
public record Recording(String name, String slo, Expression expression) implements Rule {

  /// Names of all series that the rules make, each with the label `slo`.
  public static List<String> names() {
    return RuleFiles.groups().stream()
        .flatMap(group -> group.rules().stream())
        .filter(Recording.class::isInstance)
        .map(rule -> ((Recording) rule).name())
        .distinct()
        .toList();
  }
}
