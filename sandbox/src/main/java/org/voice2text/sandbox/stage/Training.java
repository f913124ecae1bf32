package org.voice2text.sandbox.stage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.voice2text.sandbox.Sandbox;
import org.voice2text.sandbox.SandboxServer;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Message;

/// Runs exporter and bot once through what they do at a start and for a first message, so that the
/// JVM writes the caches from which later starts are quick. Called by `make`.
public final class Training {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// The cache is made when a process ends; on a busy machine that takes its time.
  private static final Duration CACHE_DEADLINE = Duration.ofMinutes(3);

  private Training() {}

  /// @param args the `java` program and the project's folder
  public static void main(String[] args) throws Exception {
    Path project = Path.of(args[1]).toAbsolutePath().normalize();
    Path folder = Files.createTempDirectory("voice2text-training");
    try (SandboxServer sandbox = Sandbox.start(0)) {
      Stage stage = new Stage(Path.of(args[0]), project, folder, sandbox.uri());
      train(stage, project, sandbox);
    } finally {
      Folders.delete(folder);
    }
    System.exit(0);
  }

  private static void train(Stage stage, Path project, SandboxServer sandbox)
      throws IOException, InterruptedException {
    try (AppProcess exporter = stage.withFlags(cacheFlag(project, "exporter")).exporter()) {
      String metrics = exporter.awaitLine("Exporter:", PATIENCE);
      stage.withoutFlags();
      try (AppProcess bot = stage.withFlags(cacheFlag(project, "bot")).bot()) {
        String health = bot.awaitLine("Bot:", PATIENCE);
        message(sandbox);
        for (String url :
            List.of(metrics, health, metrics, metrics.replace("/metrics", "/health"))) {
          fetch(url);
        }
        check("bot", bot.terminate(CACHE_DEADLINE));
      }
      check("exporter", exporter.terminate(CACHE_DEADLINE));
    }
  }

  private static String cacheFlag(Path project, String module) {
    return "-XX:AOTCacheOutput="
        + project.resolve(module).resolve("target").resolve(module + ".aot");
  }

  private static void message(SandboxServer sandbox) throws InterruptedException {
    Message _ = sandbox.world().sendText(Stage.BOT_ID, sandbox.world().alice(), "/start");
    Message _ =
        sandbox
            .world()
            .sendVoice(
                Stage.BOT_ID,
                sandbox.world().alice(),
                "OggS, but not really".getBytes(StandardCharsets.US_ASCII),
                1);
    Chat chat = sandbox.world().privateChat(Stage.BOT_ID, sandbox.world().alice());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    // Two from the person, the greeting, and the status message that becomes the answer.
    while (sandbox.world().messages(chat).size() < 4 && System.nanoTime() < deadline) {
      Thread.sleep(Duration.ofMillis(50));
    }
  }

  private static void fetch(String url) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<Void> _ =
          http.send(
              HttpRequest.newBuilder(URI.create(url)).build(),
              HttpResponse.BodyHandlers.discarding());
    }
  }

  private static void check(String name, int exitCode) {
    if (exitCode != 0) {
      throw new IllegalStateException(
          "The %s ended its training with %d".formatted(name, exitCode));
    }
  }
}
