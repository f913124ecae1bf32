package org.voice2text.monitoring.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.monitoring.Tool;
import org.voice2text.monitoring.ops.OutsideProgram.Outcome;
import org.voice2text.monitoring.rules.Alerts;

/// What the containers of Prometheus, Alertmanager and Grafana start with. The programs themselves
/// are stood in for by one that says what it was given.
class StartScriptsTest {
  @TempDir Path run;

  @ParameterizedTest
  @CsvSource({
    "'',false,false",
    "host,false,false",
    "alertmanager,true,false",
    "longterm,false,true",
    "'host,longterm,alertmanager',true,true",
    "alertmanagers,false,false"
  })
  void prometheusTellsAlertmanagerOnlyWhereThatIsChosen(
      String profiles, boolean alertmanager, boolean longterm) throws Exception {
    Outcome outcome = prometheus(Map.of("PROFILES", profiles, "RETENTION", "90d"));
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                0,
                "--config.file=%s/prometheus.yml --storage.tsdb.retention.time=90d --more\n"
                    .formatted(run)));
    String config = Files.readString(run.resolve("prometheus.yml"));
    assertThat(config.contains("\nalerting:\n")).isEqualTo(alertmanager);
    assertThat(config.contains("\nremote_write:\n")).isEqualTo(longterm);
    assertThat(config).contains("\nrule_files:\n", "\nscrape_configs:\n", "job_name: exporter");
    assertThat(Tool.PROMTOOL.passes(run, "check", "config", "prometheus.yml"))
        .contains("SUCCESS: 3 rule files found", "is valid prometheus config file");
  }

  @Test
  void prometheusKeepsItsDataFor15Days() throws Exception {
    assertThat(prometheus(Map.of()).said()).contains("--storage.tsdb.retention.time=15d ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host", "logs,longterm"})
  void alertmanagerWantsToBeChosenWhereGrafanaLearnsOfIt(String profiles) throws Exception {
    Outcome outcome = script("alertmanager/if-chosen.sh", Map.of("PROFILES", profiles), "--more");
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                2,
                "Alertmanager is not started: write COMPOSE_PROFILES=alertmanager into .env, instead of --profile\n"));
  }

  @Test
  void alertmanagerStarts() throws Exception {
    Outcome outcome =
        script(
            "alertmanager/if-chosen.sh",
            Map.of(
                "PROFILES", "logs,alertmanager",
                "ALERT_TELEGRAM_CHAT", "-1001",
                "ALERT_TELEGRAM_TOKEN", "2:token",
                "ALERTMANAGER_PROGRAM", "echo",
                "ALERTMANAGER_RUN", run.toString()),
            "--more");
    assertThat(outcome)
        .isEqualTo(new Outcome(0, "--config.file=%s/alertmanager.yml --more\n".formatted(run)));
  }

  /// Whichever of its two names the program has.
  @ParameterizedTest
  @ValueSource(strings = {"alertmanager", "prometheus-alertmanager"})
  void alertmanagerIsFoundByTheNameThatItHas(String name) throws Exception {
    Path programs = Files.createDirectory(run.resolve("programs"));
    for (String tool : List.of("dirname", "mkdir", "cp", "sed")) {
      writeProgram(programs.resolve(tool), "exec %s \"$@\"".formatted(OutsideProgram.find(tool)));
    }
    Path program = programs.resolve(name);
    writeProgram(program, "echo \"$0 $2\"");

    Outcome outcome =
        script(
            "alertmanager/start.sh",
            Map.of(
                "PATH",
                programs.toString(),
                "ALERT_TELEGRAM_CHAT",
                "-1001",
                "ALERT_TELEGRAM_TOKEN",
                "2:token",
                "ALERTMANAGER_RUN",
                run.toString()),
            "--more");

    assertThat(outcome).isEqualTo(new Outcome(0, program + " --more\n"));
  }

  private static void writeProgram(Path file, String command) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + command + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void everyScriptCanBeStarted() {
    for (String module : List.of("alertmanager", "grafana", "prometheus")) {
      assertThat(ProjectFiles.ROOT.resolve("monitoring/" + module + "/start.sh")).isExecutable();
    }
  }

  @ParameterizedTest
  @CsvSource({"'',''", "alertmanager,false", "'logs,alertmanager',false", "'logs,longterm',''"})
  void grafanaRunsTheRulesUnlessAlertmanagerTellsOfThem(String profiles, String execute)
      throws Exception {
    Outcome outcome = grafana(Map.of("PROFILES", profiles));
    assertThat(outcome)
        .isEqualTo(
            new Outcome(0, "execute=%s from=%s/provisioning --more\n".formatted(execute, run)));
    Path provisioning = run.resolve("provisioning");
    assertThat(Files.readString(provisioning.resolve("alerting/contact-points.yml")))
        .contains("chatid: '-1001234'")
        .doesNotContain("@ALERT");
    assertThat(Files.exists(provisioning.resolve("datasources/loki.yml")))
        .isEqualTo(profiles.contains("logs"));
    assertThat(Files.exists(provisioning.resolve("datasources/victoriametrics.yml")))
        .isEqualTo(profiles.contains("longterm"));
    assertThat(provisioning.resolve("datasources/prometheus.yml")).exists();
    assertThat(provisioning.resolve("dashboards/voice2text.yml")).exists();
    // Once more, as after a restart of the container.
    assertThat(grafana(Map.of("PROFILES", profiles)).code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "@channel", "12a", "012", "1|2"})
  void grafanaWantsTheNumberOfAChat(String chat) throws Exception {
    assertThat(grafana(Map.of("ALERT_TELEGRAM_CHAT", chat)))
        .isEqualTo(
            new Outcome(
                2,
                "ALERT_TELEGRAM_CHAT=%s: must be the number of a chat, such as -1001234567890\n"
                    .formatted(chat)));
  }

  @ParameterizedTest
  @CsvSource({
    "'','',docs/runbooks.md",
    "'',https://g.example.org/,https://g.example.org/d/voice2text-runbooks",
    "'',http://10.0.0.1:3000,http://10.0.0.1:3000/d/voice2text-runbooks",
    "https://example.org/docs/runbooks.md,https://g.example.org,https://example.org/docs/runbooks.md"
  })
  void linksRunbooksWhereTheyCanBeRead(String runbooks, String grafana, String page)
      throws Exception {
    Map<String, String> addresses = Map.of("RUNBOOKS_URL", runbooks, "GRAFANA_URL", grafana);
    assertThat(prometheus(addresses).code()).isZero();
    assertThat(Tool.PROMTOOL.passes(run, "check", "config", "prometheus.yml"))
        .contains("3 rule files found");
    assertThat(grafana(addresses).code()).isZero();

    assertThat(runbooks("rules/alerts.yml", "rules/slo.yml"))
        .isEqualTo(runbooks("provisioning/alerting/rules.yml"))
        .isEqualTo(
            Alerts.all().stream().map(a -> page + "#" + a.anchor()).collect(Collectors.toSet()));
  }

  private Set<String> runbooks(String... files) throws Exception {
    Set<String> found = new HashSet<>();
    for (String file : files) {
      Pattern.compile("(?m)^ +runbook_url: (.+)$")
          .matcher(Files.readString(run.resolve(file)))
          .results()
          .map(line -> line.group(1))
          .forEach(found::add);
    }
    return found;
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.org", "https://a|b", "https://a b", "https://a#b", "ftp://a"})
  void wantsTheAddressOfAPageOfRunbooks(String address) throws Exception {
    Outcome refused =
        new Outcome(
            2,
            "RUNBOOKS_URL=%s: must be the address of a page, such as https://example.org/docs/runbooks.md\n"
                .formatted(address));
    assertThat(prometheus(Map.of("RUNBOOKS_URL", address))).isEqualTo(refused);
    assertThat(grafana(Map.of("RUNBOOKS_URL", address))).isEqualTo(refused);
  }

  @Test
  void grafanaReadsSecretsFromFiles() throws Exception {
    Path token = Files.writeString(run.resolve("token"), "2:token\n");
    Path password = Files.writeString(run.resolve("password"), "a $pass&word\n");
    assertThat(
            grafana(
                Map.of(
                    "ALERT_TELEGRAM_TOKEN", "file:" + token,
                    "GF_SECURITY_ADMIN_PASSWORD", "file:" + password,
                    "SHOW", "yes")))
        .isEqualTo(new Outcome(0, "2:token a $pass&word\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/none", "/", "/dev/null"})
  void grafanaWantsTheFileOfASecret(String file) throws Exception {
    assertThat(grafana(Map.of("GF_SECURITY_ADMIN_PASSWORD", "file:" + file)))
        .isEqualTo(
            new Outcome(
                2,
                "GF_SECURITY_ADMIN_PASSWORD=file:%s: there must be a file that can be read, and holds it\n"
                    .formatted(file)));
  }

  private Outcome prometheus(Map<String, String> environment) throws Exception {
    Map<String, String> all = new HashMap<>(environment);
    all.put("PROMETHEUS_PROGRAM", "echo");
    all.put("PROMETHEUS_RUN", run.toString());
    return script("prometheus/start.sh", all, "--more");
  }

  private Outcome grafana(Map<String, String> environment) throws Exception {
    Path program = run.resolve("program");
    Files.writeString(
        program,
        """
        #!/bin/sh
        [ -z "${SHOW:-}" ] || exec echo "$ALERT_TELEGRAM_TOKEN $GF_SECURITY_ADMIN_PASSWORD"
        echo "execute=${GF_UNIFIED_ALERTING_EXECUTE_ALERTS:-} from=$GF_PATHS_PROVISIONING $*"
        """);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Map<String, String> all = new HashMap<>(Map.of("ALERT_TELEGRAM_CHAT", "-1001234"));
    all.putAll(environment);
    all.put("GRAFANA_PROGRAM", program.toString());
    all.put("GRAFANA_RUN", run.toString());
    return script("grafana/start.sh", all, "--more");
  }

  private Outcome script(String path, Map<String, String> environment, String argument)
      throws Exception {
    return OutsideProgram.find("sh")
        .run(
            environment,
            run,
            ProjectFiles.ROOT.resolve("monitoring").resolve(path).toString(),
            argument);
  }
}
