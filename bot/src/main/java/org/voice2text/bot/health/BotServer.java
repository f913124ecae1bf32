package org.voice2text.bot.health;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.telegram.Webhook;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.config.ExitCode;
import org.voice2text.model.config.StartupException;
import org.voice2text.model.health.HealthChecks;

/// The bot's own server: health pages, and the webhook when there is one. Thread-safe.
public final class BotServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BotServer.class);
  private static final long MAX_UPDATE_BYTES = 1024L * 1024;
  private static final String STARTED = "started";

  private final HealthChecks health;
  private final TelegramHost telegram;
  private final Instruments instruments;
  private final Javalin javalin;

  private BotServer(HealthChecks health, TelegramHost telegram, Instruments instruments) {
    this.health = health;
    this.telegram = telegram;
    this.instruments = instruments;
    this.javalin = Javalin.create(this::configure);
  }

  /// @throws StartupException if the port cannot be opened
  public static BotServer start(
      String host, int port, HealthChecks health, TelegramHost telegram, Instruments instruments) {
    BotServer server = new BotServer(health, telegram, instruments);
    try {
      server.javalin.start(host, port);
      return server;
    } catch (JavalinBindException e) {
      server.close();
      throw new StartupException(
          ExitCode.CANNOT_OPEN,
          "BOT_HTTP_PORT=%d on %s cannot be opened; is another bot running? Stop it, or choose another port."
              .formatted(port, host),
          e);
    }
  }

  public int port() {
    return javalin.port();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.concurrency.useVirtualThreads = true;
    config.http.maxRequestSize = MAX_UPDATE_BYTES;
    config.routes.before(this::begin);
    config.routes.after(this::end);
    config.routes.get(
        "/health/live",
        ctx -> ctx.contentType("application/json").result("{\"status\": \"healthy\"}"));
    config.routes.get("/health/ready", this::report);
    config.routes.get("/health", this::report);
    config.routes.post(Webhook.PATH + "{bot}", this::webhook);
    config.routes.exception(
        Exception.class,
        (e, ctx) -> {
          log.error("A request failed", e);
          ctx.status(500).result("");
        });
  }

  private void report(Context ctx) {
    var report = health.report();
    ctx.status(report.httpStatus()).contentType("application/json").result(report.toJson());
  }

  private void webhook(Context ctx) {
    String bot = ctx.pathParam("bot");
    if (!bot.matches("\\d{1,18}")) {
      ctx.status(404);
      return;
    }
    ctx.status(
        telegram.receive(Long.parseLong(bot), ctx.header(Webhook.SECRET_HEADER), ctx.body()));
  }

  private void begin(Context ctx) {
    ctx.attribute(STARTED, System.nanoTime());
    instruments.addToGauge(LiveMetrics.HTTP_IN_PROGRESS, 1, handler(ctx));
  }

  private void end(Context ctx) {
    String handler = handler(ctx);
    String method = ctx.method().name().toUpperCase(Locale.ROOT);
    instruments.addToGauge(LiveMetrics.HTTP_IN_PROGRESS, -1, handler);
    instruments.increment(
        LiveMetrics.HTTP_REQUESTS, handler, method, ctx.statusCode() / 100 + "xx");
    Long started = ctx.attribute(STARTED);
    if (started != null) {
      instruments.observe(
          LiveMetrics.HTTP_REQUEST_DURATION,
          Duration.ofNanos(System.nanoTime() - started),
          handler,
          method);
    }
  }

  private static String handler(Context ctx) {
    if (ctx.path().startsWith("/health")) {
      return "health";
    }
    return ctx.path().startsWith(Webhook.PATH) ? "webhook" : "other";
  }

  @Override
  public void close() {
    javalin.stop();
    health.close();
  }
}
