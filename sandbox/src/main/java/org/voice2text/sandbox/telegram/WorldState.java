package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Everything the pretend world remembers. Whoever reads or writes holds this object's monitor;
/// listeners and hooks may be added without it.
final class WorldState {
  /// Updates are counted from the time of the start, in seconds since this moment: a bot that
  /// remembers an earlier sandbox must not take the updates of a new one for repeated ones.
  private static final Instant COUNTED_FROM = Instant.parse("2026-01-01T00:00:00Z");

  final Map<Long, User> users = new LinkedHashMap<>();
  final Map<Long, BotAccount> bots = new LinkedHashMap<>();
  final FileStore files = new FileStore();
  final Callbacks callbacks = new Callbacks();
  final List<Consumer<WorldChange>> listeners = new CopyOnWriteArrayList<>();
  final List<BiConsumer<Long, Long>> confirmHooks = new CopyOnWriteArrayList<>();

  /// Where a self-hosted Bot API server keeps its files; null for Telegram's own.
  @Nullable Path localFolder;

  private final Map<Key, ChatLog> chats = new LinkedHashMap<>();
  private final InstantSource clock;
  private final Access access = new Access(this);
  private final Posts posts = new Posts(this);
  private final Memberships memberships = new Memberships(this);
  private final Talk talk = new Talk(this);
  private final Cashier cashier = new Cashier(this);
  private boolean closed;

  private record Key(long chatId, long botId) {}

  WorldState(InstantSource clock) {
    this.clock = clock;
  }

  Access access() {
    return access;
  }

  Posts posts() {
    return posts;
  }

  Memberships memberships() {
    return memberships;
  }

  Talk talk() {
    return talk;
  }

  Cashier cashier() {
    return cashier;
  }

  Instant instant() {
    return clock.instant();
  }

  /// Telegram's dates have whole seconds.
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  BotAccount bot(long id) {
    @Nullable BotAccount known = bots.get(id);
    return known != null ? known : createBot(id);
  }

  private BotAccount createBot(long id) {
    User user = new User(id, true, "Voice2Text", "voice2text_" + id + "_bot", "");
    long firstUpdate = Math.max(1, Duration.between(COUNTED_FROM, clock.instant()).toSeconds());
    UpdateQueue queue = new UpdateQueue(firstUpdate, offset -> confirm(id, offset));
    BotAccount bot = new BotAccount(user, queue);
    if (closed) {
      queue.close();
    }
    bots.put(id, bot);
    emit(new WorldChange.DirectoryChanged());
    return bot;
  }

  private void confirm(long botId, long offset) {
    confirmHooks.forEach(hook -> hook.accept(botId, offset));
    synchronized (this) {
      emit(new WorldChange.UpdatesConfirmed(botId, offset));
    }
  }

  /// A private chat comes into being when a person opens it, as with Telegram.
  ChatLog openPrivate(long botId, User user) {
    bot(botId);
    return chats.computeIfAbsent(
        new Key(user.id(), botId),
        _ -> {
          ChatLog log =
              new ChatLog(new Chat(user.id(), Chat.Type.PRIVATE, user.firstName(), botId));
          log.members.put(Member.of(user, MemberStatus.MEMBER));
          log.members.put(Member.of(bot(botId).user, MemberStatus.MEMBER));
          return log;
        });
  }

  void addGroup(ChatLog log) {
    chats.put(new Key(log.chat.id(), 0), log);
    emit(new WorldChange.DirectoryChanged());
  }

  List<ChatLog> chats() {
    return List.copyOf(chats.values());
  }

  /// @throws IllegalArgumentException for a chat of another sandbox
  ChatLog log(Chat chat) {
    @Nullable ChatLog log = chats.get(new Key(chat.id(), chat.botId()));
    if (log == null) {
      throw new IllegalArgumentException("There is no " + chat + " in this sandbox");
    }
    return log;
  }

  /// The chat a bot means by an id, if it ever was there.
  Optional<ChatLog> chatOf(long botId, long chatId) {
    @Nullable ChatLog direct = chats.get(new Key(chatId, botId));
    if (direct != null) {
      return Optional.of(direct);
    }
    @Nullable ChatLog group = chats.get(new Key(chatId, 0));
    return group != null && group.members.knows(botId) ? Optional.of(group) : Optional.empty();
  }

  ObjectNode json(ChatLog log, Message message) {
    return MessageJson.message(message, owner(log), answered(log, message), thread(log, message));
  }

  /// In a topic, what answers nothing answers the message that opened the topic.
  private static @Nullable Message answered(ChatLog log, Message message) {
    @Nullable Long replyTo = message.replyTo();
    @Nullable Long id = replyTo == null ? message.topic() : replyTo;
    return id == null || id == message.id() ? null : log.find(id).orElse(null);
  }

  /// A topic's number; in a supergroup without topics, the first message of a row of answers.
  private static @Nullable Long thread(ChatLog log, Message message) {
    if (log.chat.type() != Chat.Type.SUPERGROUP) {
      return message.topic();
    }
    @Nullable Long root = null;
    @Nullable Long next = message.replyTo();
    while (next != null) {
      root = next;
      next = log.find(next).map(Message::replyTo).orElse(null);
    }
    return root;
  }

  /// The person of a private chat; null for a group.
  @Nullable User owner(ChatLog log) {
    return log.chat.isPrivate() ? users.get(log.chat.id()) : null;
  }

  void emit(WorldChange change) {
    listeners.forEach(listener -> listener.accept(change));
  }

  /// Ends waiting polls and webhook deliveries.
  synchronized void close() {
    closed = true;
    for (BotAccount bot : new ArrayList<>(bots.values())) {
      bot.queue.close();
      if (bot.webhook != null) {
        bot.webhook.close();
      }
    }
  }
}
