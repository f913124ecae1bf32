package org.voice2text.bot.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.bot.telemetry.Telemetry;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

@Timeout(120)
@Tag("slow")
class LedgerTest {
  private static final long USER = 1;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private Database database;
  private Instant now = Instant.parse("2026-11-01T10:00:00Z");
  private Minutes minutes;
  private Billing billing;
  private long jobs;

  @BeforeEach
  void open() {
    database = Database.openWriter(folder.resolve("v.db"), DatabaseObserver.NONE);
    minutes = new Minutes(MINUTE.multipliedBy(10), ZoneOffset.UTC, () -> now);
    billing = new Billing(minutes, new Telemetry(new Instruments(), () -> now), () -> now);
    for (int user = 1; user <= 3; user++) {
      int id = user;
      int _ =
          run(h ->
              h.execute(
                  "insert into users (id, telegram_id, language, created_at, last_active_at) values (?, ?, 'en', 0, 0)",
                  id,
                  id + 100));
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void freeMinutesComeEachDayAndDoNotPileUp() {
    assertThat(state().free()).isEqualTo(MINUTE.multipliedBy(10));
    now = now.plus(Duration.ofDays(3));
    assertThat(state().free()).isEqualTo(MINUTE.multipliedBy(10));
    assertThat(state().freeUntil()).isEqualTo(Instant.parse("2026-11-05T00:00:00Z"));
  }

  @Test
  void aJobHoldsItsMinutesUntilItIsDelivered() {
    assertThat(reserve(7, 6)).isTrue();
    assertThat(state().free()).isEqualTo(MINUTE.multipliedBy(4));
    assertThat(reserve(8, 5)).isFalse();
    assertThat(state().free()).isEqualTo(MINUTE.multipliedBy(4));

    settle(7, 5);
    settle(7, 5);
    assertThat(state().free()).isEqualTo(MINUTE.multipliedBy(5));
    assertThat(balances().of(Account.USED)).isEqualTo(MINUTE.multipliedBy(5).toMillis());
    assertThat(balances().of(Account.RESERVED)).isZero();
  }

  @Test
  void aJobThatFailsGivesItsMinutesBackOnce() {
    assertThat(reserve(7, 6)).isTrue();
    release(7);
    release(7);
    assertThat(state().free()).isEqualTo(MINUTE.multipliedBy(10));
    assertThat(balances().of(Account.RESERVED)).isZero();
  }

  @Test
  void aRecordingOfUnknownLengthCostsWhatItTurnsOutToBe() {
    assertThat(reserve(7, 0)).isTrue();
    settle(7, 4);
    assertThat(state().free()).isEqualTo(MINUTE.multipliedBy(6));
    assertThat(reserve(8, 0)).isTrue();
    settle(8, 60);
    assertThat(state().free()).isZero();
    assertThat(reserve(9, 0)).isFalse();
  }

  @Test
  void boughtMinutesComeLastAndStay() {
    pay("c1", "m60");
    assertThat(reserve(7, 15)).isTrue();
    assertThat(state().free()).isZero();
    assertThat(state().packages()).isEqualTo(MINUTE.multipliedBy(55));
    settle(7, 12);
    assertThat(state().packages()).isEqualTo(MINUTE.multipliedBy(58));
    now = now.plus(Duration.ofDays(100));
    assertThat(state().packages()).isEqualTo(MINUTE.multipliedBy(58));
  }

  @Test
  void aPresentIsGivenOnceHoweverLateItIsAskedForAgain() {
    pay("c1", "m60");
    now = now.plus(Duration.ofDays(1));
    Instant asked = now;
    for (int i = 0; i < 2; i++) {
      run(h -> {
        billing.present(h, 1, MINUTE.multipliedBy(5), "a present", asked);
        return 0;
      });
      now = now.plus(Duration.ofDays(30));
      assertThat(state().packages()).isEqualTo(MINUTE.multipliedBy(65));
    }
  }

  @Test
  void aPlanEndsWithItsPeriodAndARenewalBeginsAnew() {
    pay("c1", "lite");
    assertThat(state().inPlan()).isEqualTo(Duration.ofHours(5));
    assertThat(reserve(7, 70)).isTrue();
    settle(7, 70);
    assertThat(state().inPlan()).isEqualTo(Duration.ofHours(4));
    now = now.plus(Duration.ofDays(30));
    assertThat(state().plan()).isNull();
    assertThat(state().inPlan()).isZero();
    pay("c2", "lite");
    assertThat(state().inPlan()).isEqualTo(Duration.ofHours(5));
  }

  @Test
  void anUnlimitedPlanIsNeverRefused() {
    pay("c1", "unlimited");
    assertThat(reserve(7, 5000)).isTrue();
    settle(7, 6000);
    assertThat(state().free()).isEqualTo(MINUTE.multipliedBy(10));
    assertThat(balances().of(Account.USED)).isEqualTo(MINUTE.multipliedBy(6000).toMillis());
    assertSums();
  }

  @Test
  void aPaymentIsCreditedOnce() {
    String payload = run(h -> billing.offer(h, USER, Product.of("m60").orElseThrow()));
    assertThat(paid("c1", 75, payload))
        .isEqualTo(new Billing.Receipt.Credited(Product.of("m60").orElseThrow(), null));
    assertThat(paid("c1", 75, payload))
        .isEqualTo(new Billing.Receipt.Credited(Product.of("m60").orElseThrow(), null));
    assertThat(state().packages()).isEqualTo(MINUTE.multipliedBy(60));
    assertThat(refund("c1")).isTrue();
    assertThat(paid("c1", 75, payload)).isEqualTo(new Billing.Receipt.GivenBack());
    assertThat(state().packages()).isZero();
  }

  @Test
  void aPaymentWithoutAnInvoiceIsKeptAndNotCredited() {
    assertThat(paid("c1", 75, "made up")).isEqualTo(new Billing.Receipt.Unmatched());
    assertThat(paid("c1", 75, "made up")).isEqualTo(new Billing.Receipt.Unmatched());
    assertThat(state().packages()).isZero();
    Optional<Billing.Refundable> refundable = run(h -> billing.refundable(h, "c1"));
    assertThat(refundable).contains(new Billing.Refundable(9, USER, 75, false, null));
  }

  @Test
  void checksAPaymentAgainstItsInvoice() {
    String payload = run(h -> billing.offer(h, USER, Product.of("m60").orElseThrow()));
    assertThat(check(USER, "XTR", 75, payload)).isEmpty();
    assertThat(check(USER, "XTR", 74, payload)).contains(Billing.Objection.UNKNOWN);
    assertThat(check(USER, "USD", 75, payload)).contains(Billing.Objection.UNKNOWN);
    assertThat(check(USER, "XTR", 75, "made up")).contains(Billing.Objection.UNKNOWN);
    assertThat(check(2L, "XTR", 75, payload)).contains(Billing.Objection.ANOTHERS);
    int _ = run(h -> h.execute("update invoices set stars = 5"));
    assertThat(check(USER, "XTR", 5, payload)).contains(Billing.Objection.OUTDATED);
  }

  @Test
  void aRefundTakesBackWhatIsLeftOnce() {
    pay("c1", "m60");
    assertThat(reserve(7, 30)).isTrue();
    settle(7, 30);
    assertThat(refund("c1")).isTrue();
    assertThat(refund("c1")).isFalse();
    assertThat(refund("unknown")).isFalse();
    assertThat(state().packages()).isZero();

    pay("c2", "pro");
    assertThat(refund("c2")).isTrue();
    assertThat(state().plan()).isNull();
    assertThat(state().inPlan()).isZero();
    assertSums();
  }

  @Test
  void entriesThatDoNotSumUpAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new LedgerStore.Posting(
                EntryKind.CREDIT, 1, null, null, Map.of(Account.PACKAGE, 5L, Account.ISSUED, -4L)))
        .withMessage("The entries of a credit must sum up to 0, not to 1");
  }

  /// Random lives of three users, some of whose steps are lost on the way and done again, as after
  /// a kill: nothing comes from nowhere, and nobody loses what they paid for.
  @Test
  void theLedgerSumsUpAfterAnything() {
    Map<Long, PaidFor> paidFor = new HashMap<>();
    for (long user = 1; user <= 3; user++) {
      paidFor.put(user, new PaidFor(MINUTE.multipliedBy(10)));
    }
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      Map<Long, Long> open = new HashMap<>();
      List<Charge> charges = new ArrayList<>();
      for (int step = 0; step < 60; step++) {
        long user = 1L + random.nextInt(3);
        long job = ++jobs;
        int length = random.nextInt(12);
        String charge = "c" + seed + "-" + step;
        lostOnTheWay(random, h -> minutes.state(h, user));
        switch (random.nextInt(6)) {
          case 0, 1 -> {
            lostOnTheWay(random, h -> minutes.reserve(h, user, job, MINUTE.multipliedBy(length)));
            if (run(h -> minutes.reserve(h, user, job, MINUTE.multipliedBy(length)))) {
              open.put(job, user);
            }
          }
          case 2 ->
              end(
                  random,
                  open,
                  (h, j) ->
                      minutes.settle(h, open.get(j), j, MINUTE.multipliedBy(random.nextInt(20))));
          case 3 -> end(random, open, (h, j) -> minutes.release(h, open.get(j), j));
          case 4 -> {
            Product product = Product.ALL.get(random.nextInt(Product.ALL.size()));
            String payload = run(h -> billing.offer(h, user, product));
            Minutes.State before = state(user);
            for (int i = random.nextInt(3); i >= 0; i--) {
              run(h -> billing.paid(h, 9, user, charge, product.stars(), payload, null, false));
            }
            paidFor.get(user).paid(charge, product, now, new PaidFor.Change(before, state(user)));
            charges.add(new Charge(charge, user, product));
          }
          default -> {
            Map<Long, Minutes.State> before = new HashMap<>();
            paidFor.keySet().forEach(u -> before.put(u, state(u)));
            now = now.plus(Duration.ofHours(random.nextInt(400)));
            paidFor.forEach(
                (u, model) -> model.passed(now, new PaidFor.Change(before.get(u), state(u))));
            if (!charges.isEmpty()) {
              Charge refunded = charges.get(random.nextInt(charges.size()));
              Minutes.State there = state(refunded.user());
              run(h -> billing.refunded(h, refunded.id()));
              paidFor
                  .get(refunded.user())
                  .refunded(
                      refunded.id(),
                      refunded.product(),
                      now,
                      new PaidFor.Change(there, state(refunded.user())));
            }
          }
        }
        paidFor.get(user).inForce(now, state(user));
      }
      while (!open.isEmpty()) {
        end(random, open, (h, j) -> minutes.release(h, open.get(j), j));
      }
      assertSums();
    }
    assertThat(balances().of(Account.RESERVED)).isZero();
  }

  private record Charge(String id, long user, Product product) {}

  private interface Ending {
    void of(Handle handle, long job);
  }

  private void end(Random random, Map<Long, Long> open, Ending ending) {
    if (!open.isEmpty()) {
      long job = List.copyOf(open.keySet()).get(random.nextInt(open.size()));
      lostOnTheWay(
          random,
          h -> {
            ending.of(h, job);
            return 0;
          });
      for (int i = random.nextInt(2); i >= 0; i--) {
        run(h -> {
          ending.of(h, job);
          return 0;
        });
      }
      open.remove(job);
    }
  }

  private void lostOnTheWay(Random random, Work<?> work) {
    if (random.nextBoolean()) {
      try {
        run(h -> {
          Object _ = work.in(h);
          throw new IllegalStateException("killed");
        });
      } catch (IllegalStateException _) {
        // As it should be.
      }
    }
  }

  private void assertSums() {
    run(h -> {
      assertThat(
              h.createQuery(
                      "select count(*) from (select transaction_id from ledger_entries group by transaction_id having sum(millis) <> 0)")
                  .mapTo(Integer.class)
                  .one())
          .isZero();
      assertThat(
              h.createQuery(
                      """
                      select count(*) from balances b where millis <>
                        (select sum(millis) from ledger_entries e where e.user_id = b.user_id and e.account = b.account)
                      """)
                  .mapTo(Integer.class)
                  .one())
          .isZero();
      assertThat(
              h.createQuery(
                      "select count(*) from balances where millis < 0 and account <> 'issued'")
                  .mapTo(Integer.class)
                  .one())
          .isZero();
      return 0;
    });
  }

  private void pay(String charge, String code) {
    Product product = Product.of(code).orElseThrow();
    String payload = run(h -> billing.offer(h, USER, product));
    assertThat(paid(charge, product.stars(), payload)).isInstanceOf(Billing.Receipt.Credited.class);
  }

  private Optional<Billing.Objection> check(
      Long user, String currency, long amount, String payload) {
    return run(h -> billing.check(h, user, currency, amount, payload));
  }

  private Billing.Receipt paid(String charge, long amount, String payload) {
    return run(h -> billing.paid(h, 9, USER, charge, amount, payload, null, false));
  }

  private boolean refund(String charge) {
    return run(h -> billing.refunded(h, charge));
  }

  private Minutes.State state() {
    return state(USER);
  }

  private Minutes.State state(long user) {
    return run(h -> minutes.state(h, user));
  }

  private Balances balances() {
    return run(h -> LedgerStore.balances(h, USER));
  }

  private boolean reserve(long job, int length) {
    return run(h -> minutes.reserve(h, USER, job, MINUTE.multipliedBy(length)));
  }

  private void settle(long job, int length) {
    run(h -> {
      minutes.settle(h, USER, job, MINUTE.multipliedBy(length));
      return 0;
    });
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
