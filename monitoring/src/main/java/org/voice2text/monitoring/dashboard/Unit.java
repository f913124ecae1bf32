package org.voice2text.monitoring.dashboard;

/// The units that panels use, by Grafana's ids for them.
enum Unit {
  NUMBER("short"),
  NONE("none"),
  SECONDS("s"),
  MINUTES("m"),
  BYTES("bytes"),
  BYTES_PER_SECOND("Bps"),
  /// 0 to 100.
  PERCENT("percent"),
  /// 0 to 1.
  SHARE("percentunit"),
  PER_SECOND("ops"),
  PER_MINUTE("opm"),
  RUBLES("currencyRUB"),
  DOLLARS("currencyUSD"),
  /// A text, such as a label's value.
  TEXT("string");

  private final String id;

  Unit(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }
}
