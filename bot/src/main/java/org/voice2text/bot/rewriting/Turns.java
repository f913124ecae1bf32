package org.voice2text.bot.rewriting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lets so many go at the same time, of each person no more than so many, and the person next who
/// has the fewest under way, or else was served longest ago: whoever asks for much waits for
/// themselves and holds up nobody else. Thread-safe.
final class Turns {
  private final int atATime;
  private final int perPerson;
  private final Map<Object, Person> persons = new HashMap<>();

  /// In the order in which they came.
  private final List<Turn> waiting = new ArrayList<>();

  private int underWay;
  private long served;

  Turns(int atATime, int perPerson) {
    this.atATime = atATime;
    this.perPerson = perPerson;
  }

  /// Guarded by the lock of the turns.
  private static final class Person {
    int underWay;
    int waiting;
    long lastServed;
  }

  /// Guarded by the lock of the turns.
  private static final class Turn {
    final Person person;
    boolean isCome;

    Turn(Person person) {
      this.person = person;
    }
  }

  /// Waits for its turn, to be given back by [#end].
  ///
  /// @param person whoever asks, with an equality of its own
  /// @return false if it did not come in time
  synchronized boolean begin(Object person, Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    Turn turn = new Turn(persons.computeIfAbsent(person, _ -> new Person()));
    turn.person.waiting++;
    waiting.add(turn);
    callNext();
    try {
      long left = end - System.nanoTime();
      while (!turn.isCome && left > 0) {
        // Rounded up: zero would wait for ever.
        wait(left / 1_000_000 + 1);
        left = end - System.nanoTime();
      }
    } catch (InterruptedException e) {
      if (turn.isCome) {
        end(person);
      }
      throw e;
    } finally {
      if (!turn.isCome) {
        boolean _ = waiting.remove(turn);
        turn.person.waiting--;
        forgetIfIdle(person, turn.person);
      }
    }
    return turn.isCome;
  }

  synchronized void end(Object person) {
    Person known = persons.get(person);
    if (known == null || known.underWay == 0) {
      throw new IllegalStateException("A turn ended that had not begun");
    }
    known.underWay--;
    underWay--;
    forgetIfIdle(person, known);
    callNext();
  }

  private void callNext() {
    boolean called = false;
    @Nullable Turn next = next();
    while (next != null) {
      boolean _ = waiting.remove(next);
      next.isCome = true;
      next.person.waiting--;
      next.person.underWay++;
      next.person.lastServed = ++served;
      underWay++;
      called = true;
      next = next();
    }
    if (called) {
      notifyAll();
    }
  }

  private @Nullable Turn next() {
    return underWay == atATime
        ? null
        : waiting.stream()
            .filter(turn -> turn.person.underWay < perPerson)
            .min(
                Comparator.<Turn>comparingInt(turn -> turn.person.underWay)
                    .thenComparingLong(turn -> turn.person.lastServed))
            .orElse(null);
  }

  private void forgetIfIdle(Object key, Person person) {
    if (person.underWay == 0 && person.waiting == 0) {
      Person _ = persons.remove(key);
    }
  }
}
