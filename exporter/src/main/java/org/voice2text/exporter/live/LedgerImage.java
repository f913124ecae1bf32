package org.voice2text.exporter.live;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.voice2text.exporter.live.ClosedSeries.ClosedFamily;
import org.voice2text.model.live.LiveFrame.Hello;

/// Everything a ledger knows at one moment. Immutable.
///
/// @param lastPush when any session last told something; the epoch if none ever did
/// @param version rises with every change of the ledger
/// @param contentVersion rises with every change of a value, and not when a frame only repeats what
///   is known
/// @param irrecoverable the content version up to which a restart must find what it knew: that of
///   the last change of the closed part, or of a session that is silent. What others change after
///   it, their next frames tell again
/// @param sessions those that did not end, in the order in which they began
/// @param ended ids of sessions that are over, the latest last
record LedgerImage(
    long version,
    long contentVersion,
    long irrecoverable,
    Instant takenAt,
    Instant lastPush,
    List<ClosedFamily> closed,
    List<SessionImage> sessions,
    List<String> ended) {

  record SessionImage(
      Hello hello,
      long lastSequence,
      Instant lastFrameAt,
      boolean silent,
      Map<String, Family> families) {}

  static LedgerImage empty(Instant now) {
    return new LedgerImage(0, 0, 0, now, Instant.EPOCH, List.of(), List.of(), List.of());
  }
}
