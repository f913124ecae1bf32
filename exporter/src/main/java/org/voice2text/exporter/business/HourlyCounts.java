package org.voice2text.exporter.business;

import java.time.Instant;
import java.util.Map;
import org.voice2text.model.event.Operation;

/// What happened in one hour.
///
/// @param start of the hour, in the operator's time zone
/// @param operations how often users asked for each; those that nobody asked for are missing
/// @param records stored transcripts
/// @param transcriptions successful requests to speech engines
/// @param failures jobs that ended without a transcript
/// @param audioMillis length of what was transcribed
public record HourlyCounts(
    Instant start,
    Map<Operation, Long> operations,
    long records,
    long transcriptions,
    long failures,
    long newUsers,
    long audioMillis) {}
