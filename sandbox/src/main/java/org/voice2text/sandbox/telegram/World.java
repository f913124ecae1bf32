package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The pretend Telegram as its people see it: what they do, and what they are shown. Bots come into
/// being with their first call or when a person first writes to them. Thread-safe.
public final class World {
  private static final long ALICE = 210_000_001;

  private final String id = UUID.randomUUID().toString();
  private final WorldState state;
  private final Groups groups;
  private final Stars stars;

  World(WorldState state) {
    this.state = state;
    this.groups = new Groups(state);
    this.stars = new Stars(state);
    addUser("Alice", "en");
    addUser("Boris", "ru");
  }

  /// An empty world with Alice, who speaks English, and Boris, who speaks Russian.
  public static World create(InstantSource clock) {
    return new World(new WorldState(clock));
  }

  /// Another one than that of any other world: what somebody knew of those does not hold here.
  public String id() {
    return id;
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

  /// A bot, whether it has called or not.
  public User bot(long id) {
    synchronized (state) {
      return state.bot(id).user;
    }
  }

  /// Opens the chat if it is new, as pressing Start does, without a message.
  public Chat privateChat(long botId, User user) {
    synchronized (state) {
      return state.openPrivate(botId, user).chat;
    }
  }

  /// Groups, channels, their members and topics.
  public Groups groups() {
    return groups;
  }

  /// Bills, payments and subscriptions.
  public Stars stars() {
    return stars;
  }

  /// A group in which a bot has been for long; the first member owns it, the bot is a member.
  public Chat addGroup(Chat.Type type, String title, long botId, List<User> members) {
    return groups.withBot(type, title, botId, members);
  }

  public List<Chat> chats() {
    synchronized (state) {
      return state.chats().stream().map(log -> log.chat).toList();
    }
  }

  public List<User> members(Chat chat) {
    synchronized (state) {
      return state.log(chat).members.people();
    }
  }

  /// As they stand now, oldest first; deleted ones are gone.
  public List<Message> messages(Chat chat) {
    synchronized (state) {
      return state.log(chat).messages();
    }
  }

  /// What bots have written, as it stands now, oldest first.
  public List<Message> botMessages(Chat chat) {
    return messages(chat).stream().filter(message -> message.from().isBot()).toList();
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
    synchronized (state) {
      return state.talk().say(chat, user, text, replyTo, topic);
    }
  }

  /// An Ogg Opus voice message, as Telegram's apps record it.
  ///
  /// @param durationSeconds used where the content does not tell its length
  public Message sendVoice(long botId, User user, byte[] content, int durationSeconds) {
    return sendVoice(privateChat(botId, user), user, content, durationSeconds);
  }

  public Message sendVoice(Chat chat, User user, byte[] content, int durationSeconds) {
    return sendFile(chat, user, Upload.of(MediaKind.VOICE, content, durationSeconds));
  }

  public Message sendFile(Chat chat, User user, Upload upload) {
    return sendFile(chat, user, upload, null, null);
  }

  public Message sendFile(
      Chat chat, User user, Upload upload, @Nullable Long replyTo, @Nullable Long topic) {
    synchronized (state) {
      return state.talk().sendFile(chat, user, upload, replyTo, topic);
    }
  }

  /// A person edits an own message.
  public Message edit(Message message, String text) {
    synchronized (state) {
      return state.talk().edit(message, text);
    }
  }

  /// Telegram tells bots nothing about a deletion.
  public void deleteMessage(Chat chat, long messageId) {
    synchronized (state) {
      state.talk().delete(chat, messageId);
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

  /// Also a button of a message that has been deleted since.
  public String press(User user, Message message, Button button) {
    synchronized (state) {
      return state.talk().press(user, message, button);
    }
  }

  /// A person passes a message on to another chat.
  public Message forward(Message message, Chat to, User by, @Nullable Long topic) {
    synchronized (state) {
      return state.talk().forward(message, to, by, topic);
    }
  }

  /// How a bot was told of a person's message; empty where no bot is meant to see it.
  public Optional<Receipt> receipt(Message message) {
    synchronized (state) {
      return state.log(message.chat()).receipt(message.id());
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
      state.memberships().setBlocked(user, botId, blocked);
    }
  }

  /// Takes a bot's token away, as at BotFather: from now on all its calls get 401.
  public void revoke(long botId) {
    synchronized (state) {
      state.bot(botId).revoked = true;
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

  /// The bot's general list of commands, for no language and place in particular.
  public JsonNode commands(long botId) {
    synchronized (state) {
      return state.bot(botId).commands.get(CommandLists.Scope.DEFAULT, "").deepCopy();
    }
  }

  /// The list of commands that a person sees in a chat.
  public JsonNode commands(long botId, Chat chat, User user) {
    synchronized (state) {
      boolean administrator = state.log(chat).members.isAdministrator(user.id());
      return state.bot(botId).commands.shown(chat, user, administrator).deepCopy();
    }
  }

  /// The preview that a bot shows now, if its time is not over.
  public Optional<Draft> draft(Chat chat) {
    synchronized (state) {
      return Optional.ofNullable(state.log(chat).draft)
          .filter(draft -> draft.until().isAfter(state.instant()));
    }
  }

  /// From now on the Bot API server is a self-hosted one with `--local`: `getFile` answers with a
  /// place on this machine, without a limit, and nothing is downloaded.
  ///
  /// @param folder gets the files that bots ask for; null for Telegram's own server
  public void serveLocally(@Nullable Path folder) {
    synchronized (state) {
      state.localFolder = folder;
    }
  }

  public boolean isLocal() {
    synchronized (state) {
      return state.localFolder != null;
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
}
