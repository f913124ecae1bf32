package org.voice2text.sandbox.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.voice2text.sandbox.Sandbox;
import org.voice2text.sandbox.SandboxServer;
import org.voice2text.sandbox.stage.AppProcess;
import org.voice2text.sandbox.stage.Folders;
import org.voice2text.sandbox.stage.ProcFs;
import org.voice2text.sandbox.stage.Stage;

/// Measures the two real processes and writes what it found to `docs/benchmarks.md`. Called by
/// `make bench`.
public final class Bench {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration IDLE = Duration.ofSeconds(15);
  private static final Duration SETTLED = Duration.ofSeconds(60);
  private static final int STARTS = 5;

  private final Path java;
  private final Path project;
  private final Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Figure> figures = new ArrayList<>();
  private int stages;

  private Bench(Path java, Path project, Path folder) {
    this.java = java;
    this.project = project;
    this.folder = folder;
  }

  /// @param args the `java` program and the project's folder
  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("voice2text-bench");
    Path project = Path.of(args[1]).toAbsolutePath().normalize();
    try {
      new Bench(Path.of(args[0]), project, folder).run();
    } finally {
      Folders.delete(folder);
    }
    System.exit(0);
  }

  private void run() throws Exception {
    starts();
    idle();
    BenchPlace place = new BenchPlace(java, project, folder);
    new ScrapeBench(this::add).ofSeries(600, "8 ms", place);
    new ScrapeBench(this::add).ofSeries(6_000, "25 ms", place);
    pusher();
    throughput();
    add(EventBench.run(place));
    add(FrameBench.run(place));
    new BusinessBench(place, this::add).run();
    Files.writeString(project.resolve("docs/benchmarks.md"), report());
  }

  private Stage stage(SandboxServer sandbox) throws IOException {
    return new Stage(java, project, folder.resolve("stage-" + ++stages), sandbox.uri())
        .with("LIVE_PUSH_INTERVAL", "250ms");
  }

  private void starts() throws Exception {
    List<Duration> exporters = new ArrayList<>();
    List<Duration> bots = new ArrayList<>();
    try (SandboxServer sandbox = Sandbox.start(0)) {
      for (int i = 0; i < STARTS; i++) {
        Stage stage = stage(sandbox);
        long start = System.nanoTime();
        try (AppProcess exporter = stage.exporter()) {
          int _ = get(exporter.awaitLine("Exporter:", PATIENCE)).statusCode();
          exporters.add(Duration.ofNanos(System.nanoTime() - start));
          start = System.nanoTime();
          try (AppProcess bot = stage.bot()) {
            String ready = bot.awaitLine("Bot:", PATIENCE) + "/ready";
            while (get(ready).statusCode() != 200) {
              // Not faster: asking costs the bot time too.
              Thread.sleep(Duration.ofMillis(10));
            }
            bots.add(Duration.ofNanos(System.nanoTime() - start));
          }
        }
      }
    }
    add(
        Figure.millis(
            "exporter: start to first scrape",
            exporters,
            0.5,
            "1.0 s",
            "median of %d starts".formatted(STARTS)));
    add(
        Figure.millis(
            "bot: start to ready", bots, 0.5, "2.0 s", "median of %d starts".formatted(STARTS)));
  }

  private void idle() throws Exception {
    try (SandboxServer sandbox = Sandbox.start(0)) {
      Stage stage = stage(sandbox);
      try (AppProcess exporter = stage.exporter();
          AppProcess bot = stage.bot()) {
        String metrics = exporter.awaitLine("Exporter:", PATIENCE);
        String _ = bot.awaitLine("Bot:", PATIENCE);
        Thread.sleep(IDLE);
        long bots = ProcFs.residentKilobytes(bot.pid());
        long exporters = ProcFs.residentKilobytes(exporter.pid());
        String note = "resident after %d s without work".formatted(IDLE.toSeconds());
        add(
            new Figure(
                "bot and exporter: idle memory", megabytes(bots + exporters), "220 MB", note));
        add(new Figure("exporter: idle memory", megabytes(exporters), "95 MB", note));
        new ScrapeBench(this::add).ofTheBot(URI.create(metrics));
      }
    }
  }

  /// The push has no thread of the system to itself: what it costs is the difference to a bot that
  /// does not push.
  private void pusher() throws Exception {
    Duration with = idleCpu("250ms");
    Duration without = idleCpu("1h");
    double share =
        (with.toMillis() - without.toMillis()) / (double) IDLE.multipliedBy(2).toMillis();
    add(
        new Figure(
            "pusher: CPU at 250 ms",
            String.format(Locale.ROOT, "%.2f %% of a core", share * 100),
            "0.5 %",
            "idle bot, %d s, from %d s after its start; the same with an interval of 1 h taken away"
                .formatted(IDLE.multipliedBy(2).toSeconds(), SETTLED.toSeconds())));
  }

  private Duration idleCpu(String interval) throws Exception {
    try (SandboxServer sandbox = Sandbox.start(0)) {
      Stage stage = stage(sandbox).with("LIVE_PUSH_INTERVAL", interval);
      try (AppProcess exporter = stage.exporter();
          AppProcess bot = stage.bot()) {
        String _ = exporter.awaitLine("Exporter:", PATIENCE);
        String _ = bot.awaitLine("Bot:", PATIENCE);
        // What is compiled and collected after a start is not the push.
        Thread.sleep(SETTLED);
        Duration before = ProcFs.cpuTime(bot.pid());
        Thread.sleep(IDLE.multipliedBy(2));
        return ProcFs.cpuTime(bot.pid()).minus(before);
      }
    }
  }

  private void throughput() throws Exception {
    try (SandboxServer sandbox = Sandbox.start(0)) {
      Stage stage = stage(sandbox).with("BOT_TOKEN", Load.TOKENS);
      try (AppProcess bot = stage.bot()) {
        String _ = bot.awaitLine("Bot:", PATIENCE);
        Load load = new Load(sandbox);
        Load.Result _ = load.run(Duration.ofSeconds(20));
        Load.Result result = load.run(Duration.ofSeconds(30));
        String note =
            "voice messages to %d bots, each from another person, default settings; the pretend engine answers at once; %d of %d answered"
                .formatted(Load.BOTS, result.times().size(), result.sent());
        add(
            Figure.millis(
                "update in to answer out at 50 a second, P99",
                result.times(),
                0.99,
                "50 ms",
                note));
        add(
            Figure.millis(
                "update in to answer out at 50 a second, median", result.times(), 0.5, "–", note));
      }
    }
  }

  private void add(Figure figure) {
    figures.add(figure);
    System.out.printf(
        "%-50s %-18s (goal: at most %s)%n", figure.name(), figure.value(), figure.goal());
  }

  private String report() throws IOException {
    StringBuilder out =
        new StringBuilder(
            "# Benchmarks\n\nWritten by `make bench`; figures move by about a fifth on a shared machine.\n\n");
    out.append(
        "Machine: %d processors (%s), Java %s, %s, sandbox and load on the same machine.\n\n"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                ProcFs.processor(),
                Runtime.version(),
                LocalDate.now(ZoneOffset.UTC)));
    out.append("| figure | measured | goal: at most | how |\n|---|---|---|---|\n");
    for (Figure f : figures) {
      out.append("| %s | %s | %s | %s |%n".formatted(f.name(), f.value(), f.goal(), f.note()));
    }
    return out.toString();
  }

  private HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String megabytes(long kilobytes) {
    return "%d MB".formatted(Math.round(kilobytes / 1024.0));
  }
}
