package org.voice2text.sandbox.telegram;

import java.time.Instant;

/// A line of a bot's account.
///
/// @param refund whether the Stars went back
public record StarTransaction(Payment payment, Instant date, boolean refund) {}
