package org.voice2text.bot.conversation;

import org.jspecify.annotations.Nullable;

/// Where recordings and texts go, as people are told.
///
/// @param rewriting null when there is no rewriting
public record DataFlow(Destination speech, @Nullable Destination rewriting) {
  /// Who gets something.
  public enum Destination {
    /// Nobody but the operator's own machine.
    HERE,
    /// A service in the cloud.
    CLOUD,
    /// One or the other.
    EITHER
  }
}
