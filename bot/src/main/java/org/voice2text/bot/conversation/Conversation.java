package org.voice2text.bot.conversation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.billing.Billing;
import org.voice2text.bot.rewriting.Rewriter;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.telegram.UpdateHandler;
import org.voice2text.bot.telemetry.ErrorTypes;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.bot.telemetry.Telemetry;
import org.voice2text.bot.transcription.JobDesk;
import org.voice2text.bot.transcription.TranscriptionQueue;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.event.ButtonAction;
import org.voice2text.model.event.MessageType;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.runtime.Loop;
import org.voice2text.model.store.Database;

/// Finds who answers an update, and sees to it that each is answered once: an update is marked as
/// finished in the transaction of what was done about it, or once its answer is sent, so that a
/// killed process answers after its restart. Thread-safe.
public final class Conversation implements UpdateHandler, AutoCloseable {
  /// Names of its transactions, for measurement.
  public static final List<String> OPERATIONS = Wiring.operations();

  private static final Logger log = LoggerFactory.getLogger(Conversation.class);
  private static final String UNMARKED =
      "Update {} could not be marked and comes again after a restart";
  private static final int TRIES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);

  /// Before an update is answered that Telegram did not let us answer.
  private static final Duration PAUSE_FOR_TELEGRAM = Duration.ofSeconds(10);

  /// After that nobody waits for an answer any more.
  private static final Duration LONGEST = Duration.ofDays(1);

  /// So long Telegram waits to hear whether a payment may go on.
  private static final Duration CHECKOUT = Duration.ofSeconds(10);

  private final Database database;
  private final Instruments instruments;
  private final InstantSource clock;
  private final Answers answers;
  private final List<Loop> loops = new CopyOnWriteArrayList<>();
  private final Wiring parts;

  /// @param rewriter null when no language model is configured
  public Conversation(
      Database database,
      TelegramHost telegram,
      TranscriptionQueue queue,
      Telemetry telemetry,
      Instruments instruments,
      InstantSource clock,
      Limits limits,
      Billing billing,
      @Nullable Rewriter rewriter,
      Operator operator) {
    this.database = database;
    this.instruments = instruments;
    this.clock = clock;
    this.parts =
        new Wiring(
            database, telegram, queue, telemetry, clock, limits, billing, rewriter, operator);
    this.answers = parts.answers;
  }

  /// Brings the status messages of waiting and running jobs up to date.
  ///
  /// @return when to do so again
  public Duration refreshStatuses() {
    return parts.jobMessages.refresh();
  }

  /// Tells people about their jobs.
  public JobDesk jobDesk() {
    return parts.jobMessages;
  }

  @Override
  public Duration handle(Incoming incoming) throws InterruptedException {
    for (int i = 1; ; i++) {
      try {
        answer(incoming.update(), incoming.content());
        return Duration.ZERO;
      } catch (TelegramException e) {
        if (e.isShutOut()) {
          leave(incoming, e);
          return Duration.ZERO;
        }
        instruments.increment(LiveMetrics.REQUEST_ERRORS, "telegram");
        Duration wait = e.pause(PAUSE_FOR_TELEGRAM);
        if (!e.mayPass() || !isAwaited(incoming, clock.instant().plus(wait))) {
          giveUp(incoming, "telegram", e);
          return Duration.ZERO;
        }
        log.warn("An update is answered in {} s: {}", wait.toSeconds(), e.getMessage());
        return wait;
      } catch (RuntimeException e) {
        instruments.increment(LiveMetrics.REQUEST_ERRORS, ErrorTypes.of(e));
        if (i == TRIES || e instanceof Answers.UnrecordedAnswerException) {
          giveUp(incoming, ErrorTypes.of(e), e);
          return Duration.ZERO;
        }
        log.warn("An update could not be answered and is tried again", e);
        Thread.sleep(PAUSE.multipliedBy(i));
      }
    }
  }

  /// Whether somebody will still wait for an answer then.
  private static boolean isAwaited(Incoming incoming, Instant time) {
    Duration longest = incoming.content() instanceof Incoming.PreCheckout ? CHECKOUT : LONGEST;
    return !Instant.ofEpochMilli(incoming.update().receivedAt()).plus(longest).isBefore(time);
  }

  @Override
  public void migrated(long botId, long oldChatId, long newChatId) {
    database.<Void>transaction(
        "move_chat",
        h -> {
          TranscriptionQueue.moveChat(h, botId, oldChatId, newChatId);
          SettingsStore.moveChat(h, botId, oldChatId, newChatId);
          return null;
        });
  }

  /// Forgets what owners said to everybody, once it is long over. Works inside the caller's
  /// transaction.
  ///
  /// @param before UTC epoch milliseconds
  public static void forgetBroadcasts(Handle handle, long before) {
    BroadcastStore.prune(handle, before);
  }

  private void answer(UpdateKey update, Incoming.Content content)
      throws TelegramException, InterruptedException {
    if (!answers.isWaiting(update)) {
      log.debug("Update {} was finished while it waited for its turn", update.updateId());
      return;
    }
    switch (content) {
      case Incoming.Ignored ignored -> {
        log.debug("Update {} ignored: {}", update.updateId(), ignored.why());
        answers.drop(update);
      }
      case Incoming.Message message when !message.isPrivate() -> inGroup(update, message);
      case Incoming.Message message -> message(update, message);
      case Incoming.Press press -> press(update, press);
      case Incoming.Membership change when change.isPrivate() -> answers.standing(update, change);
      case Incoming.Membership change -> parts.groups.membership(update, change);
      case Incoming.PreCheckout query -> {
        if (!parts.door.turnsAway(update, query)) {
          parts.cashier.check(update, query);
        }
      }
    }
  }

  private void inGroup(UpdateKey update, Incoming.Message message)
      throws TelegramException, InterruptedException {
    boolean forUs =
        switch (message.body()) {
          case Incoming.Command command ->
              parts.commands.find(message, command).isPresent()
                  && parts.groups.isAddressed(message, command);
          case Incoming.Media _ -> parts.groups.isAutomatic(message);
          case Incoming.Payment _, Incoming.Refund _, Incoming.Migrated _ -> true;
          case Incoming.Service _, Incoming.Other _ -> false;
        };
    if (forUs) {
      message(update, message);
    } else {
      answers.drop(update);
    }
  }

  private void message(UpdateKey update, Incoming.Message message)
      throws TelegramException, InterruptedException {
    if (parts.door.turnsAway(update, message)) {
      return;
    }
    switch (message.body()) {
      case Incoming.Command command ->
          parts
              .commands
              .find(message, command)
              .orElse(this::unknown)
              .handle(update, message, command);
      case Incoming.Media recording -> parts.media.sent(update, message, recording.file());
      case Incoming.Migrated migrated -> {
        migrated(update.botId(), message.chat().chatId(), migrated.newChatId());
        answers.drop(update);
      }
      case Incoming.Payment payment -> parts.cashier.paid(update, message, payment);
      case Incoming.Refund refund -> parts.cashier.refunded(update, message, refund);
      case Incoming.Service _ -> answers.finish(update, message, Answers.NOTHING);
      case Incoming.Other _ -> {
        Texts texts = answers.texts(message);
        boolean document = message.type() == MessageType.DOCUMENT;
        String text = document ? texts.get("no_sound") : texts.get("unknown");
        answers.reply(update, message, FormattedText.plain(text), Operation.OTHER);
      }
    }
  }

  private void unknown(UpdateKey update, Incoming.Message message, Incoming.Command command)
      throws TelegramException, InterruptedException {
    log.debug("Unknown command of {} characters", command.name().length());
    answers.reply(
        update,
        message,
        FormattedText.plain(answers.texts(message).get("unknown")),
        Operation.OTHER);
  }

  private void press(UpdateKey update, Incoming.Press press)
      throws TelegramException, InterruptedException {
    if (parts.door.turnsAway(update, press)) {
      return;
    }
    String[] data = press.data().split(":", 2);
    ButtonHandler handler = parts.buttons.get(data[0]);
    if (handler == null) {
      // A button of an older release, or one that somebody made up.
      answers
          .messenger(press.chat())
          .answerPress(press.queryId(), answers.texts(press).get("button.unknown"));
      answers.finishPress(update, press, ButtonAction.OTHER);
    } else {
      handler.handle(update, press, data.length > 1 ? data[1] : "");
    }
  }

  /// Whoever asked has blocked the bot meanwhile, or their topic was closed: that is their
  /// business, and no error of ours.
  private void leave(Incoming incoming, TelegramException why) {
    log.info(
        "Update {} is not answered, for nobody would read it: {}",
        incoming.update().updateId(),
        why.getMessage());
    try {
      answers.leave(
          incoming.update(), incoming.content(), why.kind() == TelegramException.Kind.UNREACHABLE);
    } catch (RuntimeException e) {
      log.error(UNMARKED, incoming.update().updateId(), e);
    }
  }

  /// An update that cannot be answered must not come again for ever.
  private void giveUp(Incoming incoming, String errorType, Exception failure) {
    log.error("Update {} is given up", incoming.update().updateId(), failure);
    try {
      answers.finish(
          incoming.update(),
          incoming.content(),
          _ -> List.of(new TechnicalEvent.ErrorOccurred("conversation", errorType)));
    } catch (RuntimeException e) {
      log.error(UNMARKED, incoming.update().updateId(), e);
    }
  }

  /// Starts what goes on beside the chats' own work: broadcasts, the lists of commands, and texts
  /// that an earlier process was writing unasked.
  ///
  /// @param onFailure is told of failures that are not the Bot API's
  public void start(Consumer<Exception> onFailure) {
    loops.add(Loop.start("command-menus", PAUSE_AFTER_FAILURE, onFailure, parts.menus::turn));
    loops.addAll(parts.owners.start(onFailure));
    if (parts.chosenMode != null) {
      parts.chosenMode.resume();
    }
  }

  /// Ends what goes on beside the chats' own work. Call it when no update is handled any more.
  @Override
  public void close() {
    loops.forEach(Loop::close);
    if (parts.desk != null) {
      parts.desk.close();
    }
  }
}
