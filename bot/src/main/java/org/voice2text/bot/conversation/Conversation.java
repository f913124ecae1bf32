package org.voice2text.bot.conversation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  public static final List<String> OPERATIONS = operations();

  private static final Logger log = LoggerFactory.getLogger(Conversation.class);
  private static final int TRIES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);

  /// Before an update is answered that Telegram did not let us answer.
  private static final Duration PAUSE_FOR_TELEGRAM = Duration.ofSeconds(10);

  /// After that nobody waits for an answer any more.
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Database database;
  private final Instruments instruments;
  private final InstantSource clock;
  private final Answers answers;
  private final JobMessages jobMessages;
  private final MediaHandler media;
  private final Groups groups;
  private final Cashier cashier;
  private final Doorkeeper door;
  private final Commands commands;
  private final CommandMenus menus;
  private final OwnerDesk owners;
  private final List<Loop> loops = new CopyOnWriteArrayList<>();
  private final Map<String, ButtonHandler> buttons;
  private final @Nullable RewriteDesk desk;

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
    SettingsStore settings = new SettingsStore(database, clock);
    this.answers =
        new Answers(database, telegram, telemetry, new UserStore(telemetry), settings, clock);
    DeliveryStore deliveries = new DeliveryStore(database);
    TranscriptKeyboard keyboard = new TranscriptKeyboard(offered(rewriter != null));
    TextScreen screen = new TextScreen(answers, keyboard, new PressPartStore(database), settings);
    LatestWish latest = new LatestWish();
    this.desk =
        rewriter == null ? null : new RewriteDesk(rewriter, answers, screen, keyboard, latest);
    this.jobMessages =
        new JobMessages(
            telegram,
            new StatusBoard(queue, new StatusWriter(telegram, deliveries, clock), clock),
            new AnswerWriter(telegram, deliveries, settings, clock),
            keyboard,
            desk == null ? AfterDelivery.NOTHING : new ChosenMode(settings, queue, desk));
    this.media = new MediaHandler(database, telegram, queue, answers, jobMessages, limits, clock);
    Introduction introduction = new Introduction(answers, telegram, limits, operator);
    SettingsHandler settingsHandler =
        new SettingsHandler(answers, telegram, settings, new SettingsMenu(rewriter != null));
    this.groups = new Groups(answers, telegram, settings, media);
    PlansHandler plans = new PlansHandler(database, answers, telegram, billing);
    PaymentSupport support = new PaymentSupport(database, answers, billing, operator, clock);
    this.cashier = new Cashier(database, answers, telegram, billing);
    BlockStore blocks = new BlockStore(database);
    this.door = new Doorkeeper(blocks, answers, telegram);
    OpenJobs openJobs = new OpenJobs(database, queue, jobMessages);
    DeleteDataHandler deleteData = new DeleteDataHandler(database, answers, openJobs, blocks);
    this.owners = new OwnerDesk(database, telegram, answers, billing, openJobs, operator, clock);
    this.menus = new CommandMenus(telegram, operator);
    Map<CommandName, CommandHandler> handlers =
        new EnumMap<>(
            Map.of(
                CommandName.START,
                introduction::start,
                CommandName.HELP,
                introduction::help,
                CommandName.SETTINGS,
                settingsHandler::command,
                CommandName.TRANSCRIBE,
                groups::transcribe,
                CommandName.PLANS,
                plans::plans,
                CommandName.STATS,
                new StatsHandler(database, answers, billing.minutes(), operator, clock)::handle,
                CommandName.PRIVACY,
                new PrivacyHandler(answers, operator)::handle,
                CommandName.PAYSUPPORT,
                support::ask,
                CommandName.DELETE_MY_DATA,
                deleteData::command));
    handlers.put(CommandName.ANSWER, support::answer);
    handlers.putAll(owners.commands());
    this.commands = new Commands(operator, handlers);
    Permissions permissions = new Permissions(telegram, settings, answers::isAsker);
    PressGate gate = new PressGate(answers, queue, permissions);
    ExportHandler exports = new ExportHandler(answers, gate, variants(rewriter));
    JobAccess access = new JobAccess(database, queue, telegram, answers);
    this.buttons =
        new HashMap<>(
            Map.of(
                ButtonNames.CANCEL,
                new CancelButton(database, queue, access, jobMessages, answers),
                ButtonNames.AGAIN,
                new AgainButton(access, permissions, media, answers),
                ButtonNames.BUY,
                plans,
                SettingsMenu.NAME,
                settingsHandler,
                ButtonNames.EXPORT_MENU,
                exports.menu(),
                ButtonNames.EXPORT,
                exports.file(),
                ButtonNames.ORIGINAL,
                new OriginalHandler(answers, gate, screen, keyboard, latest),
                ButtonNames.MAIN_MENU,
                new MenuHandler(answers, gate, screen, keyboard::main)));
    buttons.put(ButtonNames.DELETE_DATA, deleteData);
    buttons.putAll(owners.buttons());
    if (desk != null) {
      buttons.putAll(
          Map.of(
              ButtonNames.REWRITE,
              new RewriteHandler(ButtonAction.REWRITE, answers, gate, screen, desk),
              ButtonNames.REWRITE_RETRY,
              new RewriteHandler(ButtonAction.RETRY, answers, gate, screen, desk),
              ButtonNames.OPTIONS_MENU,
              new MenuHandler(answers, gate, screen, OptionsKeyboard::options),
              ButtonNames.LANGUAGES_MENU,
              new MenuHandler(answers, gate, screen, OptionsKeyboard::languages)));
    }
  }

  /// Names of the handlers whose buttons stand under a transcript.
  private static Set<String> offered(boolean rewriting) {
    Set<String> offered = new HashSet<>(Set.of(ButtonNames.EXPORT_MENU, ButtonNames.AGAIN));
    if (rewriting) {
      offered.add(ButtonNames.REWRITE);
    }
    return offered;
  }

  private static ExportHandler.Variants variants(@Nullable Rewriter rewriter) {
    return (source, view) ->
        rewriter == null || view.mode() == null
            ? Optional.empty()
            : rewriter.find(new Rewriter.Wish(source, null, view.mode(), view.options()));
  }

  /// Brings the status messages of waiting and running jobs up to date.
  ///
  /// @return when to do so again
  public Duration refreshStatuses() {
    return jobMessages.refresh();
  }

  /// Tells people about their jobs.
  public JobDesk jobDesk() {
    return jobMessages;
  }

  @Override
  public Duration handle(Incoming incoming) throws InterruptedException {
    for (int i = 1; ; i++) {
      try {
        answer(incoming.update(), incoming.content());
        return Duration.ZERO;
      } catch (TelegramException e) {
        instruments.increment(LiveMetrics.REQUEST_ERRORS, "telegram");
        if (!e.mayPass() || clock.millis() - incoming.update().receivedAt() > LONGEST.toMillis()) {
          giveUp(incoming, "telegram", e);
          return Duration.ZERO;
        }
        Duration wait = e.retryAfter() == null ? PAUSE_FOR_TELEGRAM : e.retryAfter();
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
    switch (content) {
      case Incoming.Ignored ignored -> {
        log.debug("Update {} ignored: {}", update.updateId(), ignored.why());
        answers.drop(update);
      }
      case Incoming.Message message when !message.isPrivate() -> inGroup(update, message);
      case Incoming.Message message -> message(update, message);
      case Incoming.Press press -> press(update, press);
      case Incoming.Membership change when change.isPrivate() -> answers.standing(update, change);
      case Incoming.Membership change -> groups.membership(update, change);
      case Incoming.PreCheckout query -> {
        if (!door.turnsAway(update, query)) {
          cashier.check(update, query);
        }
      }
    }
  }

  private void inGroup(UpdateKey update, Incoming.Message message)
      throws TelegramException, InterruptedException {
    boolean forUs =
        switch (message.body()) {
          case Incoming.Command command ->
              commands.find(message, command).isPresent() && groups.isAddressed(message, command);
          case Incoming.Media _ -> groups.isAutomatic(message);
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
    if (door.turnsAway(update, message)) {
      return;
    }
    switch (message.body()) {
      case Incoming.Command command ->
          commands.find(message, command).orElse(this::unknown).handle(update, message, command);
      case Incoming.Media recording -> media.sent(update, message, recording.file());
      case Incoming.Migrated migrated -> {
        migrated(update.botId(), message.chat().chatId(), migrated.newChatId());
        answers.drop(update);
      }
      case Incoming.Payment payment -> cashier.paid(update, message, payment);
      case Incoming.Refund refund -> cashier.refunded(update, message, refund);
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
    if (door.turnsAway(update, press)) {
      return;
    }
    String[] data = press.data().split(":", 2);
    ButtonHandler handler = buttons.get(data[0]);
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

  /// An update that cannot be answered must not come again for ever.
  private void giveUp(Incoming incoming, String errorType, Exception failure) {
    log.error("Update {} is given up", incoming.update().updateId(), failure);
    try {
      answers.finish(
          incoming.update(),
          incoming.content(),
          _ -> List.of(new TechnicalEvent.ErrorOccurred("conversation", errorType)));
    } catch (RuntimeException e) {
      log.error(
          "Update {} could not be marked and comes again after a restart",
          incoming.update().updateId(),
          e);
    }
  }

  private static List<String> operations() {
    List<String> operations = new ArrayList<>(Answers.OPERATIONS);
    operations.add("move_chat");
    operations.add(MediaHandler.OPERATION);
    operations.addAll(SettingsStore.OPERATIONS);
    operations.addAll(PlansHandler.OPERATIONS);
    operations.addAll(PaymentSupport.OPERATIONS);
    operations.addAll(Cashier.OPERATIONS);
    operations.addAll(DeliveryStore.OPERATIONS);
    operations.addAll(PressPartStore.OPERATIONS);
    operations.add(CancelButton.OPERATION);
    operations.add(JobAccess.OPERATION);
    operations.add(StatsHandler.OPERATION);
    operations.addAll(BlockStore.OPERATIONS);
    operations.addAll(OpenJobs.OPERATIONS);
    operations.addAll(DeleteDataHandler.OPERATIONS);
    operations.addAll(OwnerDesk.OPERATIONS);
    return List.copyOf(operations);
  }

  /// Starts what goes on beside the chats' own work: broadcasts, and the lists of commands.
  ///
  /// @param onFailure is told of failures that are not the Bot API's
  public void start(Consumer<Exception> onFailure) {
    loops.add(Loop.start("command-menus", PAUSE_AFTER_FAILURE, onFailure, menus::turn));
    loops.addAll(owners.start(onFailure));
  }

  /// Ends what goes on beside the chats' own work. Call it when no update is handled any more.
  @Override
  public void close() {
    loops.forEach(Loop::close);
    if (desk != null) {
      desk.close();
    }
  }
}
