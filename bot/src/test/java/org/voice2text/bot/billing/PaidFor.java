package org.voice2text.bot.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.event.Plan;

/// What one person has paid for and not had given back: a model against which the ledger is held.
/// Confined to one thread.
final class PaidFor {
  private final Duration freePerDay;
  private final Map<String, Period> periods = new LinkedHashMap<>();

  PaidFor(Duration freePerDay) {
    this.freePerDay = freePerDay;
  }

  private record Period(Plan plan, Instant until) {
    long given() {
      return new Product.Subscription(plan).allowance().map(Duration::toMillis).orElse(0L);
    }
  }

  /// What was there, and what is there after something happened.
  record Change(Minutes.State before, Minutes.State after) {
    long plan() {
      return after.inPlan().minus(before.inPlan()).toMillis();
    }

    long packages() {
      return after.packages().minus(before.packages()).toMillis();
    }

    long free() {
      return after.free().minus(before.free()).toMillis();
    }
  }

  /// @param until as Telegram tells it; null when it does not
  void paid(String charge, Product product, Instant now, @Nullable Instant until, Change change) {
    switch (product) {
      case Product.Minutes bought -> {
        assertThat(change.packages()).isEqualTo(bought.duration().toMillis());
        assertThat(change.plan()).isZero();
      }
      case Product.Subscription(Plan plan) -> {
        Period period = new Period(plan, until == null ? now.plus(Product.PERIOD) : until);
        periods.put(charge, period);
        assertThat(change.plan()).isEqualTo(period.given());
        assertThat(change.packages()).isZero();
      }
    }
    assertThat(change.free()).isZero();
    inForce(now, change.after());
  }

  /// @param product what the charge was for
  void refunded(String charge, Product product, Instant now, Change change) {
    switch (product) {
      case Product.Minutes bought -> {
        assertThat(-change.packages()).isBetween(0L, bought.duration().toMillis());
        assertThat(change.plan()).isZero();
      }
      case Product.Subscription _ -> {
        // What ends sooner is used first: what ends later is as whole as it can be.
        long later = givenAfter(charge, now);
        @Nullable Period period = periods.remove(charge);
        long own = period != null && period.until().isAfter(now) ? period.given() : 0;
        long left = Math.max(0, change.before().inPlan().toMillis() - later);
        assertThat(-change.plan()).isEqualTo(Math.min(own, left));
        assertThat(change.packages()).isZero();
      }
    }
    assertThat(change.free()).isZero();
    inForce(now, change.after());
  }

  /// Only what has ended is gone.
  void passed(Instant now, Change change) {
    assertThat(change.packages()).isZero();
    assertThat(change.after().inPlan().toMillis())
        .isEqualTo(Math.min(change.before().inPlan().toMillis(), given(now)));
    inForce(now, change.after());
  }

  /// The highest plan counts, up to the last end of its periods, and nothing is over what can be.
  void inForce(Instant now, Minutes.State state) {
    Comparator<Period> order = Comparator.comparing(Period::plan).thenComparing(Period::until);
    @Nullable Period best = running(now).stream().max(order).orElse(null);
    assertThat(state.plan()).isEqualTo(best == null ? null : best.plan());
    assertThat(state.planUntil()).isEqualTo(best == null ? null : best.until());
    assertThat(state.inPlan().toMillis()).isBetween(0L, given(now));
    assertThat(state.free()).isBetween(Duration.ZERO, freePerDay);
  }

  private long given(Instant now) {
    return running(now).stream().mapToLong(Period::given).sum();
  }

  /// What was given by periods that end after that of a charge, or with it and were paid later.
  private long givenAfter(String charge, Instant now) {
    @Nullable Period own = periods.get(charge);
    List<String> charges = List.copyOf(periods.keySet());
    return own == null
        ? 0
        : periods.entrySet().stream()
            .filter(e -> e.getValue().until().isAfter(now))
            .filter(e ->
                e.getValue().until().isAfter(own.until())
                    || (e.getValue().until().equals(own.until())
                        && charges.indexOf(e.getKey()) > charges.indexOf(charge)))
            .mapToLong(e -> e.getValue().given())
            .sum();
  }

  private List<Period> running(Instant now) {
    return periods.values().stream().filter(period -> period.until().isAfter(now)).toList();
  }
}
