package org.voice2text.exporter.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The page and the files that it loads, from the class path. They are read and compressed when
/// somebody first asks, since most of the time nobody looks. The path of the files holds a hash of
/// them all, so that browsers may keep them for ever. Thread-safe.
final class Assets {
  static final String CHARTS = "chart.umd.min.js";

  private static final String CHARTS_FOLDER = "/META-INF/resources/webjars/chart.js/4.5.1/dist/";
  private static final String FOLDER = "/dashboard/";
  private static final String HASH = "@HASH@";
  private static final List<String> NAMES =
      List.of(
          "style.css",
          "icon.svg",
          CHARTS,
          "app.js",
          "api.js",
          "cards.js",
          "charts.js",
          "format.js",
          "place.js",
          "tables.js",
          "text.js");

  private @Nullable Site site;

  private record Site(String hash, Asset page, Map<String, Asset> files) {}

  Asset page() {
    return site().page();
  }

  /// @param hash as the page names it; files of another release are not there
  Optional<Asset> file(String hash, String name) {
    Site now = site();
    return hash.equals(now.hash()) ? Optional.ofNullable(now.files().get(name)) : Optional.empty();
  }

  private synchronized Site site() {
    Site known = site;
    if (known == null) {
      known = load();
      site = known;
    }
    return known;
  }

  private static Site load() {
    MessageDigest digest = Asset.sha256();
    Map<String, Asset> files = new LinkedHashMap<>();
    for (String name : NAMES) {
      byte[] content = read((name.equals(CHARTS) ? CHARTS_FOLDER : FOLDER) + name);
      digest.update(content);
      files.put(name, new Asset(contentType(name), content));
    }
    String hash = HexFormat.of().formatHex(digest.digest(), 0, 8);
    String html = new String(read(FOLDER + "index.html"), StandardCharsets.UTF_8);
    byte[] page = html.replace(HASH, hash).getBytes(StandardCharsets.UTF_8);
    return new Site(hash, new Asset("text/html; charset=utf-8", page), Map.copyOf(files));
  }

  private static byte[] read(String path) {
    try (InputStream in = Assets.class.getResourceAsStream(path)) {
      return Objects.requireNonNull(in, path + " is not on the class path").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String contentType(String name) {
    return switch (name.substring(name.lastIndexOf('.'))) {
      case ".css" -> "text/css; charset=utf-8";
      case ".svg" -> "image/svg+xml";
      default -> "text/javascript; charset=utf-8";
    };
  }
}
