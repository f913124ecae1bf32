package org.voice2text.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Reads the written files, as Prometheus and Grafana do.
class RuleExpressionsTest {

  static Stream<String> expressions() {
    return Generate.files().stream()
        .filter(file -> file.path().endsWith(".yml"))
        .map(file -> new Load(LoadSettings.builder().build()).loadFromString(file.content()))
        .flatMap(RuleExpressionsTest::expressions)
        .distinct();
  }

  /// The texts under `expr`, wherever they stand.
  private static Stream<String> expressions(Object yaml) {
    return switch (yaml) {
      case Map<?, ?> map when map.get("expr") instanceof String expr -> Stream.of(expr);
      case Map<?, ?> map -> map.values().stream().flatMap(RuleExpressionsTest::expressions);
      case List<?> list -> list.stream().flatMap(RuleExpressionsTest::expressions);
      case null, default -> Stream.of();
    };
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void namesOnlyMetricsAndLabelsThatThereAre(String expression) {
    assertThat(CatalogueNames.standard().problems(expression)).isEmpty();
  }
}
