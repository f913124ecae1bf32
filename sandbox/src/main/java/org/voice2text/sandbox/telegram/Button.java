package org.voice2text.sandbox.telegram;

import org.jspecify.annotations.Nullable;

/// One inline button; exactly one of the four actions is set.
///
/// @param data sent back to the bot when pressed, at most 64 bytes
/// @param url opened when pressed
/// @param copyText copied when pressed
/// @param pay begins to pay the bill that the message is
public record Button(
    String text,
    @Nullable String data,
    @Nullable String url,
    @Nullable String copyText,
    boolean pay) {}
