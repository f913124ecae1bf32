package org.voice2text.bot.billing;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.voice2text.bot.billing.PaymentStore.Running;

/// The periods of plans that a person has paid for and that run now. Several run side by side when
/// a second plan was bought, or the first one was renewed before its end: each is worth its own
/// minutes up to its own end, and those that end sooner are used first. Immutable.
///
/// @param running those that end sooner come first
record PlanPeriods(List<Running> running) {
  PlanPeriods {
    running = List.copyOf(running);
  }

  /// The highest plan, which is the one in force, in the period that ends last.
  Optional<Running> inForce() {
    return running.stream()
        .max(Comparator.comparing(Running::plan).thenComparingLong(Running::expiresAt));
  }

  /// The most that can be left of all periods, in milliseconds of audio.
  long given() {
    return running.stream().mapToLong(PlanPeriods::given).sum();
  }

  /// What is left of one period, in milliseconds of audio; nothing when it does not run.
  ///
  /// @param left of all of them
  long left(String chargeId, long left) {
    long rest = left;
    for (Running period : running.reversed()) {
      long ofPeriod = Math.min(Math.max(0, rest), given(period));
      if (period.chargeId().equals(chargeId)) {
        return ofPeriod;
      }
      rest -= ofPeriod;
    }
    return 0;
  }

  private static long given(Running period) {
    return new Product.Subscription(period.plan()).allowance().map(Duration::toMillis).orElse(0L);
  }
}
