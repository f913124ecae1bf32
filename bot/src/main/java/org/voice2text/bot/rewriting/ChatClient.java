package org.voice2text.bot.rewriting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.voice2text.bot.http.HttpAnswer;
import org.voice2text.bot.http.HttpCalls;
import org.voice2text.bot.rewriting.ChatException.Kind;
import org.voice2text.bot.telemetry.ApiCall;

/// Any server with OpenAI's chat API: `POST <base>/chat/completions`. Thread-safe.
final class ChatClient {
  private static final MediaType JSON = MediaType.get("application/json");

  private final RewriteConfig config;
  private final HttpUrl url;
  private final HttpCalls calls;
  private final InstantSource clock;
  private final ChatReader reader;

  ChatClient(RewriteConfig config, OkHttpClient client, InstantSource clock) {
    this.config = config;
    this.url =
        HttpUrl.get(config.baseUrl().toString())
            .newBuilder()
            .addPathSegments("chat/completions")
            .build();
    this.calls = new HttpCalls(client);
    this.clock = clock;
    this.reader = new ChatReader(url.host() + ":" + url.port(), config.model());
  }

  String model() {
    return config.model();
  }

  /// Makes one request.
  ///
  /// @param instructions ours, in the role `system`
  /// @param data a JSON object with what a user said, in the role `user`: whatever it holds, it
  ///   stays inside its JSON strings, and the instructions say that it is data
  /// @param bill is told what the answer cost, also when it is of no use
  String complete(String instructions, ObjectNode data, Duration deadline, Consumer<Usage> bill)
      throws ChatException, InterruptedException {
    if (deadline.compareTo(Duration.ofMillis(1)) < 0) {
      throw failure(new InterruptedIOException("no time left"));
    }
    HttpAnswer answer;
    try {
      answer = calls.send(request(instructions, data), deadline);
    } catch (IOException e) {
      throw failure(e);
    }
    return reader.read(answer, clock.instant(), bill);
  }

  private Request request(String instructions, ObjectNode data) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", config.model());
    ArrayNode messages = body.putArray("messages");
    messages.addObject().put("role", "system").put("content", instructions);
    messages.addObject().put("role", "user").put("content", data.toString());
    var request =
        new Request.Builder()
            .url(url)
            .tag(ApiCall.class, Rewriter.CALL)
            .post(RequestBody.create(body.toString(), JSON));
    if (config.key() != null) {
      request.header("Authorization", "Bearer " + config.key());
    }
    return request.build();
  }

  private ChatException failure(IOException e) {
    boolean timeout = e instanceof InterruptedIOException;
    return new ChatException(
        timeout ? Kind.TIMEOUT : Kind.BROKEN_OFF,
        "%s:%d %s"
            .formatted(
                url.host(),
                url.port(),
                timeout ? "did not answer in time" : "could not be reached or broke off"),
        null,
        e);
  }
}
