package org.voice2text.model.event;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// An enum whose constants are the allowed values of a metric label and of a column of the event
/// log.
public interface Label {
  String name();

  default String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// All allowed values of an enum, in its order.
  static List<String> values(Class<? extends Label> type) {
    return Arrays.stream(type.getEnumConstants()).map(Label::label).toList();
  }

  /// The constant with this label.
  ///
  /// @throws IllegalArgumentException if the enum has no such constant
  static <T extends Enum<T> & Label> T parse(Class<T> type, String label) {
    return Enum.valueOf(type, label.toUpperCase(Locale.ROOT));
  }
}
