package org.voice2text.bot.conversation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.voice2text.bot.transcription.Job;
import org.voice2text.model.store.Database;

/// Owns the table `deliveries`: which message carries which part of what a job has to say.
/// Thread-safe.
final class DeliveryStore {
  /// Names of its transactions, for measurement.
  static final List<String> OPERATIONS =
      List.of("load_deliveries", "store_delivery", "forget_delivery");

  /// The status message; the parts of the answer count from 1.
  static final int STATUS = 0;

  /// The answer as a file, whatever parts of it were sent as messages.
  static final int FILE = 1_000_000;

  /// No part of the answer: the message that holds it, while it is being rewritten unasked.
  private static final int REWRITING = 2_000_000;

  private final Database database;

  /// An answer that was to be rewritten when the process ended.
  ///
  /// @param isWhole whether the message holds all of it
  record Unfinished(long jobId, int messageId, boolean isWhole) {}

  DeliveryStore(Database database) {
    this.database = database;
  }

  /// An answer is about to be rewritten unasked.
  void rewriting(Job job, int messageId, long now) {
    record(job, REWRITING, messageId, now);
  }

  /// An answer was rewritten, or will not be.
  void rewritten(long jobId) {
    int _ =
        database.transaction(
            "forget_delivery",
            h ->
                h.createUpdate("delete from deliveries where job_id = :job and part = :part")
                    .bind("job", jobId)
                    .bind("part", REWRITING)
                    .execute());
  }

  /// Answers that were delivered and not rewritten yet. Those that will be delivered once more are
  /// left out: they come to it again by themselves.
  List<Unfinished> unfinished() {
    return database.transaction(
        "load_deliveries",
        h ->
            h.createQuery(
                    """
                    select d.job_id, d.message_id, not exists (
                        select 1 from deliveries o
                        where o.job_id = d.job_id and o.part > 1 and o.part <> :part) as is_whole
                    from deliveries d join jobs j on j.id = d.job_id
                    where d.part = :part and j.state = 'delivered' order by d.job_id
                    """)
                .bind("part", REWRITING)
                .map((rs, _) ->
                    new Unfinished(
                        rs.getLong("job_id"), rs.getInt("message_id"), rs.getBoolean("is_whole")))
                .list());
  }

  /// Message ids by part.
  Map<Integer, Integer> find(Job job) {
    return database.transaction(
        "load_deliveries",
        h ->
            h
                .createQuery("select part, message_id from deliveries where job_id = :job")
                .bind("job", job.id())
                .map((rs, _) -> Map.entry(rs.getInt("part"), rs.getInt("message_id")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /// Records that a part was sent; a status message may be replaced by another.
  void record(Job job, int part, int messageId, long now) {
    int _ =
        database.transaction(
            "store_delivery",
            h ->
                h.createUpdate(
                        """
                        insert into deliveries (job_id, part, message_id, sent_at) values (:job, :part, :message, :now)
                        on conflict (job_id, part) do update set message_id = :message, sent_at = :now
                        """)
                    .bind("job", job.id())
                    .bind("part", part)
                    .bind("message", messageId)
                    .bind("now", now)
                    .execute());
  }
}
