package org.voice2text.sandbox.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.voice2text.sandbox.stage.AppProcess;

/// A real Prometheus. Thread-safe.
final class PrometheusServer implements AutoCloseable {
  static final String PROGRAM = "prometheus";

  /// As Go's servers log it once they listen.
  static final Pattern LISTENS = Pattern.compile("msg=\"Listening on\" address=(\\S+)");

  private static final Pattern READY = Pattern.compile("(Server is ready to receive web requests)");

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final AppProcess process;
  private final URI address;
  private final HttpJson http = new HttpJson();

  private PrometheusServer(AppProcess process, URI address) {
    this.process = process;
    this.address = address;
  }

  /// @param folder holds `prometheus.yml`; gets the data
  static PrometheusServer start(Path folder, int port) throws IOException, InterruptedException {
    Path data = Files.createDirectories(folder.resolve("prometheus-data"));
    List<String> command =
        List.of(
            PROGRAM,
            "--config.file=" + folder.resolve("prometheus.yml"),
            "--storage.tsdb.path=" + data,
            "--web.listen-address=127.0.0.1:" + port);
    AppProcess process =
        AppProcess.start(PROGRAM, command, Map.of(), folder, folder.resolve("prometheus.log"));
    try {
      String address = process.await(LISTENS, PATIENCE);
      String _ = process.await(READY, PATIENCE);
      return new PrometheusServer(process, URI.create("http://" + address));
    } catch (RuntimeException | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  /// The alerts that fire now, by name; those on an objective as `SLOPage availability`.
  Set<String> firing() throws IOException, InterruptedException {
    Set<String> names = new TreeSet<>();
    for (JsonNode alert : http.get(address.resolve("/api/v1/alerts")).path("data").path("alerts")) {
      if (alert.path("state").asText().equals("firing")) {
        JsonNode labels = alert.path("labels");
        names.add((labels.path("alertname").asText() + " " + labels.path("slo").asText()).strip());
      }
    }
    return names;
  }

  /// The samples that an expression has now.
  ///
  /// @throws IOException also if Prometheus refuses the expression, with its reason
  JsonNode query(String expression) throws IOException, InterruptedException {
    String encoded = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    JsonNode data = http.get(address.resolve("/api/v1/query?query=" + encoded)).path("data");
    return data.path("result");
  }

  /// The value of an expression with one sample; not a number without one.
  double value(String expression) throws IOException, InterruptedException {
    JsonNode result = query(expression);
    return result.isEmpty() ? Double.NaN : result.path(0).path("value").path(1).asDouble();
  }

  @Override
  public void close() {
    http.close();
    process.close();
  }
}
