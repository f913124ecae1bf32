package org.voice2text.sandbox.telegram;

import org.jspecify.annotations.Nullable;

/// Formatting of a part of a text.
///
/// @param offset in UTF-16 units
/// @param length in UTF-16 units
/// @param url of a `text_link`
/// @param language of a `pre`
public record Entity(
    String type, int offset, int length, @Nullable String url, @Nullable String language) {}
