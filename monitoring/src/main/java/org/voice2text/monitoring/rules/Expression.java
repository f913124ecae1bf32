package org.voice2text.monitoring.rules;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A PromQL expression whose windows and thresholds have names and types: `<window>` in the text
/// stands for the value of that name. Immutable.
public record Expression(String template, Map<String, Value> values) {
  private static final Pattern NAME = Pattern.compile("<([a-zA-Z0-9]+)>");

  public Expression {
    template = template.strip();
    values = Map.copyOf(values);
  }

  static Expression of(String template) {
    return new Expression(template, Map.of());
  }

  Expression range(String name, Duration duration) {
    return with(name, new Value.Range(duration));
  }

  Expression age(String name, Duration duration) {
    return with(name, new Value.Age(duration));
  }

  Expression share(String name, double share) {
    return with(name, new Value.Share(share));
  }

  Expression count(String name, double number) {
    return measure(name, number, "");
  }

  Expression measure(String name, double number, String unit) {
    return with(name, new Value.Measure(number, unit));
  }

  Expression with(String name, Value value) {
    Map<String, Value> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Expression(template, more);
  }

  /// As Prometheus reads it.
  public String promql(Pace pace) {
    return replace(template, value -> value.promql(pace));
  }

  /// The shortest time that it looks back over; nothing if it looks at the present only.
  Duration shortestLook(Pace pace) {
    return values.values().stream()
        .flatMap(value ->
            switch (value) {
              case Value.Range range -> Stream.of(pace.range(range.duration()));
              case Value.Age age -> Stream.of(pace.wait(age.duration()));
              case Value.Share _, Value.Measure _, Value.Hour _ -> Stream.<Duration>empty();
            })
        .min(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /// A text for people in which the same values stand.
  String words(String text) {
    return replace(text, Value::words);
  }

  private String replace(String text, Function<Value, String> form) {
    return NAME.matcher(text)
        .replaceAll(name -> Matcher.quoteReplacement(form.apply(value(name.group(1)))));
  }

  private Value value(String name) {
    Value value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "<%s>: the expression has no such value, only %s".formatted(name, values.keySet()));
    }
    return value;
  }
}
