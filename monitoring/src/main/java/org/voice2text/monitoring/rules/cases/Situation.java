package org.voice2text.monitoring.rules.cases;

/// What each alert is tried in.
public enum Situation {
  FIRES("fires"),
  STAYS_QUIET_BELOW("stays quiet just below"),
  STAYS_QUIET_WITHOUT_TRAFFIC("stays quiet without traffic"),
  RESOLVES("resolves");

  private final String words;

  Situation(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
