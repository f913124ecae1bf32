package org.voice2text.monitoring.rules;

/// Where `docs/runbooks.md` is read.
public final class Runbooks {
  /// The file's place in the project: whoever publishes the project puts its address before it.
  private static final String PAGE = "docs/runbooks.md";

  private Runbooks() {}

  /// What to do about an alert.
  public static String address(Alert alert) {
    return PAGE + "#" + alert.anchor();
  }
}
