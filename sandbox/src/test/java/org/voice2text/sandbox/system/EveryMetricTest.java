package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.model.catalogue.BusinessCatalogue;
import org.voice2text.model.catalogue.ExporterCatalogue;
import org.voice2text.model.catalogue.LiveMetric;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.catalogue.Metric;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;
import org.voice2text.sandbox.Recordings;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.telegram.Button;
import org.voice2text.sandbox.telegram.MediaKind;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.Upload;
import org.voice2text.sandbox.telegram.World;

/// Every live metric is moved by the thing that it names, in the real processes, and arrives at
/// `/metrics`. A metric that is added to the catalogue fails this test until it is said what moves
/// it.
@Tag("system")
final class EveryMetricTest {
  /// What comes in long before anything happens: the most that was seen must be above zero.
  private static final Map<String, String> MOVED_BY_THE_PLAY =
      Map.ofEntries(
          Map.entry(
              "transcription_requests_total",
              "{model=\"pretend-speech\",provider=\"openai\",status=\"success\"}"),
          Map.entry(
              "transcription_duration_seconds",
              "_count{model=\"pretend-speech\",provider=\"openai\"}"),
          Map.entry("transcription_audio_duration_seconds", "_sum{media_type=\"voice\"}"),
          Map.entry(
              "transcription_realtime_factor",
              "_count{model=\"pretend-speech\",provider=\"openai\"}"),
          Map.entry("transcription_fallback_total", "{reason=\"unsupported\"}"),
          Map.entry("transcription_queue_size", ""),
          Map.entry("transcription_queue_capacity", ""),
          Map.entry("transcription_queue_wait_seconds", "_count"),
          Map.entry("transcription_active_workers", ""),
          Map.entry("queue_depth", "{status=\"completed\"}"),
          Map.entry(
              "ai_cost_unknown_total", "{model=\"pretend-speech\",operation=\"transcription\"}"),
          Map.entry(
              "llm_requests_total",
              "{mode=\"summary\",model=\"pretend-writer\",status=\"success\"}"),
          Map.entry("llm_duration_seconds", "_count{mode=\"summary\",model=\"pretend-writer\"}"),
          Map.entry(
              "ai_tokens_total",
              "{model=\"pretend-writer\",operation=\"rewriting\",token_type=\"completion\"}"),
          Map.entry("ai_cost_dollars_total", "{model=\"pretend-writer\",operation=\"rewriting\"}"),
          Map.entry("bot_callback_queries_total", "{action=\"rewrite\"}"),
          Map.entry("api_errors_total", "{error_type=\"rate_limited\",service=\"telegram\"}"),
          Map.entry(
              "api_request_duration_seconds",
              "_count{method=\"sendMessage\",service=\"telegram\"}"),
          Map.entry("telegram_rate_limited_total", "{method=\"sendMessage\"}"),
          Map.entry("telegram_retry_after_seconds_total", "{method=\"sendMessage\"}"),
          Map.entry("telegram_update_lag_seconds", "_count"),
          Map.entry("bot_messages_received_total", "{message_type=\"command\"}"),
          Map.entry("bot_errors_total", "{error_type=\"telegram\"}"),
          Map.entry("bot_operations_total", "{operation_type=\"start\"}"),
          Map.entry("bot_request_duration_seconds", "_count{handler=\"command\"}"),
          Map.entry("bot_request_errors_total", "{error_type=\"telegram\"}"),
          Map.entry("message_processing_time_seconds", "_count"),
          Map.entry("rate_limit_hits_total", "{limit=\"user\"}"),
          Map.entry("payment_transactions_total", "{status=\"success\"}"),
          Map.entry("subscription_activations_total", "{plan=\"pro\"}"),
          Map.entry("bothost_bots_created_total", ""),
          Map.entry("bothost_bots_active", ""),
          Map.entry("http_requests_total", "{handler=\"health\",method=\"GET\",status=\"2xx\"}"),
          Map.entry("http_request_duration_seconds", "_count{handler=\"health\",method=\"GET\"}"),
          Map.entry("http_requests_in_progress", "{handler=\"health\"}"),
          Map.entry("db_query_duration_seconds", "_count{operation=\"lease_job\"}"),
          Map.entry("db_errors_total", "{error_type=\"busy\",operation=\"lease_job\"}"),
          Map.entry("db_connections_active", ""),
          Map.entry("live_push_failures_total", "{reason=\"connect\"}"),
          Map.entry("voice2text_build_info", "{"));

  private static final List<Metric> CATALOGUES =
      Stream.of(LiveMetrics.ALL, BusinessCatalogue.ALL, ExporterCatalogue.ALL)
          .<Metric>flatMap(List::stream)
          .toList();

  /// The client library's, whose names depend on the JVM.
  private static final Predicate<String> RUNTIME = Pattern.compile("^(jvm|process)_").asPredicate();

  private static final Predicate<String> OTHER = Pattern.compile("=\"other\"").asPredicate();

  private static final String LOCKED_OUT =
      "db_errors_total{error_type=\"busy\",operation=\"lease_job\"}";

  @TempDir private Path folder;

  @Test
  void everyLiveMetricIsMovedByWhatItNames() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene
          .stage
          .with("TRANSCRIPTION_ENGINES", "openai,command")
          .with("TRANSCRIPTION_COMMAND", "echo By the second engine.")
          .with("LLM_BASE_URL", scene.sandbox.speechUrl().toString())
          .with("LLM_MODEL", "pretend-writer")
          .with("USD_RUB", "100")
          .with("WORKERS", "1");
      scene.startBot();
      scene.startExporter();
      try (HighestSeen seen = new HighestSeen(scene::scrape)) {
        play(scene);
        await()
            .atMost(Scene.PATIENCE)
            .untilAsserted(() -> assertThat(unmoved(seen.values())).isEmpty());
        Scrape last = scene.scrape().orElseThrow();
        isWhatTheCataloguesSay(last);
        runtimeMetricsTellTheProcessesApart(last);
        assertThat(moved(last)).as("every label value was foreseen").noneMatch(OTHER);
      }
    }
  }

  @Test
  void everyLiveMetricIsDeclaredOnce() {
    assertThat(MOVED_BY_THE_PLAY.keySet())
        .containsExactlyInAnyOrderElementsOf(
            LiveMetrics.ALL.stream().map(LiveMetric::name).toList());
  }

  private static List<String> unmoved(Map<String, Double> highest) {
    return MOVED_BY_THE_PLAY.entrySet().stream()
        .map(e -> e.getKey() + e.getValue())
        .filter(series ->
            highest.entrySet().stream()
                .noneMatch(h ->
                    h.getValue() > 0
                        && (series.endsWith("{")
                            ? h.getKey().startsWith(series)
                            : h.getKey().equals(series))))
        .sorted()
        .toList();
  }

  private static List<String> moved(Scrape scrape) {
    return scrape.samples().entrySet().stream()
        .filter(e -> e.getValue() != 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  /// Names, types and labels, of everything that is served.
  private static void isWhatTheCataloguesSay(Scrape scrape) {
    Map<String, String> types = new TreeMap<>();
    Map<String, Set<String>> labels = new TreeMap<>();
    for (Metric metric : CATALOGUES) {
      types.put(metric.name(), metric.type() == Metric.Type.INFO ? "gauge" : name(metric.type()));
      labels.put(metric.name(), new TreeSet<>(metric.labelNames()));
    }
    LiveMetrics.CREATION_SHOWN.forEach(name -> {
      types.put(name + "_created", "gauge");
      labels.put(name + "_created", Set.of());
    });
    Map<String, String> served = new TreeMap<>(scrape.types());
    served.keySet().removeIf(RUNTIME);
    assertThat(served).isEqualTo(types);
    for (String series : scrape.samples().keySet()) {
      String family = scrape.family(series);
      if (!RUNTIME.test(family)) {
        assertThat(Scrape.labelNames(series)).as(series).isEqualTo(labels.get(family));
      }
    }
  }

  private static String name(Metric.Type type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static void runtimeMetricsTellTheProcessesApart(Scrape scrape) {
    for (String process : List.of("bot", "exporter")) {
      assertThat(scrape.value("process_resident_memory_bytes{process=\"" + process + "\"}"))
          .isPositive();
      assertThat(scrape.value("jvm_threads_current{process=\"" + process + "\"}")).isPositive();
    }
  }

  private static void play(Scene scene) throws Exception {
    scene.sandbox.faults().add(Target.TELEGRAM, "sendMessage", new Fault.TooManyRequests(1), 1);
    scene.say("/start");
    scene.awaitUntil("the greeting", () -> scene.answers().size() == 1);
    scene.sandbox.faults().add(Target.TELEGRAM, "sendMessage", new Fault.Revoked(), 1);
    scene.say("/help");
    scene.sandbox.faults().add(Target.SPEECH, null, new Fault.HttpError(415), 1);
    scene
        .sandbox
        .world()
        .sendFile(scene.chat(), scene.alice, Upload.of(MediaKind.VOICE, Recordings.wav(2), 2));
    scene.awaitAnswer("By the second engine.");
    scene.sandbox.language().reportCost(1, 2);
    scene.sandbox.language().answerWith("In short.");
    Message transcript = scene.sandbox.world().messages(scene.chat()).getLast();
    String _ = scene.sandbox.world().press(transcript, transcript.labelled("Summary"));
    scene.awaitAnswer("In short.");
    subscribe(scene);
    // From the table that the bot's billing writes, read by the exporter.
    scene.awaitMetric("business_paying_users{plan=\"pro\"}", 1);
    fillTheQueue(scene);
    lockTheDatabase(scene);
  }

  private static void subscribe(Scene scene) {
    World world = scene.sandbox.world();
    scene.say("/plans");
    scene.awaitUntil(
        "the offers", () -> button(scene, b -> b.text().startsWith("Pro")).isPresent());
    Message offers = world.messages(scene.chat()).getLast();
    String _ = world.press(offers, button(scene, b -> b.text().startsWith("Pro")).orElseThrow());
    scene.awaitUntil("the bill", () -> button(scene, b -> b.url() != null).isPresent());
    String _ =
        world.stars().pay(scene.alice, button(scene, b -> b.url() != null).orElseThrow().url());
  }

  /// Of the last message in the chat.
  private static Optional<Button> button(Scene scene, Predicate<Button> which) {
    return scene.sandbox.world().messages(scene.chat()).getLast().buttons().stream()
        .flatMap(List::stream)
        .filter(which)
        .findFirst();
  }

  private static void fillTheQueue(Scene scene) throws Exception {
    scene.sandbox.speech().answerWith("Heard.");
    scene.sandbox.faults().add(Target.SPEECH, new Fault.Hang());
    scene.speak("runs", 2);
    scene.awaitUntil("a job to run", () -> scene.sandbox.faults().hanging() == 1);
    for (int i = 1; i <= 6; i++) {
      scene.speak("waits, number " + i, 2);
    }
    scene.awaitMetric("transcription_queue_size", 5);
    scene.awaitMetric("rate_limit_hits_total{limit=\"user\"}", 1);
    scene.sandbox.faults().clear();
    scene.sandbox.faults().release();
    scene.awaitUntil("all answers but one", () -> scene.count("Heard.") == 6);
  }

  /// Longer than the bot waits for another writer, while its health is asked for.
  private static void lockTheDatabase(Scene scene) {
    try (Database other = Database.openWriter(scene.stage.database(), DatabaseObserver.NONE)) {
      other.<Void>transaction(
          "test",
          h -> {
            int _ = h.execute("delete from updates where 1 = 0");
            Thread asker = Thread.ofVirtual().start(() -> askForHealth(scene));
            scene.awaitUntil(
                "a transaction to fail",
                () -> scene.scrape().map(s -> s.value(LOCKED_OUT) > 0).orElse(false));
            asker.interrupt();
            return null;
          });
    }
    askForHealth(scene);
  }

  private static void askForHealth(Scene scene) {
    try {
      var _ = scene.get(scene.health());
    } catch (IOException _) {
      // It may be slow now.
    }
  }
}
