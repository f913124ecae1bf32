package org.voice2text.exporter;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The real program in a process of its own, as an operator starts it.
public final class ExporterProcess implements AutoCloseable {
  private final Process process;
  private final Path errors;
  private final BufferedReader out;

  private ExporterProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /// @param folder the working directory
  public static ExporterProcess start(Path folder, Map<String, String> settings)
      throws IOException {
    Path errors = Files.createTempFile(folder, "errors", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx96m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Exporter.class.getName())
            .directory(folder.toFile())
            .redirectError(errors.toFile());
    Map<String, String> environment = new HashMap<>(settings);
    environment.putIfAbsent("METRICS_PORT", "0");
    environment.putIfAbsent("DASHBOARD_PORT", "0");
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new ExporterProcess(builder.start(), errors);
  }

  /// Waits until it says that it is ready.
  ///
  /// @return the address of its metrics
  public URI awaitReady() throws IOException {
    String first = out.readLine();
    String second = out.readLine();
    if (first == null || second == null || !first.startsWith("Exporter: http://127.0.0.1:")) {
      throw new AssertionError("Not ready: " + first + ", " + second + "\n" + errors());
    }
    return URI.create(first.substring("Exporter: ".length()));
  }

  public String errors() throws IOException {
    return Files.readString(errors);
  }

  public List<String> restOfOutput() throws IOException {
    return out.lines().toList();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// Asks it to stop.
  ///
  /// @return the exit code
  public int stop() throws InterruptedException {
    // The method of the process itself would also close its streams.
    process.toHandle().destroy();
    return exitCode();
  }

  public int exitCode() throws InterruptedException {
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new AssertionError("The process did not end within 10 s");
    }
    return process.exitValue();
  }

  public static String get(URI uri) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
