package org.voice2text.sandbox.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// What the bot asked of one part of the pretend world: the last thousand calls, and how many there
/// were of each method. Thread-safe.
public final class CallLog {
  private static final int KEPT = 1000;
  private static final int LONGEST_ANSWER = 6_000;

  private final Deque<Call> calls = new ArrayDeque<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private final List<Consumer<Call>> listeners = new CopyOnWriteArrayList<>();

  /// One call. There is no token in it, and no secret.
  ///
  /// @param api `telegram`, `speech` or `language`
  /// @param method as Telegram spells it; `file` for a download
  /// @param botId 0 when the token was refused, and for the other APIs
  /// @param status HTTP status of the answer; 0 when the connection was cut before one
  /// @param took until the answer was ready, faults included
  /// @param answer the body's beginning, where it is text
  public record Call(
      Instant time,
      String api,
      long botId,
      String method,
      ObjectNode params,
      int status,
      Duration took,
      String answer) {}

  /// What is kept of an answer's body: all of a short one, the beginning of a long one.
  public static String shown(byte[] body) {
    int length = Math.min(body.length, LONGEST_ANSWER);
    String begin = new String(body, 0, length, StandardCharsets.UTF_8);
    return length == body.length ? begin : begin + "…";
  }

  public void add(Call call) {
    synchronized (this) {
      calls.addLast(call);
      if (calls.size() > KEPT) {
        calls.removeFirst();
      }
      counts.merge(call.method(), 1L, Long::sum);
    }
    listeners.forEach(listener -> listener.accept(call));
  }

  /// Oldest first.
  public synchronized List<Call> all() {
    return List.copyOf(calls);
  }

  /// The kept calls of one method, oldest first.
  public List<Call> of(String method) {
    return all().stream().filter(call -> call.method().equals(method)).toList();
  }

  /// All calls of a method since the start, also those that are no longer kept.
  public synchronized long count(String method) {
    return counts.getOrDefault(method, 0L);
  }

  public synchronized Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  /// The listener runs on the thread of the call and must not block.
  public void onCall(Consumer<Call> listener) {
    listeners.add(listener);
  }
}
