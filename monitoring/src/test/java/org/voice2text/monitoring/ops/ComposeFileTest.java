package org.voice2text.monitoring.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.voice2text.model.config.Setting;
import org.voice2text.model.config.Settings;
import org.voice2text.monitoring.ops.ComposeFile.Service;

class ComposeFileTest {
  /// They read what belongs to root, or write to a folder that does.
  private static final Set<String> NEED_ROOT = Set.of("cadvisor", "alloy", "victoriametrics");

  /// A machine of 4 GB has to carry the default, and every profile together with it.
  private static final long DEFAULT_BYTES = 1536L << 20;

  private static final long ALL_BYTES = 3584L << 20;

  /// The images set them, and nobody has a reason to set them otherwise inside a container.
  private static final Set<String> FIXED =
      Set.of(
          "DATABASE_PATH",
          "LIVE_SOCKET",
          "BOT_HTTP_HOST",
          "BOT_HTTP_PORT",
          "METRICS_HOST",
          "METRICS_PORT",
          "DASHBOARD_HOST",
          "DASHBOARD_PORT");

  /// Prometheus in the same network has no password; the reverse proxy asks for one.
  private static final Set<String> LEFT_TO_THE_PROXY = Set.of("METRICS_USER", "METRICS_PASSWORD");

  static Stream<Service> services() {
    return ComposeFile.read().services().stream();
  }

  @ParameterizedTest
  @MethodSource("services")
  void everyServiceMayDoLittle(Service service) {
    assertThat(service.text("read_only")).isEqualTo("true");
    assertThat(service.list("cap_drop")).containsExactly("ALL");
    assertThat(service.list("security_opt")).containsExactly("no-new-privileges:true");
    assertThat(service.keys())
        .doesNotContainKeys("privileged", "cap_add", "network_mode", "devices");
    assertThat(service.text("user").startsWith("0:"))
        .as("user " + service.text("user"))
        .isEqualTo(NEED_ROOT.contains(service.name()));
    assertThat(service.text("user")).matches("\\d+:\\d+");
    String owner = "uid=%s,gid=%s".formatted((Object[]) service.text("user").split(":"));
    assertThat(service.list("tmpfs"))
        .allSatisfy(t -> assertThat(t).contains("nosuid", "nodev", "size=", owner));
  }

  @ParameterizedTest
  @MethodSource("services")
  void everyServiceHasItsLimits(Service service) {
    assertThat(service.memoryBytes()).as("mem_limit").isPositive();
    assertThat(service.text("cpus")).matches("\\d\\.\\d");
    assertThat(service.text("pids_limit")).matches("\\d+");
    assertThat(service.map("logging").get("options"))
        .isEqualTo(
            Map.of("max-size", "10m", "max-file", "3", "labels", "com.docker.compose.service"));
    assertThat(service.text("restart")).isEqualTo("unless-stopped");
  }

  @ParameterizedTest
  @MethodSource("services")
  void everyServiceIsLookedAfter(Service service) {
    if (service.isOurs()) {
      // Its Dockerfile says how; DockerfileTest looks.
      assertThat(service.keys()).doesNotContainKey("healthcheck");
    } else {
      assertThat(service.map("healthcheck"))
          .containsKeys("test", "interval", "timeout", "retries", "start_period");
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void everyImageIsPinned(Service service) {
    String image = String.valueOf(service.keys().get("image"));
    assertThat(image)
        .matches(
            service.isOurs()
                ? "voice2text-" + service.name() + ":\\$\\{VOICE2TEXT_TAG:-local}"
                : "[a-z./-]+:v?\\d+\\.\\d+\\.\\d+");
  }

  @ParameterizedTest
  @MethodSource("services")
  void everyPortIsForThisMachineOnly(Service service) {
    assertThat(service.list("ports")).allMatch(port -> port.matches("127\\.0\\.0\\.1:\\d+:\\d+"));
  }

  @ParameterizedTest
  @MethodSource("services")
  void everyFolderThatIsMountedExists(Service service) {
    for (String volume : service.list("volumes")) {
      String source = volume.split(":", -1)[0];
      if (source.startsWith("./")) {
        assertThat(volume).endsWith(":ro");
        assertThat(ProjectFiles.ROOT.resolve(source)).exists();
      } else if (source.startsWith("/")) {
        assertThat(volume).containsPattern(":ro(,|$)");
      } else {
        assertThat(ComposeFile.read().volumes()).contains(source);
      }
    }
    for (String word : service.list("entrypoint")) {
      if (word.endsWith(".sh")) {
        String folder = word.substring(0, word.lastIndexOf('/'));
        String source =
            service.list("volumes").stream()
                .filter(v -> v.split(":", -1)[1].equals(folder))
                .map(v -> v.split(":", -1)[0])
                .findFirst()
                .orElseThrow();
        assertThat(Files.exists(ProjectFiles.ROOT.resolve(source).resolve("start.sh"))).isTrue();
      }
    }
  }

  @Test
  void fitsASmallMachine() {
    List<Service> all = ComposeFile.read().services();
    assertThat(bytes(all.stream().filter(Service::isDefault))).isLessThanOrEqualTo(DEFAULT_BYTES);
    assertThat(bytes(all.stream())).isLessThanOrEqualTo(ALL_BYTES);
    assertThat(all.stream().filter(Service::isDefault).map(Service::name))
        .containsExactlyInAnyOrder("bot", "exporter", "prometheus", "grafana");
    assertThat(all.stream().flatMap(s -> s.list("profiles").stream()).distinct())
        .containsExactlyInAnyOrder("alertmanager", "host", "logs", "longterm");
  }

  @Test
  void botAndExporterShareUserAndFolders() {
    Service bot = ComposeFile.read().service("bot");
    Service exporter = ComposeFile.read().service("exporter");
    assertThat(bot.text("user")).isEqualTo(exporter.text("user")).isEqualTo("10001:10001");
    assertThat(bot.list("volumes")).isEqualTo(exporter.list("volumes"));
    assertThat(bot.keys()).doesNotContainKey("depends_on");
    assertThat(exporter.keys()).doesNotContainKey("depends_on");
  }

  @Test
  void handsOnEverySettingThatMayBeSet() {
    assertThat(ComposeFile.read().service("bot").map("environment").keySet())
        .isEqualTo(settings(Setting.Program.BOT));
    assertThat(ComposeFile.read().service("exporter").map("environment").keySet())
        .isEqualTo(settings(Setting.Program.EXPORTER));
  }

  /// So that `.env` need not hold it.
  @ParameterizedTest
  @MethodSource("services")
  void whoeverIsGivenASecretMayReadItFromAFile(Service service) {
    Set<String> secrets =
        Stream.concat(
                Stream.of(Setting.values())
                    .filter(s -> s.kind() == Setting.Kind.SECRET)
                    .map(Setting::name),
                Stream.of(
                    "ALERT_TELEGRAM_TOKEN", "ALERT_SMTP_PASSWORD", "GF_SECURITY_ADMIN_PASSWORD"))
            .collect(Collectors.toSet());
    assertThat(service.list("volumes").contains("./secrets:/run/secrets:ro"))
        .isEqualTo(service.map("environment").keySet().stream().anyMatch(secrets::contains));
  }

  /// Bot and exporter, started without Docker, read the same `.env`, and refuse what looks like a
  /// setting of theirs and is none.
  @ParameterizedTest
  @EnumSource(Setting.Program.class)
  void noVariableIsTakenForASetting(Setting.Program program, @TempDir Path folder) {
    Map<String, String> variables =
        ComposeFile.variables().stream()
            .filter(name -> Stream.of(Setting.values()).noneMatch(s -> s.name().equals(name)))
            .collect(Collectors.toMap(name -> name, _ -> "1"));
    assertThat(variables).hasSizeGreaterThan(10);
    assertThatCode(() -> Settings.parse(program, variables, folder.resolve("none")))
        .doesNotThrowAnyException();
  }

  @Test
  void everyVariableIsDescribed() {
    String example = ProjectFiles.text(".env.example");
    String operations = ProjectFiles.text("docs/operations.md");
    assertThat(ComposeFile.variables())
        .allMatch(name -> example.contains("#" + name + "=") || operations.contains("`" + name));
  }

  private static long bytes(Stream<Service> services) {
    return services.mapToLong(Service::memoryBytes).sum();
  }

  private static Set<String> settings(Setting.Program program) {
    return Stream.of(Setting.values())
        .filter(s -> s.isUsedBy(program))
        .map(Setting::name)
        .filter(name -> !FIXED.contains(name) && !LEFT_TO_THE_PROXY.contains(name))
        .collect(Collectors.toSet());
  }
}
