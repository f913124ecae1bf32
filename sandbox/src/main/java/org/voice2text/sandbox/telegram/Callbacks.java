package org.voice2text.sandbox.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The presses of buttons and what the bot answered; the last 1,000 are kept. Confined to the
/// world's lock.
final class Callbacks {
  private static final int KEPT = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Map<String, Press> presses = new LinkedHashMap<>();
  private long nextId = 4_382_000_001L;

  record Press(
      String id, long botId, User user, Chat chat, Instant time, @Nullable CallbackAnswer answer) {}

  Press add(long botId, User user, Chat chat, Instant now) {
    Press press = new Press(Long.toString(nextId++), botId, user, chat, now, null);
    presses.put(press.id(), press);
    if (presses.size() > KEPT) {
      presses.remove(presses.keySet().iterator().next());
    }
    return press;
  }

  /// Empty when the bot has no such unanswered press, or is too late.
  Optional<Press> answer(long botId, String id, CallbackAnswer answer, Instant now) {
    @Nullable Press open = presses.get(id);
    if (open == null
        || open.botId() != botId
        || open.answer() != null
        || open.time().plus(PATIENCE).isBefore(now)) {
      return Optional.empty();
    }
    Press answered = new Press(id, botId, open.user(), open.chat(), open.time(), answer);
    presses.put(id, answered);
    return Optional.of(answered);
  }

  Optional<CallbackAnswer> answerTo(String id) {
    @Nullable Press press = presses.get(id);
    return press == null ? Optional.empty() : Optional.ofNullable(press.answer());
  }
}
