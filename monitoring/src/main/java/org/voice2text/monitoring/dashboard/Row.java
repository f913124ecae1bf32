package org.voice2text.monitoring.dashboard;

import java.util.List;
import java.util.stream.Stream;

/// Panels under one heading, from left to right and line by line.
///
/// @param open whether the panels are shown, and asked for, before somebody opens the row
record Row(String title, boolean open, List<Panel> panels) {

  Row {
    panels = List.copyOf(panels);
  }

  static Row open(String title, PanelBuilder... panels) {
    return new Row(title, true, Stream.of(panels).map(PanelBuilder::build).toList());
  }

  static Row closed(String title, PanelBuilder... panels) {
    return new Row(title, false, Stream.of(panels).map(PanelBuilder::build).toList());
  }
}
