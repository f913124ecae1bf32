package org.voice2text.monitoring.rules;

import static org.voice2text.monitoring.rules.Alert.Unit.NUMBER;
import static org.voice2text.monitoring.rules.Alert.Unit.SHARE;
import static org.voice2text.monitoring.rules.Alert.warning;

import java.util.List;
import org.voice2text.model.catalogue.Thresholds;

/// Money, people and what is counted of them.
final class BusinessAlerts {
  static final List<Alert> ALL =
      List.of(
          warning(
                  "HighDailyCost",
                  Expression.of(
                          "sum(increase(business_estimated_cost_rubles_total[<window>])) > <limit>")
                      .range("window", Windows.DAY)
                      .count("limit", Thresholds.DAILY_COST_RUBLES))
              .silencedBy("ExporterDown")
              .saying(
                  "Speech and language APIs cost much.",
                  "{value} rubles within <window>, over <limit>.",
                  NUMBER),
          warning(
                  "HighNullModelRate",
                  Expression.of(
                          """
                          sum(increase(business_null_model_events_total[<window>]))
                          / (sum(increase(transcription_requests_total[<window>])) + sum(increase(llm_requests_total[<window>]))) > <limit>
                          and sum(increase(business_null_model_events_total[<window>])) >= <least>
                          """)
                      .range("window", Windows.HOUR)
                      .share("limit", 0.05)
                      .count("least", 3))
              .silencedBy("ExporterDown", "BotDown")
              .saying(
                  "Events do not tell which model they are of.",
                  "{value} of the requests to speech and language models within <window>, over <limit> and at"
                      + " least <least>. Their cost cannot be told apart.",
                  SHARE),
          warning(
                  "PaymentTransactionFailures",
                  Expression.of(
                          """
                          sum(increase(payment_transactions_total{status="failed"}[<window>]))
                          / sum(increase(payment_transactions_total{status=~"success|failed"}[<window>])) > <limit>
                          and sum(increase(payment_transactions_total{status="failed"}[<window>])) >= <least>
                          """)
                      .range("window", Windows.HOUR)
                      .share("limit", 0.1)
                      .count("least", 3))
              .silencedBy("ExporterDown", "BotDown")
              .saying(
                  "Payments fail.",
                  "{value} of the payments within <window>, over <limit> and at least <least>.",
                  SHARE),
          warning("HighUserLoad", Expression.of("max(users_online) > <limit>").count("limit", 1000))
              .silencedBy("ExporterDown")
              .saying(
                  "Unusually many people use the bot.",
                  "{value} of them within 5 min, over <limit>.",
                  NUMBER));

  private BusinessAlerts() {}
}
