package org.voice2text.sandbox.telegram;

/// A person, or a bot, of the pretend Telegram.
///
/// @param languageCode what the person's app is set to, such as `en`; empty for a bot
public record User(
    long id, boolean isBot, String firstName, String username, String languageCode) {}
