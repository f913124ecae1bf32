package org.voice2text.exporter.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks Prometheus for the alerts that fire. Thread-safe.
final class AlertsClient {
  private static final Duration DEADLINE = Duration.ofSeconds(3);
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_ALERTS = 100;

  private final URI address;

  /// @param prometheus its address, with or without a path
  AlertsClient(URI prometheus) {
    this.address = URI.create(prometheus.toString().replaceAll("/+$", "") + "/api/v1/alerts");
  }

  /// One that fires.
  ///
  /// @param severity empty if the rule has none, like `summary` and `runbook`
  /// @param runbook where it is written what to do: a web address, or the path of a file with a
  ///   chapter, such as `docs/runbooks.md#botdown`
  /// @param since UTC epoch milliseconds
  record Alert(String name, String severity, String summary, String runbook, long since) {}

  /// @return the one that began last first
  /// @throws IOException if Prometheus cannot be reached in time or answers something else
  List<Alert> firing() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    try {
      connection.setConnectTimeout((int) DEADLINE.toMillis());
      connection.setReadTimeout((int) DEADLINE.toMillis());
      connection.setInstanceFollowRedirects(false);
      if (connection.getResponseCode() != 200) {
        throw new IOException("it answers with status " + connection.getResponseCode());
      }
      return parse(body(connection));
    } finally {
      connection.disconnect();
    }
  }

  private static byte[] body(HttpURLConnection connection) throws IOException {
    try (InputStream in = connection.getInputStream()) {
      byte[] body = in.readNBytes(MAX_BYTES + 1);
      if (body.length > MAX_BYTES) {
        throw new IOException("its answer is longer than %d bytes".formatted(MAX_BYTES));
      }
      return body;
    }
  }

  private static List<Alert> parse(byte[] body) throws IOException {
    if (json(body) instanceof Map<?, ?> answer
        && answer.get("data") instanceof Map<?, ?> data
        && data.get("alerts") instanceof List<?> alerts) {
      return alerts.stream()
          .filter(alert -> alert instanceof Map<?, ?> map && "firing".equals(map.get("state")))
          .map(alert -> alert((Map<?, ?>) alert))
          .sorted(Comparator.comparingLong(Alert::since).reversed())
          .limit(MAX_ALERTS)
          .toList();
    }
    throw new IOException("its answer is not a list of alerts");
  }

  private static @Nullable Object json(byte[] body) throws IOException {
    try {
      return Json.parse(body);
    } catch (JsonProcessingException e) {
      throw new IOException("its answer is no JSON", e);
    }
  }

  private static Alert alert(Map<?, ?> alert) {
    Map<?, ?> labels = map(alert.get("labels"));
    Map<?, ?> annotations = map(alert.get("annotations"));
    return new Alert(
        text(labels.get("alertname")),
        text(labels.get("severity")),
        text(annotations.get("summary")),
        runbook(text(annotations.get("runbook_url"))),
        millis(text(alert.get("activeAt"))));
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  /// Nothing but a web address may become a link. The project's rules name a file as long as nobody
  /// has told Prometheus where it is published.
  private static String runbook(String text) {
    return text.matches("https?://\\S+|[\\w./-]+(#[\\w-]+)?") ? text : "";
  }

  private static long millis(String time) {
    try {
      return OffsetDateTime.parse(time).toInstant().toEpochMilli();
    } catch (DateTimeException _) {
      return 0;
    }
  }
}
