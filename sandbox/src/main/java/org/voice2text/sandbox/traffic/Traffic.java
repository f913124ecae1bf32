package org.voice2text.sandbox.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.sandbox.telegram.User;
import org.voice2text.sandbox.telegram.World;

/// Makes people send and press at a steady rate until told to stop: one plan at a time, on one
/// virtual thread. Thread-safe.
public final class Traffic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);
  private static final Duration LOOK_FOR_BOT_EVERY = Duration.ofMillis(100);
  private static final long LARGEST_LAG = TimeUnit.SECONDS.toNanos(2);

  private final World world;
  private final List<User> people = new ArrayList<>();
  private final Map<Activity, Long> done = new EnumMap<>(Activity.class);
  private @Nullable Thread thread;
  private @Nullable TrafficPlan plan;

  public Traffic(World world) {
    this.world = world;
  }

  /// What is going on.
  ///
  /// @param plan null when stopped
  /// @param done how often each activity since the sandbox started
  public record Status(@Nullable TrafficPlan plan, Map<Activity, Long> done) {
    public Status {
      done = Map.copyOf(done);
    }

    public long total() {
      return done.values().stream().mapToLong(n -> n).sum();
    }
  }

  /// Takes the place of a plan that is being carried out. People of earlier plans come again.
  public synchronized void start(TrafficPlan next) {
    stop();
    plan = next;
    thread = Thread.ofVirtual().name("sandbox-traffic").start(() -> run(next));
  }

  public synchronized void stop() {
    if (thread != null) {
      thread.interrupt();
    }
    thread = null;
    plan = null;
  }

  public synchronized Status status() {
    return new Status(plan, done);
  }

  private void run(TrafficPlan mine) {
    try {
      Crowd crowd = gather(mine, mine.botId() == 0 ? firstBot() : mine.botId());
      long gap = (long) (TimeUnit.SECONDS.toNanos(1) / mine.perSecond());
      long next = System.nanoTime();
      while (!Thread.interrupted()) {
        crowd.act().ifPresent(this::count);
        // After a standstill of the machine there is no burst.
        next = Math.max(next + gap, System.nanoTime() - LARGEST_LAG);
        LockSupport.parkNanos(next - System.nanoTime());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("The traffic ends", e);
      ended(Thread.currentThread());
    }
  }

  private synchronized Crowd gather(TrafficPlan mine, long botId) {
    return new Crowd(world, mine, botId, people);
  }

  private long firstBot() throws InterruptedException {
    while (world.bots().isEmpty()) {
      Thread.sleep(LOOK_FOR_BOT_EVERY);
    }
    return world.bots().getFirst().id();
  }

  private synchronized void count(Activity activity) {
    done.merge(activity, 1L, Long::sum);
  }

  private synchronized void ended(Thread which) {
    if (which.equals(thread)) {
      stop();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
