package org.voice2text.exporter.dashboard;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.exporter.business.BusinessMetrics;
import org.voice2text.exporter.http.Credentials;
import org.voice2text.exporter.live.LiveReceiver;
import org.voice2text.model.config.ExitCode;
import org.voice2text.model.config.StartupException;
import org.voice2text.model.health.HealthReport;

/// The built-in dashboard's web server. Read only. Thread-safe.
public final class DashboardServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DashboardServer.class);
  private static final Set<String> METHODS = Set.of("GET", "HEAD");

  private final Javalin app;
  private final DashboardPages pages;

  private DashboardServer(Javalin app, DashboardPages pages) {
    this.app = app;
    this.pages = pages;
  }

  /// @throws StartupException if the port is taken
  public static DashboardServer start(
      DashboardConfig config,
      LiveReceiver live,
      BusinessMetrics business,
      Supplier<HealthReport> health,
      InstantSource clock) {
    return start(
        config,
        new DashboardPages(
            config,
            () -> LiveNow.of(live),
            business::now,
            health,
            clock,
            EventStream.Limits.DEFAULT));
  }

  static DashboardServer start(DashboardConfig config, DashboardPages pages) {
    Javalin app = Javalin.create(javalin -> configure(javalin, config.credentials(), pages));
    InetSocketAddress address = config.address();
    try {
      return new DashboardServer(app.start(address.getHostString(), address.getPort()), pages);
    } catch (JavalinBindException e) {
      pages.close();
      app.stop();
      throw new StartupException(
          ExitCode.CANNOT_OPEN,
          "DASHBOARD_HOST=%s, DASHBOARD_PORT=%d cannot be opened. Is another exporter running? Stop it, or choose"
                  .formatted(address.getHostString(), address.getPort())
              + " another port; 0 takes a free one.",
          e);
    }
  }

  private static void configure(
      JavalinConfig config, Optional<Credentials> credentials, DashboardPages pages) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    // Events must not be held back, and files are kept compressed.
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.routes.before(context -> admit(context, credentials));
    pages.addTo(config.routes);
    config.routes.exception(
        BadQueryException.class,
        (e, context) -> Reply.error(context, 400, String.valueOf(e.getMessage())));
    config.routes.exception(
        Exception.class,
        (e, context) -> {
          log.error("{} could not be answered", context.path(), e);
          Reply.error(context, 500, "The answer could not be made; see the log.");
        });
    config.routes.error(
        404, context -> Reply.error(context, 404, "There is no such page; the dashboard is at /."));
  }

  /// Lets nobody further who may not look, and nothing that would change something.
  private static void admit(Context context, Optional<Credentials> credentials) {
    Reply.secure(context);
    if (credentials.isPresent() && !credentials.get().allow(context.header("Authorization"))) {
      context.header("WWW-Authenticate", "Basic realm=\"dashboard\", charset=\"UTF-8\"");
      Reply.error(context, 401, "Name and password are needed: METRICS_USER, METRICS_PASSWORD.");
      context.skipRemainingHandlers();
    } else if (!METHODS.contains(context.method().name())) {
      context.header("Allow", "GET, HEAD");
      Reply.error(context, 405, "Only GET and HEAD are answered here.");
      context.skipRemainingHandlers();
    }
  }

  /// The addresses that are answered.
  List<String> paths() {
    return app.unsafe.internalRouter.allHttpHandlers().stream()
        .filter(handler -> handler.endpoint.method.isHttpMethod())
        .map(handler -> handler.endpoint.path)
        .distinct()
        .toList();
  }

  public int port() {
    return app.port();
  }

  @Override
  public void close() {
    pages.close();
    app.stop();
  }
}
