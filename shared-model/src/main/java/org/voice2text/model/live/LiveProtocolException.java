package org.voice2text.model.live;

/// What arrived breaks the rules of the live socket. The message names the rule and holds no label
/// value.
public final class LiveProtocolException extends Exception {
  private static final long serialVersionUID = 1;
  private final LiveRejection reason;

  public LiveProtocolException(LiveRejection reason, String message) {
    super(message);
    this.reason = reason;
  }

  public LiveProtocolException(LiveRejection reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public LiveRejection reason() {
    return reason;
  }
}
