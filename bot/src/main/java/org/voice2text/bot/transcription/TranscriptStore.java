package org.voice2text.bot.transcription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.voice2text.bot.transcription.engine.EngineName;
import org.voice2text.bot.transcription.engine.Segment;

/// Owns the SQL of the table `transcripts`. Every method works inside the caller's transaction.
final class TranscriptStore {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TranscriptStore() {}

  /// @return the transcript's id
  static long insert(Handle handle, long jobId, Transcript transcript, long now) {
    return handle
        .createQuery(
            """
            insert into transcripts (job_id, provider, model, language, text, segments, audio_ms, created_at)
            values (:job, :provider, :model, :language, :text, :segments, :audioMs, :now)
            returning id
            """)
        .bind("job", jobId)
        .bind("provider", transcript.engine().provider())
        .bind("model", transcript.engine().model())
        .bind("language", transcript.language())
        .bind("text", transcript.text())
        .bind("segments", json(transcript.segments()))
        .bind("audioMs", transcript.audio().toMillis())
        .bind("now", now)
        .mapTo(Long.class)
        .one();
  }

  /// Gives another job the same transcript.
  static void copy(Handle handle, long transcriptId, long jobId, long now) {
    int _ =
        handle
            .createUpdate(
                """
                insert into transcripts (job_id, provider, model, language, text, segments, audio_ms, created_at)
                select :job, provider, model, language, text, segments, audio_ms, :now from transcripts where id = :id
                """)
            .bind("job", jobId)
            .bind("id", transcriptId)
            .bind("now", now)
            .execute();
  }

  /// The transcript of a job; nothing when its recording holds no speech.
  static Optional<Transcript> find(Handle handle, long jobId) {
    return handle
        .createQuery("select * from transcripts where job_id = :job")
        .bind("job", jobId)
        .map((rs, _) ->
            new Transcript(
                new EngineName(rs.getString("provider"), rs.getString("model")),
                rs.getString("language"),
                rs.getString("text"),
                segments(rs.getString("segments")),
                Duration.ofMillis(rs.getLong("audio_ms"))))
        .findOne();
  }

  /// A job with its transcript; nothing when either is not there, or not any more.
  static Optional<StoredTranscript> findStored(Handle handle, long jobId) {
    Optional<Long> id =
        handle
            .createQuery("select id from transcripts where job_id = :job")
            .bind("job", jobId)
            .mapTo(Long.class)
            .findOne();
    return id.flatMap(transcriptId ->
        JobStore.find(handle, jobId)
            .flatMap(
                job -> find(handle, jobId).map(t -> new StoredTranscript(job, transcriptId, t))));
  }

  private static String json(List<Segment> segments) {
    ArrayNode array = MAPPER.createArrayNode();
    for (Segment segment : segments) {
      array
          .addObject()
          .put("start", segment.start().toMillis())
          .put("end", segment.end().toMillis())
          .put("text", segment.text());
    }
    return array.toString();
  }

  private static List<Segment> segments(String json) {
    try {
      return MAPPER.readTree(json).valueStream().map(TranscriptStore::segment).toList();
    } catch (JsonProcessingException e) {
      // The exception's message would quote what was said.
      throw new IllegalStateException(
          "The column segments of a transcript is not JSON: " + e.getClass().getSimpleName());
    }
  }

  private static Segment segment(JsonNode node) {
    return new Segment(
        Duration.ofMillis(node.path("start").asLong()),
        Duration.ofMillis(node.path("end").asLong()),
        node.path("text").asText());
  }
}
