package org.voice2text.exporter;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.voice2text.model.report.EnvelopePost;

/// The exporter's only outgoing call, made by what the JDK has. Thread-safe.
final class SentryPost implements EnvelopePost {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  @Override
  public Answer post(URI address, Map<String, String> headers, byte[] body) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    try {
      connection.setConnectTimeout((int) DEADLINE.toMillis());
      connection.setReadTimeout((int) DEADLINE.toMillis());
      connection.setInstanceFollowRedirects(false);
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(body.length);
      headers.forEach(connection::setRequestProperty);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
      return new Answer(
          connection.getResponseCode(),
          connection.getHeaderField("X-Sentry-Rate-Limits"),
          connection.getHeaderField("Retry-After"));
    } finally {
      connection.disconnect();
    }
  }
}
