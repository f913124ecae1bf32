package org.voice2text.bot.transcription.engine;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Media to recognise.
///
/// @param fileName as the sender calls it; informative, the format is read from the bytes
/// @param mimeType as the sender calls it; informative
/// @param duration as the sender says; sets the deadlines and may be wrong
/// @param language ISO 639-1 code of the speech; null lets the engine find out
public record Recording(
    Path file,
    @Nullable String fileName,
    @Nullable String mimeType,
    Duration duration,
    @Nullable String language) {}
