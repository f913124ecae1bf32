package org.voice2text.model.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.voice2text.model.config.ExitCode;
import org.voice2text.model.config.StartupException;

/// The real library, up to the point where a request would be made.
@Timeout(60)
@Isolated
class ErrorReportsTest {
  private static final Logger log = LoggerFactory.getLogger("org.voice2text.Test");
  private static final EnvelopePost.Answer TAKEN = new EnvelopePost.Answer(200, null, null);

  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final List<URI> addresses = new CopyOnWriteArrayList<>();
  private final List<Map<String, String>> headers = new CopyOnWriteArrayList<>();

  private static Optional<ReportConfig> config() {
    return Optional.of(
        new ReportConfig("https://key@sentry.invalid/7", "test", "voice2text@1", "bot", 1));
  }

  private EnvelopePost.Answer take(URI address, Map<String, String> more, byte[] body)
      throws IOException {
    addresses.add(address);
    headers.add(more);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      sent.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    return TAKEN;
  }

  @Test
  void reportsAnErrorWithTheWarningsBeforeIt() {
    try (ErrorReports _ = ErrorReports.start(config(), this::take)) {
      log.info("Nothing to tell");
      log.warn("The disk of {} is nearly full", "job");
      MDC.put("chat", "alice");
      log.error("Job {} failed", 12, new IllegalStateException("no space"));
      MDC.clear();
    }
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst())
        .contains(
            "\"formatted\":\"Job 12 failed\"",
            "\"message\":\"Job {} failed\"",
            "\"type\":\"IllegalStateException\"",
            "\"value\":\"no space\"",
            "\"function\":\"reportsAnErrorWithTheWarningsBeforeIt\"",
            "The disk of job is nearly full",
            "\"release\":\"voice2text@1\"",
            "\"process\":\"bot\"",
            "\"environment\":\"test\"")
        .doesNotContain("Nothing to tell", "alice");
    assertThat(addresses).containsExactly(URI.create("https://sentry.invalid/api/7/envelope/"));
    assertThat(headers.getFirst())
        .containsEntry("Content-Type", "application/x-sentry-envelope")
        .containsEntry("Content-Encoding", "gzip")
        .hasEntrySatisfying("X-Sentry-Auth", auth -> assertThat(auth).contains("sentry_key=key"));
  }

  @Test
  void hidesWhatWasSaidWhileItIsWorkedOn() {
    try (ErrorReports reports = ErrorReports.start(config(), this::take)) {
      reports.hide("job", "Ask not what your country can do for you.");
      log.error("Unexpected: {}", "what your country can do");
      reports.forget("job");
    }
    assertThat(sent.getFirst()).contains("Unexpected: …").doesNotContain("country");
  }

  @Test
  void reportsWhatEndsTheProcessButNotWhatItsOperatorMustMend() {
    try (ErrorReports reports = ErrorReports.start(config(), this::take)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() ->
              reports.guard(() -> {
                throw new IOException("broken");
              }));
      assertThatExceptionOfType(StartupException.class)
          .isThrownBy(() ->
              reports.guard(() -> {
                throw new StartupException(ExitCode.CANNOT_OPEN, "taken", null);
              }));
    }
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst()).contains("\"value\":\"broken\"");
  }

  @Test
  void aServerThatIsSilentCostsAMomentAtTheEndAndNothingBefore() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    long start = System.nanoTime();
    ErrorReports reports =
        ErrorReports.start(
            config(),
            (_, _, _) -> {
              asked.countDown();
              awaitInterrupt(never);
              return TAKEN;
            });
    log.error("The first");
    asked.await();
    long before = System.nanoTime();
    for (int i = 0; i < 300; i++) {
      log.error("Number {}", i);
    }
    long loggingMillis = (System.nanoTime() - before) / 1_000_000;
    before = System.nanoTime();
    reports.close();
    long closingMillis = (System.nanoTime() - before) / 1_000_000;
    assertThat(loggingMillis).isLessThan(5_000);
    assertThat(closingMillis).isLessThan(4_000);
    assertThat(never.getCount()).as("waited for nobody since %d", start).isEqualTo(1);
  }

  @Test
  void aServerThatIsGoneCostsNothingAtTheEnd() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    CountDownLatch never = new CountDownLatch(1);
    ErrorReports reports =
        ErrorReports.start(
            config(),
            (address, _, _) -> {
              if (tries.incrementAndGet() > 1) {
                awaitInterrupt(never);
              }
              throw new IOException(address + " refused");
            });
    log.error("The first");
    log.error("The second");
    await().until(() -> tries.get() == 2);
    long before = System.nanoTime();
    reports.close();
    assertThat((System.nanoTime() - before) / 1_000_000).isLessThan(1_400);
  }

  private static void awaitInterrupt(CountDownLatch never) throws IOException {
    try {
      never.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void aServerThatIsBusyIsLeftAlone() {
    AtomicInteger tries = new AtomicInteger();
    try (ErrorReports _ =
        ErrorReports.start(
            config(),
            (_, _, _) -> {
              tries.incrementAndGet();
              return new EnvelopePost.Answer(429, null, "60");
            })) {
      for (int i = 1; i <= 20; i++) {
        log.error("Number {}", i);
      }
    }
    assertThat(tries).hasValue(1);
  }

  @Test
  void withoutAnAddressNothingIsReported() throws Exception {
    try (ErrorReports reports = ErrorReports.start(Optional.empty(), this::take)) {
      assertThat(reports.isOn()).isFalse();
      reports.hide("job", "text");
      log.error("Nobody hears");
      reports.guard(() -> {});
    }
    assertThat(sent).isEmpty();
  }

  @Test
  void canBeStartedAgain() {
    for (int i = 1; i <= 2; i++) {
      try (ErrorReports _ = ErrorReports.start(config(), this::take)) {
        log.error("Start {}", i);
      }
    }
    log.error("After the end");
    assertThat(sent).hasSize(2);
  }

  @Test
  void refusesAnAddressThatIsNoneWithoutShowingIt() {
    Optional<ReportConfig> config =
        Optional.of(new ReportConfig("https://no-key-here/", "test", "v", "bot", 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ErrorReports.start(config, this::take))
        .withMessage("must be an address such as https://KEY@HOST/PROJECT, as Sentry shows it")
        .satisfies(e -> assertThat(e.getCause()).isNull());
    assertThat(config.get().toString()).isEqualTo("ReportConfig[environment=test, release=v]");
  }
}
