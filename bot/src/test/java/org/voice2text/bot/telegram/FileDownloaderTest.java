package org.voice2text.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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
  void aLocalFileOverTheLimitIsNotEvenOpened() throws Exception {
    Path local = folder.resolve("large.mp4");
    try (var file = new RandomAccessFile(local.toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    assertThat(failure(local.toString(), 1 << 20).kind()).isEqualTo(Kind.FILE_TOO_BIG);
    assertThat(folder.resolve("target")).doesNotExist();
  }

  /// Nothing but a plain file, and no way around to it.
  @Test
  void readsNoLocalFileThatIsNotWhatItSeems() throws Exception {
    Path secret = Files.write(folder.resolve("secret"), BYTES);
    Path link = Files.createSymbolicLink(folder.resolve("link.oga"), secret);
    Path around = Files.createDirectory(folder.resolve("voice")).resolve("../secret");
    for (Path path :
        List.of(link, around, folder, folder.resolve("missing"), Path.of("/dev/zero"))) {
      TelegramException e = failure(path.toString(), 100);
      assertThat(e.kind()).as("%s", path).isEqualTo(Kind.REFUSED);
      assertThat(e)
          .hasMessage(
              "file: the Bot API server names a file on its own machine that cannot be read here;"
                  + " share its folder under the same path, readable for this user, or start the"
                  + " server without --local");
    }
  }

  @Test
  void believesNoLocalPathOfTelegramsOwnServer() throws Exception {
    Path local = Files.write(folder.resolve("local.oga"), BYTES);
    OkHttpClient redirected =
        http.newBuilder()
            .addInterceptor(chain ->
                chain.proceed(
                    chain
                        .request()
                        .newBuilder()
                        .url(telegram.uri().resolve(chain.request().url().encodedPath()).toString())
                        .build()))
            .build();
    TelegramApi cloud =
        new TelegramApi(FakeTelegram.token(), URI.create("https://api.telegram.org"), redirected);
    TelegramException e =
        catchThrowableOfType(
            TelegramException.class,
            () -> new FileDownloader(cloud, 100).download(local.toString(), folder.resolve("t")));
    assertThat(e.kind()).isEqualTo(Kind.REFUSED);
    assertThat(folder.resolve("t")).doesNotExist();
  }

  @Test
  void anInterruptEndsADownloadAtOnce() throws Exception {
    telegram.file(
        "slow",
        new MockResponse.Builder()
            .body("x".repeat(100_000))
            .throttleBody(10, 1, TimeUnit.SECONDS)
            .build());
    AtomicReference<Throwable> end = new AtomicReference<>();
    // As the workers' threads are, which a socket's read would hold.
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                download("slow", 1_000_000);
              } catch (TelegramException | InterruptedException e) {
                end.set(e);
              }
            });
    await().until(() -> Files.exists(folder.resolve("target")));
    thread.interrupt();
    assertThat(thread.join(Duration.ofSeconds(5))).isTrue();
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
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
