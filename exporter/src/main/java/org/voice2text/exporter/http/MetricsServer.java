package org.voice2text.exporter.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.voice2text.model.config.ExitCode;
import org.voice2text.model.config.StartupException;
import org.voice2text.model.health.HealthReport;

/// Serves `/metrics`, `/health` and a landing page. Each request has a thread of its own, so that a
/// slow reader holds up nobody.
public final class MetricsServer implements AutoCloseable {
  /// Connections that wait to be accepted. The library's own server takes 3, and then a client
  /// waits a second before it tries again.
  private static final int BACKLOG = 128;

  private final HttpServer server;
  private final ExecutorService executor;
  private final MetricsHandler metrics;

  private MetricsServer(HttpServer server, ExecutorService executor, MetricsHandler metrics) {
    this.server = server;
    this.executor = executor;
    this.metrics = metrics;
  }

  /// To be called before anything else in the process uses the JDK's server, which reads these
  /// once.
  public static void configureJdkServer() {
    // Without it a scrape over a kept connection waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // Seconds for a client to send its request, and to take its answer.
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "30");
    System.setProperty("jdk.httpserver.maxConnections", "256");
  }

  /// @param deadline for all sources together; what is not there by then is left out
  /// @param states are told how each collection of the sources went
  /// @throws StartupException if the port is taken
  public static MetricsServer start(
      InetSocketAddress address,
      Optional<Credentials> credentials,
      List<ScrapeSource> sources,
      Duration deadline,
      CollectorStates states,
      Supplier<HealthReport> health) {
    MetricsHandler metrics = new MetricsHandler(new Scraper(sources, deadline, states));
    try {
      HttpServer server = HttpServer.create(address, BACKLOG);
      Gate gate = new Gate(credentials);
      server.createContext("/metrics", metrics).getFilters().add(gate);
      server.createContext("/", new SiteHandler(health)).getFilters().add(gate);
      ExecutorService executor =
          Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
      server.setExecutor(executor);
      server.start();
      return new MetricsServer(server, executor, metrics);
    } catch (IOException | RuntimeException e) {
      metrics.close();
      throw new StartupException(
          ExitCode.CANNOT_OPEN,
          "METRICS_HOST=%s, METRICS_PORT=%d cannot be opened (%s). Is another exporter running? Stop it, or choose"
                  .formatted(address.getHostString(), address.getPort(), e.getMessage())
              + " another port; 0 takes a free one.",
          e);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
    metrics.close();
  }
}
