package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.sandbox.stage.AppProcess;

/// `examples/systemd/install.sh` installs into a folder what the units then start. The jars are the
/// real ones, but for that of the sandbox, which is not made yet when tests run: so the start-up
/// caches are left out, as the script allows.
@Tag("system")
@Timeout(120)
class InstallTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path folder;
  private Path clone;
  private Path root;

  private record Ended(int code, String said) {}

  @BeforeEach
  void pretendAClone() throws IOException {
    root = folder.resolve("root");
    clone = Files.createDirectory(folder.resolve("clone"));
    for (String name : List.of("bot", "exporter", "docs", "monitoring", ".env.example")) {
      Files.createSymbolicLink(clone.resolve(name), PROJECT.resolve(name));
    }
    Path target = Files.createDirectories(clone.resolve("sandbox/target"));
    Files.createDirectory(target.resolve("lib"));
    Files.writeString(target.resolve("sandbox.jar"), "no jar");
    Files.copy(PROJECT.resolve("sandbox/jvm.options"), clone.resolve("sandbox/jvm.options"));
    Path examples = Files.createDirectories(clone.resolve("examples/systemd"));
    try (Stream<Path> files = Files.list(PROJECT.resolve("examples/systemd"))) {
      for (Path file : files.toList()) {
        Files.copy(file, examples.resolve(file.getFileName()));
      }
    }
  }

  /// JUnit would warn of each that leads out of its folder.
  @AfterEach
  void removeLinks() throws IOException {
    List<Path> links;
    try (Stream<Path> files = Files.walk(folder)) {
      links = files.filter(Files::isSymbolicLink).toList();
    }
    for (Path link : links) {
      Files.delete(link);
    }
  }

  @Test
  void installsWhatTheUnitsStart() throws Exception {
    Ended ended = install(Map.of());
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.said()).contains("The caches were not made; only the start is slower.");
    assertThat(root.resolve("opt/voice2text/current")).isSymbolicLink();
    assertThat(Files.getPosixFilePermissions(root.resolve("etc/voice2text/voice2text.env")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    for (String unit : List.of("bot", "exporter")) {
      assertThat(command(unit))
          .filteredOn(word -> word.contains("/opt/voice2text") && !word.contains(".aot"))
          .hasSize(3)
          .allSatisfy(
              word -> assertThat(Path.of(word.substring(word.indexOf('/')))).isRegularFile());
    }
    startTheExporter();
  }

  private void startTheExporter() throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("DATABASE_PATH", folder.resolve("voice2text.db").toString());
    environment.put("LIVE_SOCKET", folder.resolve("live.sock").toString());
    environment.put("METRICS_PORT", "0");
    environment.put("DASHBOARD_PORT", "0");
    try (AppProcess exporter =
            AppProcess.start(
                "exporter", command("exporter"), environment, folder, folder.resolve("log"));
        HttpClient http = HttpClient.newHttpClient()) {
      String address = exporter.awaitLine("Exporter:", Scene.PATIENCE);
      assertThat(
              http.send(
                      HttpRequest.newBuilder(URI.create(address).resolve("/metrics")).build(),
                      HttpResponse.BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void anUpgradeKeepsWhatTheOperatorWrote() throws Exception {
    Path etc = Files.createDirectories(root.resolve("etc/voice2text/prometheus/rules"));
    Path settings = Files.writeString(root.resolve("etc/voice2text/voice2text.env"), "WORKERS=1\n");
    Path prometheus = Files.writeString(etc.resolveSibling("prometheus.yml"), "global: {}\n");
    Files.writeString(etc.resolve("alerts.yml"), "of an earlier version");
    Path own = Files.writeString(etc.resolve("own.yml"), "groups: []\n");

    assertThat(install(Map.of()).said()).contains("Alerts name the file docs/runbooks.md;");

    assertThat(own).hasContent("groups: []");
    assertThat(etc.toFile().list())
        .containsExactlyInAnyOrder("alerts.yml", "own.yml", "recording.yml", "slo.yml");

    assertThat(settings).hasContent("WORKERS=1");
    assertThat(prometheus).hasContent("global: {}");
    assertThat(etc.resolve("alerts.yml"))
        .hasSameTextualContentAs(PROJECT.resolve("monitoring/prometheus/rules/alerts.yml"));
  }

  @Test
  void alertsLinkToTheRunbooksThatTheOperatorNames() throws Exception {
    Path settings = Files.createDirectories(root.resolve("etc/voice2text"));
    Files.writeString(
        settings.resolve("voice2text.env"), "RUNBOOKS_URL=https://example.org/r.md\n");

    Ended ended = install(Map.of());

    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.said()).doesNotContain("Alerts name the file");
    assertThat(settings.resolve("prometheus/rules/alerts.yml"))
        .content()
        .contains("runbook_url: https://example.org/r.md#botdown")
        .doesNotContain("docs/runbooks.md");
    assertThat(install(Map.of("RUNBOOKS_URL", "no address"))).extracting(Ended::code).isEqualTo(2);
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    assertThat(install(Map.of("JAVA_HOME", "/none")))
        .isEqualTo(new Ended(2, "JAVA_HOME=/none must be the folder of a JDK 25\n"));
    Files.delete(clone.resolve("sandbox/target/sandbox.jar"));
    assertThat(install(Map.of()))
        .isEqualTo(new Ended(2, "sandbox/target/sandbox.jar is missing: run `make build` first\n"));
    assertThat(root).doesNotExist();
  }

  private Ended install(Map<String, String> environment) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", clone.resolve("examples/systemd/install.sh").toString())
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("DESTDIR", root.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }

  /// What a unit starts, below the folder of this test.
  private List<String> command(String unit) throws IOException {
    Path file = root.resolve("etc/systemd/system/voice2text-%s.service".formatted(unit));
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("ExecStart="))
        .map(line -> line.substring("ExecStart=".length()))
        .map(line -> line.replace("/opt/voice2text/", root + "/opt/voice2text/"))
        .flatMap(line -> Arrays.stream(line.split(" ", -1)))
        .toList();
  }
}
