package org.voice2text.exporter.business;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.PaymentStatus;
import org.voice2text.model.event.Plan;
import org.voice2text.model.event.TranscriptionStatus;

/// What happened in one hour, from the event log. In the maps what did not happen is missing.
///
/// @param start of the hour, in the operator's time zone
/// @param activeUsers different users that did something; empty if nobody counted then
/// @param operations how often users asked for each
/// @param records stored transcripts
/// @param transcriptions requests to speech engines, by how they ended
/// @param audioMillis length of what was transcribed
/// @param fallbacks how often another engine was asked because one could not
/// @param failures jobs that ended without a transcript, by reason
/// @param costMicros what the speech and language models cost, in millionths of a dollar
/// @param cacheHits requests to language models that the variant cache saved
/// @param payments by how they ended
/// @param stars Telegram Stars received, without what was given back
/// @param subscriptions begun or renewed
/// @param answering from the receipt of a message to its whole answer
/// @param transcribing processing times of the speech engines, whatever came of it
/// @param errors what a last-resort handler met, by type
public record HourlyCounts(
    Instant start,
    long newUsers,
    OptionalLong activeUsers,
    Map<Operation, Long> operations,
    long records,
    Map<TranscriptionStatus, Long> transcriptions,
    long audioMillis,
    long fallbacks,
    Map<JobFailure, ErrorCount> failures,
    Map<Spending, Long> costMicros,
    long cacheHits,
    Map<PaymentStatus, Long> payments,
    long stars,
    Map<Plan, Long> subscriptions,
    Durations answering,
    Durations transcribing,
    Map<ErrorKind, ErrorCount> errors) {

  public HourlyCounts {
    operations = Map.copyOf(operations);
    transcriptions = Map.copyOf(transcriptions);
    failures = Map.copyOf(failures);
    costMicros = Map.copyOf(costMicros);
    payments = Map.copyOf(payments);
    subscriptions = Map.copyOf(subscriptions);
    errors = Map.copyOf(errors);
  }

  /// What money went to.
  ///
  /// @param operation `transcription` or `rewriting`
  /// @param model `unknown` where the event has none
  public record Spending(String operation, String model) {}

  /// What went wrong.
  ///
  /// @param component where, such as `conversation`
  /// @param type the simple name of an exception's class
  public record ErrorKind(String component, String type) {}

  /// @param last when it happened last
  public record ErrorCount(long count, Instant last) {
    public ErrorCount plus(ErrorCount other) {
      return new ErrorCount(count + other.count, last.isAfter(other.last) ? last : other.last);
    }
  }
}
