package org.voice2text.bot.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.updates.SetWebhook;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiValidationException;

/// One bot's calls to the Bot API. Failures come as `TelegramException`, without the address, which
/// holds the token. Thread-safe.
final class TelegramApi {
  private static final String CLOUD = "api.telegram.org";
  private static final MediaType JSON = MediaType.get("application/json");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// Of one try of what must be answered at once.
  private static final Duration PROMPTLY = Duration.ofMillis(2500);

  private final BotToken token;
  private final URI server;
  private final OkHttpClient http;
  private final OkHttpTelegramClient client;
  private final OkHttpTelegramClient promptClient;
  private final int port;

  /// @param http measures and times out; shared by all bots
  TelegramApi(BotToken token, URI server, OkHttpClient http) {
    this.token = token;
    this.server = server;
    this.http = http;
    this.port =
        server.getPort() > 0 ? server.getPort() : server.getScheme().equals("https") ? 443 : 80;
    this.client = client(http);
    // With a dispatcher of its own, it queues behind no other call.
    Dispatcher dispatcher = new Dispatcher(Executors.newVirtualThreadPerTaskExecutor());
    this.promptClient =
        client(http.newBuilder().dispatcher(dispatcher).callTimeout(PROMPTLY).build());
  }

  private OkHttpTelegramClient client(OkHttpClient calls) {
    return new OkHttpTelegramClient(
        calls, token.value(), new TelegramUrl(server.getScheme(), server.getHost(), port, false));
  }

  long botId() {
    return token.botId();
  }

  /// Whether this is Telegram's own server.
  boolean isCloud() {
    return CLOUD.equals(server.getHost());
  }

  OkHttpClient http() {
    return http;
  }

  /// Built of parts: an address that is parsed shows itself, and so the token, when it fails.
  HttpUrl fileUrl(String path) {
    return new HttpUrl.Builder()
        .scheme(server.getScheme())
        .host(server.getHost())
        .port(port)
        .addPathSegment("file")
        .addPathSegment("bot" + token.value())
        .addPathSegments(path)
        .build();
  }

  <T extends Serializable> T call(BotApiMethod<T> method)
      throws TelegramException, InterruptedException {
    try {
      return await(method.getMethod(), client.executeAsync(method));
    } catch (TelegramApiException e) {
      throw failure(method.getMethod(), e);
    }
  }

  /// A call that fails within 2.5 s when it is not answered by then.
  <T extends Serializable> T callPromptly(BotApiMethod<T> method)
      throws TelegramException, InterruptedException {
    try {
      return await(method.getMethod(), promptClient.executeAsync(method));
    } catch (TelegramApiException e) {
      throw failure(method.getMethod(), e);
    }
  }

  Message send(SendDocument method) throws TelegramException, InterruptedException {
    return await(method.getMethod(), client.executeAsync(method));
  }

  void setWebhook(SetWebhook method) throws TelegramException, InterruptedException {
    boolean _ = await(method.getMethod(), client.executeAsync(method));
  }

  /// Long polling, as raw JSON so that one update which the library cannot read does not take the
  /// others with it.
  List<JsonNode> getUpdates(long offset, int limit, Duration timeout, List<String> allowed)
      throws TelegramException {
    ObjectNode body = MAPPER.createObjectNode();
    body.put("offset", offset).put("limit", limit).put("timeout", timeout.toSeconds());
    allowed.forEach(body.putArray("allowed_updates")::add);
    Request request =
        new Request.Builder()
            .url(server + "/bot" + token.value() + "/getUpdates")
            .post(RequestBody.create(body.toString(), JSON))
            .build();
    OkHttpClient patient =
        http.newBuilder()
            .readTimeout(timeout.plusSeconds(10))
            .callTimeout(timeout.plusSeconds(20))
            .build();
    try (Response response = patient.newCall(request).execute()) {
      return result(response.code(), response.body());
    } catch (IOException e) {
      throw TelegramException.unavailable("getUpdates", e);
    }
  }

  private static List<JsonNode> result(int code, ResponseBody body)
      throws TelegramException, IOException {
    JsonNode answer;
    try {
      answer = MAPPER.readTree(body.string());
    } catch (JsonProcessingException e) {
      throw TelegramException.answered(
          "getUpdates", Math.max(code, 502), "the answer is not JSON", null);
    }
    if (!answer.path("ok").asBoolean() || !answer.path("result").isArray()) {
      JsonNode retryAfter = answer.path("parameters").path("retry_after");
      throw TelegramException.answered(
          "getUpdates",
          answer.path("error_code").asInt(Math.max(code, 502)),
          answer.path("description").asText("no description"),
          retryAfter.isInt() ? retryAfter.asInt() : null);
    }
    return answer.path("result").valueStream().toList();
  }

  private static <T> T await(String path, CompletableFuture<T> future)
      throws TelegramException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw failure(path, e.getCause());
    } catch (InterruptedException e) {
      future.cancel(true);
      throw e;
    }
  }

  private static TelegramException failure(String path, @Nullable Throwable cause) {
    String method = TelegramCalls.name(path);
    for (Throwable c = cause; c != null; c = c.getCause()) {
      if (c instanceof TelegramApiRequestException e && isTelegrams(e)) {
        Integer retryAfter = e.getParameters() == null ? null : e.getParameters().getRetryAfter();
        Long migrated = e.getParameters() == null ? null : e.getParameters().getMigrateToChatId();
        if (migrated != null) {
          return TelegramException.migrated(method, migrated);
        }
        return TelegramException.answered(method, e.getErrorCode(), e.getApiResponse(), retryAfter);
      }
      if (c instanceof TelegramApiValidationException e) {
        return TelegramException.invalid(method, e);
      }
      if (c instanceof IOException && !(c instanceof InterruptedIOException)) {
        return TelegramException.unavailable(method, c);
      }
    }
    return TelegramException.unavailable(
        method, cause == null ? new IOException("no answer") : cause);
  }

  /// Whether the Bot API itself refused: for an answer of something in between, such as the page of
  /// a proxy, the library makes up the code 0.
  private static boolean isTelegrams(TelegramApiRequestException e) {
    return e.getErrorCode() != null && e.getErrorCode() >= 400;
  }

  @Override
  public String toString() {
    return token.toString();
  }
}
