package org.voice2text.monitoring.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A real Alertmanager with the routes, silences and messages that are shipped, in quick motion.
@Tag("system")
class AlertmanagerTest {
  private static final Pace QUICK = new Pace(2000);
  private static final String TOKEN = "1:pretended";
  private static final long CHAT = -1001234567890L;

  private FakeTelegram telegram;
  private AlertmanagerProcess alertmanager;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    telegram = new FakeTelegram();
    alertmanager =
        AlertmanagerProcess.start(
            folder, AlertmanagerFiles.pretended(QUICK, telegram.api(), TOKEN, CHAT));
  }

  @AfterEach
  void stop() throws IOException {
    if (alertmanager != null) {
      alertmanager.close();
    }
    telegram.close();
  }

  @Test
  void writesPlainTextThatNoCharacterBreaks() throws IOException, InterruptedException {
    alertmanager.tell(
        List.of(
            alert(
                "TranscriptionFailures",
                Map.of(
                    "summary", "Under <5 of *all* are_well & [good](x).",
                    "description", "`50%` of them, \"said\" <b>bold</b> {{ .Some }}.",
                    "runbook_url", "docs/runbooks.md#transcription_failures"))));

    assertThat(message("🔴"))
        .isEqualTo(
            """
            🔴 Firing: TranscriptionFailures (critical)
            Under <5 of *all* are_well & [good](x).
            `50%` of them, "said" <b>bold</b> {{ .Some }}.
            Since 2 Nov 06:04 UTC
            What to do: docs/runbooks.md#transcription_failures\
            """);
    FakeTelegram.Sent sent = telegram.sent().getFirst();
    assertThat(sent.path()).isEqualTo("/bot" + TOKEN + "/sendMessage");
    assertThat(sent.body().get("chat_id").asLong()).isEqualTo(CHAT);
    assertThat(sent.body().path("parse_mode").asText("")).isEmpty();
  }

  @Test
  void tellsThatItIsOver() throws IOException, InterruptedException {
    alertmanager.tell(List.of(alert("HighUserLoad")));
    assertThat(message("🟡")).startsWith("🟡 Firing: HighUserLoad (warning)\n");

    Map<String, Object> over = alert("HighUserLoad");
    over.put("endsAt", "2026-11-02T07:30:00Z");
    alertmanager.tell(List.of(over));

    assertThat(message("🟢"))
        .isEqualTo(
            """
            🟢 Resolved: HighUserLoad (warning)
            Unusually many people use the bot.
            From 2 Nov 06:04 to 2 Nov 07:30 UTC\
            """);
  }

  @Test
  void namesTheInstallationAndTellsEachByItself() throws IOException, InterruptedException {
    alertmanager.tell(
        List.of(
            labelled(alert("HighUserLoad"), "environment", "berlin"),
            labelled(alert("HighUserLoad"), "environment", "riga"),
            labelled(now(alert("NoTranscriptions")), "environment", "berlin"),
            labelled(now(alert("NoTranscriptions")), "environment", "riga")));

    for (String place : List.of("berlin", "riga")) {
      String other = place.equals("riga") ? "berlin" : "riga";
      assertThat(message("🟡 Firing: HighUserLoad (warning) in " + place + "\n"))
          .doesNotContain(other);
      assertThat(message("🔵 Firing: NoTranscriptions (info) in " + place + "\n"))
          .doesNotContain(other);
    }
    Map<String, Object> over = labelled(alert("HighUserLoad"), "environment", "riga");
    over.put("endsAt", "2026-11-02T07:30:00Z");
    alertmanager.tell(List.of(over));

    assertThat(message("🟢")).startsWith("🟢 Resolved: HighUserLoad (warning) in riga\n");
  }

  @Test
  void tellsWhatIsForInformationTogether() throws IOException, InterruptedException {
    alertmanager.tell(List.of(now(alert("NoTranscriptions")), now(alert("HighRateLimitHits"))));

    assertThat(message("🔵"))
        .contains("🔵 Firing: NoTranscriptions (info)", "🔵 Firing: HighRateLimitHits (info)");
  }

  /// As soon as an interval is over, not after the one that follows.
  @Test
  void repeatsWarningsAndCriticalAlertsWhileTheyLastAndTheRestOnceADay()
      throws IOException, InterruptedException {
    alertmanager.tell(
        List.of(alert("NoTranscriptions"), alert("HighUserLoad"), alert("LowDiskSpace")));

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> told("HighUserLoad") >= 3 && told("LowDiskSpace") >= 3);
    assertThat(told("NoTranscriptions")).isEqualTo(1);
  }

  private long told(String alert) {
    return telegram.texts().stream().filter(text -> text.contains(": " + alert)).count();
  }

  static Stream<String> silencing() {
    return Alerts.all().stream().flatMap(alert -> alert.silencedBy().stream()).distinct();
  }

  @ParameterizedTest
  @MethodSource("silencing")
  void silencesWhatFollowsFromAnAlertAndNothingElse(String source)
      throws IOException, InterruptedException {
    alertmanager.tell(List.of(alert(source)));
    List<Map<String, Object>> others = new ArrayList<>();
    for (Alert alert : Alerts.all()) {
      // Others silence, too: each is tried by itself.
      if (!alert.name().equals(source)
          && (alert.silencedBy().contains(source) || silencing().noneMatch(alert.name()::equals))) {
        others.add(alert(alert.name()));
      }
    }
    alertmanager.tell(others);

    Set<String> silenced =
        Alerts.all().stream()
            .filter(alert -> isSilenced(alert, source))
            .map(Alert::name)
            .collect(Collectors.toSet());
    assertThat(alertmanager.states().get("suppressed")).isEqualTo(silenced);
    assertThat(alertmanager.states().get("active")).contains(source);
  }

  private static boolean isSilenced(Alert alert, String source) {
    return alert.silencedBy().contains(source);
  }

  @Test
  void tellsNothingOfWhatIsSilenced() throws IOException, InterruptedException {
    alertmanager.tell(List.of(alert("ExporterDown"), now(alert("BotDown"))));
    alertmanager.tell(List.of(now(labelled(alert("LowDiskSpace"), "environment", "other"))));

    assertThat(message("🔴 Firing: LowDiskSpace")).isNotEmpty();
    assertThat(telegram.texts())
        .anyMatch(text -> text.startsWith("🔴 Firing: ExporterDown"))
        .noneMatch(text -> text.contains("BotDown"));
  }

  @Test
  void silencesNothingOfAnotherInstallationOrObjective() throws IOException, InterruptedException {
    alertmanager.tell(
        List.of(
            labelled(alert("BotDown"), "environment", "a"),
            labelled(alert("HighErrorRate"), "environment", "b"),
            labelled(alert("SLOPage"), "slo", "latency"),
            labelled(alert("SLOTicket"), "slo", "freshness")));

    assertThat(alertmanager.states()).containsOnlyKeys("active");
  }

  /// The whole text of the first message that begins so; Telegram strips what is around it.
  private String message(String beginning) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> telegram.texts().stream().filter(t -> t.startsWith(beginning)).findFirst(),
            Optional::isPresent)
        .orElseThrow()
        .strip();
  }

  private static Map<String, Object> alert(String name) {
    Alert alert = alerts().get(name);
    return alert(name, Map.of("summary", alert.summary()));
  }

  /// What began long ago is told without a wait for what silences it.
  private static Map<String, Object> now(Map<String, Object> alert) {
    alert.put("startsAt", Instant.now().toString());
    return alert;
  }

  private static Map<String, Alert> alerts() {
    return Alerts.all().stream().collect(Collectors.toMap(Alert::name, alert -> alert));
  }

  private static Map<String, Object> alert(String name, Map<String, String> annotations) {
    Map<String, Object> labels = new HashMap<>(RuleFiles.labels(alerts().get(name)));
    labels.put("alertname", name);
    Map<String, Object> alert = new HashMap<>();
    alert.put("labels", labels);
    alert.put("annotations", annotations);
    alert.put("startsAt", "2026-11-02T06:04:05Z");
    alert.put("endsAt", Instant.now().plusSeconds(600).toString());
    return alert;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> labelled(
      Map<String, Object> alert, String label, String value) {
    ((Map<String, Object>) alert.get("labels")).put(label, value);
    return alert;
  }
}
