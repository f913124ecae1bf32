package org.voice2text.bot.conversation;

import java.time.Duration;

/// What the bot takes.
///
/// @param maxAudio longest recording
public record Limits(Duration maxAudio) {}
