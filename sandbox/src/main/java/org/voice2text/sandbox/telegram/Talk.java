package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.Json;

/// What people write, change and press. Confined to the world's lock.
final class Talk {
  private final WorldState state;

  Talk(WorldState state) {
    this.state = state;
  }

  Message say(Chat chat, User user, String text, @Nullable Long replyTo, @Nullable Long topic) {
    return post(chat, user, new NewMessage(user).text(plain(text)), replyTo, topic);
  }

  Message sendFile(
      Chat chat, User user, Upload upload, @Nullable Long replyTo, @Nullable Long topic) {
    ChatLog log = state.log(chat);
    long bot = log.members.bots().stream().findFirst().map(User::id).orElse(0L);
    Media media = state.files.store(upload, bot);
    NewMessage message = new NewMessage(user).text(plain(upload.caption())).media(media);
    return post(chat, user, message, replyTo, topic);
  }

  private static FormattedText plain(String text) {
    return new FormattedText(text, List.of());
  }

  private Message post(
      Chat chat, User user, NewMessage said, @Nullable Long replyTo, @Nullable Long topic) {
    ChatLog log = state.log(chat);
    NewMessage message = said;
    if (chat.type() == Chat.Type.CHANNEL) {
      message = said.inNameOf(chat);
    } else if (log.members.get(user).anonymous()) {
      message =
          new NewMessage(Posts.ANONYMOUS)
              .inNameOf(chat)
              .text(said.text)
              .media(said.media)
              .forwardedFrom(said.forwardedFrom);
    }
    return state.posts().add(log, message.answering(replyTo, null).topic(topic));
  }

  /// In a group, in the name of a channel of the writer's.
  Message sayAs(Chat channel, Chat group, String text) {
    NewMessage message = new NewMessage(Posts.CHANNEL).inNameOf(channel).text(plain(text));
    return state.posts().add(state.log(group), message);
  }

  Message forward(Message message, Chat to, User by, @Nullable Long topic) {
    @Nullable User origin = message.forwardedFrom();
    NewMessage copy =
        new NewMessage(by)
            .text(message.formattedText())
            .media(message.media())
            .forwardedFrom(origin == null ? message.from() : origin);
    return post(to, by, copy, null, topic);
  }

  Message edit(Message message, String text) {
    ChatLog log = state.log(message.chat());
    Message edited = current(log, message.id()).edited(plain(text), List.of(), state.now());
    log.put(edited);
    state.posts().tell(log, edited, true);
    state.emit(new WorldChange.MessageShown(edited));
    return edited;
  }

  void delete(Chat chat, long messageId) {
    Message _ = state.log(chat).remove(messageId);
    state.emit(new WorldChange.MessageDeleted(chat, messageId));
  }

  String press(User user, Message message, Button button) {
    @Nullable String data = button.data();
    if (data == null) {
      throw new IllegalArgumentException("The button " + button.text() + " sends nothing");
    }
    ChatLog log = state.log(message.chat());
    BotAccount bot = state.bot(message.from().id());
    Callbacks.Press press = state.callbacks.add(bot.user.id(), user, log.chat, state.instant());
    ObjectNode query = Json.object().put("id", press.id());
    query.set("from", MessageJson.user(user));
    query.set(
        "message",
        log.find(message.id())
            .map(now -> state.json(log, now))
            .orElseGet(() -> inaccessible(log, message.id())));
    query.put("chat_instance", Long.toString(log.chat.id() * 31)).put("data", data);
    long _ = bot.queue.add("callback_query", query);
    return press.id();
  }

  /// What a bot is told of a message that has been deleted.
  private ObjectNode inaccessible(ChatLog log, long id) {
    ObjectNode node = Json.object().put("message_id", id).put("date", 0);
    return node.set("chat", MessageJson.chat(log.chat, state.owner(log)));
  }

  private static Message current(ChatLog log, long id) {
    return log.find(id)
        .orElseThrow(() -> new IllegalArgumentException("Message %d is gone".formatted(id)));
  }
}
