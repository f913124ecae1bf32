package org.voice2text.bot.telegram;

import java.time.Duration;
import org.voice2text.bot.telemetry.ErrorTypes;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.model.catalogue.LiveMetrics;

/// Measures how long the handler takes over each update, and counts what it lets slip. Thread-safe
/// if the handler is.
public final class HandlerMeter implements UpdateHandler {
  private final UpdateHandler handler;
  private final Instruments instruments;

  public HandlerMeter(UpdateHandler handler, Instruments instruments) {
    this.handler = handler;
    this.instruments = instruments;
  }

  @Override
  public Duration handle(Incoming incoming) throws InterruptedException {
    long start = System.nanoTime();
    try {
      return handler.handle(incoming);
    } catch (RuntimeException | Error e) {
      // It may not throw: nobody else has counted this.
      instruments.increment(LiveMetrics.REQUEST_ERRORS, ErrorTypes.of(e));
      instruments.increment(LiveMetrics.ERRORS, ErrorTypes.of(e));
      throw e;
    } finally {
      instruments.observe(
          LiveMetrics.REQUEST_DURATION,
          Duration.ofNanos(System.nanoTime() - start),
          name(incoming.content()));
    }
  }

  @Override
  public void migrated(long botId, long oldChatId, long newChatId) {
    handler.migrated(botId, oldChatId, newChatId);
  }

  private static String name(Incoming.Content content) {
    return switch (content) {
      case Incoming.Ignored _, Incoming.Membership _ -> "other";
      case Incoming.Press _ -> "callback";
      case Incoming.PreCheckout _ -> "service";
      case Incoming.Message message ->
          switch (message.body()) {
            case Incoming.Command _ -> "command";
            case Incoming.Media _ -> "media";
            case Incoming.Payment _, Incoming.Refund _, Incoming.Migrated _, Incoming.Service _ ->
                "service";
            case Incoming.Other _ -> "other";
          };
    };
  }
}
