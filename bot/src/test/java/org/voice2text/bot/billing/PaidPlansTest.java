package org.voice2text.bot.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.bot.telemetry.Telemetry;
import org.voice2text.model.event.Plan;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// Plans that run side by side or one after the other, with a real database.
@Timeout(60)
@Tag("slow")
class PaidPlansTest {
  private static final long USER = 1;
  private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");
  private static final Duration FREE = Duration.ofMinutes(10);

  @TempDir private Path folder;
  private Database database;
  private Instant now = START;
  private Minutes minutes;
  private Billing billing;

  @BeforeEach
  void open() {
    database = Database.openWriter(folder.resolve("v.db"), DatabaseObserver.NONE);
    minutes = new Minutes(FREE, ZoneOffset.UTC, () -> now);
    billing = new Billing(minutes, new Telemetry(new Instruments(), () -> now), () -> now);
    int _ =
        run(h ->
            h.execute(
                "insert into users (id, telegram_id, language, created_at, last_active_at) values (1, 101, 'en', 0, 0)"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aRenewalOfALowerPlanDoesNotTakeTheHigherOneAway() {
    pay("c1", "lite");
    day(10);
    pay("c2", "unlimited");
    day(30);
    pay("c3", "lite");
    assertThat(state().plan()).isEqualTo(Plan.UNLIMITED);
    assertThat(state().planUntil()).isEqualTo(START.plus(Duration.ofDays(40)));
    assertThat(reserve(1, Duration.ofHours(100))).isTrue();

    day(41);
    assertThat(state().plan()).isEqualTo(Plan.LITE);
    assertThat(state().planUntil()).isEqualTo(START.plus(Duration.ofDays(60)));
    assertThat(state().inPlan()).isEqualTo(Duration.ofHours(5));
  }

  @Test
  void aRenewalOfALowerPlanAddsToWhatIsLeftOfTheHigherOne() {
    pay("c1", "pro");
    use(1, Duration.ofHours(8).plus(FREE));
    day(5);
    pay("c2", "lite");
    assertThat(state().plan()).isEqualTo(Plan.PRO);
    assertThat(state().planUntil()).isEqualTo(START.plus(Duration.ofDays(30)));
    assertThat(state().inPlan()).isEqualTo(Duration.ofHours(17));

    day(31);
    assertThat(state().plan()).isEqualTo(Plan.LITE);
    assertThat(state().inPlan()).isEqualTo(Duration.ofHours(5));
    day(36);
    assertThat(state().plan()).isNull();
    assertThat(state().inPlan()).isZero();
  }

  @Test
  void whatEndsSoonerIsUsedFirst() {
    pay("c1", "lite");
    day(20);
    pay("c2", "pro");
    use(1, Duration.ofHours(7).plus(FREE));
    day(31);
    assertThat(state().inPlan()).isEqualTo(Duration.ofHours(18));
  }

  @Test
  void aRenewalBeforeTheEndLosesNothingAndPilesNothingUp() {
    pay("c1", "lite");
    day(29);
    pay("c2", "lite");
    assertThat(state().inPlan()).isEqualTo(Duration.ofHours(10));
    day(31);
    assertThat(state().inPlan()).isEqualTo(Duration.ofHours(5));
  }

  @Test
  void aRefundOfAPeriodThatIsOverTakesNothingOfTheNextOne() {
    pay("c1", "lite");
    day(30);
    pay("c2", "lite");
    assertThat(refund("c1")).isTrue();
    assertThat(state().plan()).isEqualTo(Plan.LITE);
    assertThat(state().inPlan()).isEqualTo(Duration.ofHours(5));
  }

  @Test
  void aRefundTakesWhatIsLeftOfItsOwnPeriodOnly() {
    pay("c1", "lite");
    day(1);
    pay("c2", "pro");
    use(1, Duration.ofHours(4).plus(FREE));
    assertThat(refund("c1")).isTrue();
    assertThat(state().inPlan()).isEqualTo(Duration.ofHours(20));
    assertThat(refund("c2")).isTrue();
    assertThat(state().inPlan()).isZero();
    assertThat(state().plan()).isNull();
  }

  @Test
  void whatAJobGivesBackAfterItsPlanWasRefundedIsNotKept() {
    pay("c1", "lite");
    assertThat(reserve(1, Duration.ofHours(3))).isTrue();
    assertThat(refund("c1")).isTrue();
    release(1);
    assertThat(state().inPlan()).isZero();
  }

  @Test
  void whatAJobGivesBackAfterItsPackageWasRefundedIsNotKept() {
    pay("c1", "m60");
    assertThat(reserve(1, Duration.ofMinutes(60))).isTrue();
    assertThat(refund("c1")).isTrue();
    assertThat(state().packages()).isZero();
    release(1);
    assertThat(state().packages()).isZero();
    assertThat(state().free()).isEqualTo(FREE);
  }

  @Test
  void onlyWhatTheRefundedPackageGaveIsTakenFromJobs() {
    pay("c1", "m60");
    pay("c2", "m60");
    use(1, Duration.ofMinutes(30).plus(FREE));
    assertThat(reserve(2, Duration.ofMinutes(50))).isTrue();
    assertThat(reserve(3, Duration.ofMinutes(20))).isTrue();
    assertThat(state().packages()).isEqualTo(Duration.ofMinutes(20));

    assertThat(refund("c1")).isTrue();

    assertThat(state().packages()).isZero();
    run(h -> {
      minutes.settle(h, USER, 2, Duration.ofMinutes(30));
      return 0;
    });
    release(3);
    // 40 of the 50 that job 2 held were taken, of which it gave back 20; job 3 gave back all.
    assertThat(state().packages()).isEqualTo(Duration.ofMinutes(20));
    assertThat(refund("c2")).isTrue();
    assertThat(state().packages()).isZero();
  }

  @Test
  void freeMinutesThatComeBackTheNextDayDoNotPileUp() {
    assertThat(reserve(1, Duration.ofMinutes(8))).isTrue();
    assertThat(reserve(2, Duration.ofMinutes(2))).isTrue();
    day(1);
    assertThat(state().free()).isEqualTo(FREE);
    release(1);
    run(h -> {
      minutes.settle(h, USER, 2, Duration.ofMinutes(1));
      return 0;
    });
    assertThat(free()).isEqualTo(FREE.toMillis());
    assertThat(reserve(3, Duration.ofMinutes(11))).isFalse();
  }

  private void day(int day) {
    now = START.plus(Duration.ofDays(day));
  }

  private void pay(String charge, String code) {
    Product product = Product.of(code).orElseThrow();
    String payload = run(h -> billing.offer(h, USER, product));
    Billing.Receipt receipt =
        run(h -> billing.paid(h, 9, USER, charge, product.stars(), payload, null, false));
    assertThat(receipt).isInstanceOf(Billing.Receipt.Credited.class);
  }

  private boolean refund(String charge) {
    return run(h -> billing.refunded(h, charge));
  }

  private Minutes.State state() {
    return run(h -> minutes.state(h, USER));
  }

  private long free() {
    return run(h -> LedgerStore.balances(h, USER).of(Account.FREE));
  }

  private void use(long job, Duration audio) {
    assertThat(reserve(job, audio)).isTrue();
    run(h -> {
      minutes.settle(h, USER, job, audio);
      return 0;
    });
  }

  private boolean reserve(long job, Duration audio) {
    return run(h -> minutes.reserve(h, USER, job, audio));
  }

  private void release(long job) {
    run(h -> {
      minutes.release(h, USER, job);
      return 0;
    });
  }

  private interface Work<T> {
    T in(Handle handle);
  }

  private <T> T run(Work<T> work) {
    return database.transaction("test", work::in);
  }
}
