package org.voice2text.model.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.model.health.HealthCheck.Finding;

@Timeout(30)
class HealthChecksTest {
  private static final Duration PATIENT = Duration.ofSeconds(20);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-01T10:00:00Z"));

  @Test
  void isHealthyWhenEveryCheckIs() {
    HealthReport report = report(check("a", true, Finding.healthy("fine")));
    assertThat(report.status()).isEqualTo(HealthReport.Status.HEALTHY);
    assertThat(report.httpStatus()).isEqualTo(200);
  }

  @Test
  void isDegradedAndServesWhenOnlySomethingInessentialFails() {
    HealthReport report =
        report(
            check("a", true, Finding.healthy("fine")),
            check("b", false, Finding.unhealthy("broken")));
    assertThat(report.status()).isEqualTo(HealthReport.Status.DEGRADED);
    assertThat(report.httpStatus()).isEqualTo(200);
  }

  @Test
  void isUnhealthyWhenSomethingEssentialFails() {
    HealthReport report =
        report(
            check("a", true, Finding.unhealthy("broken")),
            check("b", false, Finding.unhealthy("broken")));
    assertThat(report.status()).isEqualTo(HealthReport.Status.UNHEALTHY);
    assertThat(report.httpStatus()).isEqualTo(503);
  }

  @Test
  void isDegradedWhenSomethingEssentialWorksInPart() {
    HealthReport report = report(check("a", true, Finding.degraded("half of it")));
    assertThat(report.status()).isEqualTo(HealthReport.Status.DEGRADED);
    assertThat(report.httpStatus()).isEqualTo(200);
    assertThat(report.toJson()).contains("\"status\":\"degraded\"", "\"healthy\":false");
  }

  @Test
  void ofSeveralOneIsEnoughToServe() {
    assertThat(Finding.ofSeveral(2, 2, "work")).isEqualTo(Finding.healthy("2 of 2 work"));
    assertThat(Finding.ofSeveral(1, 2, "work")).isEqualTo(Finding.degraded("1 of 2 work"));
    assertThat(Finding.ofSeveral(0, 2, "work")).isEqualTo(Finding.unhealthy("0 of 2 work"));
    assertThat(Finding.ofSeveral(0, 0, "work")).isEqualTo(Finding.healthy("0 of 0 work"));
  }

  @Test
  void aCheckThatMissesItsDeadlineIsInterruptedAndFails() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    HealthCheck slow =
        new HealthCheck(
            "slow",
            true,
            Duration.ofMillis(50),
            () -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
              return Finding.healthy("never");
            });
    HealthReport report = report(slow);
    assertThat(report.results().getFirst().finding())
        .isEqualTo(Finding.unhealthy("no answer within 50 ms"));
    interrupted.await();
  }

  @Test
  void aFailureShowsItsKindAndNotItsMessage() {
    HealthReport report =
        report(
            new HealthCheck(
                "a",
                true,
                PATIENT,
                () -> {
                  throw new java.io.IOException("http://secret-host/");
                }),
            new HealthCheck(
                "b",
                true,
                PATIENT,
                () -> {
                  throw new StackOverflowError("secret");
                }));
    assertThat(report.results())
        .extracting(r -> r.finding().message())
        .containsExactly("failed: IOException", "failed: StackOverflowError");
  }

  @Test
  void looksSideBySide() {
    CyclicBarrier together = new CyclicBarrier(3);
    HealthCheck.Probe probe =
        () -> {
          together.await();
          return Finding.healthy("met the others");
        };
    HealthReport report =
        report(
            new HealthCheck("a", true, PATIENT, probe),
            new HealthCheck("b", true, PATIENT, probe),
            new HealthCheck("c", true, PATIENT, probe));
    assertThat(report.status()).isEqualTo(HealthReport.Status.HEALTHY);
  }

  @Test
  void reusesWhatItFoundForThreeSeconds() {
    AtomicInteger looks = new AtomicInteger();
    HealthCheck check =
        new HealthCheck(
            "a", true, PATIENT, () -> Finding.healthy("look " + looks.incrementAndGet()));
    try (HealthChecks checks = new HealthChecks(List.of(check), now::get)) {
      HealthReport first = checks.report();
      pass(Duration.ofSeconds(3));
      assertThat(checks.report()).isSameAs(first);
      pass(Duration.ofMillis(1));
      assertThat(checks.report().results().getFirst().finding().message()).isEqualTo("look 2");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void reusesAFailureForAQuarterOfASecondOnly(boolean essential) {
    AtomicInteger looks = new AtomicInteger();
    HealthCheck check =
        new HealthCheck(
            "a",
            essential,
            PATIENT,
            () ->
                looks.incrementAndGet() > 1
                    ? Finding.healthy("look " + looks.get())
                    : Finding.unhealthy("look " + looks.get()));
    try (HealthChecks checks = new HealthChecks(List.of(check), now::get)) {
      HealthReport failed = checks.report();
      pass(Duration.ofMillis(250));
      assertThat(checks.report()).isSameAs(failed);
      pass(Duration.ofMillis(1));
      HealthReport mended = checks.report();
      assertThat(mended.status()).isEqualTo(HealthReport.Status.HEALTHY);
      pass(Duration.ofSeconds(3));
      assertThat(checks.report()).isSameAs(mended);
    }
  }

  @Test
  void aReportIsAsOldAsTheEndOfItsLook() {
    HealthCheck slow =
        new HealthCheck(
            "slow",
            true,
            PATIENT,
            () -> {
              pass(Duration.ofSeconds(10));
              return Finding.unhealthy("broken");
            });
    try (HealthChecks checks = new HealthChecks(List.of(slow), now::get)) {
      HealthReport first = checks.report();
      assertThat(checks.report()).isSameAs(first);
    }
  }

  @Test
  void looksAgainWhenTheClockWasSetBack() {
    AtomicInteger looks = new AtomicInteger();
    HealthCheck check =
        new HealthCheck(
            "a", true, PATIENT, () -> Finding.healthy("look " + looks.incrementAndGet()));
    try (HealthChecks checks = new HealthChecks(List.of(check), now::get)) {
      checks.report();
      pass(Duration.ofHours(-1));
      assertThat(checks.report().results().getFirst().finding().message()).isEqualTo("look 2");
    }
  }

  @Test
  void writesTheAgreedJson() throws Exception {
    String json =
        new HealthReport(
                List.of(
                    new HealthReport.Result(
                        "database", true, Finding.healthy("answers"), Duration.ofNanos(1_500_000)),
                    new HealthReport.Result(
                        "exporter", false, Finding.unhealthy("a \"quote\""), Duration.ZERO)))
            .toJson();
    JsonNode expected =
        new ObjectMapper()
            .readTree(
                """
                {"status": "degraded", "checks": {
                  "database": {"healthy": true, "message": "answers", "latency_ms": 1.5},
                  "exporter": {"healthy": false, "message": "a \\"quote\\"", "latency_ms": 0.0}}}
                """);
    assertThat(new ObjectMapper().readTree(json)).isEqualTo(expected);
  }

  private HealthReport report(HealthCheck... checks) {
    try (HealthChecks all = new HealthChecks(List.of(checks), now::get)) {
      return all.report();
    }
  }

  private void pass(Duration duration) {
    now.updateAndGet(i -> i.plus(duration));
  }

  private static HealthCheck check(String name, boolean essential, Finding finding) {
    return new HealthCheck(name, essential, PATIENT, () -> finding);
  }
}
