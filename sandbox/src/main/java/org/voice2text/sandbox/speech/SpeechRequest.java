package org.voice2text.sandbox.speech;

import java.time.Instant;

/// What a client asked the speech API. The key itself is not kept.
///
/// @param language as sent; empty if not
/// @param prompt as sent; empty if not
/// @param sha256 of the file, in hexadecimal digits
/// @param seconds length of the recording, guessed where the file does not tell
/// @param hasKey whether a Bearer key came along
public record SpeechRequest(
    Instant time,
    String model,
    String responseFormat,
    String language,
    String prompt,
    String fileName,
    String sha256,
    long bytes,
    double seconds,
    boolean hasKey) {}
