package org.voice2text.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.telegram.TelegramException.Kind;

@Timeout(60)
class FileDownloaderTest {
  private static final byte[] BYTES = "some sound".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private final FakeTelegram telegram = new FakeTelegram();
  private final OkHttpClient http =
      new OkHttpClient.Builder().addInterceptor(new TelegramCalls()).build();

  @AfterEach
  void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    telegram.close();
  }

  @Test
  void fetchesAFileOfExactlyTheLimit() throws Exception {
    telegram.file("voice/file_1.oga", BYTES);
    assertThat(download("voice/file_1.oga", BYTES.length)).hasBinaryContent(BYTES);
  }

  @Test
  void replacesWhatIsThere() throws Exception {
    Files.writeString(folder.resolve("target"), "a longer text than the file that comes");
    telegram.file("x", BYTES);
    assertThat(download("x", 100)).hasBinaryContent(BYTES);
  }

  @Test
  void stopsAtTheLimitWhateverTheSenderStated() {
    telegram.file("x", new byte[1_000_000]);
    TelegramException e = failure("x", 1000);
    assertThat(e.kind()).isEqualTo(Kind.FILE_TOO_BIG);
    assertThat(e).hasMessage("file: exceeds 1000 bytes");
    assertThat(telegram.calls("getFile")).hasSize(1);
  }

  @Test
  void tellsThatTelegramFindsTheFileTooBig() {
    telegram.next("getFile", 400, "Bad Request: file is too big");
    TelegramException e = failure("x", 100);
    assertThat(e.kind()).isEqualTo(Kind.FILE_TOO_BIG);
    assertThat(e).hasMessage("getFile: 400 Bad Request: file is too big");
  }

  @Test
  void doesNotRepeatWhatIsNotThere() {
    TelegramException e = failure("missing", 100);
    assertThat(e.kind()).isEqualTo(Kind.REFUSED);
    assertThat(e).hasMessage("file: 404 the file cannot be fetched");
    assertThat(telegram.calls("getFile")).hasSize(1);
  }

  @Test
  void beginsAnewWithANewLinkWhenTheConnectionIsCut() throws Exception {
    telegram.next(
        "getFile",
        FakeTelegram.json(
            200,
            "{\"ok\":true,\"result\":{\"file_id\":\"x\",\"file_unique_id\":\"u\",\"file_path\":\"first\"}}"));
    telegram.file(
        "first",
        new MockResponse.Builder()
            .body("x".repeat(100_000))
            .onResponseBody(new SocketEffect.CloseSocket(true, true, true))
            .build());
    telegram.file("second", BYTES);
    assertThat(download("second", 1_000_000)).hasBinaryContent(BYTES);
    assertThat(telegram.calls("getFile")).hasSize(2);
  }

  @Test
  void aLinkThatIsNotThereYetIsAskedForAgain() throws Exception {
    telegram.next(
        "getFile",
        FakeTelegram.json(
            200, "{\"ok\":true,\"result\":{\"file_id\":\"x\",\"file_unique_id\":\"u\"}}"));
    telegram.file("x", BYTES);
    assertThat(download("x", 100)).hasBinaryContent(BYTES);
  }

  @Test
  void copiesAFileThatAServerOfOnesOwnNames() throws Exception {
    Path local = Files.write(folder.resolve("local file.oga"), BYTES);
    assertThat(download(local.toString(), 100)).hasBinaryContent(BYTES);
    assertThat(failure(local.toString(), 3).kind()).isEqualTo(Kind.FILE_TOO_BIG);
  }

  @Test
  void leavesAWaitOfHoursToTheCaller() {
    telegram.next("getFile", FakeTelegram.tooManyRequests(13_938));
    TelegramException e = failure("x", 100);
    assertThat(e.kind()).isEqualTo(Kind.RATE_LIMITED);
    assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(13_938));
  }

  /// An address that cannot be parsed used to show itself, token and all.
  @Test
  void aPathOfOddCharactersShowsNoToken() throws Exception {
    telegram.file("music/my song %1|.oga", BYTES);
    assertThat(download("music/my song %1|.oga", 100)).hasBinaryContent(BYTES);
    StringWriter trace = new StringWriter();
    failure("music/no such|song.oga", 100).printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain("AAF");
  }

  private Path download(String fileId, long maxBytes)
      throws TelegramException, InterruptedException {
    Path target = folder.resolve("target");
    new FileDownloader(new TelegramApi(FakeTelegram.token(), telegram.uri(), http), maxBytes)
        .download(fileId, target);
    return target;
  }

  private TelegramException failure(String fileId, long maxBytes) {
    return catchThrowableOfType(TelegramException.class, () -> download(fileId, maxBytes));
  }
}
