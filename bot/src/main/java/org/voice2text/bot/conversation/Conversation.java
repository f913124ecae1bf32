package org.voice2text.bot.conversation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.MediaFile;
import org.voice2text.bot.telegram.Priority;
import org.voice2text.bot.telegram.Sender;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.telegram.UpdateHandler;
import org.voice2text.bot.telegram.UpdateStore;
import org.voice2text.bot.telemetry.ErrorTypes;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.bot.telemetry.Telemetry;
import org.voice2text.bot.transcription.JobDesk;
import org.voice2text.bot.transcription.NewJob;
import org.voice2text.bot.transcription.TranscriptionQueue;
import org.voice2text.bot.transcription.TranscriptionQueue.Admission;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.event.MessageType;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.RefusalReason;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.store.Database;

/// Decides what an update is about and answers it. An update is marked as finished in the
/// transaction of what was done about it, or once its answer is sent, so that a killed process
/// answers after its restart. Thread-safe.
public final class Conversation implements UpdateHandler {
  /// Names of its transactions, for measurement.
  public static final List<String> OPERATIONS = operations();

  private static final Logger log = LoggerFactory.getLogger(Conversation.class);
  private static final int TRIES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final EventOf NOTHING = _ -> null;

  private final Database database;
  private final TelegramHost telegram;
  private final TranscriptionQueue queue;
  private final Telemetry telemetry;
  private final Instruments instruments;
  private final InstantSource clock;
  private final Limits limits;
  private final UserStore users;
  private final JobMessages jobMessages;

  public Conversation(
      Database database,
      TelegramHost telegram,
      TranscriptionQueue queue,
      Telemetry telemetry,
      Instruments instruments,
      InstantSource clock,
      Limits limits) {
    this.database = database;
    this.telegram = telegram;
    this.queue = queue;
    this.telemetry = telemetry;
    this.instruments = instruments;
    this.clock = clock;
    this.limits = limits;
    this.users = new UserStore(telemetry);
    this.jobMessages = new JobMessages(telegram, queue, new DeliveryStore(database), clock);
  }

  /// Tells people about their jobs.
  public JobDesk jobDesk() {
    return jobMessages;
  }

  @Override
  public void handle(Incoming incoming) throws InterruptedException {
    for (int i = 1; ; i++) {
      try {
        answer(incoming);
        return;
      } catch (TelegramException | RuntimeException e) {
        String type = e instanceof TelegramException ? "telegram" : ErrorTypes.of(e);
        instruments.increment(LiveMetrics.REQUEST_ERRORS, type);
        if (i == TRIES
            || e instanceof UnrecordedAnswerException
            || (e instanceof TelegramException t && isFinal(t))) {
          giveUp(incoming, type, e);
          return;
        }
        log.warn("An update could not be answered and is tried again", e);
        Thread.sleep(PAUSE.multipliedBy(i));
      }
    }
  }

  private void answer(Incoming incoming) throws TelegramException, InterruptedException {
    switch (incoming.content()) {
      case Incoming.Ignored ignored -> {
        log.debug("Update {} ignored: {}", incoming.update().updateId(), ignored.why());
        finish(incoming.update(), null, NOTHING);
      }
      // Groups: silent, and nothing is kept of what people say to each other.
      case Incoming.Message message when !message.isPrivate() ->
          finish(incoming.update(), null, NOTHING);
      case Incoming.Message message -> {
        switch (message.body()) {
          case Incoming.Command command -> command(incoming.update(), message, command);
          case Incoming.Media media -> media(incoming.update(), message, media.file());
          case Incoming.Other _ ->
              reply(
                  incoming.update(),
                  message,
                  FormattedText.plain(
                      message.type() == MessageType.DOCUMENT
                          ? texts(message).get("no_sound")
                          : texts(message).get("unknown")),
                  Operation.OTHER);
        }
      }
    }
  }

  private void command(UpdateKey update, Incoming.Message message, Incoming.Command command)
      throws TelegramException, InterruptedException {
    Texts texts = texts(message);
    switch (command.name()) {
      case "start" ->
          reply(update, message, FormattedText.titled(texts.get("start")), Operation.START);
      case "help" ->
          reply(update, message, FormattedText.titled(help(message, texts)), Operation.HELP);
      default -> reply(update, message, FormattedText.plain(texts.get("unknown")), Operation.OTHER);
    }
  }

  private String help(Incoming.Message message, Texts texts) {
    return texts.get("help", Texts.megabytes(maxBytes(message)), texts.duration(limits.maxAudio()));
  }

  private void reply(
      UpdateKey update, Incoming.Message message, FormattedText text, Operation operation)
      throws TelegramException, InterruptedException {
    int _ = telegram.messenger(update.botId()).send(message.chat(), text, null, Priority.ANSWER);
    finishAnswered(update, message, user -> new TechnicalEvent.OperationPerformed(user, operation));
  }

  private void media(UpdateKey update, Incoming.Message message, MediaFile file)
      throws TelegramException, InterruptedException {
    Optional<Refusal> refusal = refusal(message, file);
    if (refusal.isEmpty()) {
      switch (admit(update, message, file)) {
        case Admission.Accepted accepted -> jobMessages.accepted(accepted.job());
        case Admission.Full full ->
            refusal =
                Optional.of(
                    new Refusal(
                        RefusalReason.QUEUE_FULL,
                        texts(message).get("refused.queue_full", full.capacity())));
        case Admission.Known _ -> {}
      }
    }
    if (refusal.isPresent()) {
      refuse(update, message, file, refusal.get());
    }
  }

  private record Refusal(RefusalReason reason, String text) {}

  /// What can be told before anything is downloaded.
  private Optional<Refusal> refusal(Incoming.Message message, MediaFile file) {
    Texts texts = texts(message);
    long size = file.size().orElse(1);
    if (size == 0) {
      return Optional.of(new Refusal(RefusalReason.EMPTY, texts.get("refused.empty")));
    }
    if (size > maxBytes(message)) {
      return Optional.of(
          new Refusal(
              RefusalReason.TOO_LARGE,
              texts.get(
                  "refused.too_large", Texts.megabytes(size), Texts.megabytes(maxBytes(message)))));
    }
    if (file.duration().compareTo(limits.maxAudio()) > 0) {
      return Optional.of(
          new Refusal(
              RefusalReason.TOO_LONG,
              texts.get(
                  "refused.too_long",
                  texts.duration(file.duration()),
                  texts.duration(limits.maxAudio()))));
    }
    return Optional.empty();
  }

  private Admission admit(UpdateKey update, Incoming.Message message, MediaFile file) {
    return database.transaction(
        "accept_media",
        h -> {
          @Nullable Long user =
              message.sender() == null ? null : users.touch(h, message.sender(), clock.millis());
          Admission admission =
              queue.add(
                  h,
                  new NewJob(
                      update, message.chat(), message.messageId(), user, language(message), file));
          if (!(admission instanceof Admission.Full)
              && UpdateStore.finish(h, update, clock.millis())) {
            telemetry.emit(
                h,
                received(message),
                new TechnicalEvent.OperationPerformed(user, Operation.TRANSCRIBE));
          }
          return admission;
        });
  }

  private void refuse(UpdateKey update, Incoming.Message message, MediaFile file, Refusal refusal)
      throws TelegramException, InterruptedException {
    int _ =
        telegram
            .messenger(update.botId())
            .send(
                message.chat(),
                FormattedText.plain(refusal.text()),
                message.messageId(),
                Priority.ERROR);
    finishAnswered(
        update,
        message,
        user -> new TechnicalEvent.JobRefused(user, file.type(), refusal.reason()));
  }

  /// What else there is to tell about an update, once its user is known.
  private interface EventOf {
    @Nullable TechnicalEvent user(@Nullable Long userId);
  }

  /// Does not fail over a database that fails for a moment: the answer is sent, and to start anew
  /// would send it again.
  private void finishAnswered(UpdateKey update, Incoming.Message message, EventOf event)
      throws InterruptedException {
    for (int i = 1; ; i++) {
      try {
        finish(update, message, event);
        return;
      } catch (RuntimeException e) {
        if (i == TRIES) {
          throw new UnrecordedAnswerException(e);
        }
        Thread.sleep(PAUSE.multipliedBy(i));
      }
    }
  }

  private static final class UnrecordedAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnrecordedAnswerException(RuntimeException cause) {
      super("The answer was sent and could not be recorded", cause);
    }
  }

  /// Marks an update as dealt with, and tells what it was.
  ///
  /// @param message null for an update of which nothing is kept
  private void finish(UpdateKey update, Incoming.@Nullable Message message, EventOf event) {
    database.<Void>transaction(
        "finish_update",
        h -> {
          if (!UpdateStore.finish(h, update, clock.millis()) || message == null) {
            return null;
          }
          @Nullable Long user =
              message.sender() == null ? null : users.touch(h, message.sender(), clock.millis());
          List<TechnicalEvent> events = new ArrayList<>(List.of(received(message)));
          TechnicalEvent more = event.user(user);
          if (more != null) {
            events.add(more);
          }
          telemetry.emit(h, events);
          return null;
        });
  }

  /// An update that cannot be answered must not come again for ever.
  private void giveUp(Incoming incoming, String errorType, Exception failure) {
    log.error("Update {} is given up", incoming.update().updateId(), failure);
    try {
      Incoming.@Nullable Message message =
          incoming.content() instanceof Incoming.Message m ? m : null;
      finish(
          incoming.update(),
          message,
          _ -> new TechnicalEvent.ErrorOccurred("conversation", errorType));
    } catch (RuntimeException e) {
      log.error(
          "Update {} could not be marked and comes again after a restart",
          incoming.update().updateId(),
          e);
    }
  }

  private static boolean isFinal(TelegramException e) {
    return e.kind() != TelegramException.Kind.UNAVAILABLE
        && e.kind() != TelegramException.Kind.RATE_LIMITED;
  }

  private static TechnicalEvent received(Incoming.Message message) {
    return new TechnicalEvent.MessageReceived(message.type(), message.lag());
  }

  private long maxBytes(Incoming.Message message) {
    return telegram.files(message.chat().botId()).maxBytes();
  }

  private static Texts texts(Incoming.Message message) {
    return Texts.of(language(message));
  }

  private static String language(Incoming.Message message) {
    Sender sender = message.sender();
    return Texts.supported(sender == null ? "" : sender.language());
  }

  private static List<String> operations() {
    List<String> operations = new ArrayList<>(List.of("accept_media", "finish_update"));
    operations.addAll(DeliveryStore.OPERATIONS);
    return List.copyOf(operations);
  }
}
