package org.voice2text.bot.rewriting;

import org.voice2text.model.event.RewriteMode;

/// What makes one rewritten text another than the next.
///
/// @param transcript the transcript's key
/// @param options their code, as far as they make a difference in the mode
record VariantKey(
    long transcript, RewriteMode mode, String options, String promptVersion, String model) {}
