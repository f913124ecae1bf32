package org.voice2text.exporter.business;

import java.util.Arrays;
import java.util.Optional;
import org.voice2text.model.event.Label;

/// From the labels in the event log to the constants they stand for.
final class Labels {
  private Labels() {}

  /// @return empty for a label that this release does not know
  static <T extends Enum<T> & Label> Optional<T> find(Class<T> type, String label) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.label().equals(label))
        .findFirst();
  }
}
