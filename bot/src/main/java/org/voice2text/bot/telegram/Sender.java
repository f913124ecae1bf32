package org.voice2text.bot.telegram;

/// Who wrote.
///
/// @param language as Telegram states it, such as `ru` or `en-GB`; empty when unknown
public record Sender(long telegramId, String language) {}
