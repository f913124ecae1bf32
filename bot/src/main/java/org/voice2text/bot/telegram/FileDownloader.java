package org.voice2text.bot.telegram;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.GetFile;

/// Fetches files from Telegram for one bot, never more than the limit. Thread-safe.
public final class FileDownloader {
  private static final Logger log = LoggerFactory.getLogger(FileDownloader.class);
  private static final int TRIES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /// Telegram can ask for hours: who waits for the file decides about those.
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private static final Duration DEADLINE = Duration.ofMinutes(10);
  private static final Duration CLEAN_UP = Duration.ofSeconds(2);

  private final TelegramApi api;
  private final long maxBytes;

  FileDownloader(TelegramApi api, long maxBytes) {
    this.api = api;
    this.maxBytes = maxBytes;
  }

  /// The largest file that this server hands out, in bytes.
  public long maxBytes() {
    return maxBytes;
  }

  /// Writes the file to the target, which is replaced. Tries again while Telegram cannot be
  /// reached.
  ///
  /// @throws TelegramException with kind `FILE_TOO_BIG` when it exceeds the limit, whatever its
  ///   sender stated
  public void download(String fileId, Path target) throws TelegramException, InterruptedException {
    for (int i = 1; ; i++) {
      try {
        // The link is valid for an hour only: a new one for each try.
        @Nullable String path = api.call(new GetFile(fileId)).getFilePath();
        if (path == null) {
          throw TelegramException.answered("getFile", 502, "the file has no path yet", null);
        }
        fetch(path, target);
        return;
      } catch (TelegramException e) {
        boolean again =
            e.kind() == TelegramException.Kind.UNAVAILABLE
                || e.kind() == TelegramException.Kind.RATE_LIMITED;
        Duration wait = e.retryAfter() == null ? PAUSE.multipliedBy(i) : e.retryAfter();
        if (!again || i == TRIES || wait.compareTo(LONGEST_PAUSE) > 0) {
          throw e;
        }
        log.info("The download is tried again in {} ms: {}", wait.toMillis(), e.getMessage());
        Thread.sleep(wait);
      }
    }
  }

  private void fetch(String path, Path target) throws TelegramException, InterruptedException {
    try {
      if (path.startsWith("/")) {
        // A Bot API server of one's own in local mode names a file on this machine.
        copyLocal(Path.of(path), target);
      } else {
        fetchByHttp(path, target);
      }
    } catch (ClosedByInterruptException _) {
      Thread.interrupted();
      throw new InterruptedException();
    } catch (IOException e) {
      throw TelegramException.unavailable("file", e);
    }
  }

  /// Exactly the file that the server names, and only a server of one's own: the path is never
  /// shown, because it holds the token.
  private void copyLocal(Path file, Path target) throws IOException, TelegramException {
    boolean plain = file.equals(file.normalize()) && Files.isRegularFile(file, NOFOLLOW_LINKS);
    if (api.isCloud() || !plain || !Files.isReadable(file)) {
      throw new TelegramException(
          TelegramException.Kind.REFUSED,
          "file: the Bot API server names a file on its own machine that cannot be read here;"
              + " share its folder under the same path, readable for this user, or start the server"
              + " without --local",
          null,
          null);
    }
    if (Files.size(file) > maxBytes) {
      throw tooBig();
    }
    copy(Files.newInputStream(file), target);
  }

  /// On a thread of its own: what reads a socket knows no interrupt, so that the call is cancelled
  /// instead.
  private void fetchByHttp(String path, Path target)
      throws IOException, TelegramException, InterruptedException {
    OkHttpClient http = api.http().newBuilder().callTimeout(DEADLINE).build();
    Call call = http.newCall(new Request.Builder().url(api.fileUrl(path)).build());
    FutureTask<@Nullable Void> task =
        new FutureTask<>(() -> {
          receive(call, target);
          return null;
        });
    Thread thread = Thread.ofVirtual().name("download").start(task);
    try {
      @Nullable Void _ = task.get();
    } catch (InterruptedException e) {
      call.cancel();
      boolean _ = thread.join(CLEAN_UP);
      throw e;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case TelegramException cause -> throw cause;
        case null, default -> throw new IllegalStateException("A download failed", e.getCause());
      }
    }
  }

  private void receive(Call call, Path target) throws IOException, TelegramException {
    try (Response response = call.execute()) {
      if (!response.isSuccessful()) {
        throw TelegramException.answered(
            "file", response.code(), "the file cannot be fetched", null);
      }
      copy(response.body().byteStream(), target);
    }
  }

  private void copy(InputStream from, Path target) throws IOException, TelegramException {
    try (from;
        OutputStream to = Files.newOutputStream(target)) {
      byte[] buffer = new byte[64 * 1024];
      long total = 0;
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        total += n;
        if (total > maxBytes) {
          throw tooBig();
        }
        to.write(buffer, 0, n);
      }
    }
  }

  private TelegramException tooBig() {
    return new TelegramException(
        TelegramException.Kind.FILE_TOO_BIG,
        "file: exceeds %d bytes".formatted(maxBytes),
        null,
        null);
  }
}
