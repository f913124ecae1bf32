package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.Json;

/// A bot as the pretend Telegram keeps it. Confined to the world's lock, but for the queue, which
/// has its own.
final class BotAccount {
  final User user;
  final UpdateQueue queue;
  final Set<Long> blockedBy = new HashSet<>();
  ArrayNode commands = Json.array();
  @Nullable Webhook webhook;

  /// False while only people know of it: no call has come yet.
  boolean hasCalled;

  BotAccount(User user, UpdateQueue queue) {
    this.user = user;
    this.queue = queue;
  }
}
