package org.voice2text.model.live;

import org.voice2text.model.event.Label;

/// Why something that arrived at the live socket was not taken: the values of the label `reason` of
/// `exporter_live_rejected_total`.
public enum LiveRejection implements Label {
  /// The frame has more bytes than allowed. The connection ends: its end cannot be found.
  FRAME_TOO_LARGE,
  /// The frame or the family breaks the format.
  MALFORMED,
  /// The hello speaks another protocol version.
  WRONG_VERSION,
  /// The first frame is not a hello, or a later one is.
  UNEXPECTED_FRAME,
  /// The session has said goodbye, or was silent for so long that it was closed.
  SESSION_ENDED,
  /// The frame repeats or precedes one that was applied.
  OUT_OF_ORDER,
  TOO_MANY_CONNECTIONS,
  TOO_MANY_FAMILIES,
  TOO_MANY_SERIES,
  TOO_MANY_LABELS,
  TEXT_TOO_LONG,
  /// The family is sent twice, or one of its series is.
  DUPLICATE,
  /// The metric has another type, or other buckets, than it already has.
  TYPE_CLASH,
  /// The value of a counter fell, though the counter is not a new one.
  COUNTER_RESET,
  /// The format can express it, but not the receiver: float histograms, custom native buckets.
  UNSUPPORTED
}
