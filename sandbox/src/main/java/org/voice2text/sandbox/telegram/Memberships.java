package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Comings and goings, with the updates and service messages by which bots learn of them. Confined
/// to the world's lock.
final class Memberships {
  private final WorldState state;

  Memberships(WorldState state) {
    this.state = state;
  }

  /// @param by who adds; the new member for one who comes alone
  void add(ChatLog log, User by, User whom) {
    if (log.members.has(whom.id())) {
      return;
    }
    if (whom.isBot() && state.bot(whom.id()).privacyMode) {
      boolean _ = log.privacyMode.add(whom.id());
    }
    boolean channel = log.chat.type() == Chat.Type.CHANNEL;
    // Bots are in channels as administrators only.
    Member now =
        channel && whom.isBot()
            ? new Member(whom, MemberStatus.ADMINISTRATOR, Member.USUAL_RIGHTS, false)
            : Member.of(whom, MemberStatus.MEMBER);
    change(log, by, now);
    if (!channel) {
      announce(log, by, new Special.NewMembers(List.of(whom)));
    }
  }

  void leave(ChatLog log, User whom) {
    end(log, whom, Member.of(whom, MemberStatus.LEFT));
  }

  void remove(ChatLog log, User by, User whom) {
    end(log, by, Member.of(whom, MemberStatus.KICKED));
  }

  private void end(ChatLog log, User by, Member now) {
    if (!log.members.has(now.user().id())) {
      return;
    }
    change(log, by, now);
    boolean _ = log.privacyMode.remove(now.user().id());
    if (log.chat.type() != Chat.Type.CHANNEL) {
      announce(log, by, new Special.LeftMember(now.user()));
    }
  }

  private void announce(ChatLog log, User by, Special what) {
    Message _ = state.posts().add(log, new NewMessage(by).special(what));
  }

  /// Puts the member's new place on record; whom it concerns, and bots that administer, are told.
  void change(ChatLog log, User by, Member now) {
    Member before = log.members.get(now.user());
    log.members.put(now);
    ObjectNode update =
        MemberJson.changed(log.chat, state.owner(log), by, before, now, state.now());
    if (now.user().isBot()) {
      long _ = state.bot(now.user().id()).queue.add("my_chat_member", update);
    }
    for (User bot : log.members.bots()) {
      if (log.members.isAdministrator(bot.id()) && !bot.equals(now.user())) {
        long _ = state.bot(bot.id()).queue.add("chat_member", update.deepCopy());
      }
    }
    state.emit(new WorldChange.DirectoryChanged());
  }

  /// Blocking is the private chat's way of removing the bot.
  void setBlocked(User user, long botId, boolean blocked) {
    BotAccount bot = state.bot(botId);
    boolean changed = blocked ? bot.blockedBy.add(user.id()) : bot.blockedBy.remove(user.id());
    if (changed) {
      ChatLog log = state.openPrivate(botId, user);
      MemberStatus status = blocked ? MemberStatus.KICKED : MemberStatus.MEMBER;
      change(log, user, Member.of(bot.user, status));
    }
  }

  /// The chat goes on under a new id; who is in it stays.
  Chat migrate(ChatLog group, Chat successor) {
    ChatLog next = new ChatLog(successor);
    @Nullable User creator = null;
    for (Member member : group.members.all()) {
      next.members.put(member);
      creator = creator == null ? member.user() : creator;
    }
    next.privacyMode.addAll(group.privacyMode);
    state.addGroup(next);
    User by = creator == null ? Posts.ANONYMOUS : creator;
    announce(group, by, new Special.MigratedTo(successor.id()));
    group.successor = successor;
    announce(next, by, new Special.MigratedFrom(group.chat.id()));
    return successor;
  }
}
