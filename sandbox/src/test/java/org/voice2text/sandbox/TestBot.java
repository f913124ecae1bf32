package org.voice2text.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A bot, or any other client, reduced to HTTP.
final class TestBot implements AutoCloseable {
  static final long ID = 42;
  static final String TOKEN = "42:AAF-secret_part";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final SandboxServer sandbox;
  private final String token;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  TestBot(SandboxServer sandbox) {
    this(sandbox, TOKEN);
  }

  TestBot(SandboxServer sandbox, String token) {
    this.sandbox = sandbox;
    this.token = token;
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared as a whole.
  record Answer(int status, String contentType, byte[] bytes) {
    JsonNode json() {
      try {
        return MAPPER.readTree(bytes);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    String text() {
      return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }

    JsonNode result() {
      JsonNode json = json();
      if (!json.path("ok").asBoolean()) {
        throw new AssertionError(json.toString());
      }
      return json.path("result");
    }

    String description() {
      return json().path("description").asText();
    }
  }

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) MAPPER.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// @param params JSON, where a single quote stands for a double one
  Answer call(String method, String params) throws IOException, InterruptedException {
    return call(method, json(params));
  }

  Answer call(String method, ObjectNode params) throws IOException, InterruptedException {
    return send(request(method, params));
  }

  CompletableFuture<Answer> callLater(String method, String params) {
    return client
        .sendAsync(request(method, json(params)), BodyHandlers.ofByteArray())
        .thenApply(TestBot::answer);
  }

  private HttpRequest request(String method, ObjectNode params) {
    return HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + "/bot" + token + "/" + method))
        .timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(params.toString()))
        .build();
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(sandbox.uri() + path))
            .timeout(Duration.ofSeconds(20))
            .build());
  }

  Answer post(String path, String contentType, byte[] body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(sandbox.uri() + path))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build());
  }

  Answer send(HttpRequest request) throws IOException, InterruptedException {
    return answer(client.send(request, BodyHandlers.ofByteArray()));
  }

  private static Answer answer(HttpResponse<byte[]> response) {
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(""),
        response.body());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
