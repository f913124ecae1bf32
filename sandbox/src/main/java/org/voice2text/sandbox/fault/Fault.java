package org.voice2text.sandbox.fault;

import java.time.Duration;

/// One way in which the outside world lets the bot down.
public sealed interface Fault {

  /// 429; Telegram's body carries `parameters.retry_after`, the speech API's answer a `Retry-After`
  /// header.
  record TooManyRequests(int retryAfterSeconds) implements Fault {}

  /// An error in the target's own shape; the call has no effect.
  record HttpError(int status) implements Fault {
    public HttpError {
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException("status " + status + " must be from 400 to 599");
      }
    }
  }

  /// 401, as after `/revoke` at BotFather.
  record Revoked() implements Fault {}

  /// The call works, but its answer comes late.
  record Slow(Duration delay) implements Fault {}

  /// No answer until {@link Faults#release()}; then the call works.
  record Hang() implements Fault {}

  /// The connection is closed without an answer; the call has no effect.
  record Closed() implements Fault {}

  /// The call works, but the connection breaks after half of the answer's body: the caller cannot
  /// know whether it worked.
  record CutHalfway() implements Fault {}

  /// 200 and a page of HTML instead of JSON, as a proxy in between may send.
  record WrongBody() implements Fault {}

  /// 200 and JSON of another shape.
  record WrongJson() implements Fault {}

  /// 200 and nothing.
  record EmptyBody() implements Fault {}

  /// The next delivery of updates begins with the last confirmed ones once more.
  record RepeatedUpdates() implements Fault {}

  /// The next delivery of updates contains one that no client can read.
  record UnparsableUpdate() implements Fault {}

  /// Whether this concerns the delivery of updates only.
  default boolean isAboutUpdates() {
    return switch (this) {
      case RepeatedUpdates _, UnparsableUpdate _ -> true;
      case TooManyRequests _,
          HttpError _,
          Revoked _,
          Slow _,
          Hang _,
          Closed _,
          CutHalfway _,
          WrongBody _,
          WrongJson _,
          EmptyBody _ ->
          false;
    };
  }
}
