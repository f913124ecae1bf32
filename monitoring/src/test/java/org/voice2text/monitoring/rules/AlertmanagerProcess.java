package org.voice2text.monitoring.rules;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.voice2text.monitoring.GeneratedFile;
import org.voice2text.monitoring.Tool;

/// A real Alertmanager with some configuration, to which alerts are told.
final class AlertmanagerProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LISTENS =
      Pattern.compile("Listening on.*address=(127\\.0\\.0\\.1:\\d+)");

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;

  private AlertmanagerProcess(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /// @param files with one named `alertmanager/alertmanager.yml`
  static AlertmanagerProcess start(Path folder, List<GeneratedFile> files) throws IOException {
    String program = Tool.ALERTMANAGER.path();
    for (GeneratedFile file : files) {
      Path path = folder.resolve(file.path());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.content());
    }
    return run(
        folder,
        new ProcessBuilder(
            program, "--config.file=" + folder.resolve("alertmanager/alertmanager.yml")));
  }

  /// @param command that becomes an Alertmanager, and takes its arguments
  static AlertmanagerProcess run(Path folder, ProcessBuilder command) throws IOException {
    Path output = folder.resolve("output");
    command
        .command()
        .addAll(
            List.of(
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:0",
                "--cluster.listen-address="));
    Process process = command.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    return new AlertmanagerProcess(process, awaitAddress(output));
  }

  private static String awaitAddress(Path output) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> LISTENS.matcher(Files.readString(output)).results().findFirst(),
            Optional::isPresent)
        .map(found -> found.group(1))
        .orElseThrow();
  }

  /// @param alerts each with `labels`, `annotations` and times
  void tell(List<Map<String, Object>> alerts) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + "/api/v2/alerts"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(alerts)))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(response.body());
    }
  }

  /// Names of the alerts by state, `active` or `suppressed`.
  Map<String, Set<String>> states() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + "/api/v2/alerts")).build();
    JsonNode alerts =
        JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    Map<String, Set<String>> states = new TreeMap<>();
    for (JsonNode alert : alerts) {
      states
          .computeIfAbsent(alert.at("/status/state").asText(), _ -> new TreeSet<>())
          .add(alert.at("/labels/alertname").asText());
    }
    return states;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
