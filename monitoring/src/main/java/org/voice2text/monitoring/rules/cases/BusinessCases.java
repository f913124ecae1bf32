package org.voice2text.monitoring.rules.cases;

import static org.voice2text.monitoring.rules.cases.AlertCase.below;
import static org.voice2text.monitoring.rules.cases.AlertCase.fires;
import static org.voice2text.monitoring.rules.cases.AlertCase.idle;
import static org.voice2text.monitoring.rules.cases.AlertCase.resolves;

import java.util.List;
import java.util.stream.Stream;

/// A sample each 5 min.
final class BusinessCases {
  private static final String COST = "business_estimated_cost_rubles_total";
  private static final String NULL_MODEL = "business_null_model_events_total";
  private static final String SPEECH = "transcription_requests_total{status=\"success\"}";
  private static final String LANGUAGE = "llm_requests_total{status=\"success\"}";
  private static final String FAILED = "payment_transactions_total{status=\"failed\"}";
  private static final String PAID = "payment_transactions_total{status=\"success\"}";

  private BusinessCases() {}

  static List<AlertCase> all() {
    return Stream.of(cost(), nullModel(), payments(), users(), silence())
        .flatMap(List::stream)
        .toList();
  }

  private static List<AlertCase> cost() {
    return List.of(
        fires("HighDailyCost", "24h", "576 rubles within 1 d, over 500.").with(COST, "0+2x300"),
        below("HighDailyCost", "24h").with(COST, "0+1.7x300"),
        below("HighDailyCost", "2h")
            .when("a total of long ago appears")
            .with(COST, "_x10 10000x300"),
        idle("HighDailyCost", "24h").with(COST, "300x300"),
        resolves("HighDailyCost", "24h", "36h").with(COST, "0+2x300 600x200"));
  }

  private static List<AlertCase> nullModel() {
    String says =
        "10% of the requests to speech and language models within 1 h, over 5 % and at least 3. Their cost cannot be"
            + " told apart.";
    return List.of(
        fires("HighNullModelRate", "2h", says)
            .with(NULL_MODEL, "0+1x40")
            .with(SPEECH, "0+6x40")
            .with(LANGUAGE, "0+4x40"),
        below("HighNullModelRate", "2h")
            .with(NULL_MODEL, "0+1x40")
            .with(SPEECH, "0+12x40")
            .with(LANGUAGE, "0+9x40"),
        below("HighNullModelRate", "1h")
            .when("two in all")
            .with(NULL_MODEL, "0 1 2x40")
            .with(SPEECH, "0 1 2x40")
            .with(LANGUAGE, "0x40"),
        idle("HighNullModelRate", "2h")
            .with(NULL_MODEL, "7x40")
            .with(SPEECH, "0x40")
            .with(LANGUAGE, "0x40"),
        resolves("HighNullModelRate", "1h", "3h")
            .with(NULL_MODEL, "0+1x12 12x40")
            .with(SPEECH, "0+6x52")
            .with(LANGUAGE, "0+4x52"));
  }

  private static List<AlertCase> payments() {
    String alert = "PaymentTransactionFailures";
    return List.of(
        fires(alert, "2h", "20% of the payments within 1 h, over 10 % and at least 3.")
            .with(FAILED, "0+1x40")
            .with(PAID, "0+4x40"),
        below(alert, "2h").with(FAILED, "0+1x40").with(PAID, "0+10x40"),
        below(alert, "1h").when("two in all").with(FAILED, "0 1 2x40").with(PAID, "0x40"),
        idle(alert, "2h").with(FAILED, "0x40").with(PAID, "0x40"),
        resolves(alert, "1h", "3h").with(FAILED, "0+1x12 12x40").with(PAID, "0+4x52"));
  }

  private static List<AlertCase> users() {
    return List.of(
        fires("HighUserLoad", "10m", "1.001k of them within 5 min, over 1000.")
            .with("users_online", "1001x10"),
        below("HighUserLoad", "10m").with("users_online", "1000x10"),
        idle("HighUserLoad", "10m").with("users_online", "0x10"),
        resolves("HighUserLoad", "10m", "25m").with("users_online", "1500x3 3x10"));
  }

  /// promtool's first day begins at midnight UTC.
  private static List<AlertCase> silence() {
    String says =
        "That is unusual in waking hours. Looked at from 8:00 UTC to 19:00 UTC, so that the 2 h lie in them.";
    return List.of(
        fires("NoTranscriptions", "10h30m", says).with(SPEECH, "0+1x100 100x100"),
        below("NoTranscriptions", "10h").with(SPEECH, "0+1x100 100x100"),
        below("NoTranscriptions", "7h55m").when("early in the morning").with(SPEECH, "0x200"),
        below("NoTranscriptions", "19h").when("late in the evening").with(SPEECH, "0x250"),
        idle("NoTranscriptions", "10h").when("it was started at nine").with(SPEECH, "_x108 0x50"),
        resolves("NoTranscriptions", "10h30m", "11h30m").with(SPEECH, "0+1x100 100x30 101+1x50"));
  }
}
