package org.voice2text.sandbox.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The switchboard of faults: which calls are let down, how, and how often. Of several rules that
/// fit a call, the oldest wins. Thread-safe.
public final class Faults implements AutoCloseable {
  /// A number of calls that is never used up.
  public static final int UNTIL_REMOVED = -1;

  /// What a webhook delivery is called where a rule names a method.
  public static final String WEBHOOK = "(webhook)";

  private final List<Rule> rules = new ArrayList<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Random chance = new Random(1);
  private CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private int nextId = 1;
  private int hanging;
  private boolean limits;

  /// @param method null for every method
  /// @param left calls it still applies to, or `UNTIL_REMOVED`
  /// @param share of the calls that it applies to, above 0 and at most 1
  public record Rule(
      int id, Target target, @Nullable String method, Fault fault, int left, double share) {
    private Rule withLeft(int fewer) {
      return new Rule(id, target, method, fault, fewer, share);
    }

    private boolean fits(Target called, String calledMethod) {
      boolean delivers = calledMethod.equals(WEBHOOK) || calledMethod.equals("getUpdates");
      boolean named = method == null || method.equalsIgnoreCase(calledMethod);
      // The sandbox makes webhook calls itself: nothing can be answered wrongly there.
      return target == called
          && named
          && (fault.isAboutUpdates() ? delivers : !calledMethod.equals(WEBHOOK));
    }
  }

  /// Lets down every call of the target until removed.
  public Rule add(Target target, Fault fault) {
    return add(target, null, fault, UNTIL_REMOVED);
  }

  /// Lets down the next calls.
  public Rule add(Target target, Fault fault, int times) {
    return add(target, null, fault, times);
  }

  /// @param method a Bot API method such as `sendMessage`; null for all
  /// @param times how many calls, or `UNTIL_REMOVED`
  public Rule add(Target target, @Nullable String method, Fault fault, int times) {
    return add(target, method, fault, times, 1);
  }

  /// Lets down some calls and not others, by chance: always the same ones in the same order of
  /// calls.
  ///
  /// @param method a Bot API method such as `sendMessage`; null for all
  /// @param times how many calls, or `UNTIL_REMOVED`
  /// @param share of the calls, above 0 and at most 1
  public synchronized Rule add(
      Target target, @Nullable String method, Fault fault, int times, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share %s must be above 0 and at most 1".formatted(share));
    }
    if (times == 0 || times < UNTIL_REMOVED) {
      throw new IllegalArgumentException("times %d must be 1 or more, or -1".formatted(times));
    }
    if (fault.isAboutUpdates() && target != Target.TELEGRAM) {
      throw new IllegalArgumentException(fault + " is a fault of TELEGRAM, not of " + target);
    }
    Rule rule = new Rule(nextId++, target, method, fault, times, share);
    rules.add(rule);
    changed();
    return rule;
  }

  public synchronized void remove(int ruleId) {
    rules.removeIf(rule -> rule.id() == ruleId);
    changed();
  }

  /// Removes all rules and lets hanging calls go on.
  public synchronized void clear() {
    rules.clear();
    release();
    changed();
  }

  /// The listener runs under the switchboard's lock and must not block.
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  private void changed() {
    listeners.forEach(Runnable::run);
  }

  public synchronized List<Rule> active() {
    return List.copyOf(rules);
  }

  /// Whether Telegram's own limits apply: 30 messages a second for a bot, 1 a second for a chat
  /// with a short burst, 20 a minute for a group. Off at first.
  public synchronized void setLimits(boolean on) {
    limits = on;
    changed();
  }

  public synchronized boolean limits() {
    return limits;
  }

  /// Lets the calls go on that hang now.
  public synchronized void release() {
    gate.countDown();
    gate = new CountDownLatch(1);
  }

  /// How many calls hang now.
  public synchronized int hanging() {
    return hanging;
  }

  /// Ends all waiting.
  @Override
  public void close() {
    end.countDown();
    clear();
  }

  /// The fault for a call, which uses up one of its number.
  public synchronized Optional<Fault> take(Target target, String method) {
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if (rule.fits(target, method) && (rule.share() == 1 || chance.nextDouble() < rule.share())) {
        if (rule.left() == 1) {
          rules.remove(i);
        } else if (rule.left() > 1) {
          rules.set(i, rule.withLeft(rule.left() - 1));
        }
        if (rule.left() > 0) {
          changed();
        }
        return Optional.of(rule.fault());
      }
    }
    return Optional.empty();
  }

  void sleep(Duration delay) throws InterruptedException {
    boolean _ = end.await(delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  void hang() throws InterruptedException {
    CountDownLatch current;
    synchronized (this) {
      if (end.getCount() == 0) {
        return;
      }
      current = gate;
      hanging++;
    }
    try {
      current.await();
    } finally {
      synchronized (this) {
        hanging--;
      }
    }
  }
}
