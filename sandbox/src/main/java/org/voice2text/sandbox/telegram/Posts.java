package org.voice2text.sandbox.telegram;

import org.jspecify.annotations.Nullable;

/// Puts messages into chats and tells the bots that may see them. Confined to the world's lock.
final class Posts {
  /// In whose name Telegram's servers let anonymous administrators, channels and themselves speak.
  static final User ANONYMOUS = standIn(1_087_968_824L, true, "Group", "GroupAnonymousBot");

  static final User CHANNEL = standIn(136_817_688L, true, "Channel", "Channel_Bot");
  static final User TELEGRAM = standIn(777_000L, false, "Telegram", "telegram");

  private final WorldState state;

  Posts(WorldState state) {
    this.state = state;
  }

  private static User standIn(long id, boolean bot, String name, String username) {
    return new User(id, bot, name, username, "");
  }

  Message add(ChatLog log, NewMessage draft) {
    Message message = draft.build(log.chat, log.nextId(), state.now());
    log.put(message);
    tell(log, message, false);
    state.emit(new WorldChange.MessageShown(message));
    @Nullable Chat discussion = log.discussion;
    if (discussion != null && message.special() == null) {
      repeat(state.log(discussion), log.chat, message);
    }
    return message;
  }

  /// A channel's post shows up in the group that discusses it.
  private void repeat(ChatLog group, Chat channel, Message post) {
    Message _ =
        add(
            group,
            new NewMessage(TELEGRAM)
                .inNameOf(channel)
                .text(post.formattedText())
                .media(post.media()));
  }

  void tell(ChatLog log, Message message, boolean edited) {
    boolean service = message.special() != null && !(message.special() instanceof Special.Bill);
    if (state.bots.containsKey(message.from().id()) && !service) {
      // Bots do not see what bots say, not even their own messages.
      return;
    }
    for (User member : log.members.bots()) {
      BotAccount bot = state.bot(member.id());
      if (!member.equals(message.from()) && isShownTo(bot, log, message)) {
        long update = bot.queue.add(updateType(log, edited), state.json(log, message));
        if (update != 0) {
          log.putReceipt(message.id(), new Receipt(member.id(), update));
        }
      }
    }
  }

  private static String updateType(ChatLog log, boolean edited) {
    return (edited ? "edited_" : "")
        + (log.chat.type() == Chat.Type.CHANNEL ? "channel_post" : "message");
  }

  private static boolean isShownTo(BotAccount bot, ChatLog log, Message message) {
    long id = bot.user.id();
    if (log.chat.isPrivate()) {
      return !bot.blockedBy.contains(message.from().id());
    }
    return !log.privacyMode.contains(id)
        || log.members.isAdministrator(id)
        || log.chat.type() == Chat.Type.CHANNEL
        || message.special() != null
        || isCommandFor(bot, message)
        || answers(bot, log, message);
  }

  private static boolean isCommandFor(BotAccount bot, Message message) {
    String word = message.text().split("\\s", 2)[0];
    int at = word.indexOf('@');
    return word.startsWith("/")
        && (at < 0 || word.substring(at + 1).equalsIgnoreCase(bot.user.username()));
  }

  private static boolean answers(BotAccount bot, ChatLog log, Message message) {
    @Nullable Long replyTo = message.replyTo();
    return replyTo != null
        && log.find(replyTo).filter(it -> it.from().id() == bot.user.id()).isPresent();
  }
}
