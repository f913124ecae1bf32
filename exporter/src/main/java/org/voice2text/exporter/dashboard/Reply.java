package org.voice2text.exporter.dashboard;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes answers, compressed where the client can take that.
final class Reply {
  private static final String FOREVER = "private, max-age=31536000, immutable";

  /// Below it compressing costs more than it saves.
  private static final int WORTH_COMPRESSING = 1_000;

  /// Nothing but our own scripts and styles runs, and nothing else is loaded or asked.
  private static final Map<String, String> SECURITY =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
              + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), microphone=(), geolocation=()");

  private Reply() {}

  static void secure(Context context) {
    SECURITY.forEach(context::header);
    context.header("Cache-Control", "no-store");
  }

  static void json(Context context, Map<String, @Nullable Object> value) {
    byte[] body = Json.text(value).getBytes(StandardCharsets.UTF_8);
    context.contentType("application/json; charset=utf-8");
    context.header("Vary", "Accept-Encoding");
    if (body.length >= WORTH_COMPRESSING && takesGzip(context)) {
      context.header("Content-Encoding", "gzip");
      body = Asset.gzip(body);
    }
    context.result(body);
  }

  static void error(Context context, int status, String message) {
    context.status(status);
    json(context, Map.of("error", message));
  }

  /// The page itself is asked for each time, and not sent again while it is the same.
  static void page(Context context, Asset asset) {
    send(context, asset, "private, no-cache");
  }

  static void file(Context context, Asset asset) {
    send(context, asset, FOREVER);
  }

  private static void send(Context context, Asset asset, String caching) {
    context.header("Cache-Control", caching);
    context.header("ETag", asset.tag());
    context.header("Vary", "Accept-Encoding");
    if (asset.tag().equals(context.header("If-None-Match"))) {
      context.status(304);
      return;
    }
    context.contentType(asset.contentType());
    if (takesGzip(context)) {
      context.header("Content-Encoding", "gzip");
      context.result(asset.compressed());
    } else {
      context.result(asset.plain());
    }
  }

  private static boolean takesGzip(Context context) {
    String accepted = context.header("Accept-Encoding");
    return accepted != null && accepted.contains("gzip");
  }
}
