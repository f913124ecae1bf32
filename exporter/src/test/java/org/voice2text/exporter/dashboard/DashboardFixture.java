package org.voice2text.exporter.dashboard;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.voice2text.exporter.business.BusinessMetrics;
import org.voice2text.exporter.business.BusinessMetrics.BusinessConfig;
import org.voice2text.exporter.business.ReadOnlyDatabase;
import org.voice2text.exporter.http.Credentials;
import org.voice2text.exporter.live.LiveReceiver;
import org.voice2text.model.event.EventLog;
import org.voice2text.model.event.EventRow;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.health.HealthCheck.Finding;
import org.voice2text.model.health.HealthReport;
import org.voice2text.model.live.LiveAddress;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// A dashboard over a real database and a real live socket, at a time that stands still.
final class DashboardFixture implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-06-15T12:40:00Z");

  final Path database;
  final LiveAddress socket;
  Finding bot = Finding.healthy("1 bot pushes");
  Optional<Credentials> credentials = Optional.empty();
  Optional<URI> prometheus = Optional.empty();
  OptionalDouble usdRub = OptionalDouble.of(100);
  Duration refresh = Duration.ofMillis(50);
  EventStream.Limits limits = EventStream.Limits.DEFAULT;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Runnable> open = new ArrayList<>();
  private DashboardServer server;
  private BusinessMetrics business;
  private DashboardPages pages;

  DashboardFixture(Path folder) {
    this.database = folder.resolve("bot.db");
    this.socket = LiveAddress.parse(folder.resolve("live.sock").toString());
  }

  /// Writes events into the database, which is made if it is not there.
  void happened(Map<TechnicalEvent, Instant> events) {
    List<EventRow> rows =
        events.entrySet().stream()
            .map(event -> EventRow.of(event.getKey(), event.getValue().toEpochMilli()))
            .toList();
    write("events", handle -> EventLog.append(handle, rows));
  }

  void write(String operation, Consumer<Handle> work) {
    try (Database writer = Database.openWriter(database, DatabaseObserver.NONE)) {
      writer.<Boolean>transaction(
          operation,
          handle -> {
            work.accept(handle);
            return true;
          });
    }
  }

  void start() {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    LiveReceiver live =
        LiveReceiver.start(socket, database.resolveSibling("ledger"), Set.of(), () -> NOW);
    open.add(live::close);
    ReadOnlyDatabase reader = new ReadOnlyDatabase(database);
    open.add(reader::close);
    business = new BusinessMetrics(reader, new BusinessConfig(refresh, zone, usdRub), () -> NOW);
    open.add(business::close);
    DashboardConfig config =
        new DashboardConfig(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            credentials,
            prometheus,
            zone,
            usdRub,
            refresh,
            new DashboardConfig.Build("1.2", "abc", NOW.minusSeconds(60)));
    pages =
        new DashboardPages(
            config, () -> LiveNow.of(live), business::now, this::health, () -> NOW, limits);
    server = DashboardServer.start(config, pages);
    open.add(server::close);
    business.start();
  }

  private HealthReport health() {
    return new HealthReport(
        List.of(new HealthReport.Result("bot", false, bot, Duration.ofMillis(1))));
  }

  /// Waits until everything in the database has been read.
  void awaitRead() {
    await()
        .until(() -> business.now().readAt().isPresent() && business.now().activity().isPresent());
  }

  BusinessMetrics business() {
    return business;
  }

  int listeners() {
    return pages.listeners();
  }

  List<String> paths() {
    return server.paths();
  }

  int port() {
    return server.port();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
  }

  HttpResponse<String> get(String path, String... headers) {
    return ask("GET", path, headers);
  }

  HttpResponse<String> ask(String method, String path, String... headers) {
    return send(BodyHandlers.ofString(), method, path, headers);
  }

  <T> HttpResponse<T> send(BodyHandler<T> handler, String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(Duration.ofSeconds(10))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), handler);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    open.reversed().forEach(Runnable::run);
    open.clear();
    client.close();
  }
}
