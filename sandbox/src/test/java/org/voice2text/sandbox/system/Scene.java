package org.voice2text.sandbox.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.voice2text.sandbox.Sandbox;
import org.voice2text.sandbox.SandboxServer;
import org.voice2text.sandbox.stage.AppProcess;
import org.voice2text.sandbox.stage.Stage;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.User;

/// The whole play: a sandbox in this process, bot and exporter as the real processes, and what a
/// test wants to know of them. Everything is stopped at the end.
final class Scene implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(40);

  final SandboxServer sandbox;
  final Stage stage;
  final User alice;

  private final HttpClient http = HttpClient.newHttpClient();
  private volatile AppProcess bot;
  private volatile AppProcess exporter;
  private volatile URI metrics;
  private volatile URI dashboard;
  private volatile URI health;

  Scene(Path folder) throws IOException {
    this(folder, Sandbox.start(0));
  }

  Scene(Path folder, SandboxServer sandbox) throws IOException {
    this.sandbox = sandbox;
    this.alice = sandbox.world().alice();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    this.stage = new Stage(java, Path.of(".."), folder, sandbox.uri());
  }

  AppProcess startBot() throws IOException, InterruptedException {
    bot = stage.bot();
    health = URI.create(bot.awaitLine("Bot:", PATIENCE));
    return bot;
  }

  AppProcess startExporter() throws IOException, InterruptedException {
    exporter = stage.exporter();
    metrics = URI.create(exporter.awaitLine("Exporter:", PATIENCE));
    dashboard = URI.create(exporter.awaitLine("Dashboard:", PATIENCE));
    return exporter;
  }

  AppProcess bot() {
    return bot;
  }

  AppProcess exporter() {
    return exporter;
  }

  /// The bot's own health page.
  URI health() {
    return health;
  }

  /// The exporter's metrics.
  URI metrics() {
    return metrics;
  }

  /// The exporter's page for people.
  URI dashboard() {
    return dashboard;
  }

  Chat chat() {
    return sandbox.world().privateChat(Stage.BOT_ID, alice);
  }

  Message say(String text) {
    return sandbox.world().sendText(Stage.BOT_ID, alice, text);
  }

  /// Sends a voice message. What it holds matters to nobody: the pretend speech server says what it
  /// is told to.
  Message speak(String content, int seconds) {
    byte[] bytes = ("OggS " + content).getBytes(StandardCharsets.UTF_8);
    return sandbox.world().sendVoice(Stage.BOT_ID, alice, bytes, seconds);
  }

  /// What the bot's messages in the chat with Alice say now.
  List<String> answers() {
    return sandbox.world().messages(chat()).stream()
        .filter(m -> m.from().isBot())
        .map(Message::text)
        .toList();
  }

  /// How many messages of the bot say exactly this.
  long count(String text) {
    return answers().stream().filter(text::equals).count();
  }

  void awaitAnswer(String text) {
    await("the answer \"" + text + "\" among " + answers())
        .atMost(PATIENCE)
        .until(() -> count(text) > 0);
  }

  /// The exporter's answer now; nothing while it does not answer.
  Optional<Scrape> scrape() {
    URI now = metrics;
    if (now == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Scrape.parse(get(now).body()));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Waits until a series has a value.
  void awaitMetric(String series, double value) {
    await(
            series
                + " to be "
                + value
                + ", is "
                + scrape().map(s -> s.value(series)).orElse(Double.NaN))
        .atMost(PATIENCE)
        .until(() -> scrape().map(s -> s.value(series) == value).orElse(false));
  }

  void awaitUntil(String what, Callable<Boolean> condition) {
    await(what).atMost(PATIENCE).until(condition);
  }

  /// The exporter's answer now, in the format that has exemplars.
  String openMetrics() throws IOException {
    return send(HttpRequest.newBuilder(metrics)
            .header("Accept", "application/openmetrics-text; version=1.0.0"))
        .body();
  }

  HttpResponse<String> get(URI uri) throws IOException {
    return send(HttpRequest.newBuilder(uri));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(
          request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    sandbox.faults().clear();
    sandbox.faults().release();
    if (bot != null) {
      bot.close();
    }
    if (exporter != null) {
      exporter.close();
    }
    sandbox.close();
    http.close();
  }
}
