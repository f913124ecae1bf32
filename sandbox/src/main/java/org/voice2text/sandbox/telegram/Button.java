package org.voice2text.sandbox.telegram;

import org.jspecify.annotations.Nullable;

/// One inline button; exactly one of the three actions is set.
///
/// @param data sent back to the bot when pressed, at most 64 bytes
/// @param url opened when pressed
/// @param copyText copied when pressed
public record Button(
    String text, @Nullable String data, @Nullable String url, @Nullable String copyText) {}
