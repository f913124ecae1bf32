package org.voice2text.bot.transcription;

import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.MediaFile;

/// A recording that asks for a place in the queue.
public record NewJob(
    UpdateKey update,
    ChatRef chat,
    int messageId,
    @Nullable Long userId,
    String language,
    MediaFile file) {}
