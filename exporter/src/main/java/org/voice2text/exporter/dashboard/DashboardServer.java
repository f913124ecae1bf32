package org.voice2text.exporter.dashboard;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.UnauthorizedResponse;
import io.javalin.util.JavalinBindException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;
import org.voice2text.exporter.http.Credentials;
import org.voice2text.model.config.ExitCode;
import org.voice2text.model.config.StartupException;
import org.voice2text.model.health.HealthReport;

/// The built-in dashboard's web server. Thread-safe.
public final class DashboardServer implements AutoCloseable {
  private final Javalin app;

  private DashboardServer(Javalin app) {
    this.app = app;
  }

  /// @throws StartupException if the port is taken
  public static DashboardServer start(
      InetSocketAddress address, Optional<Credentials> credentials, Supplier<HealthReport> health) {
    Javalin app = Javalin.create(config -> configure(config, credentials, health));
    try {
      return new DashboardServer(app.start(address.getHostString(), address.getPort()));
    } catch (JavalinBindException e) {
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
      JavalinConfig config, Optional<Credentials> credentials, Supplier<HealthReport> health) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.routes.before(context -> authenticate(context, credentials));
    config.routes.get("/", context -> context.html(StatusPage.html(health.get())));
  }

  private static void authenticate(Context context, Optional<Credentials> credentials) {
    if (credentials.isPresent() && !credentials.get().allow(context.header("Authorization"))) {
      context.header("WWW-Authenticate", "Basic realm=\"dashboard\", charset=\"UTF-8\"");
      throw new UnauthorizedResponse();
    }
  }

  public int port() {
    return app.port();
  }

  @Override
  public void close() {
    app.stop();
  }
}
