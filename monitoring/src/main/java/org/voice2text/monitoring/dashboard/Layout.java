package org.voice2text.monitoring.dashboard;

import java.util.ArrayList;
import java.util.List;

/// Where everything stands in the grid: rows below each other, the panels of a row from left to
/// right in lines that are as high as their highest panel. Immutable.
///
/// The panels of a closed row take no room; the rows below it stand where they stand while it is
/// closed.
record Layout(List<PlacedRow> rows) {
  static final int WIDTH = 24;

  Layout {
    rows = List.copyOf(rows);
  }

  record Place(int id, int x, int y, int width, int height) {}

  record PlacedPanel(Panel panel, Place place) {}

  record PlacedRow(Row row, Place place, List<PlacedPanel> panels) {
    public PlacedRow {
      panels = List.copyOf(panels);
    }
  }

  static Layout of(Dashboard dashboard) {
    List<PlacedRow> placed = new ArrayList<>();
    int id = 1;
    int y = 0;
    for (Row row : dashboard.rows()) {
      Place heading = new Place(id++, 0, y++, WIDTH, 1);
      List<PlacedPanel> panels = panels(row, id, y);
      id += panels.size();
      placed.add(new PlacedRow(row, heading, panels));
      if (row.open()) {
        y = bottom(panels, y);
      }
    }
    return new Layout(placed);
  }

  private static List<PlacedPanel> panels(Row row, int firstId, int top) {
    List<PlacedPanel> placed = new ArrayList<>();
    int x = 0;
    int y = top;
    for (Panel panel : row.panels()) {
      PanelKind.Size size = panel.size();
      if (x + size.width() > WIDTH) {
        x = 0;
        y = bottom(placed, y);
      }
      Place place = new Place(firstId + placed.size(), x, y, size.width(), size.height());
      placed.add(new PlacedPanel(panel, place));
      x += size.width();
    }
    return placed;
  }

  private static int bottom(List<PlacedPanel> panels, int top) {
    return panels.stream()
        .mapToInt(panel -> panel.place().y() + panel.place().height())
        .max()
        .orElse(top);
  }
}
