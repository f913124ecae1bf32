package org.voice2text.bot.rewriting;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// Owns the SQL of the table `variants`. Every method works inside the caller's transaction.
final class VariantStore {
  private VariantStore() {}

  static Optional<String> find(Handle handle, VariantKey key) {
    return bound(
            handle.createQuery(
                """
                select text from variants
                where transcript_id = :transcript and mode = :mode and options = :options
                  and prompt_version = :promptVersion and model = :model
                """),
            key)
        .mapTo(String.class)
        .findOne();
  }

  /// Keeps a text, unless its transcript was deleted while it was made.
  static void insert(Handle handle, VariantKey key, String text, long now) {
    int _ =
        bound(
                handle.createUpdate(
                    """
                    insert into variants (transcript_id, mode, options, prompt_version, model, text, created_at)
                    select id, :mode, :options, :promptVersion, :model, :text, :now
                    from transcripts where id = :transcript
                    on conflict do nothing
                    """),
                key)
            .bind("text", text)
            .bind("now", now)
            .execute();
  }

  private static <T extends SqlStatement<T>> T bound(T statement, VariantKey key) {
    return statement
        .bind("transcript", key.transcript())
        .bind("mode", key.mode().label())
        .bind("options", key.options())
        .bind("promptVersion", key.promptVersion())
        .bind("model", key.model());
  }
}
