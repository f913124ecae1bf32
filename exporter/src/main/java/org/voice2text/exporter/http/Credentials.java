package org.voice2text.exporter.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Who may look, by HTTP's basic authentication.
public record Credentials(String user, String password) {

  /// Compares in a time that does not tell how much was right.
  ///
  /// @param authorization the header's value, or null if it was not sent
  public boolean allow(@Nullable String authorization) {
    String token =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    String given = authorization == null ? "" : authorization.strip();
    String scheme = given.substring(0, Math.min("Basic ".length(), given.length()));
    return MessageDigest.isEqual(
            given.substring(scheme.length()).strip().getBytes(StandardCharsets.UTF_8),
            token.getBytes(StandardCharsets.UTF_8))
        && scheme.equalsIgnoreCase("Basic ");
  }

  @Override
  public String toString() {
    return "Credentials[not shown]";
  }
}
