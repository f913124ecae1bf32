package org.voice2text.monitoring.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/// A number or a time in a rule, which its expression and its text both name.
public sealed interface Value {

  /// In an expression.
  String promql(Pace pace);

  /// In a sentence.
  String words();

  /// The range that an expression looks back over.
  record Range(Duration duration) implements Value {
    @Override
    public String promql(Pace pace) {
      return Pace.text(pace.range(duration));
    }

    @Override
    public String words() {
      return Value.words(duration);
    }
  }

  /// A time that an expression compares in seconds, and that passes with the rules' time.
  record Age(Duration duration) implements Value {
    @Override
    public String promql(Pace pace) {
      return String.valueOf(pace.wait(duration).toSeconds());
    }

    @Override
    public String words() {
      return Value.words(duration);
    }
  }

  /// A share, 0 to 1.
  record Share(double share) implements Value {
    @Override
    public String promql(Pace pace) {
      return plain(share);
    }

    @Override
    public String words() {
      return plain(share * 100) + " %";
    }
  }

  /// A count or a measure, with the words of its unit.
  record Measure(double number, String unit) implements Value {
    @Override
    public String promql(Pace pace) {
      return plain(number);
    }

    @Override
    public String words() {
      return plain(number / scale()) + unit;
    }

    /// Gigabytes are compared as bytes.
    private double scale() {
      return unit.equals(" GB") ? 1e9 : 1;
    }
  }

  /// An hour of the day, UTC. In a drill, which can be at any hour, all hours count.
  record Hour(int hour, int inDrill) implements Value {
    @Override
    public String promql(Pace pace) {
      return String.valueOf(pace.factor() == 1 ? hour : inDrill);
    }

    @Override
    public String words() {
      return hour + ":00 UTC";
    }
  }

  private static String plain(double number) {
    // A product such as 0.95 * 100 must not show its binary remainder.
    return BigDecimal.valueOf(number)
        .setScale(6, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String words(Duration duration) {
    long minutes = duration.toMinutes();
    if (minutes > 0 && minutes % 1_440 == 0) {
      return minutes / 1_440 + " d";
    }
    if (minutes > 0 && minutes % 60 == 0) {
      return minutes / 60 + " h";
    }
    return minutes > 0 && duration.toSeconds() % 60 == 0
        ? minutes + " min"
        : duration.toSeconds() + " s";
  }
}
