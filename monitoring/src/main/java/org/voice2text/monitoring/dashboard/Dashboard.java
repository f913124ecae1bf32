package org.voice2text.monitoring.dashboard;

import java.util.List;

/// One dashboard. Immutable.
///
/// @param uid fixed, since links go by it
/// @param file in the folder of dashboards, without `.json`
/// @param from the beginning of the time that is shown at first, such as `now-6h`
/// @param refresh how often it is loaded again, such as `30s`
record Dashboard(
    String uid,
    String file,
    String title,
    String description,
    String from,
    String refresh,
    List<Variable> variables,
    List<Annotation> annotations,
    List<Row> rows) {
  /// Marks our dashboards, so that each links to the others.
  static final String TAG = "voice2text";

  Dashboard {
    variables = List.copyOf(variables);
    annotations = List.copyOf(annotations);
    rows = List.copyOf(rows);
  }

  List<Panel> panels() {
    return rows.stream().flatMap(row -> row.panels().stream()).toList();
  }
}
