package org.voice2text.monitoring.rules.cases;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// One trial of an alert with invented series. Immutable.
///
/// @param detail tells several cases of one situation apart; may be empty
/// @param series by name and labels; values in promtool's notation, a sample each `step`
/// @param firing when the alert is there, such as `5m`; empty if never
/// @param quiet when it is not; empty if not asked
/// @param labels those of the firing alert beside the ones that all have
/// @param description what people read then; empty if not asked
public record AlertCase(
    String alert,
    Situation situation,
    String detail,
    Map<String, String> series,
    String firing,
    String quiet,
    Map<String, String> labels,
    String description) {

  /// A counter that grows by one every four minutes, with a sample each 15 s.
  static final String NOW_AND_THEN = "0x15 1x15 2x15 3x15 4x15 5x15 6x15";

  static AlertCase fires(String alert, String at, String description) {
    return new AlertCase(alert, Situation.FIRES, "", Map.of(), at, "", Map.of(), description);
  }

  static AlertCase below(String alert, String at) {
    return quiet(alert, Situation.STAYS_QUIET_BELOW, at);
  }

  static AlertCase idle(String alert, String at) {
    return quiet(alert, Situation.STAYS_QUIET_WITHOUT_TRAFFIC, at);
  }

  private static AlertCase quiet(String alert, Situation situation, String at) {
    return new AlertCase(alert, situation, "", Map.of(), "", at, Map.of(), "");
  }

  /// It fires first and is over then.
  static AlertCase resolves(String alert, String firing, String quiet) {
    return new AlertCase(alert, Situation.RESOLVES, "", Map.of(), firing, quiet, Map.of(), "");
  }

  AlertCase when(String detail) {
    return new AlertCase(alert, situation, detail, series, firing, quiet, labels, description);
  }

  AlertCase with(String name, String values) {
    Map<String, String> more = new LinkedHashMap<>(series);
    more.put(name, values);
    return new AlertCase(alert, situation, detail, more, firing, quiet, labels, description);
  }

  /// A histogram all of whose values lie in one bucket.
  ///
  /// @param below bound of the bucket beneath it
  /// @param bound its own bound
  AlertCase withHistogram(String name, int below, int bound, String values) {
    String none = values.replaceAll("[0-9.]+(\\+[0-9.]+)?x", "0x");
    return with(name + "_bucket{le=\"" + below + ".0\"}", none)
        .with(name + "_bucket{le=\"" + bound + ".0\"}", values)
        .with(name + "_bucket{le=\"+Inf\"}", values)
        .with(name + "_count", values)
        .with(name + "_sum", times(values, bound));
  }

  /// The same numbers as many times as large, in promtool's notation such as `0+1x60 60x60`.
  private static String times(String values, int factor) {
    return Pattern.compile("(?<![x0-9.])[0-9.]+")
        .matcher(values)
        .replaceAll(
            it -> new BigDecimal(it.group()).multiply(BigDecimal.valueOf(factor)).toPlainString());
  }

  AlertCase labelled(String label, String value) {
    Map<String, String> more = new LinkedHashMap<>(labels);
    more.put(label, value);
    return new AlertCase(alert, situation, detail, series, firing, quiet, more, description);
  }

  /// As the unit test is called.
  public String title() {
    String title = alert + " " + situation.words();
    return detail.isEmpty() ? title : title + ": " + detail;
  }
}
