package org.voice2text.monitoring.dashboard;

/// Colours of Grafana's palette, which reads in dark and in light.
enum Colour {
  GREEN("green"),
  YELLOW("yellow"),
  ORANGE("orange"),
  RED("red"),
  BLUE("blue"),
  PURPLE("purple"),
  GREY("text");

  private final String id;

  Colour(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }
}
