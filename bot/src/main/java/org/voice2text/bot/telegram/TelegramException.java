package org.voice2text.bot.telegram;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.exceptions.TelegramApiValidationException;

/// The Bot API did not do what it was asked. The message names the method and Telegram's own
/// description, never the address, which holds the token.
public final class TelegramException extends Exception {
  private static final long serialVersionUID = 1;

  /// What went wrong, as far as it matters to the caller.
  public enum Kind {
    /// The token is wrong or was revoked.
    UNAUTHORIZED,
    /// Another process polls with the same token, or a webhook is set.
    CONFLICT,
    /// Asked to wait.
    RATE_LIMITED,
    /// The user blocked the bot, left, or the chat is gone: nothing can be written there.
    UNREACHABLE,
    /// The topic was closed or deleted; the rest of the forum may be written to.
    TOPIC_CLOSED,
    /// The group goes on under another id, see `newChatId`.
    MIGRATED,
    /// The message to be edited, deleted or copied is gone.
    MESSAGE_GONE,
    /// An edit that would change nothing.
    NOT_MODIFIED,
    /// The file exceeds what this server hands out.
    FILE_TOO_BIG,
    /// Any other refusal: asking again will not help.
    REFUSED,
    /// No connection, a failure of the server, or an answer that is none: asking again may help.
    UNAVAILABLE
  }

  private final Kind kind;
  private final @Nullable Duration retryAfter;
  private final @Nullable Long newChatId;
  private final boolean notFound;

  TelegramException(
      Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    this(kind, message, retryAfter, null, false, cause);
  }

  private TelegramException(
      Kind kind,
      String message,
      @Nullable Duration retryAfter,
      @Nullable Long newChatId,
      boolean notFound,
      @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
    this.newChatId = newChatId;
    this.notFound = notFound;
  }

  public Kind kind() {
    return kind;
  }

  /// Whether the same may be done later.
  public boolean mayPass() {
    return kind == Kind.RATE_LIMITED || kind == Kind.UNAVAILABLE;
  }

  /// Whether people will not have the bot write there: they blocked it, removed it, or closed the
  /// topic.
  public boolean isShutOut() {
    return kind == Kind.UNREACHABLE || kind == Kind.TOPIC_CLOSED;
  }

  /// Whether the server does not know the method, or the token: it answers alike.
  boolean isNotFound() {
    return notFound;
  }

  /// How long Telegram asked to wait; null when it did not.
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /// Under which the group goes on; null unless the kind is MIGRATED.
  public @Nullable Long newChatId() {
    return newChatId;
  }

  /// How long to wait before the same is done again; never zero.
  ///
  /// @param otherwise unless Telegram asked for something else
  public Duration pause(Duration otherwise) {
    return retryAfter == null || !retryAfter.isPositive() ? otherwise : retryAfter;
  }

  static TelegramException migrated(String method, long newChatId) {
    return new TelegramException(
        Kind.MIGRATED, method + ": the group became a supergroup", null, newChatId, false, null);
  }

  /// The message is in a group that goes on under another id, where it cannot be changed.
  static TelegramException leftBehind(long oldChatId, long newChatId) {
    return new TelegramException(
        Kind.MESSAGE_GONE,
        "the message stayed behind in group %d, which is %d now".formatted(oldChatId, newChatId),
        null,
        null);
  }

  static TelegramException unavailable(String method, Throwable cause) {
    return new TelegramException(
        Kind.UNAVAILABLE, method + ": " + cause.getClass().getSimpleName(), null, cause);
  }

  /// Not even asked, because the library knows that Telegram would refuse it. The cause is left
  /// out: it holds what was to be sent.
  static TelegramException invalid(String method, TelegramApiValidationException cause) {
    return new TelegramException(
        Kind.REFUSED, "%s: %s".formatted(method, cause.getMessage()), null, null);
  }

  /// Not even asked: the chat is to be left alone for longer than the caller waits.
  static TelegramException mustWait(Duration wait) {
    return new TelegramException(
        Kind.RATE_LIMITED,
        "the chat must be left alone for %d ms".formatted(wait.toMillis()),
        wait,
        null);
  }

  static TelegramException answered(
      String method, int code, @Nullable String description, @Nullable Integer retryAfterSeconds) {
    String text = description == null ? "no description" : description;
    return new TelegramException(
        kind(code, text.toLowerCase(Locale.ROOT)),
        "%s: %d %s".formatted(method, code, text),
        retryAfterSeconds == null ? null : Duration.ofSeconds(retryAfterSeconds),
        null,
        code == 404,
        null);
  }

  private static Kind kind(int code, String description) {
    return switch (code) {
      case 401 -> Kind.UNAUTHORIZED;
      case 409 -> Kind.CONFLICT;
      case 429 -> Kind.RATE_LIMITED;
      case 403 -> Kind.UNREACHABLE;
      case 400 -> badRequest(description);
      // A token of the wrong shape, or another server's address.
      case 404 -> description.equals("not found") ? Kind.UNAUTHORIZED : Kind.REFUSED;
      default -> code >= 500 ? Kind.UNAVAILABLE : Kind.REFUSED;
    };
  }

  private static Kind badRequest(String description) {
    if (description.contains("message is not modified")) {
      return Kind.NOT_MODIFIED;
    }
    if (description.contains("message to edit not found")
        || description.contains("message to delete not found")
        || description.contains("message to copy not found")
        || description.contains("message can't be edited")
        || description.contains("message can't be copied")
        || description.contains("message_id_invalid")) {
      return Kind.MESSAGE_GONE;
    }
    if (description.contains("topic_closed")
        || description.contains("topic_deleted")
        || description.contains("message thread not found")) {
      return Kind.TOPIC_CLOSED;
    }
    if (description.contains("chat not found")
        || description.contains("user is deactivated")
        || description.contains("not enough rights")) {
      return Kind.UNREACHABLE;
    }
    return description.contains("file is too big") ? Kind.FILE_TOO_BIG : Kind.REFUSED;
  }
}
