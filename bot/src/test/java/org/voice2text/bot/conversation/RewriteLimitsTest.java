package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voice2text.bot.conversation.RewriteLimits.Place;
import org.voice2text.bot.conversation.RewriteLimits.Refused;
import org.voice2text.bot.conversation.RewriteLimits.Taken;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.model.event.RateLimit;

class RewriteLimitsTest {
  private static final ChatRef GROUP = new ChatRef(1, -42, null);
  private static final ChatRef TOPIC = new ChatRef(1, -42, 7);
  private static final ChatRef ELSEWHERE = new ChatRef(1, -43, null);
  private static final Texts ENGLISH = Texts.of("en");
  private static final Texts RUSSIAN = Texts.of("ru");

  private Instant now = Instant.parse("2026-11-01T10:00:00Z");
  private final RewriteLimits limits = new RewriteLimits(() -> now);

  @Test
  void aPersonHasAFewTextsAtATimeWhereverTheyAsk() {
    List<Place> places = open(5, 1, GROUP);

    Refused refused = refused(1, ELSEWHERE);

    assertThat(refused.limit()).isEqualTo(RateLimit.USER);
    assertThat(refused.text(ENGLISH))
        .isEqualTo(
            "5 texts of yours are being written already. Please press again once one of them is ready.");
    assertThat(refused.text(RUSSIAN))
        .isEqualTo(
            "Уже готовлю текстов для вас: 5. Нажмите ещё раз, когда один из них будет готов.");
    places.getFirst().close();
    places.getFirst().close();
    List<Place> _ = open(1, 1, ELSEWHERE);
    assertThat(refused(1, ELSEWHERE).limit()).isEqualTo(RateLimit.USER);
  }

  @Test
  void aChatHasMoreOfThemInAllItsTopicsTogether() {
    List<Place> _ = open(5, 1, GROUP);
    List<Place> _ = open(5, 2, TOPIC);

    Refused refused = refused(3, GROUP);

    assertThat(refused.limit()).isEqualTo(RateLimit.CHAT);
    assertThat(refused.text(ENGLISH))
        .isEqualTo(
            "10 texts of this chat are being written already. Please press again once one of them is ready.");
    assertThat(refused.text(RUSSIAN))
        .isEqualTo(
            "Уже готовлю текстов для этого чата: 10. Нажмите ещё раз, когда один из них будет готов.");
    List<Place> _ = open(1, 3, ELSEWHERE);
  }

  @Test
  void anHourHasRoomForMany() {
    for (int i = 0; i < 60; i++) {
      open(1, 1, GROUP).forEach(Place::close);
      now = now.plusSeconds(30);
    }

    Refused refused = refused(1, GROUP);

    assertThat(refused.limit()).isEqualTo(RateLimit.USER);
    assertThat(refused.text(ENGLISH))
        .isEqualTo("I write at most 60 texts an hour for you. Please press again in 30 min.");
    assertThat(refused.text(RUSSIAN))
        .isEqualTo("За час я пишу для вас не больше 60 текстов. Нажмите ещё раз через 30 мин.");
    now = now.plus(Duration.ofMinutes(30));
    open(1, 1, GROUP).forEach(Place::close);
    assertThat(refused(1, GROUP).text(ENGLISH)).endsWith("again in 1 min.");
    for (int i = 0; i < 59; i++) {
      open(1, 2, GROUP).forEach(Place::close);
    }
    open(1, 3, GROUP).forEach(Place::close);
    assertThat(refused(4, GROUP).text(ENGLISH))
        .isEqualTo("I write at most 120 texts an hour for this chat. Please press again in 1 min.");
    assertThat(refused(4, GROUP).text(RUSSIAN))
        .isEqualTo(
            "За час я пишу для этого чата не больше 120 текстов. Нажмите ещё раз через 1 мин.");
  }

  @Test
  void whatAChatWantsOfEveryRecordingCountsAndIsNeverRefused() {
    for (int i = 0; i < 20; i++) {
      Place _ = limits.unasked(1L, GROUP);
    }
    assertThat(refused(1, ELSEWHERE).limit()).isEqualTo(RateLimit.USER);
    assertThat(refused(2, GROUP).limit()).isEqualTo(RateLimit.CHAT);
    for (int i = 0; i < 20; i++) {
      Place _ = limits.unasked(null, ELSEWHERE);
    }
    assertThat(refused(2, ELSEWHERE).limit()).isEqualTo(RateLimit.CHAT);
  }

  private List<Place> open(int count, long user, ChatRef chat) {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      assertThat(limits.ask(user, chat))
          .isInstanceOfSatisfying(Taken.class, t -> places.add(t.place()));
    }
    return places;
  }

  private Refused refused(long user, ChatRef chat) {
    return (Refused) limits.ask(user, chat);
  }
}
