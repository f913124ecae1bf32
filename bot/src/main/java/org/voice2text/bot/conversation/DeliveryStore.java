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
  static final List<String> OPERATIONS = List.of("load_deliveries", "store_delivery");

  /// The status message; the parts of the answer count from 1.
  static final int STATUS = 0;

  /// The answer as a file, whatever parts of it were sent as messages.
  static final int FILE = 1_000_000;

  private final Database database;

  DeliveryStore(Database database) {
    this.database = database;
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
