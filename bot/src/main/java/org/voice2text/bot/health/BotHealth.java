package org.voice2text.bot.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.telemetry.LivePusher;
import org.voice2text.bot.transcription.TranscriptionWorkers;
import org.voice2text.model.health.HealthCheck;
import org.voice2text.model.health.HealthCheck.Finding;
import org.voice2text.model.health.HealthCheck.State;
import org.voice2text.model.store.Database;

/// The questions about the bot's health. None of them asks another process's health page.
public final class BotHealth {
  /// Names of its transactions, for measurement.
  public static final List<String> OPERATIONS = List.of("health");

  private static final Duration QUICK = Duration.ofSeconds(3);
  private static final Duration PATIENT = Duration.ofSeconds(10);

  private BotHealth() {}

  /// @param language null when nothing rewrites texts
  public static List<HealthCheck> checks(
      Database database,
      TelegramHost telegram,
      TranscriptionWorkers workers,
      SpeechHealth speech,
      @Nullable LanguageHealth language,
      LivePusher pusher) {
    List<HealthCheck> checks = new ArrayList<>();
    checks.add(new HealthCheck("database", true, QUICK, () -> database(database)));
    checks.add(new HealthCheck("workers", true, QUICK, () -> workers(workers)));
    checks.add(new HealthCheck("telegram", true, PATIENT, () -> telegram(telegram)));
    checks.add(new HealthCheck("speech", true, PATIENT, speech::all));
    for (String provider : speech.providers()) {
      checks.add(new HealthCheck("speech_" + provider, false, PATIENT, () -> speech.of(provider)));
    }
    if (language != null) {
      checks.add(new HealthCheck("language", false, PATIENT, language));
    }
    checks.add(new HealthCheck("exporter", false, QUICK, () -> exporter(pusher)));
    return checks;
  }

  private static Finding database(Database database) {
    int one =
        database.transaction("health", h -> h.createQuery("select 1").mapTo(Integer.class).one());
    return one == 1 ? Finding.healthy("answers") : Finding.unhealthy("gives a wrong answer");
  }

  private static Finding workers(TranscriptionWorkers workers) {
    return Finding.ofSeveral(workers.alive(), workers.count(), "workers run");
  }

  private static Finding telegram(TelegramHost telegram) throws InterruptedException {
    Finding receiving =
        Finding.ofSeveral(telegram.receiving(), telegram.botIds().size(), "bots receive updates");
    List<String> troubles = telegram.webhookTroubles();
    return receiving.state() == State.UNHEALTHY || troubles.isEmpty()
        ? receiving
        : Finding.degraded(receiving.message() + ", but " + String.join("; ", troubles));
  }

  private static Finding exporter(LivePusher pusher) {
    return pusher.isConnected()
        ? Finding.healthy("takes the live metrics")
        : Finding.unhealthy("does not take the live metrics; they are kept until it does");
  }
}
