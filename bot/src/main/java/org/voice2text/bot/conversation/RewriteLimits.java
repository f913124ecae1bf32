package org.voice2text.bot.conversation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.model.event.RateLimit;

/// How many texts are written for one person, and for one chat: each costs the operator money, and
/// the same transcript can be had in scores of ways. A text that was made before costs nothing and
/// is not counted. Kept in memory: a restart forgets it. Thread-safe.
final class RewriteLimits {
  /// People press a few buttons at once.
  static final int OPEN_PER_USER = 5;

  static final int OPEN_PER_CHAT = 10;
  static final int PER_USER_AND_HOUR = 60;
  static final int PER_CHAT_AND_HOUR = 120;
  private static final Duration HOUR = Duration.ofHours(1);

  private final InstantSource clock;

  /// Of the last hour, the oldest first.
  private final List<Place> places = new ArrayList<>();

  RewriteLimits(InstantSource clock) {
    this.clock = clock;
  }

  /// A text that is being written, until it is closed. Closing it twice is harmless.
  final class Place implements AutoCloseable {
    private final @Nullable Long user;
    private final ChatRef chat;
    private final Instant since;
    private boolean isOpen = true;

    private Place(@Nullable Long user, ChatRef chat, Instant since) {
      this.user = user;
      this.chat = chat;
      this.since = since;
    }

    /// The language model has answered, or never will.
    @Override
    public void close() {
      synchronized (RewriteLimits.this) {
        isOpen = false;
      }
    }

    private boolean isOf(ChatRef other) {
      return chat.botId() == other.botId() && chat.chatId() == other.chatId();
    }
  }

  /// What came of asking for a place.
  sealed interface Answer {}

  record Taken(Place place) implements Answer {}

  /// Why there is none.
  sealed interface Refused extends Answer {
    RateLimit limit();

    /// What whoever asks is told; Telegram shows 200 characters.
    String text(Texts texts);
  }

  /// @param most texts that are written at the same time
  record TooMany(RateLimit limit, int most) implements Refused {
    @Override
    public String text(Texts texts) {
      return switch (limit) {
        case USER -> texts.get("rewrite.too_many.user", most);
        case CHAT, GLOBAL -> texts.get("rewrite.too_many.chat", most);
      };
    }
  }

  /// @param perHour texts of an hour
  /// @param retryAfter when there is room for another one
  record TooOften(RateLimit limit, int perHour, Duration retryAfter) implements Refused {
    @Override
    public String text(Texts texts) {
      String wait = texts.minutes(retryAfter.plusMillis(999));
      return switch (limit) {
        case USER -> texts.get("rewrite.too_often.user", perHour, wait);
        case CHAT, GLOBAL -> texts.get("rewrite.too_often.chat", perHour, wait);
      };
    }
  }

  /// Takes a place for a text that somebody asks for, if there is one.
  ///
  /// @param user the database's key
  synchronized Answer ask(long user, ChatRef chat) {
    forget();
    Predicate<Place> ofUser = place -> place.user != null && place.user == user;
    return refusal(ofUser, RateLimit.USER, OPEN_PER_USER, PER_USER_AND_HOUR)
        .or(() ->
            refusal(place -> place.isOf(chat), RateLimit.CHAT, OPEN_PER_CHAT, PER_CHAT_AND_HOUR))
        .orElseGet(() -> new Taken(add(user, chat)));
  }

  /// Takes a place for a text that a chat wants of every recording: how many those are is bounded
  /// already. It leaves less room for what is asked for.
  ///
  /// @param user whose recording it is; null for nobody's
  synchronized Place unasked(@Nullable Long user, ChatRef chat) {
    forget();
    return add(user, chat);
  }

  private Place add(@Nullable Long user, ChatRef chat) {
    Place place = new Place(user, chat, clock.instant());
    places.add(place);
    return place;
  }

  private Optional<Answer> refusal(Predicate<Place> whose, RateLimit limit, int open, int perHour) {
    List<Place> own = places.stream().filter(whose).toList();
    if (own.stream().filter(place -> place.isOpen).count() >= open) {
      return Optional.of(new TooMany(limit, open));
    }
    if (own.size() < perHour) {
      return Optional.empty();
    }
    Instant room = own.get(own.size() - perHour).since.plus(HOUR);
    return Optional.of(new TooOften(limit, perHour, Duration.between(clock.instant(), room)));
  }

  /// No text takes an hour.
  private void forget() {
    Instant before = clock.instant().minus(HOUR);
    boolean _ = places.removeIf(place -> !place.since.isAfter(before));
  }
}
