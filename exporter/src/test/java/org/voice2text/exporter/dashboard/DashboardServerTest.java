package org.voice2text.exporter.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.exporter.http.Credentials;

/// The dashboard as a web server: who may look, what browsers are told, how much is sent.
@Timeout(60)
class DashboardServerTest {
  private static final int FIRST_VIEW_BYTES = 150_000;

  @TempDir Path folder;
  private DashboardFixture dashboard;

  @BeforeEach
  void make() {
    dashboard = new DashboardFixture(folder);
  }

  @AfterEach
  void close() {
    dashboard.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api/summary",
        "/api/series",
        "/api/errors?range=24h",
        "/api/alerts",
        "/nowhere"
      })
  void tellsBrowsersToTrustNothingElse(String path) {
    dashboard.start();
    HttpResponse<String> response = dashboard.get(path);

    assertThat(response.headers().firstValue("Content-Security-Policy"))
        .contains(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
                + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(response.headers().firstValue("X-Frame-Options")).contains("DENY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/summary", "/api/events", "/assets/x/app.js", "/nowhere"})
  void letsNobodyInWithoutThePassword(String path) {
    dashboard.credentials = Optional.of(new Credentials("ops", "secret"));
    dashboard.start();
    HttpResponse<String> response = dashboard.get(path);

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .contains("Basic realm=\"dashboard\", charset=\"UTF-8\"");
    assertThat(response.body())
        .isEqualTo("{\"error\":\"Name and password are needed: METRICS_USER, METRICS_PASSWORD.\"}");
  }

  @Test
  void letsInWhoHasThePassword() {
    dashboard.credentials = Optional.of(new Credentials("ops", "secret"));
    dashboard.start();
    String right =
        "Basic "
            + Base64.getEncoder().encodeToString("ops:secret".getBytes(StandardCharsets.UTF_8));

    assertThat(dashboard.get("/", "Authorization", right).statusCode()).isEqualTo(200);
    assertThat(dashboard.get("/api/summary", "Authorization", right).statusCode()).isEqualTo(200);
    assertThat(dashboard.get("/", "Authorization", right + "x").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void changesNothing(String method) {
    dashboard.start();
    HttpResponse<String> response = dashboard.ask(method, "/api/summary");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
    assertThat(response.body()).isEqualTo("{\"error\":\"Only GET and HEAD are answered here.\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/summary", "/api/series?metric=users&range=7d", "/api/events"})
  void answersHeadLikeGetButWithoutABody(String path) {
    dashboard.start();
    HttpResponse<String> head = dashboard.ask("HEAD", path);

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    if (!path.equals("/api/events")) {
      HttpResponse<String> get = dashboard.get(path);
      assertThat(head.headers().firstValue("Content-Length"))
          .isEqualTo(get.headers().firstValue("Content-Length"));
      assertThat(head.headers().firstValue("Content-Type"))
          .isEqualTo(get.headers().firstValue("Content-Type"));
    }
  }

  @Test
  void saysWhereThePageIs() {
    dashboard.start();
    HttpResponse<String> response = dashboard.get("/nowhere");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body())
        .isEqualTo("{\"error\":\"There is no such page; the dashboard is at /.\"}");
    assertThat(dashboard.get("/assets/0000000000000000/app.js").statusCode()).isEqualTo(404);
    assertThat(dashboard.get("/assets/0000000000000000/..%2f..%2fapp.js").statusCode())
        .isGreaterThanOrEqualTo(400);
  }

  @Test
  void sendsThePageAndItsFilesSmallAndOnce() throws IOException {
    dashboard.start();
    HttpResponse<byte[]> page = compressed("/");
    long bytes = page.body().length;
    String html = unpack(page);
    assertThat(page.headers().firstValue("Cache-Control")).contains("private, no-cache");
    List<String> files = files(html);
    assertThat(files).hasSizeGreaterThan(8).anyMatch(file -> file.endsWith(Assets.CHARTS));

    for (String file : files) {
      HttpResponse<byte[]> response = compressed("/" + file);
      assertThat(response.statusCode()).as(file).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Encoding")).as(file).contains("gzip");
      assertThat(response.headers().firstValue("Cache-Control"))
          .as(file)
          .contains("private, max-age=31536000, immutable");
      bytes += response.body().length;
      String plain = dashboard.get("/" + file).body();
      assertThat(unpack(response)).as(file).isEqualTo(plain);
      assertThat(plain).as("%s names another host", file).satisfies(DashboardServerTest::staysHere);
    }
    assertThat(bytes).as("the first view").isLessThan(FIRST_VIEW_BYTES);
    staysHere(html);
  }

  @Test
  void sendsNothingTwice() {
    dashboard.start();
    HttpResponse<String> page = dashboard.get("/");
    String tag = page.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> again = dashboard.get("/", "If-None-Match", tag);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("ETag")).contains(tag);
  }

  /// Or the page would ask for a file that is not served.
  @Test
  void namesEveryFileOfThePage() throws IOException, URISyntaxException {
    dashboard.start();
    List<String> served =
        files(dashboard.get("/").body()).stream().map(f -> f.replaceAll(".*/", "")).toList();
    Path resources = Path.of(Assets.class.getResource("/dashboard/index.html").toURI()).getParent();
    try (Stream<Path> files = Files.list(resources)) {
      assertThat(files.map(f -> f.getFileName().toString()).filter(f -> !f.equals("index.html")))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(served).contains(file));
    }
  }

  @Test
  void isDescribedAddressByAddress() throws IOException {
    dashboard.start();
    String docs = Files.readString(Path.of("../docs/dashboard.md"));

    assertThat(
            Pattern.compile("(?m)^\\| `(/api/[a-z]+)(\\?.*)?` \\|")
                .matcher(docs)
                .results()
                .map(m -> m.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            dashboard.paths().stream().filter(path -> path.startsWith("/api/")).toList());
  }

  /// Each field of the summary has its row, or is named in one.
  @Test
  void describesEveryFieldOfTheSummary() throws IOException {
    dashboard.start();
    String docs = Files.readString(Path.of("../docs/dashboard.md"));
    Map<?, ?> summary =
        (Map<?, ?>)
            Json.parse(dashboard.get("/api/summary").body().getBytes(StandardCharsets.UTF_8));

    assertThat(summary.keySet())
        .hasSizeGreaterThan(10)
        .allSatisfy(field -> assertThat(docs).contains("`" + field + "`"));
  }

  @Test
  void hasNoScriptOrStyleInThePage() {
    dashboard.start();

    assertThat(dashboard.get("/").body())
        .doesNotContain("<style", "style=")
        .doesNotContainPattern("<script(?![^>]* src=)")
        .doesNotContainPattern(" on[a-z]+=");
  }

  private static void staysHere(String text) {
    assertThat(Pattern.compile("https?://[^\\s\"'`)]+").matcher(text).results().map(m -> m.group()))
        .allSatisfy(address ->
            // Names in comments and of formats, which nobody loads.
            assertThat(address)
                .matches(
                    "http://www\\.w3\\.org/.*|https://(www\\.)?(chartjs\\.org|github\\.com)(/.*)?"));
  }

  private static List<String> files(String html) {
    return Pattern.compile("(?:src|href)=\"(assets/[^\"]+)\"")
        .matcher(html)
        .results()
        .map(match -> match.group(1))
        .distinct()
        .toList();
  }

  private HttpResponse<byte[]> compressed(String path) {
    return dashboard.send(BodyHandlers.ofByteArray(), "GET", path, "Accept-Encoding", "gzip");
  }

  private static String unpack(HttpResponse<byte[]> response) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
