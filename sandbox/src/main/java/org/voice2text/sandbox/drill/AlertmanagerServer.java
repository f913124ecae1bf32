package org.voice2text.sandbox.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.voice2text.sandbox.stage.AppProcess;

/// A real Alertmanager that knows no others. Thread-safe.
final class AlertmanagerServer implements AutoCloseable {
  static final String PROGRAM = "prometheus-alertmanager";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final AppProcess process;
  private final String address;
  private final HttpJson http = new HttpJson();

  private AlertmanagerServer(AppProcess process, String address) {
    this.process = process;
    this.address = address;
  }

  /// @param folder holds `alertmanager/alertmanager.yml`; gets the data
  static AlertmanagerServer start(Path folder) throws IOException, InterruptedException {
    Path data = Files.createDirectories(folder.resolve("alertmanager-data"));
    List<String> command =
        List.of(
            PROGRAM,
            "--config.file=" + folder.resolve("alertmanager/alertmanager.yml"),
            "--storage.path=" + data,
            "--web.listen-address=127.0.0.1:0",
            "--cluster.listen-address=");
    AppProcess process =
        AppProcess.start(PROGRAM, command, Map.of(), folder, folder.resolve("alertmanager.log"));
    try {
      return new AlertmanagerServer(process, process.await(PrometheusServer.LISTENS, PATIENCE));
    } catch (RuntimeException | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  /// Host and port.
  String address() {
    return address;
  }

  /// Names of the alerts that others silence now.
  Set<String> silenced() throws IOException, InterruptedException {
    Set<String> names = new TreeSet<>();
    for (JsonNode alert : http.get(URI.create("http://" + address + "/api/v2/alerts"))) {
      if (!alert.path("status").path("inhibitedBy").isEmpty()) {
        names.add(alert.path("labels").path("alertname").asText());
      }
    }
    return names;
  }

  @Override
  public void close() {
    http.close();
    process.close();
  }
}
