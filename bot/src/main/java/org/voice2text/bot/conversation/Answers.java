package org.voice2text.bot.conversation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.Keyboard;
import org.voice2text.bot.telegram.Messenger;
import org.voice2text.bot.telegram.Priority;
import org.voice2text.bot.telegram.Sender;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.telegram.UpdateStore;
import org.voice2text.bot.telemetry.Telemetry;
import org.voice2text.bot.transcription.Job;
import org.voice2text.model.event.ButtonAction;
import org.voice2text.model.event.MessageType;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.store.Database;

/// What all handlers answer with: the language of a chat, a reply, and the end of an update.
/// Thread-safe.
final class Answers {
  /// Names of its transactions, for measurement.
  static final List<String> OPERATIONS =
      List.of("finish_update", "load_update", "load_user", "tell_event");

  private static final int TRIES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Database database;
  private final TelegramHost telegram;
  private final Telemetry telemetry;
  private final UserStore users;
  private final SettingsStore settings;
  private final InstantSource clock;

  Answers(
      Database database,
      TelegramHost telegram,
      Telemetry telemetry,
      UserStore users,
      SettingsStore settings,
      InstantSource clock) {
    this.database = database;
    this.telegram = telegram;
    this.telemetry = telemetry;
    this.users = users;
    this.settings = settings;
    this.clock = clock;
  }

  Messenger messenger(ChatRef chat) {
    return telegram.messenger(chat.botId());
  }

  Texts texts(ChatRef chat, @Nullable Sender sender) {
    return Texts.of(language(chat, sender));
  }

  Texts texts(Incoming.Message message) {
    return texts(message.chat(), message.sender());
  }

  Texts texts(Incoming.Press press) {
    return texts(press.chat(), press.sender());
  }

  /// The language in which the bot speaks to this person in this chat.
  String language(ChatRef chat, @Nullable Sender sender) {
    String chosen = settings.find(chat).language();
    if (!chosen.equals(ChatSettings.AUTO)) {
      return chosen;
    }
    return Texts.supported(sender == null ? "" : sender.language());
  }

  /// The language that people speak in this chat; null lets the engine find out.
  @Nullable String recognitionLanguage(ChatRef chat) {
    String chosen = settings.find(chat).speech();
    return chosen.equals(ChatSettings.AUTO) ? null : chosen;
  }

  /// Answers a command and finishes its update.
  void reply(UpdateKey update, Incoming.Message message, FormattedText text, Operation operation)
      throws TelegramException, InterruptedException {
    reply(update, message, text, null, operation);
  }

  /// Answers a command and finishes its update.
  ///
  /// @param keyboard null for no buttons
  void reply(
      UpdateKey update,
      Incoming.Message message,
      FormattedText text,
      @Nullable Keyboard keyboard,
      Operation operation)
      throws TelegramException, InterruptedException {
    @Nullable Integer replyTo = message.isPrivate() ? null : (Integer) message.messageId();
    int _ =
        messenger(message.chat()).send(message.chat(), text, keyboard, replyTo, Priority.ANSWER);
    finishAnswered(
        update, message, user -> List.of(new TechnicalEvent.OperationPerformed(user, operation)));
  }

  /// What else there is to tell about an update, once its user is known.
  interface EventsOf {
    List<TechnicalEvent> user(@Nullable Long userId);

    default EventsOf and(EventsOf more) {
      return userId -> Stream.concat(user(userId).stream(), more.user(userId).stream()).toList();
    }
  }

  /// Nothing to tell.
  static final EventsOf NOTHING = _ -> List.of();

  /// Like `finish`, but does not fail over a database that fails for a moment: the answer is sent,
  /// and to start anew would send it again.
  void finishAnswered(UpdateKey update, Incoming.Content content, EventsOf events)
      throws InterruptedException {
    for (int i = 1; ; i++) {
      try {
        finish(update, content, events);
        return;
      } catch (RuntimeException e) {
        if (i == TRIES) {
          throw new UnrecordedAnswerException(e);
        }
        Thread.sleep(PAUSE.multipliedBy(i));
      }
    }
  }

  /// An update that must not be handled again, although it could not be finished.
  static final class UnrecordedAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnrecordedAnswerException(RuntimeException cause) {
      super("The answer was sent and could not be recorded", cause);
    }
  }

  /// Whether an update is still to be dealt with. While it waits for its turn, its sender may have
  /// their data deleted.
  boolean isWaiting(UpdateKey update) {
    return database.transaction("load_update", h -> UpdateStore.isWaiting(h, update));
  }

  /// Marks an update as dealt with, without keeping anything of it.
  void drop(UpdateKey update) {
    boolean _ =
        database.transaction("finish_update", h -> UpdateStore.finish(h, update, clock.millis()));
  }

  /// Marks an update as dealt with, and tells what it was.
  void finish(UpdateKey update, Incoming.Content content, EventsOf events) {
    database.<Void>transaction(
        "finish_update",
        h -> {
          boolean _ = finish(h, update, content, events);
          return null;
        });
  }

  /// Marks an update as dealt with that could not be answered.
  ///
  /// @param isUnreachable whether nothing can be written in its chat; else only in its topic
  void leave(UpdateKey update, Incoming.Content content, boolean isUnreachable) {
    ChatRef chat = privateChat(content);
    database.<Void>transaction(
        "finish_update",
        h -> {
          if (finish(h, update, content, NOTHING) && isUnreachable && chat != null) {
            PrivateChatStore.gone(h, chat, clock.millis());
          }
          return null;
        });
  }

  /// Marks an update as dealt with, and tells what it was, inside the transaction of what was done
  /// about it.
  ///
  /// @return false if it was dealt with before: the transaction must then change nothing else
  boolean finish(Handle handle, UpdateKey update, Incoming.Content content, EventsOf events) {
    if (!UpdateStore.finish(handle, update, clock.millis())) {
      return false;
    }
    @Nullable Long user = touch(handle, sender(content));
    ChatRef chat = privateChat(content);
    if (chat != null) {
      PrivateChatStore.note(handle, chat, clock.millis());
    }
    List<TechnicalEvent> all = new ArrayList<>(received(content));
    all.addAll(events.user(user));
    telemetry.emit(handle, all);
    return true;
  }

  /// Whether a job is this person's.
  boolean isAsker(Job job, long telegramId) {
    Long user = job.userId();
    return user != null
        && database.transaction("load_user", h -> UserStore.is(h, user, telegramId));
  }

  /// Notes that a person was active now.
  ///
  /// @return the database's key of the user
  long touch(Sender sender) {
    return database.transaction("load_user", h -> users.touch(h, sender, clock.millis()));
  }

  /// Notes that a person was active now.
  ///
  /// @return the database's key of the user; null for nobody
  @Nullable Long touch(Handle handle, @Nullable Sender sender) {
    return sender == null ? null : (Long) users.touch(handle, sender, clock.millis());
  }

  private static @Nullable Sender sender(Incoming.Content content) {
    return switch (content) {
      case Incoming.Message message -> message.sender();
      case Incoming.Press press -> press.sender();
      case Incoming.PreCheckout query -> query.sender();
      case Incoming.Membership _, Incoming.Ignored _ -> null;
    };
  }

  private static @Nullable ChatRef privateChat(Incoming.Content content) {
    return switch (content) {
      case Incoming.Message message -> message.isPrivate() ? message.chat() : null;
      case Incoming.Press press -> press.isPrivate() ? press.chat() : null;
      case Incoming.PreCheckout _, Incoming.Membership _, Incoming.Ignored _ -> null;
    };
  }

  /// Notes whether a person can be written to, and finishes the update that tells it.
  void standing(UpdateKey update, Incoming.Membership change) {
    database.<Void>transaction(
        "finish_update",
        h -> {
          if (UpdateStore.finish(h, update, clock.millis())) {
            if (change.now() == Incoming.Standing.GONE) {
              PrivateChatStore.gone(h, change.chat(), clock.millis());
            } else {
              PrivateChatStore.back(h, change.chat());
            }
          }
          return null;
        });
  }

  private static List<TechnicalEvent> received(Incoming.Content content) {
    return switch (content) {
      case Incoming.Message m -> List.of(new TechnicalEvent.MessageReceived(m.type(), m.lag()));
      // A press has no date.
      case Incoming.Press _ ->
          List.of(new TechnicalEvent.MessageReceived(MessageType.CALLBACK, Duration.ZERO));
      case Incoming.PreCheckout _, Incoming.Membership _, Incoming.Ignored _ -> List.of();
    };
  }

  /// Tells what happened without an update that led to it.
  ///
  /// @param userId the database's key of the person that it is about; null for nobody
  void tell(@Nullable Long userId, EventsOf events) {
    List<TechnicalEvent> all = events.user(userId);
    if (!all.isEmpty()) {
      database.<Void>transaction(
          "tell_event",
          h -> {
            telemetry.emit(h, all);
            return null;
          });
    }
  }

  /// Finishes the update of a press that was answered.
  void finishPress(UpdateKey update, Incoming.Press press, ButtonAction action)
      throws InterruptedException {
    finishAnswered(update, press, user -> List.of(new TechnicalEvent.ButtonPressed(user, action)));
  }
}
