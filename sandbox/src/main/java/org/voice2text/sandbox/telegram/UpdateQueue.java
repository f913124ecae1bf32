package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.Json;

/// What a bot has not confirmed yet. An update stays until the bot asks with an offset above it, or
/// its webhook accepts it. Thread-safe.
final class UpdateQueue {
  private static final int REPEATABLE = 10;
  private static final Set<String> ONLY_WHEN_ASKED_FOR =
      Set.of("chat_member", "message_reaction", "message_reaction_count");

  private final TreeMap<Long, ObjectNode> pending = new TreeMap<>();
  private final Deque<ObjectNode> confirmed = new ArrayDeque<>();
  private final Deque<ObjectNode> repeats = new ArrayDeque<>();
  private final LongConsumer beforeConfirm;
  private List<String> allowed = List.of();
  private long nextId;
  private long confirmedOffset;
  private long currentPoll;
  private boolean pushes;
  private boolean closed;

  /// @param beforeConfirm called with the offset before the updates below it are dropped, on the
  ///   thread of the call and without a lock; when it throws, nothing is dropped
  UpdateQueue(long firstId, LongConsumer beforeConfirm) {
    this.nextId = firstId;
    this.beforeConfirm = beforeConfirm;
  }

  /// @param type the field of the update that carries the content, such as `message`
  /// @return the update's id; 0 when the bot did not ask for this type
  synchronized long add(String type, ObjectNode content) {
    if (allowed.isEmpty() ? ONLY_WHEN_ASKED_FOR.contains(type) : !allowed.contains(type)) {
      return 0;
    }
    long id = nextId++;
    ObjectNode update = Json.object().put("update_id", id);
    update.set(type, content);
    pending.put(id, update);
    notifyAll();
    return id;
  }

  /// An update no client can read: its message is a text instead of an object.
  synchronized void addUnparsable() {
    pending.put(nextId, Json.object().put("update_id", nextId).put("message", "not an object"));
    nextId++;
    notifyAll();
  }

  /// The next delivery begins with the last confirmed updates once more.
  synchronized void repeatConfirmed() {
    repeats.clear();
    repeats.addAll(confirmed);
    notifyAll();
  }

  /// Answers `getUpdates`.
  ///
  /// @param timeout how long to wait when there is nothing
  List<ObjectNode> poll(long offset, int limit, Duration timeout) {
    long mine = begin();
    confirmBelow(absolute(offset));
    long end = System.nanoTime() + timeout.toNanos();
    synchronized (this) {
      awaitUntil(end, () -> pushes || currentPoll != mine || hasUpdates());
      checkStillCurrent(mine);
      return take(limit);
    }
  }

  private synchronized long begin() {
    if (pushes) {
      throw ApiException.conflict(
          "can't use getUpdates method while webhook is active; use deleteWebhook to delete the"
              + " webhook first");
    }
    currentPoll++;
    notifyAll();
    return currentPoll;
  }

  private void checkStillCurrent(long mine) {
    if (pushes) {
      throw ApiException.conflict("terminated by setWebhook request");
    }
    if (currentPoll != mine) {
      throw ApiException.conflict(
          "terminated by other getUpdates request; make sure that only one bot instance is"
              + " running");
    }
  }

  private List<ObjectNode> take(int limit) {
    List<ObjectNode> batch = new ArrayList<>(repeats);
    repeats.clear();
    batch.addAll(pending.values());
    return batch.subList(0, Math.min(limit, batch.size())).stream()
        .map(ObjectNode::deepCopy)
        .toList();
  }

  /// A negative offset counts from the end of the queue.
  private synchronized long absolute(long offset) {
    if (offset >= 0) {
      return offset;
    }
    return pending.isEmpty() ? 0 : Math.max(pending.firstKey(), nextId + offset);
  }

  /// Drops what lies below, after the hook has seen it.
  void confirmBelow(long offset) {
    synchronized (this) {
      if (pending.isEmpty() || offset <= pending.firstKey()) {
        return;
      }
    }
    beforeConfirm.accept(offset);
    synchronized (this) {
      Map<Long, ObjectNode> below = pending.headMap(offset);
      below.values().forEach(this::remember);
      below.clear();
      confirmedOffset = Math.max(confirmedOffset, offset);
    }
  }

  private void remember(ObjectNode update) {
    confirmed.addLast(update);
    if (confirmed.size() > REPEATABLE) {
      confirmed.removeFirst();
    }
  }

  /// For the webhook: waits for the first update, and returns null once the queue no longer pushes.
  synchronized @Nullable ObjectNode awaitFirst() {
    awaitUntil(System.nanoTime() + Long.MAX_VALUE / 2, () -> !pushes || hasUpdates());
    if (!pushes || closed) {
      return null;
    }
    ObjectNode repeat = repeats.pollFirst();
    return (repeat != null ? repeat : pending.firstEntry().getValue()).deepCopy();
  }

  synchronized void setPushes(boolean on) {
    pushes = on;
    notifyAll();
  }

  synchronized void setAllowed(List<String> types) {
    allowed = List.copyOf(types);
  }

  synchronized List<String> allowed() {
    return allowed;
  }

  synchronized void dropAll() {
    pending.clear();
    repeats.clear();
  }

  synchronized List<Long> pendingIds() {
    return List.copyOf(pending.keySet());
  }

  synchronized long confirmedOffset() {
    return confirmedOffset;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  private boolean hasUpdates() {
    return !pending.isEmpty() || !repeats.isEmpty();
  }

  /// @param end of {@link System#nanoTime()}
  private synchronized void awaitUntil(long end, BooleanSupplier reached) {
    try {
      while (!closed && !reached.getAsBoolean()) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return;
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      // Only the end of the server interrupts a call.
      Thread.currentThread().interrupt();
      closed = true;
    }
  }
}
