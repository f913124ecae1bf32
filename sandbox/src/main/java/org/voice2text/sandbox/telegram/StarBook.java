package org.voice2text.sandbox.telegram;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who owes and has paid what. Confined to the world's lock.
final class StarBook {
  private static final long FIRST_BALANCE = 1_000_000;

  final Map<String, Checkout> checkouts = new LinkedHashMap<>();
  final Map<String, Payment> payments = new LinkedHashMap<>();
  final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
  final List<StarTransaction> transactions = new ArrayList<>();

  /// By link.
  final Map<String, Invoice> links = new LinkedHashMap<>();

  /// Bills in chats that have been paid, by chat, bot and message.
  final Map<String, String> receipts = new HashMap<>();

  /// What a month of subscription really lasts.
  Duration subscriptionLength = Duration.ofDays(30);

  private final Map<Long, Long> balances = new HashMap<>();
  private long next = 7_301_000_001L;

  String newId() {
    return Long.toString(next++);
  }

  long balance(User user) {
    return balances.getOrDefault(user.id(), FIRST_BALANCE);
  }

  void setBalance(User user, long stars) {
    balances.put(user.id(), stars);
  }

  void record(Payment payment) {
    payments.put(payment.chargeId(), payment);
    transactions.add(new StarTransaction(payment, payment.date(), false));
    setBalance(payment.user(), balance(payment.user()) - payment.invoice().stars());
  }

  /// A bot's lines, oldest first.
  List<StarTransaction> of(long botId) {
    return transactions.stream().filter(it -> it.payment().invoice().botId() == botId).toList();
  }

  long balanceOfBot(long botId) {
    return of(botId).stream()
        .mapToLong(
            it -> it.refund() ? -it.payment().invoice().stars() : it.payment().invoice().stars())
        .sum();
  }

  boolean isRefunded(Payment payment) {
    return transactions.stream()
        .anyMatch(it -> it.refund() && it.payment().chargeId().equals(payment.chargeId()));
  }

  /// The user's payment to the bot under this id.
  Optional<Payment> find(long botId, long userId, String chargeId) {
    @Nullable Payment payment = payments.get(chargeId);
    return Optional.ofNullable(payment)
        .filter(it -> it.user().id() == userId && it.invoice().botId() == botId);
  }
}
