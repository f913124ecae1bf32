package org.voice2text.monitoring.dashboard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.voice2text.monitoring.dashboard.PanelKind.Size;

/// One panel of a dashboard. Immutable; made by a [PanelBuilder].
///
/// @param description why one looks at it and what is normal, in a sentence or two
/// @param noValue what stands there while there is nothing to show
/// @param runbook the alert whose runbook helps with what is seen here
/// @param interval the least distance of two points, such as `1h`; empty leaves it to Grafana
/// @param decimals fixed, or empty for as many as fit
/// @param colours by the legend of a series
/// @param words by a value, what is shown in its place
record Panel(
    String title,
    String description,
    PanelKind kind,
    Size size,
    Unit unit,
    String noValue,
    String runbook,
    String interval,
    OptionalInt decimals,
    OptionalDouble least,
    OptionalDouble greatest,
    Thresholds thresholds,
    Map<String, Colour> colours,
    List<Word> words,
    List<Target> targets) {

  Panel {
    colours = new LinkedHashMap<>(colours);
    words = List.copyOf(words);
    targets = List.copyOf(targets);
    if (title.isBlank() || description.isBlank() || noValue.isBlank() || runbook.isBlank()) {
      throw new IllegalArgumentException(
          "%s: a panel needs title, description, runbook and what it says without a value"
              .formatted(title));
    }
  }

  /// What a value means.
  record Word(double value, String text, Colour colour) {}
}
