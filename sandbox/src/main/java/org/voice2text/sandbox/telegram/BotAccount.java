package org.voice2text.sandbox.telegram;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A bot as the pretend Telegram keeps it. Confined to the world's lock, but for the queue, which
/// has its own.
final class BotAccount {
  final User user;
  final UpdateQueue queue;
  final Set<Long> blockedBy = new HashSet<>();
  final CommandLists commands = new CommandLists();

  /// What groups the bot is added to from now on will show it.
  boolean privacyMode;

  @Nullable Webhook webhook;

  /// False while only people know of it: no call has come yet.
  boolean revoked;

  boolean hasCalled;

  BotAccount(User user, UpdateQueue queue) {
    this.user = user;
    this.queue = queue;
  }
}
