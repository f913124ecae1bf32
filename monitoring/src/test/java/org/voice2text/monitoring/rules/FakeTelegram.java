package org.voice2text.monitoring.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Takes every `sendMessage` and says that it worked.
final class FakeTelegram implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] SENT =
      """
      {"ok": true, "result": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}}
      """
          .getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;
  private final List<Sent> sent = new CopyOnWriteArrayList<>();

  /// @param path with the token
  record Sent(String path, JsonNode body) {
    String text() {
      return body.get("text").asText();
    }
  }

  FakeTelegram() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          JsonNode body = JSON.readTree(exchange.getRequestBody());
          sent.add(new Sent(exchange.getRequestURI().getPath(), body));
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, SENT.length);
          exchange.getResponseBody().write(SENT);
          exchange.close();
        });
    server.start();
  }

  URI api() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Sent> sent() {
    return List.copyOf(sent);
  }

  List<String> texts() {
    return sent.stream().map(Sent::text).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
