package org.voice2text.sandbox.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voice2text.sandbox.stage.AppProcess;
import org.voice2text.sandbox.stage.ProcFs;
import org.voice2text.sandbox.stage.Stage;

/// Measures the business metrics of the real exporter over a database with a long history.
final class BusinessBench {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long USERS = 1_000_000;
  private static final int REFRESHES = 25;
  private static final int ACTIVITIES = 3;
  private static final Pattern ACTIVITY =
      Pattern.compile("user-activity-refresh took ([0-9.]+) ms");

  private final HttpClient http = HttpClient.newHttpClient();
  private final BenchPlace place;
  private final Consumer<Figure> figures;

  BusinessBench(BenchPlace place, Consumer<Figure> figures) {
    this.place = place;
    this.figures = figures;
  }

  void run() throws Exception {
    Stage few = stage("few-events");
    try (BigDatabase database = BigDatabase.create(few.database(), 1_000_000, 1);
        AppProcess exporter = few.exporter()) {
      String metrics = exporter.awaitLine("Exporter:", PATIENCE);
      Duration _ = awaitValues(metrics);
      refreshes("1 million", metrics, database);
    }
    Stage many = stage("many-events");
    try (BigDatabase database = BigDatabase.create(many.database(), 10_000_000, USERS)) {
      try (AppProcess exporter = many.exporter()) {
        firstFold(exporter, database);
      }
      restart(many, database);
    }
  }

  private Stage stage(String name) throws IOException {
    return place.stage(name).with("BUSINESS_REFRESH", "200ms").with("LOG_LEVEL", "debug");
  }

  private void firstFold(AppProcess exporter, BigDatabase database) throws Exception {
    long start = System.nanoTime();
    String metrics = exporter.awaitLine("Exporter:", PATIENCE);
    Duration slowest = awaitValues(metrics);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    figures.accept(
        new Figure(
            "business metrics: first fold of 10 million events",
            seconds(took),
            "30 s",
            "from the exporter's start to its values, no event summed up by a bot; %s of CPU; scrapes in the meantime took at most %s"
                .formatted(seconds(ProcFs.cpuTime(exporter.pid())), Figure.millis(slowest))));
    int before = activities(exporter).size();
    refreshes("10 million", metrics, database);
    activity(exporter, before);
  }

  /// Scrapes until the business metrics are there.
  ///
  /// @return the longest scrape in the meantime, without the first
  private Duration awaitValues(String metrics) throws Exception {
    Duration slowest = Duration.ZERO;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String answer = get(metrics);
    while (!answer.contains("exporter_collector_up{collector=\"business\"} 1.0")) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("The exporter has no business metrics");
      }
      TimeUnit.MILLISECONDS.sleep(50);
      long start = System.nanoTime();
      answer = get(metrics);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
    }
    return slowest;
  }

  private void refreshes(String events, String metrics, BigDatabase database) throws Exception {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < REFRESHES; i++) {
      double before = value(get(metrics), "bot_users_total");
      database.appendThousand();
      String answer = get(metrics);
      while (value(answer, "bot_users_total") == before) {
        TimeUnit.MILLISECONDS.sleep(20);
        answer = get(metrics);
      }
      double took = value(answer, "business_refresh_duration_seconds");
      if (i >= 5) {
        times.add(Duration.ofNanos(Math.round(took * 1e9)));
      }
    }
    figures.accept(
        Figure.millis(
            "business metrics: refresh after 1,000 new of %s events".formatted(events),
            times,
            0.5,
            "10 ms",
            "median of %d, as the exporter tells it; the longest %s"
                .formatted(times.size(), Figure.millis(Figure.quantile(times, 1)))));
  }

  private void activity(AppProcess exporter, int before) throws Exception {
    List<Duration> times = activities(exporter);
    while (times.size() < before + ACTIVITIES) {
      TimeUnit.MILLISECONDS.sleep(200);
      times = activities(exporter);
    }
    figures.accept(
        Figure.millis(
            "online, daily, weekly and monthly users of 1 million",
            times.subList(before, times.size()),
            0.5,
            "100 ms",
            "median of %d refreshes, as the exporter tells it; all were active in the month"
                .formatted(ACTIVITIES)));
  }

  private static List<Duration> activities(AppProcess exporter) {
    List<Duration> times = new ArrayList<>();
    Matcher matcher = ACTIVITY.matcher(exporter.output());
    while (matcher.find()) {
      times.add(Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * 1e6)));
    }
    return times;
  }

  private void restart(Stage stage, BigDatabase database) throws Exception {
    long start = System.nanoTime();
    database.rollUp(20_000);
    Duration rolledUp = Duration.ofNanos(System.nanoTime() - start);
    start = System.nanoTime();
    try (AppProcess exporter = stage.exporter()) {
      Duration _ = awaitValues(exporter.awaitLine("Exporter:", PATIENCE));
      figures.accept(
          new Figure(
              "business metrics: restart with 10 million events",
              seconds(Duration.ofNanos(System.nanoTime() - start)),
              "–",
              "from the exporter's start to its values, when the bot has summed the events up, which took %.1f µs an event"
                  .formatted(rolledUp.toNanos() / 1e3 / 10_000_000)));
    }
  }

  private static double value(String answer, String series) {
    return answer
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The exporter does not show " + series));
  }

  private String get(String url) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }
}
