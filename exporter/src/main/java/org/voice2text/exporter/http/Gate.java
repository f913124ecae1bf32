package org.voice2text.exporter.http;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/// Decides what gets as far as a handler, which the server would give any method, and every path
/// that begins with its own. Thread-safe.
final class Gate extends Filter {
  private static final Set<String> METHODS = Set.of("GET", "HEAD");
  private static final String METRICS = "/metrics";

  private final Optional<Credentials> credentials;

  Gate(Optional<Credentials> credentials) {
    this.credentials = credentials;
  }

  @Override
  public String description() {
    return "authentication, methods and paths";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    if (credentials.isPresent()
        && !credentials.get().allow(exchange.getRequestHeaders().getFirst("Authorization"))) {
      end(exchange, 401, "WWW-Authenticate", "Basic realm=\"exporter\", charset=\"UTF-8\"");
    } else if (!METHODS.contains(method)) {
      end(exchange, 405, "Allow", "GET, HEAD");
    } else if (path.startsWith(METRICS) && !path.equals(METRICS)) {
      end(exchange, 404, "Cache-Control", "no-store");
    } else if (path.equals(METRICS) && method.equals("HEAD")) {
      end(exchange, 200, "Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    } else {
      chain.doFilter(exchange);
    }
  }

  private static void end(HttpExchange exchange, int status, String header, String value)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set(header, value);
      exchange.sendResponseHeaders(status, -1);
    }
  }
}
