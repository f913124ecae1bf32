package org.voice2text.bot.prices;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What a model costs, in dollars. What it is not paid by is null.
///
/// @param minute for a minute of audio
/// @param input for a million tokens that it reads
/// @param output for a million tokens that it writes
record Price(
    @Nullable BigDecimal minute, @Nullable BigDecimal input, @Nullable BigDecimal output) {}
