package org.voice2text.sandbox.telegram;

import org.jspecify.annotations.Nullable;

/// What a message knows about its file.
///
/// @param uniqueId the same for the same content, for every bot
/// @param mimeType null for a video note, which has none
/// @param durationSeconds 0 for a document
/// @param size in bytes
public record Media(
    MediaKind kind,
    String fileId,
    String uniqueId,
    @Nullable String fileName,
    @Nullable String mimeType,
    int durationSeconds,
    long size) {}
