package org.voice2text.bot.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// Telegram's limits on writing: about 30 messages a second for a bot, one a second for a chat with
/// a short burst, 20 a minute for a group; edits count. Each limit holds for every stretch of time
/// of its length, wherever that begins. Confined to the caller's lock.
final class SendLimits {
  private static final int CHATS_KEPT = 10_000;

  private final Window overall = new Window(30, Duration.ofSeconds(1));
  private final Map<Long, Chat> chats = new HashMap<>();

  /// How long a message to this chat has to wait; zero when it may go now.
  Duration peek(ChatRef chat, Instant now) {
    return max(overall.waitAt(now), chat(chat).waitAt(now));
  }

  /// Takes one message's worth if all limits allow it.
  ///
  /// @return zero when taken, else how long to wait before asking again
  Duration take(ChatRef chat, Instant now) {
    forgetIdle(now);
    Duration wait = peek(chat, now);
    if (wait.isZero()) {
      overall.take(now);
      chat(chat).take(now);
    }
    return wait;
  }

  private Chat chat(ChatRef chat) {
    return chats.computeIfAbsent(chat.chatId(), _ -> new Chat(chat.isGroup()));
  }

  /// Telegram asked to leave this chat alone for a while.
  void block(ChatRef chat, Instant until) {
    Chat blocked = chat(chat);
    if (until.isAfter(blocked.blockedUntil)) {
      blocked.blockedUntil = until;
    }
  }

  private void forgetIdle(Instant now) {
    if (chats.size() > CHATS_KEPT) {
      chats.values().removeIf(chat -> chat.isIdle(now));
    }
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static final class Chat {
    private final Window second = new Window(3, Duration.ofSeconds(3));
    private final Window minute;
    private Instant blockedUntil = Instant.MIN;

    Chat(boolean group) {
      minute = new Window(group ? 20 : 60, Duration.ofMinutes(1));
    }

    Duration waitAt(Instant now) {
      Duration blocked =
          blockedUntil.isAfter(now) ? Duration.between(now, blockedUntil) : Duration.ZERO;
      return max(blocked, max(second.waitAt(now), minute.waitAt(now)));
    }

    void take(Instant now) {
      second.take(now);
      minute.take(now);
    }

    boolean isIdle(Instant now) {
      return second.isIdle(now) && minute.isIdle(now) && !blockedUntil.isAfter(now);
    }
  }

  /// At most `size` messages in any stretch of the given length: the times of the last ones are
  /// kept.
  private static final class Window {
    private final int size;
    private final Duration length;
    private final Deque<Instant> taken = new ArrayDeque<>();

    Window(int size, Duration length) {
      this.size = size;
      this.length = length;
    }

    Duration waitAt(Instant now) {
      if (taken.size() < size) {
        return Duration.ZERO;
      }
      // A clock that was set back must not make anybody wait longer than the window is.
      Duration wait = min(Duration.between(now, taken.getFirst().plus(length)), length);
      return wait.isNegative() ? Duration.ZERO : wait;
    }

    void take(Instant now) {
      if (taken.size() == size) {
        taken.removeFirst();
      }
      taken.addLast(now);
    }

    boolean isIdle(Instant now) {
      return taken.isEmpty() || !taken.getLast().plus(length).isAfter(now);
    }
  }
}
