package org.voice2text.bot.conversation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.voice2text.bot.billing.Billing;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.model.runtime.Loop;
import org.voice2text.model.store.Database;

/// All that only owners may do. Thread-safe.
final class OwnerDesk {
  /// Names of its transactions, for measurement.
  static final List<String> OPERATIONS =
      Stream.of(
              List.of(DayReport.OPERATION, CreditHandler.OPERATION, Renewals.OPERATION),
              RefundHandler.OPERATIONS,
              BlockHandler.OPERATIONS,
              BroadcastStore.OPERATIONS)
          .flatMap(List::stream)
          .toList();

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

  private final Database database;
  private final TelegramHost telegram;
  private final InstantSource clock;
  private final BroadcastScreen screen;
  private final Map<CommandName, CommandHandler> commands;
  private final Map<String, ButtonHandler> buttons;

  OwnerDesk(
      Database database,
      TelegramHost telegram,
      Answers answers,
      Billing billing,
      OpenJobs openJobs,
      Operator operator,
      InstantSource clock) {
    this.database = database;
    this.telegram = telegram;
    this.clock = clock;
    this.screen = new BroadcastScreen(database, telegram);
    Renewals renewals = new Renewals(database, telegram, billing);
    BlockHandler blocks = new BlockHandler(database, answers, openJobs, renewals, operator, clock);
    BroadcastHandler broadcasts = new BroadcastHandler(database, answers, operator, screen, clock);
    this.commands =
        Map.of(
            CommandName.ADMIN,
            new AdminHandler(database, answers, operator, clock)::handle,
            CommandName.CREDIT,
            new CreditHandler(database, answers, billing)::handle,
            CommandName.REFUND,
            new RefundHandler(database, answers, telegram, billing, renewals)::handle,
            CommandName.BLOCK,
            blocks::block,
            CommandName.UNBLOCK,
            blocks::unblock,
            CommandName.BROADCAST,
            broadcasts::command);
    this.buttons = Map.of(ButtonNames.BROADCAST, broadcasts);
  }

  Map<CommandName, CommandHandler> commands() {
    return commands;
  }

  Map<String, ButtonHandler> buttons() {
    return buttons;
  }

  /// Sends what owners have to say to everybody: each bot for itself, so that one that Telegram
  /// does not let write holds up no other.
  List<Loop> start(Consumer<Exception> onFailure) {
    return telegram.botIds().stream()
        .map(bot -> {
          BroadcastSender sender = new BroadcastSender(bot, database, telegram, screen, clock);
          return Loop.start("broadcasts-" + bot, PAUSE_AFTER_FAILURE, onFailure, sender::turn);
        })
        .toList();
  }
}
