package org.voice2text.bot.conversation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.transcription.Job;
import org.voice2text.bot.transcription.JobDesk;
import org.voice2text.bot.transcription.TranscriptionQueue;
import org.voice2text.model.event.ButtonAction;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.store.Database;

/// `cancel:<job>` gives a job up. Thread-safe.
final class CancelButton implements ButtonHandler {
  /// Names of its transactions, for measurement.
  static final String OPERATION = "cancel_job";

  private static final Logger log = LoggerFactory.getLogger(CancelButton.class);

  /// What the worker still shows should come before the confirmation.
  private static final Duration STOP = Duration.ofSeconds(3);

  private final Database database;
  private final TranscriptionQueue queue;
  private final JobAccess access;
  private final JobDesk desk;
  private final Answers answers;

  CancelButton(
      Database database,
      TranscriptionQueue queue,
      JobAccess access,
      JobDesk desk,
      Answers answers) {
    this.database = database;
    this.queue = queue;
    this.access = access;
    this.desk = desk;
    this.answers = answers;
  }

  /// What a button carries to give this job up.
  static String data(Job job) {
    return ButtonNames.CANCEL + ":" + job.id();
  }

  @Override
  public ButtonAction action() {
    return ButtonAction.CANCEL;
  }

  private sealed interface Decision {
    record GivenUp(Job job) implements Decision {}

    record TooLate() implements Decision {}

    record NotYours() implements Decision {}

    record Unknown() implements Decision {}
  }

  @Override
  public void handle(UpdateKey update, Incoming.Press press, String arguments)
      throws TelegramException, InterruptedException {
    Decision decision = decide(press, arguments);
    Texts texts = answers.texts(press);
    String notice =
        switch (decision) {
          case Decision.GivenUp _ -> texts.get("cancel.done");
          case Decision.TooLate _ -> texts.get("cancel.too_late");
          case Decision.NotYours _ -> texts.get("button.not_yours");
          case Decision.Unknown _ -> texts.get("button.unknown");
        };
    // Before the confirmation, which may have to wait: Telegram forgets a press soon.
    answers.messenger(press.chat()).answerPress(press.queryId(), notice);
    if (decision instanceof Decision.GivenUp(Job job)) {
      confirm(job);
    }
    finish(update, press, decision);
  }

  private Decision decide(Incoming.Press press, String id)
      throws TelegramException, InterruptedException {
    Optional<Job> found = access.find(press, id);
    if (found.isEmpty()) {
      return new Decision.Unknown();
    }
    Job job = found.get();
    if (!access.mayEnd(press, job)) {
      return new Decision.NotYours();
    }
    // Against the worker's writes: either the job is done, or it is given up.
    boolean givenUp = database.transaction(OPERATION, h -> queue.cancel(h, job));
    return givenUp ? new Decision.GivenUp(job) : new Decision.TooLate();
  }

  private void confirm(Job job) throws InterruptedException {
    if (!queue.awaitEnd(job, STOP)) {
      log.warn("Job {} was given up and still runs", job.id());
    }
    try {
      desk.cancelled(job);
    } catch (TelegramException e) {
      log.info("Job {} was given up, which cannot be shown: {}", job.id(), e.getMessage());
    }
  }

  private void finish(UpdateKey update, Incoming.Press press, Decision decision)
      throws InterruptedException {
    Answers.EventsOf pressed = user -> List.of(new TechnicalEvent.ButtonPressed(user, action()));
    Answers.EventsOf performed =
        user -> List.of(new TechnicalEvent.OperationPerformed(user, Operation.CANCEL));
    answers.finishAnswered(
        update, press, decision instanceof Decision.GivenUp ? pressed.and(performed) : pressed);
  }
}
