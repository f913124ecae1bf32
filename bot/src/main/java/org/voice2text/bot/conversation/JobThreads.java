package org.voice2text.bot.conversation;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;

/// Which threads work on texts of which jobs, so that the work on one that is deleted can be
/// stopped. Thread-safe.
final class JobThreads {
  private final Map<Thread, Long> working = new ConcurrentHashMap<>();
  private final Set<Thread> stopped = ConcurrentHashMap.newKeySet();

  /// Does work that may be stopped.
  void run(long jobId, Runnable work) {
    Thread thread = Thread.currentThread();
    working.put(thread, jobId);
    try {
      work.run();
    } finally {
      working.remove(thread);
      stopped.remove(thread);
    }
  }

  /// Interrupts the work on these jobs.
  void stop(LongPredicate jobs) {
    working.forEach((thread, job) -> {
      if (jobs.test(job)) {
        stopped.add(thread);
        thread.interrupt();
      }
    });
  }

  /// Whether the calling thread was interrupted here, and not because the process stops. It is not
  /// interrupted any more then.
  boolean wasStopped() {
    boolean was = stopped.remove(Thread.currentThread());
    if (was) {
      boolean _ = Thread.interrupted();
    }
    return was;
  }
}
