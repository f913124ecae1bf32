package org.voice2text.bot.transcription.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telemetry.ApiCall;

/// Fetches one model into a folder: resumed where it broke off, checked by its SHA-256, and in
/// place under its name only when whole. [#fetch] is confined to one thread; the rest is
/// thread-safe.
final class ModelFetch {
  private static final Logger log = LoggerFactory.getLogger(ModelFetch.class);
  private static final Duration SILENCE = Duration.ofMinutes(1);
  private static final int TOO_FAR = 416;
  private static final int PARTIAL = 206;
  private static final int LOG_EVERY_PERCENT = 10;

  private final HttpUrl url;
  private final String name;
  private final @Nullable String knownSum;
  private final Path target;
  private final Path part;
  private final OkHttpClient client;
  private volatile @Nullable Call call;
  private volatile boolean cancelled;
  private volatile int percent = -1;

  /// @param knownSum SHA-256 in lower-case hexadecimal; null takes the server's word
  ModelFetch(
      HttpUrl base, String name, @Nullable String knownSum, Path folder, OkHttpClient client) {
    String file = "ggml-" + name + ".bin";
    this.url = base.newBuilder().addPathSegment(file).build();
    this.name = name;
    this.knownSum = knownSum;
    this.target = folder.resolve(file);
    this.part = folder.resolve(file + ".part");
    this.client = client.newBuilder().readTimeout(SILENCE).callTimeout(Duration.ZERO).build();
  }

  Path target() {
    return target;
  }

  /// Percent of the file that is here; negative while nothing is being fetched.
  int percent() {
    return percent;
  }

  void cancel() {
    cancelled = true;
    Call current = call;
    if (current != null) {
      current.cancel();
    }
  }

  /// Does nothing when the file is there.
  ///
  /// @throws IOException whose message says what to do; what has arrived is kept for the next try
  void fetch() throws IOException {
    if (Files.isRegularFile(target)) {
      return;
    }
    Files.createDirectories(target.getParent());
    try {
      boolean resumed = Files.exists(part);
      if (!download() && (!resumed || !download())) {
        throw new IOException(
            "The model %s from %s does not have the expected SHA-256; it was deleted and is fetched again at the next use"
                .formatted(name, url.host()));
      }
      log.info("The model {} is complete: {}", name, target);
    } finally {
      percent = -1;
      call = null;
    }
  }

  /// Whether the sum was right; if not, nothing is left of the file.
  private boolean download() throws IOException {
    long present = Files.exists(part) ? Files.size(part) : 0;
    var request =
        new Request.Builder()
            .url(url)
            .tag(ApiCall.class, new ApiCall("models", "fetch"))
            .header("Accept-Encoding", "identity");
    if (present > 0) {
      request.header("Range", "bytes=" + present + "-");
    }
    Call current = client.newCall(request.build());
    call = current;
    if (cancelled) {
      throw new IOException("The fetch of the model %s was cancelled".formatted(name));
    }
    String sum;
    try (Response response = current.execute()) {
      sum = sum(response);
      if (response.code() != TOO_FAR) {
        requireSuccess(response);
        store(response, response.code() == PARTIAL ? present : 0);
      }
    }
    if (!sum.equals(sha256(part))) {
      Files.delete(part);
      return false;
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  private void requireSuccess(Response response) throws IOException {
    if (!response.isSuccessful()) {
      throw new IOException(
          "%s answered %d for the model %s: check WHISPER_MODEL, or fetch the file by hand and name it there"
              .formatted(url.host(), response.code(), name));
    }
  }

  /// Hugging Face names the sum of a large file in the answer that redirects to its storage.
  private String sum(Response response) throws IOException {
    if (knownSum != null) {
      return knownSum;
    }
    for (Response each = response; each != null; each = each.priorResponse()) {
      for (String header : new String[] {"X-Linked-Etag", "ETag"}) {
        String value = each.header(header, "");
        String sum = value == null ? "" : value.replace("\"", "").toLowerCase(Locale.ROOT);
        if (sum.matches("[0-9a-f]{64}")) {
          return sum;
        }
      }
    }
    requireSuccess(response);
    throw new IOException(
        "%s does not tell the SHA-256 of the model %s, which therefore cannot be checked: fetch the file by hand and name it in WHISPER_MODEL"
            .formatted(url.host(), name));
  }

  private void store(Response response, long from) throws IOException {
    long rest = response.body().contentLength();
    long total = rest < 0 ? -1 : from + rest;
    log.info(
        "Fetching the model {} from {}: {} of {} bytes are here", name, url.host(), from, total);
    long done = from;
    int told = total > 0 ? (int) (100 * done / total) : 0;
    try (InputStream in = response.body().byteStream();
        OutputStream out =
            from > 0
                ? Files.newOutputStream(part, StandardOpenOption.APPEND)
                : Files.newOutputStream(part)) {
      byte[] block = new byte[1 << 16];
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        out.write(block, 0, count);
        done += count;
        percent = total > 0 ? (int) (100 * done / total) : 0;
        if (percent >= told + LOG_EVERY_PERCENT) {
          told = percent;
          log.info("Fetching the model {}: {} %", name, percent);
        }
      }
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      var digest = MessageDigest.getInstance("SHA-256");
      byte[] block = new byte[1 << 16];
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        digest.update(block, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
