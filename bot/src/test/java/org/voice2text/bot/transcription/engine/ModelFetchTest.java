package org.voice2text.bot.transcription.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ModelFetchTest {
  private static final byte[] MODEL = model();
  private final MockWebServer server = new MockWebServer();
  private final OkHttpClient client = new OkHttpClient();
  @TempDir private Path folder;
  private Path models;
  private Path part;

  @BeforeEach
  void start() throws IOException {
    server.start();
    models = folder.resolve("data").resolve("models");
    part = models.resolve("ggml-tiny.bin.part");
  }

  @AfterEach
  void stop() {
    server.close();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  @Test
  void fetchesAndChecksAModelOnce() throws Exception {
    server.enqueue(whole().build());
    ModelFetch fetch = fetch(sha256(MODEL));

    fetch.fetch();
    fetch.fetch();

    assertThat(fetch.target()).isEqualTo(models.resolve("ggml-tiny.bin")).hasBinaryContent(MODEL);
    assertThat(models).isDirectoryNotContaining(file -> file.toString().endsWith(".part"));
    assertThat(server.getRequestCount()).isEqualTo(1);
    assertThat(server.takeRequest().getTarget()).isEqualTo("/main/ggml-tiny.bin");
    assertThat(fetch.percent()).isNegative();
  }

  @Test
  void resumesWhereItBrokeOff() throws Exception {
    server.enqueue(whole().onResponseBody(new SocketEffect.CloseSocket()).build());
    ModelFetch fetch = fetch(sha256(MODEL));
    assertThatThrownBy(fetch::fetch).isInstanceOf(IOException.class);
    int here = (int) Files.size(part);
    assertThat(here).isPositive().isLessThan(MODEL.length);
    assertThat(fetch.target()).doesNotExist();

    server.enqueue(
        new MockResponse.Builder()
            .code(206)
            .body(new Buffer().write(MODEL, here, MODEL.length - here))
            .build());
    fetch.fetch();

    assertThat(fetch.target()).hasBinaryContent(MODEL);
    server.takeRequest();
    assertThat(server.takeRequest().getHeaders().get("Range")).isEqualTo("bytes=" + here + "-");
  }

  @Test
  void startsAnewWhenTheServerDoesNotResume() throws Exception {
    Files.createDirectories(models);
    Files.write(part, new byte[77]);
    server.enqueue(whole().build());
    ModelFetch fetch = fetch(sha256(MODEL));

    fetch.fetch();

    assertThat(fetch.target()).hasBinaryContent(MODEL);
  }

  @Test
  void startsAnewWhenWhatWasThereDoesNotFit() throws Exception {
    Files.createDirectories(models);
    Files.write(part, new byte[MODEL.length + 5]);
    server.enqueue(new MockResponse.Builder().code(416).build());
    server.enqueue(whole().build());
    ModelFetch fetch = fetch(sha256(MODEL));

    fetch.fetch();

    assertThat(fetch.target()).hasBinaryContent(MODEL);
    server.takeRequest();
    assertThat(server.takeRequest().getHeaders().get("Range")).isNull();
  }

  @Test
  void takesTheSumFromTheAnswerThatRedirects() throws Exception {
    server.enqueue(
        new MockResponse.Builder()
            .code(302)
            .addHeader("X-Linked-Etag", "\"" + sha256(MODEL) + "\"")
            .addHeader("Location", "/storage/1234")
            .build());
    server.enqueue(whole().addHeader("ETag", "\"something-else\"").build());
    ModelFetch fetch = fetch(null);

    fetch.fetch();

    assertThat(fetch.target()).hasBinaryContent(MODEL);
  }

  @Test
  void refusesAModelWithAnotherSum() {
    server.enqueue(whole().build());
    ModelFetch fetch = fetch("0".repeat(64));

    assertThatThrownBy(fetch::fetch)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "The model tiny from localhost does not have the expected SHA-256; it was deleted and"
                + " is fetched again at the next use");
    assertThat(models).isEmptyDirectory();
  }

  @Test
  void refusesAModelThatCannotBeChecked() {
    server.enqueue(whole().build());

    assertThatThrownBy(fetch(null)::fetch)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "localhost does not tell the SHA-256 of the model tiny, which therefore cannot be"
                + " checked: fetch the file by hand and name it in WHISPER_MODEL");
    assertThat(models).isEmptyDirectory();
  }

  @Test
  void saysWhatTheServerAnswered() {
    server.enqueue(new MockResponse.Builder().code(503).body("later").build());

    assertThatThrownBy(fetch(null)::fetch)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "localhost answered 503 for the model tiny: check WHISPER_MODEL, or fetch the file by"
                + " hand and name it there");
  }

  @Test
  void fetchesNothingOnceCancelled() {
    ModelFetch fetch = fetch(null);
    fetch.cancel();

    assertThatThrownBy(fetch::fetch)
        .isInstanceOf(IOException.class)
        .hasMessage("The fetch of the model tiny was cancelled");
  }

  private ModelFetch fetch(@Nullable String sum) {
    return new ModelFetch(server.url("/main"), "tiny", sum, models, client);
  }

  private static MockResponse.Builder whole() {
    return new MockResponse.Builder().code(200).body(new Buffer().write(MODEL));
  }

  private static byte[] model() {
    byte[] bytes = new byte[300_000];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(bytes, bytes.length)));
  }
}
