package org.voice2text.sandbox.telegram;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Paying with pretend Stars, of which everybody has a million at first. Thread-safe.
public final class Stars {
  private final WorldState state;

  Stars(WorldState state) {
    this.state = state;
  }

  /// Begins to pay a bill in a chat; the bot is asked.
  ///
  /// @return the id under which to look at what came of it
  /// @throws IllegalArgumentException if the message is no bill, or is paid
  public String pay(User user, Message bill) {
    if (!(bill.special() instanceof Special.Bill it)) {
      throw new IllegalArgumentException("Message %d is no bill".formatted(bill.id()));
    }
    synchronized (state) {
      if (state.cashier().isPaid(bill)) {
        throw new IllegalArgumentException("Message %d is paid".formatted(bill.id()));
      }
      return state.cashier().begin(user, it.invoice(), bill).id();
    }
  }

  /// Begins to pay through a link that a bot made.
  ///
  /// @throws IllegalArgumentException if no bot made it
  public String pay(User user, String link) {
    synchronized (state) {
      return state.cashier().begin(user, invoice(link), null).id();
    }
  }

  /// The bill behind a link.
  public Invoice invoice(String link) {
    synchronized (state) {
      @Nullable Invoice invoice = state.cashier().book.links.get(link);
      if (invoice == null) {
        throw new IllegalArgumentException("No bot made the link " + link);
      }
      return invoice;
    }
  }

  public boolean isPaid(Message bill) {
    synchronized (state) {
      return state.cashier().isPaid(bill);
    }
  }

  /// What came of an attempt to pay so far.
  ///
  /// @throws IllegalArgumentException if there was none under this id
  public Checkout checkout(String id) {
    synchronized (state) {
      @Nullable Checkout checkout = state.cashier().checkout(id);
      if (checkout == null) {
        throw new IllegalArgumentException("There is no checkout " + id);
      }
      return checkout;
    }
  }

  /// All payments, oldest first.
  public List<Payment> payments() {
    synchronized (state) {
      return List.copyOf(state.cashier().book.payments.values());
    }
  }

  public List<Subscription> subscriptions() {
    synchronized (state) {
      return List.copyOf(state.cashier().book.subscriptions.values());
    }
  }

  /// A bot's account, oldest first.
  public List<StarTransaction> transactions(long botId) {
    synchronized (state) {
      return state.cashier().book.of(botId);
    }
  }

  /// A month has passed: Telegram takes the Stars for the next one, and tells the bot.
  ///
  /// @param subscription charge id of the first payment
  /// @throws IllegalArgumentException if it is canceled or there is none
  public Payment renew(String subscription) {
    synchronized (state) {
      Subscription known = subscription(subscription);
      if (!known.isRenewed()) {
        throw new IllegalArgumentException(subscription + " is canceled");
      }
      return state.cashier().renew(known);
    }
  }

  /// The person cancels, or changes their mind.
  public void setCanceled(String subscription, boolean canceled) {
    synchronized (state) {
      Subscription known = subscription(subscription);
      state.cashier().book.subscriptions.put(subscription, known.byUser(canceled));
    }
  }

  private Subscription subscription(String id) {
    @Nullable Subscription known = state.cashier().book.subscriptions.get(id);
    if (known == null) {
      throw new IllegalArgumentException("There is no subscription " + id);
    }
    return known;
  }

  /// Sends the update about a payment once more, under a new number.
  public void repeatPayment(String chargeId) {
    synchronized (state) {
      @Nullable Payment payment = state.cashier().book.payments.get(chargeId);
      if (payment == null) {
        throw new IllegalArgumentException("There is no payment " + chargeId);
      }
      ChatLog log = state.openPrivate(payment.invoice().botId(), payment.user());
      for (Message message : log.messages()) {
        if (message.special() instanceof Special.Paid paid && paid.payment().equals(payment)) {
          state.posts().tell(log, message, false);
        }
      }
    }
  }

  /// As in Telegram's test environment, where a month is over in minutes: when the next payments of
  /// subscriptions will end.
  public void setSubscriptionLength(Duration length) {
    synchronized (state) {
      state.cashier().book.subscriptionLength = length;
    }
  }

  public long balance(User user) {
    synchronized (state) {
      return state.cashier().book.balance(user);
    }
  }

  /// With too few Stars, a payment fails after the bot has agreed to it.
  public void setBalance(User user, long stars) {
    synchronized (state) {
      state.cashier().book.setBalance(user, stars);
    }
  }
}
