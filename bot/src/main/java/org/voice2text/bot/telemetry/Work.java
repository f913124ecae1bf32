package org.voice2text.bot.telemetry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A piece of work that is worth a trace.
///
/// @param name one of a few, such as `transcribe`
/// @param userId the database's key of the person for whom it is done; null when there is none
/// @param facts what helps to understand a trace: nothing that tells who somebody is
public record Work(String name, long jobId, @Nullable Long userId, Map<String, String> facts) {
  public Work {
    facts = Map.copyOf(facts);
  }
}
