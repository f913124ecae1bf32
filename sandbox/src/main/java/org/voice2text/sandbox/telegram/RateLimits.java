package org.voice2text.sandbox.telegram;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Telegram's limits on messages and edits, as far as they are known: token buckets. Confined to
/// the world's lock.
final class RateLimits {
  private static final double PER_BOT = 30;
  private static final double PER_CHAT = 1;
  private static final double CHAT_BURST = 4;
  private static final double GROUP_PER_MINUTE = 20;

  private final InstantSource clock;
  private final Map<String, Bucket> buckets = new HashMap<>();

  RateLimits(InstantSource clock) {
    this.clock = clock;
  }

  /// @throws ApiException 429 when the bot is too fast
  void check(long botId, Chat chat) {
    String chatKey = botId + ":" + chat.id();
    take("bot:" + botId, PER_BOT, PER_BOT);
    if (chat.isPrivate()) {
      take(chatKey, CHAT_BURST, PER_CHAT);
    } else {
      take(chatKey, GROUP_PER_MINUTE, GROUP_PER_MINUTE / 60);
    }
  }

  private void take(String key, double capacity, double perSecond) {
    double now = clock.millis() / 1000.0;
    @Nullable Bucket old = buckets.get(key);
    double level =
        old == null ? capacity : Math.min(capacity, old.level() + (now - old.time()) * perSecond);
    if (level < 1) {
      throw ApiException.tooManyRequests((int) Math.max(1, Math.ceil((1 - level) / perSecond)));
    }
    buckets.put(key, new Bucket(level - 1, now));
  }

  private record Bucket(double level, double time) {}
}
