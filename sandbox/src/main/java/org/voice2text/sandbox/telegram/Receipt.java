package org.voice2text.sandbox.telegram;

/// How a bot is told of a message: once it has confirmed the update, it has read the message.
public record Receipt(long botId, long updateId) {}
