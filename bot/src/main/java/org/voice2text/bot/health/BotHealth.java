package org.voice2text.bot.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.rewriting.ModelHealth;
import org.voice2text.bot.rewriting.Rewriter;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.telemetry.LivePusher;
import org.voice2text.bot.transcription.TranscriptionWorkers;
import org.voice2text.bot.transcription.engine.EngineHealth;
import org.voice2text.bot.transcription.engine.Orchestrator;
import org.voice2text.model.health.HealthCheck;
import org.voice2text.model.health.HealthCheck.Finding;
import org.voice2text.model.store.Database;

/// The questions about the bot's health. None of them asks another process's health page.
public final class BotHealth {
  /// Names of its transactions, for measurement.
  public static final List<String> OPERATIONS = List.of("health");

  private static final Duration QUICK = Duration.ofSeconds(3);
  private static final Duration PATIENT = Duration.ofSeconds(10);

  private BotHealth() {}

  /// @param rewriter null when no language model is configured
  public static List<HealthCheck> checks(
      Database database,
      TelegramHost telegram,
      TranscriptionWorkers workers,
      Orchestrator speech,
      @Nullable Rewriter rewriter,
      LivePusher pusher) {
    List<HealthCheck> checks = new ArrayList<>();
    checks.add(new HealthCheck("database", true, QUICK, () -> database(database)));
    checks.add(
        new HealthCheck(
            "workers", true, QUICK, () -> ratio(workers.alive(), workers.count(), "workers run")));
    checks.add(
        new HealthCheck(
            "telegram",
            true,
            PATIENT,
            () ->
                atLeastOne(
                    telegram.receiving(), telegram.botIds().size(), "bots receive updates")));
    checks.add(
        new HealthCheck(
            "speech",
            true,
            PATIENT,
            () -> atLeastOne(ready(speech), speech.health().size(), "speech engines are ready")));
    for (EngineHealth engine : speech.health()) {
      String name = "speech_" + engine.engine().provider();
      checks.add(new HealthCheck(name, false, PATIENT, () -> engine(speech, engine)));
    }
    if (rewriter != null) {
      ModelHealth model = rewriter.health();
      checks.add(
          new HealthCheck(
              "language",
              false,
              PATIENT,
              () -> new Finding(model.isGood(), model.message())));
    }
    checks.add(
        new HealthCheck(
            "exporter",
            false,
            QUICK,
            () ->
                pusher.isConnected()
                    ? Finding.healthy("takes the live metrics")
                    : Finding.unhealthy(
                        "does not take the live metrics; they are kept until it does")));
    return checks;
  }

  private static Finding database(Database database) {
    int one =
        database.transaction("health", h -> h.createQuery("select 1").mapTo(Integer.class).one());
    return one == 1 ? Finding.healthy("answers") : Finding.unhealthy("gives a wrong answer");
  }

  private static Finding engine(Orchestrator speech, EngineHealth known) {
    EngineHealth now =
        speech.health().stream()
            .filter(e -> e.engine().equals(known.engine()))
            .findFirst()
            .orElse(known);
    String message = "circuit " + now.circuit().name().toLowerCase(Locale.ROOT);
    return new Finding(now.ready(), message);
  }

  private static int ready(Orchestrator speech) {
    return (int) speech.health().stream().filter(EngineHealth::ready).count();
  }

  private static Finding ratio(int good, int all, String what) {
    return new Finding(good == all, "%d of %d %s".formatted(good, all, what));
  }

  private static Finding atLeastOne(int good, int all, String what) {
    return new Finding(good > 0, "%d of %d %s".formatted(good, all, what));
  }
}
