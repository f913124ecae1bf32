package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.Json;

/// The pretend Telegram as its people see it: what they do, and what they are shown. Bots come into
/// being with their first call or when a person first writes to them. Thread-safe.
public final class World {
  private static final long ALICE = 210_000_001;
  private static final long FIRST_GROUP = -1_001_900_000_001L;

  private final WorldState state;

  World(WorldState state) {
    this.state = state;
    addUser("Alice", "en");
    addUser("Boris", "ru");
  }

  /// An empty world with Alice, who speaks English, and Boris, who speaks Russian.
  public static World create(InstantSource clock) {
    return new World(new WorldState(clock));
  }

  WorldState state() {
    return state;
  }

  public User addUser(String firstName, String languageCode) {
    synchronized (state) {
      long id = ALICE + state.users.size();
      String username = firstName.toLowerCase(Locale.ROOT) + "_sandbox";
      User user = new User(id, false, firstName, username, languageCode);
      state.users.put(id, user);
      state.emit(new WorldChange.DirectoryChanged());
      return user;
    }
  }

  public List<User> users() {
    synchronized (state) {
      return List.copyOf(state.users.values());
    }
  }

  public User alice() {
    return users().getFirst();
  }

  public User boris() {
    return users().get(1);
  }

  /// Bots that have called at least once.
  public List<User> bots() {
    synchronized (state) {
      return state.bots.values().stream()
          .filter(bot -> bot.hasCalled)
          .map(bot -> bot.user)
          .toList();
    }
  }

  /// Opens the chat if it is new, as pressing Start does, without a message.
  public Chat privateChat(long botId, User user) {
    synchronized (state) {
      return state.openPrivate(botId, user).chat;
    }
  }

  /// A group with a bot in it, whose privacy mode is off.
  public Chat addGroup(Chat.Type type, String title, long botId, List<User> members) {
    if (type == Chat.Type.PRIVATE) {
      throw new IllegalArgumentException("A private chat is not a group: use privateChat");
    }
    synchronized (state) {
      long id = FIRST_GROUP - state.chats().size();
      ChatLog log =
          new ChatLog(
              new Chat(type == Chat.Type.GROUP ? -5_000_000 + id % 1000 : id, type, title, 0));
      log.members.addAll(members);
      state.bot(botId);
      log.bots.add(botId);
      state.addGroup(log);
      return log.chat;
    }
  }

  /// With privacy mode on, a bot is shown only commands, mentions of it and answers to it.
  public void setPrivacyMode(Chat group, boolean on) {
    synchronized (state) {
      state.log(group).privacyMode = on;
    }
  }

  /// @return the thread id
  public long openTopic(Chat forum) {
    synchronized (state) {
      ChatLog log = state.log(forum);
      long id = log.nextId();
      log.openTopics.put(id, true);
      return id;
    }
  }

  public void closeTopic(Chat forum, long topic) {
    synchronized (state) {
      state.log(forum).openTopics.put(topic, false);
    }
  }

  public List<Chat> chats() {
    synchronized (state) {
      return state.chats().stream().map(log -> log.chat).toList();
    }
  }

  public List<User> members(Chat chat) {
    synchronized (state) {
      return List.copyOf(state.log(chat).members);
    }
  }

  /// As they stand now, oldest first; deleted ones are gone.
  public List<Message> messages(Chat chat) {
    synchronized (state) {
      return state.log(chat).messages();
    }
  }

  public Message sendText(long botId, User user, String text) {
    return sendText(privateChat(botId, user), user, text);
  }

  public Message sendText(Chat chat, User user, String text) {
    return sendText(chat, user, text, null, null);
  }

  /// @param replyTo id of the message that is answered
  /// @param topic thread id in a forum
  public Message sendText(
      Chat chat, User user, String text, @Nullable Long replyTo, @Nullable Long topic) {
    FormattedText formatted = new FormattedText(text, List.of());
    return post(chat, user, formatted, null, replyTo, topic);
  }

  /// An Ogg Opus voice message, as Telegram's apps record it.
  ///
  /// @param durationSeconds used where the content does not tell its length
  public Message sendVoice(long botId, User user, byte[] content, int durationSeconds) {
    return sendFile(
        privateChat(botId, user), user, Upload.of(MediaKind.VOICE, content, durationSeconds));
  }

  public Message sendFile(Chat chat, User user, Upload upload) {
    return sendFile(chat, user, upload, null, null);
  }

  public Message sendFile(
      Chat chat, User user, Upload upload, @Nullable Long replyTo, @Nullable Long topic) {
    synchronized (state) {
      Media media = state.files.store(upload, botOf(state.log(chat)));
      return post(
          chat, user, new FormattedText(upload.caption(), List.of()), media, replyTo, topic);
    }
  }

  private Message post(
      Chat chat,
      User user,
      FormattedText text,
      @Nullable Media media,
      @Nullable Long replyTo,
      @Nullable Long topic) {
    synchronized (state) {
      ChatLog log = state.log(chat);
      Message message =
          new Message(
              chat,
              log.nextId(),
              user,
              state.now(),
              null,
              0,
              text.text(),
              text.entities(),
              media,
              replyTo,
              null,
              List.of(),
              topic);
      log.put(message);
      tellBots(log, message, "message");
      state.emit(new WorldChange.MessageShown(message));
      return message;
    }
  }

  private void tellBots(ChatLog log, Message message, String updateType) {
    for (long botId : log.bots) {
      BotAccount bot = state.bot(botId);
      if (!bot.blockedBy.contains(message.from().id()) && isShownTo(bot, log, message)) {
        bot.queue.add(updateType, state.json(log, message));
      }
    }
  }

  private static boolean isShownTo(BotAccount bot, ChatLog log, Message message) {
    if (!log.privacyMode) {
      return true;
    }
    @Nullable Long replyTo = message.replyTo();
    return message.text().startsWith("/")
        || message.text().contains("@" + bot.user.username())
        || (replyTo != null
            && log.find(replyTo).filter(it -> it.from().id() == bot.user.id()).isPresent());
  }

  /// A person edits an own message.
  public Message edit(Message message, String text) {
    synchronized (state) {
      ChatLog log = state.log(message.chat());
      Message edited =
          current(log, message.id())
              .edited(new FormattedText(text, List.of()), List.of(), state.now());
      log.put(edited);
      tellBots(log, edited, "edited_message");
      state.emit(new WorldChange.MessageShown(edited));
      return edited;
    }
  }

  /// Telegram tells bots nothing about a deletion.
  public void deleteMessage(Chat chat, long messageId) {
    synchronized (state) {
      state.log(chat).remove(messageId);
      state.emit(new WorldChange.MessageDeleted(chat, messageId));
    }
  }

  /// The person of a private chat presses a button.
  ///
  /// @return the id under which the bot's answer can be asked for
  public String press(Message message, Button button) {
    synchronized (state) {
      @Nullable User owner = state.owner(state.log(message.chat()));
      if (owner == null) {
        throw new IllegalArgumentException("In a group, say who presses");
      }
      return press(owner, message, button);
    }
  }

  public String press(User user, Message message, Button button) {
    @Nullable String data = button.data();
    if (data == null) {
      throw new IllegalArgumentException("The button " + button.text() + " sends nothing");
    }
    synchronized (state) {
      ChatLog log = state.log(message.chat());
      Message now = current(log, message.id());
      BotAccount bot = state.bot(now.from().id());
      Callbacks.Press press = state.callbacks.add(bot.user.id(), user, log.chat);
      ObjectNode query = Json.object().put("id", press.id());
      query.set("from", MessageJson.user(user));
      query.set("message", state.json(log, now));
      query.put("chat_instance", Long.toString(log.chat.id() * 31)).put("data", data);
      bot.queue.add("callback_query", query);
      return press.id();
    }
  }

  /// Empty until the bot answers.
  public Optional<CallbackAnswer> answerTo(String pressId) {
    synchronized (state) {
      return state.callbacks.answerTo(pressId);
    }
  }

  public void block(User user, long botId) {
    setBlocked(user, botId, true);
  }

  public void unblock(User user, long botId) {
    setBlocked(user, botId, false);
  }

  private void setBlocked(User user, long botId, boolean blocked) {
    synchronized (state) {
      BotAccount bot = state.bot(botId);
      boolean changed = blocked ? bot.blockedBy.add(user.id()) : bot.blockedBy.remove(user.id());
      if (changed) {
        ChatLog log = state.openPrivate(botId, user);
        bot.queue.add(
            "my_chat_member", MemberJson.changed(user, bot.user, log.chat, blocked, state.now()));
        state.emit(new WorldChange.DirectoryChanged());
      }
    }
  }

  public boolean isBlocked(User user, long botId) {
    synchronized (state) {
      return state.bot(botId).blockedBy.contains(user.id());
    }
  }

  /// The content behind a file id, if it is still kept.
  public Optional<byte[]> file(String fileId) {
    synchronized (state) {
      return state.files.byId(fileId).map(FileStore.StoredFile::content);
    }
  }

  /// What is known of the file behind an id.
  ///
  /// @throws IllegalArgumentException if it is not kept
  public Media media(String fileId) {
    synchronized (state) {
      return state
          .files
          .byId(fileId)
          .map(FileStore.StoredFile::media)
          .orElseThrow(() -> new IllegalArgumentException("No file " + fileId));
    }
  }

  /// The bot's list of commands, as it set it.
  public JsonNode commands(long botId) {
    synchronized (state) {
      return state.bot(botId).commands.deepCopy();
    }
  }

  /// Update ids the bot has not confirmed yet, oldest first.
  public List<Long> pendingUpdates(long botId) {
    return queue(botId).pendingIds();
  }

  /// Every update below it is confirmed; 0 before the first confirmation.
  public long confirmedOffset(long botId) {
    return queue(botId).confirmedOffset();
  }

  /// The hook is called with bot id and offset, inside the bot's own call and before any update is
  /// dropped. When it throws, the call is answered with 500 and nothing is dropped.
  public void onConfirm(BiConsumer<Long, Long> hook) {
    state.confirmHooks.add(hook);
  }

  /// The listener runs under the world's lock and must not block.
  public void onChange(Consumer<WorldChange> listener) {
    state.listeners.add(listener);
  }

  private UpdateQueue queue(long botId) {
    synchronized (state) {
      return state.bot(botId).queue;
    }
  }

  private static long botOf(ChatLog log) {
    return log.bots.stream().findFirst().orElse(0L);
  }

  private static Message current(ChatLog log, long id) {
    return log.find(id)
        .orElseThrow(() -> new IllegalArgumentException("Message %d is gone".formatted(id)));
  }
}
