package org.voice2text.bot.conversation;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.Sender;

/// Those who run the bot, and how they run it. Immutable.
///
/// @param owners Telegram ids of those who may use the owner's commands
/// @param zone in which a day begins at midnight
/// @param retention how long transcripts are kept
/// @param dataFlow where recordings and texts go
/// @param load what goes on in the process now
public record Operator(
    Set<Long> owners,
    ZoneId zone,
    Duration retention,
    DataFlow dataFlow,
    Supplier<ProcessLoad> load) {
  public Operator {
    owners = Set.copyOf(owners);
  }

  /// @param sender null for a channel or an anonymous administrator, who own nothing
  boolean isOwner(@Nullable Sender sender) {
    return sender != null && owners.contains(sender.telegramId());
  }
}
