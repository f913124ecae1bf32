package org.voice2text.bot.conversation;

import java.util.List;
import org.voice2text.bot.transcription.engine.EngineHealth;

/// What goes on in this process now.
///
/// @param capacity how many recordings may wait
/// @param workers how many recordings are worked on at the same time
/// @param engines in the order in which they are asked
/// @param bots how many bots there are
/// @param receiving how many of them receive updates
public record ProcessLoad(
    int capacity, int workers, List<EngineHealth> engines, int bots, int receiving) {
  public ProcessLoad {
    engines = List.copyOf(engines);
  }
}
