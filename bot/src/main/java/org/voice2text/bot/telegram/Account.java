package org.voice2text.bot.telegram;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChatMember;
import org.telegram.telegrambots.meta.api.objects.User;

/// What one bot knows of its own account and of whose word counts in a group. Thread-safe.
public final class Account {
  /// So long an administrator who was dismissed keeps their rights with us.
  private static final Duration FRESH = Duration.ofMinutes(1);

  /// So long it answers to its old name, and not to its new one.
  private static final Duration KNOWS_ITSELF = Duration.ofMinutes(5);

  /// Commands for other bots must not make it ask for its own name each time.
  private static final Duration ASKS_AGAIN = Duration.ofSeconds(10);

  private final TelegramApi api;
  private final InstantSource clock;
  private final Map<Member, Rights> known = new LinkedHashMap<>();
  private volatile @Nullable Identity identity;

  Account(TelegramApi api, InstantSource clock) {
    this.api = api;
    this.clock = clock;
  }

  private record Identity(String name, boolean readsGroups, Instant at) {}

  private record Member(long chatId, long userId) {}

  private record Rights(boolean administrator, Instant at) {}

  /// Whether a command is for this bot: one without a name behind it is for all.
  public boolean isAddressed(Incoming.Command command)
      throws TelegramException, InterruptedException {
    return command.addressee().isEmpty()
        || command.addressee().equals(identity(KNOWS_ITSELF).name())
        || command.addressee().equals(identity(ASKS_AGAIN).name());
  }

  /// Whether it gets every message of a group without being an administrator there: privacy mode is
  /// off. Asked afresh: people are told how to change it, and then add the bot again.
  public boolean readsGroups() throws TelegramException, InterruptedException {
    return identity(Duration.ZERO).readsGroups();
  }

  /// Whether it gets the messages of a group: as its administrator, or because privacy mode is off.
  public boolean hears(ChatRef chat) throws TelegramException, InterruptedException {
    return readsGroups() || isAdministrator(chat, new Sender(api.botId(), ""));
  }

  /// @param age that will do
  private Identity identity(Duration age) throws TelegramException, InterruptedException {
    Identity found = identity;
    Instant now = clock.instant();
    if (found == null || !found.at().plus(age).isAfter(now)) {
      User me = api.call(new GetMe());
      String name = me.getUserName() == null ? "" : me.getUserName().toLowerCase(Locale.ROOT);
      found = new Identity(name, Boolean.TRUE.equals(me.getCanReadAllGroupMessages()), now);
      identity = found;
    }
    return found;
  }

  /// Whether a person may decide for a chat. In a private chat that is whoever writes there.
  public boolean isAdministrator(ChatRef chat, Sender sender)
      throws TelegramException, InterruptedException {
    if (!chat.isGroup()) {
      return true;
    }
    Member member = new Member(chat.chatId(), sender.telegramId());
    Instant now = clock.instant();
    synchronized (known) {
      forgetBefore(now.minus(FRESH));
      Rights rights = known.get(member);
      if (rights != null) {
        return rights.administrator();
      }
    }
    String status =
        api.call(GetChatMember.builder().chatId(chat.chatId()).userId(sender.telegramId()).build())
            .getStatus();
    boolean administrator = status.equals("creator") || status.equals("administrator");
    synchronized (known) {
      known.put(member, new Rights(administrator, now));
    }
    return administrator;
  }

  private void forgetBefore(Instant time) {
    Iterator<Rights> oldest = known.values().iterator();
    while (oldest.hasNext() && oldest.next().at().isBefore(time)) {
      oldest.remove();
    }
  }
}
