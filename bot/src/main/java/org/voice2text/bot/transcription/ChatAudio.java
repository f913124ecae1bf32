package org.voice2text.bot.transcription;

import java.time.Duration;
import org.jdbi.v3.core.Handle;

/// How much the jobs of a chat have asked for. Every method works inside the caller's transaction.
public final class ChatAudio {
  private ChatAudio() {}

  /// What others without a name have had transcribed in a job's chat, or wait for. As with people,
  /// what failed, was given up or held no speech does not count.
  ///
  /// @param since UTC epoch milliseconds
  public static Duration anonymous(Handle handle, Job job, long since) {
    return handle
        .createQuery(
            """
            select coalesce(sum(audio_ms), 0) from jobs
            where chat_id = :chat and bot_id = :bot and user_id is null and queued_at >= :since and id <> :id
              and (state in ('queued', 'running', 'transcribed') or state = 'delivered'
                and exists (select 1 from transcripts where job_id = jobs.id))
            """)
        .bind("chat", job.chat().chatId())
        .bind("bot", job.chat().botId())
        .bind("since", since)
        .bind("id", job.id())
        .mapTo(Long.class)
        .map(Duration::ofMillis)
        .one();
  }
}
