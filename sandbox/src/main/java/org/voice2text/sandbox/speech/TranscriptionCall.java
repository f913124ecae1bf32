package org.voice2text.sandbox.speech;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.fault.Reply;
import org.voice2text.sandbox.media.AudioDuration;
import org.voice2text.sandbox.openai.OpenAiReplies;

/// One request for a transcript, read and not yet judged.
///
/// @param hasFile whether there was a file at all
record TranscriptionCall(SpeechRequest request, boolean hasFile) {
  private static final long LARGEST_UPLOAD = 25L << 20;
  private static final int GUESSED_BYTES_A_SECOND = 4_000;
  private static final Set<String> FORMATS = Set.of("json", "text", "verbose_json");
  private static final Set<String> FORMATS_OF_4O = Set.of("json", "text");

  static TranscriptionCall read(Context ctx, Instant now) throws IOException {
    @Nullable UploadedFile file = ctx.isMultipartFormData() ? ctx.uploadedFile("file") : null;
    byte[] content = new byte[0];
    if (file != null) {
      try (InputStream in = file.content()) {
        content = in.readAllBytes();
      }
    }
    @Nullable String authorization = ctx.header("Authorization");
    SpeechRequest request =
        new SpeechRequest(
            now,
            param(ctx, "model", ""),
            param(ctx, "response_format", "json"),
            param(ctx, "language", ""),
            param(ctx, "prompt", ""),
            file == null ? "" : file.filename(),
            sha256(content),
            content.length,
            AudioDuration.ofContent(content)
                .orElse((double) content.length / GUESSED_BYTES_A_SECOND),
            authorization != null && authorization.startsWith("Bearer "));
    return new TranscriptionCall(request, file != null);
  }

  private static String param(Context ctx, String name, String otherwise) {
    @Nullable String value = ctx.formParam(name);
    return value == null ? otherwise : value;
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /// What OpenAI would refuse.
  Optional<Reply> refusal() {
    if (request.model().isEmpty()) {
      return Optional.of(OpenAiReplies.badRequest("you must provide a model parameter", "model"));
    }
    if (!hasFile || request.bytes() == 0) {
      return Optional.of(
          OpenAiReplies.badRequest("Audio file is missing, or its content is empty.", "file"));
    }
    if (request.bytes() > LARGEST_UPLOAD) {
      return Optional.of(OpenAiReplies.tooLarge(LARGEST_UPLOAD, request.bytes()));
    }
    Set<String> formats = request.model().contains("gpt-4o") ? FORMATS_OF_4O : FORMATS;
    if (!formats.contains(request.responseFormat())) {
      return Optional.of(
          OpenAiReplies.badRequest(
              "response_format '%s' is not compatible with model '%s'. Use one of: %s."
                  .formatted(
                      request.responseFormat(),
                      request.model(),
                      String.join(", ", formats.stream().sorted().toList())),
              "response_format"));
    }
    return Optional.empty();
  }

  /// For people who try the bot: what was sent, and that nobody listened to it.
  static String description(SpeechRequest request) {
    return String.format(
        Locale.ROOT,
        "[pretend transcript] A recording of %.0f seconds, %.1f kB, file %s.",
        request.seconds(),
        request.bytes() / 1000.0,
        request.fileName());
  }
}
