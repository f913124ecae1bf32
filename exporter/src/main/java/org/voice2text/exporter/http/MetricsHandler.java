package org.voice2text.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.exporter.http.Exposition.Page;

/// Answers a GET of `/metrics`: in the format of the header `Accept`, and only the families of the
/// parameters `name[]` if there are any. Thread-safe.
final class MetricsHandler implements HttpHandler, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MetricsHandler.class);
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Scraper scraper;
  private final Exposition exposition = new Exposition();

  private record Reply(int status, Page page) {}

  /// @param scraper is closed with this
  MetricsHandler(Scraper scraper) {
    this.scraper = scraper;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, reply(exchange));
    }
  }

  private Reply reply(HttpExchange exchange) {
    try {
      Set<String> names = NameQuery.names(exchange.getRequestURI().getRawQuery());
      String accept = exchange.getRequestHeaders().getFirst("Accept");
      MetricSnapshots all = scraper.scrape();
      Page page =
          names.isEmpty()
              ? exposition.page(all, accept)
              : exposition.part(only(names, all), accept);
      return new Reply(200, page);
    } catch (NameQuery.BadQueryException e) {
      return new Reply(400, text("The query cannot be read: " + e.getMessage()));
    } catch (RuntimeException e) {
      log.error("The metrics could not be written", e);
      return new Reply(500, text("The metrics could not be written; see the log."));
    }
  }

  private static Page text(String message) {
    return new Page(TEXT, (message + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static MetricSnapshots only(Set<String> names, MetricSnapshots all) {
    Collection<MetricSnapshot> families =
        all.stream()
            .filter(family -> FamilyNames.of(family).stream().anyMatch(names::contains))
            .toList();
    return new MetricSnapshots(families);
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", reply.page().contentType);
    byte[] body = reply.page().body;
    if (takesGzip(exchange.getRequestHeaders().getOrDefault("Accept-Encoding", List.of()))) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      body = zipped(body);
    }
    if (body.length == 0) {
      // To the server a length of 0 is one that is not known.
      exchange.sendResponseHeaders(reply.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(reply.status(), body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static boolean takesGzip(List<String> headers) {
    return headers.stream()
        .flatMap(header -> Stream.of(header.split(",", -1)))
        .map(encoding -> encoding.replace(" ", "").toLowerCase(Locale.ROOT))
        .filter(encoding -> !encoding.matches("gzip;q=0(\\.0*)?"))
        .anyMatch(encoding -> encoding.equals("gzip") || encoding.startsWith("gzip;"));
  }

  private static byte[] zipped(byte[] body) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream(body.length / 4 + 256);
    try (OutputStream out = new QuickGzip(zipped)) {
      out.write(body);
    }
    return zipped.toByteArray();
  }

  @Override
  public void close() {
    scraper.close();
    exposition.close();
  }

  /// The way from here to a Prometheus is short: a little more to send takes less time than to
  /// press it out.
  private static final class QuickGzip extends GZIPOutputStream {
    QuickGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
