package org.voice2text.monitoring.rules.cases;

import static org.voice2text.monitoring.rules.cases.AlertCase.below;
import static org.voice2text.monitoring.rules.cases.AlertCase.fires;

import java.util.List;
import java.util.stream.Stream;

/// Each arm of the alerts on objectives alone: there are counts over its two windows only, so that
/// no other arm can stand in for it. They are given as `recording.yml` would record them.
final class SloArmCases {
  private static final int EVENTS = 100_000;
  private static final String PAGE = SloCases.PAGE;
  private static final String TICKET = SloCases.TICKET;

  /// @param limit of 100 000 events so many bad ones are just the pace that it allows
  /// @param just how the alert writes one more than that
  private record Arm(
      String alert, String text, String longWindow, String shortWindow, int limit, String just) {

    List<AlertCase> cases() {
      String name = longWindow + " and " + shortWindow;
      AlertCase fires = fires(alert, "5m", text.formatted(just)).labelled("slo", "availability");
      AlertCase few = fires(alert, "5m", text.formatted("90.91%")).labelled("slo", "availability");
      return List.of(
          with(fires.when(name + " alone"), EVENTS, limit + 1, limit + 1),
          with(few.when(name + ", ten in all"), 11, 10, 10),
          with(below(alert, "5m").when(name + ", the long one"), EVENTS, limit - 1, limit + 1),
          with(below(alert, "5m").when(name + ", the short one"), EVENTS, limit + 1, limit - 1),
          with(below(alert, "5m").when(name + ", nine in all"), 10, 9, 9));
    }

    private AlertCase with(AlertCase alertCase, int events, int longErrors, int shortErrors) {
      return alertCase
          .with(SloSeriesCases.events(longWindow), events + "x10")
          .with(SloSeriesCases.errors(longWindow), longErrors + "x10")
          .with(SloSeriesCases.events(shortWindow), events + "x10")
          .with(SloSeriesCases.errors(shortWindow), shortErrors + "x10");
    }
  }

  private SloArmCases() {}

  static List<AlertCase> all() {
    return Stream.of(
            new Arm("SLOPage", PAGE, "1h", "5m", 1440, "1.441%"),
            new Arm("SLOPage", PAGE, "6h", "30m", 600, "0.601%"),
            new Arm("SLOTicket", TICKET, "1d", "2h", 300, "0.301%"),
            new Arm("SLOTicket", TICKET, "3d", "6h", 100, "0.101%"))
        .flatMap(arm -> arm.cases().stream())
        .toList();
  }
}
