package org.voice2text.bot.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.voice2text.model.report.ReportConfig;

/// A Sentry server that only receives. Thread-safe.
public final class FakeSentry implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MockWebServer server = new MockWebServer();
  private final List<JsonNode[]> items = new CopyOnWriteArrayList<>();
  private volatile int answer = 200;

  public FakeSentry() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            read(request.getBody().toByteArray());
            return new MockResponse.Builder().code(answer).body("{}").build();
          }
        });
    server.start();
  }

  public Optional<ReportConfig> config(double tracesSampleRate) {
    return Optional.of(
        new ReportConfig(
            "http://key@127.0.0.1:" + server.getPort() + "/1",
            "test",
            "voice2text@1",
            "bot",
            tracesSampleRate));
  }

  void answerWith(int code) {
    answer = code;
  }

  public List<JsonNode> events() {
    return bodies("event");
  }

  public List<JsonNode> transactions() {
    return bodies("transaction");
  }

  private List<JsonNode> bodies(String type) {
    return items.stream()
        .filter(item -> item[0].path("type").asText().equals(type))
        .map(item -> item[1])
        .toList();
  }

  /// A line for the envelope, then two lines for each item.
  private void read(byte[] body) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
      List<JsonNode> nodes = new ArrayList<>();
      for (String line : lines) {
        nodes.add(JSON.readTree(line));
      }
      for (int i = 1; i + 1 < nodes.size(); i += 2) {
        items.add(new JsonNode[] {nodes.get(i), nodes.get(i + 1)});
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
