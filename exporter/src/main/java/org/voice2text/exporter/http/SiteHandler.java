package org.voice2text.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.model.health.HealthReport;

/// Everything but `/metrics`: the landing page and health. Thread-safe.
final class SiteHandler implements HttpHandler {
  private static final Logger log = LoggerFactory.getLogger(SiteHandler.class);
  private static final String JSON = "application/json; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String HTML = "text/html; charset=utf-8";

  private static final String LANDING_PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><title>Voice2Text exporter</title></head>
      <body>
      <h1>Voice2Text exporter</h1>
      <ul>
      <li><a href="/metrics">Metrics</a>, for Prometheus</li>
      <li><a href="/health">Health</a>: all checks; <a href="/health/ready">ready</a>, <a href="/health/live">live</a></li>
      </ul>
      </body>
      </html>
      """;

  private final Supplier<HealthReport> health;

  /// One answer.
  private record Page(int status, String contentType, String body) {}

  SiteHandler(Supplier<HealthReport> health) {
    this.health = health;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, pageOrError(exchange.getRequestURI().getPath()));
    }
  }

  private Page pageOrError(String path) {
    try {
      return page(path);
    } catch (RuntimeException e) {
      log.error("A page could not be made", e);
      return new Page(500, TEXT, "The page could not be made; see the log.\n");
    }
  }

  private Page page(String path) {
    return switch (path) {
      case "/" -> new Page(200, HTML, LANDING_PAGE);
      case "/health/live" -> new Page(200, JSON, "{\"status\":\"healthy\",\"checks\":{}}");
      case "/health", "/health/ready" -> {
        HealthReport report = health.get();
        yield new Page(report.httpStatus(), JSON, report.toJson());
      }
      default -> new Page(404, TEXT, "Not found\n");
    };
  }

  private static void send(HttpExchange exchange, Page page) throws IOException {
    byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", page.contentType());
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
      exchange.sendResponseHeaders(page.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(page.status(), body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
