package org.voice2text.sandbox.telegram;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Groups, supergroups, forums and channels as their members handle them. Where a `User` joins,
/// leaves or gets rights, it may be a bot: see {@link World#bot(long)}. Thread-safe.
public final class Groups {
  private static final long FIRST_GROUP = -5_000_000;
  private static final long FIRST_SUPERGROUP = -1_001_900_000_001L;

  private final WorldState state;

  Groups(WorldState state) {
    this.state = state;
  }

  /// A group or channel without a bot yet.
  ///
  /// @throws IllegalArgumentException for a private chat
  public Chat create(Chat.Type type, String title, User creator, User... members) {
    List<User> all = new ArrayList<>(List.of(creator));
    all.addAll(List.of(members));
    return create(type, title, all);
  }

  /// @param members the first one owns it
  private Chat create(Chat.Type type, String title, List<User> members) {
    if (type == Chat.Type.PRIVATE) {
      throw new IllegalArgumentException("A private chat is not a group: use World.privateChat");
    }
    synchronized (state) {
      ChatLog log = new ChatLog(new Chat(newId(type), type, title, 0));
      for (User member : members) {
        boolean first = log.members.all().isEmpty();
        if (!log.members.has(member.id())) {
          log.members.put(Member.of(member, first ? MemberStatus.CREATOR : MemberStatus.MEMBER));
        }
      }
      state.addGroup(log);
      return log.chat;
    }
  }

  private long newId(Chat.Type type) {
    int number = state.chats().size();
    return type == Chat.Type.GROUP ? FIRST_GROUP - number : FIRST_SUPERGROUP - number;
  }

  /// A group in which the bot has been for long: nothing is announced.
  Chat withBot(Chat.Type type, String title, long botId, List<User> members) {
    synchronized (state) {
      Chat chat = create(type, title, members);
      MemberStatus status =
          type == Chat.Type.CHANNEL ? MemberStatus.ADMINISTRATOR : MemberStatus.MEMBER;
      state.log(chat).members.put(Member.of(state.bot(botId).user, status));
      if (state.bot(botId).privacyMode) {
        boolean _ = state.log(chat).privacyMode.add(botId);
      }
      return chat;
    }
  }

  /// Comes in, by itself or added by a member; a bot gets `my_chat_member`, all see the service
  /// message. In a channel a bot becomes an administrator at once.
  public void add(Chat group, User by, User whom) {
    synchronized (state) {
      state.memberships().add(state.log(group), by, whom);
    }
  }

  public void leave(Chat group, User whom) {
    synchronized (state) {
      state.memberships().leave(state.log(group), whom);
    }
  }

  /// Removes for good: for a bot, calls are refused from now on.
  public void remove(Chat group, User by, User whom) {
    synchronized (state) {
      state.memberships().remove(state.log(group), by, whom);
    }
  }

  /// Makes an administrator.
  ///
  /// @param rights as the Bot API names them; none for all but `can_promote_members`
  public void promote(Chat group, User by, User whom, String... rights) {
    Set<String> given = rights.length == 0 ? Member.USUAL_RIGHTS : Set.of(rights);
    change(group, by, new Member(whom, MemberStatus.ADMINISTRATOR, given, false));
  }

  /// Makes an ordinary member, also of one who was restricted.
  public void demote(Chat group, User by, User whom) {
    change(group, by, Member.of(whom, MemberStatus.MEMBER));
  }

  /// Takes away the right to write.
  public void restrict(Chat group, User by, User whom) {
    change(group, by, Member.of(whom, MemberStatus.RESTRICTED));
  }

  private void change(Chat group, User by, Member now) {
    synchronized (state) {
      ChatLog log = state.log(group);
      if (!log.members.has(now.user().id())) {
        throw new IllegalArgumentException(
            "%s is not in %s: use add first".formatted(now.user().firstName(), group.title()));
      }
      state.memberships().change(log, by, now);
    }
  }

  /// Lets an administrator write in the group's name, or no longer.
  public void setAnonymous(Chat group, User administrator, boolean on) {
    synchronized (state) {
      ChatLog log = state.log(group);
      Member member = log.members.get(administrator);
      if (!member.status().isAdministrator()) {
        throw new IllegalArgumentException("Only administrators can be anonymous");
      }
      log.members.put(new Member(administrator, member.status(), member.rights(), on));
    }
  }

  /// Administrators, also bots, are among them.
  public List<Member> members(Chat group) {
    synchronized (state) {
      return state.log(group).members.all();
    }
  }

  /// Whether the bots that are in this group now are shown commands and answers only, unless they
  /// are administrators.
  public void setPrivacyMode(Chat group, boolean on) {
    synchronized (state) {
      ChatLog log = state.log(group);
      log.privacyMode.clear();
      if (on) {
        log.members.bots().forEach(bot -> log.privacyMode.add(bot.id()));
      }
      state.emit(new WorldChange.DirectoryChanged());
    }
  }

  /// As set at BotFather: concerns groups the bot is added to later. Off at first.
  public void setPrivacyMode(long botId, boolean on) {
    synchronized (state) {
      state.bot(botId).privacyMode = on;
      state.emit(new WorldChange.DirectoryChanged());
    }
  }

  /// @return the thread id
  public long openTopic(Chat forum, User by, String name) {
    synchronized (state) {
      ChatLog log = state.log(forum);
      Message opened =
          state.posts().add(log, new NewMessage(by).special(new Special.TopicCreated(name)));
      log.topics.put(opened.id(), new Topic(opened.id(), name, false));
      state.emit(new WorldChange.DirectoryChanged());
      return opened.id();
    }
  }

  public void closeTopic(Chat forum, long topic) {
    setClosed(forum, topic, true);
  }

  public void reopenTopic(Chat forum, long topic) {
    setClosed(forum, topic, false);
  }

  private void setClosed(Chat forum, long id, boolean closed) {
    synchronized (state) {
      ChatLog log = state.log(forum);
      @Nullable Topic topic = log.topics.get(id);
      if (topic == null) {
        throw new IllegalArgumentException("%s has no topic %d".formatted(forum.title(), id));
      }
      log.topics.put(id, new Topic(id, topic.name(), closed));
      Special what = closed ? new Special.TopicClosed() : new Special.TopicReopened();
      Message _ = state.posts().add(log, new NewMessage(Posts.ANONYMOUS).special(what).topic(id));
      state.emit(new WorldChange.DirectoryChanged());
    }
  }

  /// With its messages.
  public void deleteTopic(Chat forum, long topic) {
    synchronized (state) {
      ChatLog log = state.log(forum);
      @Nullable Topic _ = log.topics.remove(topic);
      for (Message message : log.messages()) {
        if (message.id() == topic || Long.valueOf(topic).equals(message.topic())) {
          Message _ = log.remove(message.id());
          state.emit(new WorldChange.MessageDeleted(forum, message.id()));
        }
      }
      state.emit(new WorldChange.DirectoryChanged());
    }
  }

  public List<Topic> topics(Chat forum) {
    synchronized (state) {
      return List.copyOf(state.log(forum).topics.values());
    }
  }

  /// Makes a supergroup of a group: it gets another id, and calls with the old one are refused with
  /// the new one.
  public Chat migrate(Chat group) {
    if (group.type() != Chat.Type.GROUP) {
      throw new IllegalArgumentException(group.title() + " is not a basic group");
    }
    synchronized (state) {
      Chat successor =
          new Chat(newId(Chat.Type.SUPERGROUP), Chat.Type.SUPERGROUP, group.title(), 0);
      return state.memberships().migrate(state.log(group), successor);
    }
  }

  /// The supergroup that a group has become.
  public Optional<Chat> successor(Chat group) {
    synchronized (state) {
      return Optional.ofNullable(state.log(group).successor);
    }
  }

  /// As set at BotFather.
  public boolean hasPrivacyMode(long botId) {
    synchronized (state) {
      return state.bot(botId).privacyMode;
    }
  }

  public boolean hasPrivacyMode(Chat group, User bot) {
    synchronized (state) {
      return state.log(group).privacyMode.contains(bot.id());
    }
  }

  /// What is posted in the channel is repeated in the group from now on.
  public void linkChannel(Chat channel, Chat group) {
    synchronized (state) {
      state.log(channel).discussion = group;
    }
  }

  /// In a group, in the name of a channel.
  public Message sendAs(Chat channel, Chat group, String text) {
    synchronized (state) {
      return state.talk().sayAs(channel, group, text);
    }
  }
}
