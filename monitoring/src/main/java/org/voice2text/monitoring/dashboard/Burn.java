package org.voice2text.monitoring.dashboard;

/// A pair of windows over which an alert looks at how fast a budget burns.
///
/// @param factor from which it tells; 1 uses the budget of 30 days up in 30 days
record Burn(double factor, String longWindow, String shortWindow) {
  static final Burn FAST = new Burn(14.4, "1h", "5m");
  static final Burn SLOW = new Burn(6, "6h", "30m");
  static final Burn DAY = new Burn(3, "1d", "2h");
  static final Burn DAYS = new Burn(1, "3d", "6h");
}
