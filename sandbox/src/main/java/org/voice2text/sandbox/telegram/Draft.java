package org.voice2text.sandbox.telegram;

import java.time.Instant;
import java.util.List;

/// A preview of a message that a bot is still writing.
///
/// @param id the bot's number for it; a preview with the same number takes the place of the former
/// @param text may be empty: then the app shows that the bot thinks
/// @param until when it goes by itself
public record Draft(long id, String text, List<Entity> entities, Instant until) {
  public Draft {
    entities = List.copyOf(entities);
  }
}
