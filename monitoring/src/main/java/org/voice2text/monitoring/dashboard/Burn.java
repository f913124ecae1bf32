package org.voice2text.monitoring.dashboard;

/// A pair of windows over which an alert looks at how fast a budget burns.
///
/// @param alert that tells
/// @param name of the pair's factor in the alert's expression
record Burn(String alert, String name, String longWindow, String shortWindow) {
  static final Burn FAST = new Burn("SLOPage", "fast", "1h", "5m");
  static final Burn SLOW = new Burn("SLOPage", "slow", "6h", "30m");
  static final Burn DAY = new Burn("SLOTicket", "fast", "1d", "2h");
  static final Burn DAYS = new Burn("SLOTicket", "slow", "3d", "6h");

  /// From which the alert tells; 1 uses the budget of 30 days up in 30 days.
  double factor() {
    return Limit.of(alert, name);
  }
}
