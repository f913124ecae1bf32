package org.voice2text.bot.conversation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.billing.Minutes;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.Keyboard;
import org.voice2text.bot.telegram.Keyboard.Button;
import org.voice2text.bot.telegram.Priority;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.UpdateStore;
import org.voice2text.model.event.ButtonAction;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.store.Database;

/// `/delete_my_data` asks, its button `forget:yes` deletes what is kept of the person. Thread-safe.
final class DeleteDataHandler implements ButtonHandler {
  /// Names of its transactions, for measurement.
  static final List<String> OPERATIONS =
      List.of("forget_user", "load_user", "load_allowance", "empty_log");

  private static final Logger log = LoggerFactory.getLogger(DeleteDataHandler.class);
  private static final String YES = "yes";
  private static final String NO = "no";

  /// How long an answer that is being sent may take.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Database database;
  private final Answers answers;
  private final OpenJobs openJobs;
  private final BlockStore blocks;
  private final Minutes minutes;
  private final Runnable dropRewriting;
  private final InstantSource clock;

  /// @param dropRewriting stops what is being made of transcripts that were deleted
  DeleteDataHandler(
      Database database,
      Answers answers,
      OpenJobs openJobs,
      BlockStore blocks,
      Minutes minutes,
      Runnable dropRewriting,
      InstantSource clock) {
    this.dropRewriting = dropRewriting;
    this.clock = clock;
    this.minutes = minutes;
    this.database = database;
    this.answers = answers;
    this.openJobs = openJobs;
    this.blocks = blocks;
  }

  void command(UpdateKey update, Incoming.Message message, Incoming.Command command)
      throws TelegramException, InterruptedException {
    Texts texts = answers.texts(message);
    if (!message.isPrivate()) {
      answers.reply(
          update, message, FormattedText.plain(texts.get("plans.privately")), Operation.OTHER);
      return;
    }
    Keyboard keyboard =
        Keyboard.row(
            new Button.Press(texts.get("delete.yes"), ButtonNames.DELETE_DATA + ":" + YES),
            new Button.Press(texts.get("delete.no"), ButtonNames.DELETE_DATA + ":" + NO));
    answers.reply(
        update,
        message,
        FormattedText.titled(texts.get("delete.title") + "\n\n" + texts.get("delete.what")),
        keyboard,
        Operation.OTHER);
  }

  @Override
  public ButtonAction action() {
    return ButtonAction.OTHER;
  }

  private enum Outcome {
    DELETED,
    KEPT,
    BUSY
  }

  @Override
  public void handle(UpdateKey update, Incoming.Press press, String arguments)
      throws TelegramException, InterruptedException {
    Texts texts = answers.texts(press);
    Outcome outcome =
        press.isPrivate() && arguments.equals(YES) ? delete(update, press) : Outcome.KEPT;
    String text =
        switch (outcome) {
          case DELETED -> done(press, texts);
          case KEPT -> texts.get("delete.kept");
          case BUSY -> texts.get("delete.busy");
        };
    answers
        .messenger(press.chat())
        .answerPress(press.queryId(), outcome == Outcome.BUSY ? text : null);
    if (outcome != Outcome.BUSY) {
      show(press, text);
    }
    if (outcome != Outcome.DELETED) {
      answers.finishPress(update, press, action());
    }
  }

  private String done(Incoming.Press press, Texts texts) {
    String done =
        blocks.isBlocked(press.sender())
            ? texts.get("delete.done_blocked")
            : texts.get("delete.done");
    boolean marked =
        database.transaction(
            "load_allowance", h -> minutes.keepsFree(h, press.sender().telegramId()));
    return marked ? done + " " + texts.get("delete.done_mark") : done;
  }

  private void show(Incoming.Press press, String text)
      throws TelegramException, InterruptedException {
    try {
      answers
          .messenger(press.chat())
          .edit(press.chat(), press.messageId(), FormattedText.plain(text), Priority.ANSWER);
    } catch (TelegramException e) {
      if (e.kind() != TelegramException.Kind.MESSAGE_GONE) {
        throw e;
      }
    }
  }

  private Outcome delete(UpdateKey update, Incoming.Press press) throws InterruptedException {
    long telegramId = press.sender().telegramId();
    Optional<Long> user =
        database.transaction("load_user", h -> PersonalDataStore.find(h, telegramId));
    if (user.isEmpty()) {
      // Deleted already, and killed before that could be shown.
      answers.drop(update);
      return Outcome.DELETED;
    }
    openJobs.cancel(user.get());
    if (!openJobs.awaitNone(user.get(), PATIENCE)) {
      return Outcome.BUSY;
    }
    Outcome outcome =
        database.transaction("forget_user", h -> forget(h, update, press, user.get()));
    dropRewriting.run();
    overwrite();
    return outcome;
  }

  /// What cannot be done now is done within the next minutes.
  private void overwrite() {
    try {
      boolean _ = database.emptyLog("empty_log");
    } catch (RuntimeException e) {
      log.info("What was deleted is taken out of the write-ahead log later: {}", e.getMessage());
    }
  }

  /// The update ends here, while the person is still known, and so does all else that they asked
  /// for: nothing may note them again.
  private Outcome forget(Handle handle, UpdateKey update, Incoming.Press press, long user) {
    if (!openJobs.abandon(handle, user)) {
      return Outcome.BUSY;
    }
    boolean _ =
        answers.finish(
            handle,
            update,
            press,
            id ->
                List.of(
                    new TechnicalEvent.ButtonPressed(id, action()),
                    new TechnicalEvent.OperationPerformed(id, Operation.DELETE_DATA)));
    UpdateStore.finishAllOf(handle, press.sender().telegramId(), clock.millis());
    minutes.keepFree(handle, user);
    PersonalDataStore.forget(handle, user, press.sender().telegramId());
    return Outcome.DELETED;
  }
}
