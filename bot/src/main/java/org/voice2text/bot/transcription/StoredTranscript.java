package org.voice2text.bot.transcription;

/// A transcript that is kept, with the job that it answers.
///
/// @param id the transcript's own key
public record StoredTranscript(Job job, long id, Transcript transcript) {}
