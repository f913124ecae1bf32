package org.voice2text.sandbox.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.voice2text.model.live.LiveAddress;
import org.voice2text.sandbox.stage.AppProcess;
import org.voice2text.sandbox.stage.Stage;

/// Measures scrapes, one right after the other over a kept connection. A series is what it is to
/// Prometheus: a line of the answer.
final class ScrapeBench {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SCRAPES = 1000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Consumer<Figure> figures;

  ScrapeBench(Consumer<Figure> figures) {
    this.figures = figures;
  }

  /// An exporter to which the real bot pushes.
  void ofTheBot(URI metrics) throws IOException, InterruptedException {
    measure("of an idle bot", "–", "as the bot pushes them", metrics);
  }

  /// An exporter to which a pretend bot pushes.
  ///
  /// @param series about as many as there are to be in an answer
  void ofSeries(int series, String goal, BenchPlace place) throws Exception {
    Stage stage = place.stage("scrape-" + series);
    try (AppProcess exporter = stage.exporter()) {
      URI metrics = URI.create(exporter.awaitLine("Exporter:", PATIENCE));
      int blocks = (series - series(metrics)) / PretendBot.SAMPLES_OF_A_BLOCK;
      LiveAddress socket = LiveAddress.parse(stage.data().resolve("live.sock").toString());
      try (PretendBot _ = new PretendBot(socket, blocks)) {
        while (series(metrics) < blocks * PretendBot.SAMPLES_OF_A_BLOCK) {
          Thread.sleep(Duration.ofMillis(50));
        }
        measure(
            "of %,d series".formatted(series),
            goal,
            "all values of the %,d that are pushed change 4 times a second"
                .formatted(blocks * PretendBot.SAMPLES_OF_A_BLOCK),
            metrics);
      }
    }
  }

  private void measure(String name, String goal, String note, URI metrics)
      throws IOException, InterruptedException {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < 2 * SCRAPES; i++) {
      long start = System.nanoTime();
      int _ = get(metrics).length();
      if (i >= SCRAPES) {
        times.add(Duration.ofNanos(System.nanoTime() - start));
      }
    }
    String all =
        "P99 of %,d after as many, as text; %,d series served; %s"
            .formatted(SCRAPES, series(metrics), note);
    figures.accept(Figure.millis("scrape " + name, times, 0.99, goal, all));
  }

  private int series(URI metrics) throws IOException, InterruptedException {
    return (int) get(metrics).lines().filter(line -> !line.startsWith("#")).count();
  }

  private String get(URI metrics) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
