package org.voice2text.exporter.live;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.voice2text.exporter.live.LedgerImage.SessionImage;

/// Who pushes now, and who did last.
///
/// @param pushing how many processes push
/// @param youngestStart when the youngest of them started
/// @param lastPush when anything was last pushed, also to a former process of the exporter; the
///   epoch if never
/// @param series how many series all sessions have, past and present
public record LiveState(
    int pushing, Optional<Instant> youngestStart, Instant lastPush, int series) {

  static LiveState of(LedgerImage image) {
    List<SessionImage> pushing =
        image.sessions().stream().filter(session -> !session.silent()).toList();
    int open =
        image.sessions().stream()
            .flatMap(session -> session.families().values().stream())
            .mapToInt(family -> family.points().size())
            .sum();
    int closed = image.closed().stream().mapToInt(family -> family.entries().size()).sum();
    return new LiveState(
        pushing.size(),
        pushing.stream()
            .map(session -> session.hello().processStart())
            .max(Comparator.naturalOrder()),
        image.lastPush(),
        open + closed);
  }
}
