package org.voice2text.bot.conversation;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.billing.Billing;
import org.voice2text.bot.rewriting.Rewriter;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.telemetry.Telemetry;
import org.voice2text.bot.transcription.TranscriptionQueue;
import org.voice2text.model.event.ButtonAction;
import org.voice2text.model.store.Database;

/// What a conversation is made of: built once, and in one place. Thread-safe.
final class Wiring {
  final Answers answers;
  final JobMessages jobMessages;
  final MediaHandler media;
  final Groups groups;
  final Cashier cashier;
  final Doorkeeper door;
  final Commands commands;
  final CommandMenus menus;
  final OwnerDesk owners;
  final Map<String, ButtonHandler> buttons;

  /// Null when no language model is configured.
  final @Nullable RewriteDesk desk;

  /// Null when no language model is configured.
  final @Nullable ChosenMode chosenMode;

  /// @param rewriter null when no language model is configured
  Wiring(
      Database database,
      TelegramHost telegram,
      TranscriptionQueue queue,
      Telemetry telemetry,
      InstantSource clock,
      Limits limits,
      Billing billing,
      @Nullable Rewriter rewriter,
      Operator operator) {
    SettingsStore settings = new SettingsStore(database, clock);
    this.answers =
        new Answers(database, telegram, telemetry, new UserStore(telemetry), settings, clock);
    DeliveryStore deliveries = new DeliveryStore(database);
    TranscriptKeyboard keyboard = new TranscriptKeyboard(offered(rewriter != null));
    TextScreen screen = new TextScreen(answers, keyboard, new PressPartStore(database), settings);
    LatestWish latest = new LatestWish();
    this.desk =
        rewriter == null
            ? null
            : new RewriteDesk(
                rewriter, queue, answers, screen, keyboard, latest, new RewriteLimits(clock));
    this.chosenMode =
        desk == null
            ? null
            : new ChosenMode(settings, queue, desk, deliveries, telegram.botIds(), clock);
    this.jobMessages =
        new JobMessages(
            telegram,
            new StatusBoard(queue, new StatusWriter(telegram, deliveries, clock), clock),
            new AnswerWriter(telegram, deliveries, settings, clock),
            keyboard,
            chosenMode == null ? AfterDelivery.NOTHING : chosenMode);
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
    OpenJobs openJobs = new OpenJobs(database, queue, jobMessages, telegram.botIds());
    DeleteDataHandler deleteData =
        new DeleteDataHandler(
            database,
            answers,
            openJobs,
            blocks,
            billing.minutes(),
            desk == null ? () -> {} : desk::dropDeleted,
            clock);
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
    ExportHandler exports = new ExportHandler(answers, gate, screen, keyboard, variants(rewriter));
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

  /// Names of the transactions of all of it, for measurement.
  static List<String> operations() {
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
}
