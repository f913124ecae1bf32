package org.voice2text.model.event;

import org.jspecify.annotations.Nullable;

/// How a reader's position in the event log relates to the log as it is now.
///
/// @param rolledUpTo events up to this id are in the sums that are kept
/// @param prunedTo events up to this id are only there; never above `rolledUpTo`
/// @param last the highest id of an event
/// @param atOfCursor when the event at the reader's position happened; null if it is not there
public record LogPosition(long rolledUpTo, long prunedTo, long last, @Nullable Long atOfCursor) {}
