package org.voice2text.bot.billing;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.voice2text.model.event.Plan;

/// What can be bought.
public sealed interface Product {
  /// The most that a subscription may cost, as Telegram has it.
  int MAX_SUBSCRIPTION_STARS = 10_000;

  /// The only period that Telegram knows for subscriptions.
  Duration PERIOD = Duration.ofDays(30);

  /// Everything that is on offer, in the order in which it is shown.
  List<Product> ALL =
      Stream.<Product>concat(
              Arrays.stream(Plan.values()).map(Subscription::new),
              Stream.of(new Minutes(60, 75), new Minutes(300, 300)))
          .toList();

  /// A short name for buttons and the database.
  String code();

  /// Its price.
  int stars();

  /// A plan for 30 days, which Telegram renews by itself.
  record Subscription(Plan plan) implements Product {
    @Override
    public String code() {
      return plan.label();
    }

    @Override
    public int stars() {
      return switch (plan) {
        case LITE -> 150;
        case PRO -> 400;
        case UNLIMITED -> 1000;
      };
    }

    /// What may be used within the period; nothing for as much as one likes.
    public Optional<Duration> allowance() {
      return switch (plan) {
        case LITE -> Optional.of(Duration.ofHours(5));
        case PRO -> Optional.of(Duration.ofHours(20));
        case UNLIMITED -> Optional.empty();
      };
    }
  }

  /// Minutes that do not expire.
  record Minutes(int minutes, int stars) implements Product {
    @Override
    public String code() {
      return "m" + minutes;
    }

    Duration duration() {
      return Duration.ofMinutes(minutes);
    }
  }

  static Optional<Product> of(String code) {
    return ALL.stream().filter(product -> product.code().equals(code)).findFirst();
  }
}
