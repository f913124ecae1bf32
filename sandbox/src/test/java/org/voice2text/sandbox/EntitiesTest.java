package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.voice2text.sandbox.telegram.Entity;

/// Formatting: what is refused, and what disappears without a word.
class EntitiesTest extends BotTest {

  private void send(String text, String entities) throws Exception {
    ok("sendMessage", "{'chat_id':%d,'text':'%s','entities':[%s]}", alice.id(), text, entities);
  }

  private static Entity entity(String type, int offset, int length) {
    return new Entity(type, offset, length, null, null);
  }

  @Test
  void keepsQuotesCodeAndLinks() throws Exception {
    send(
        "quote code pre link",
        "{'type':'expandable_blockquote','offset':0,'length':5},{'type':'code','offset':6,'length':4},"
            + "{'type':'pre','offset':11,'length':3,'language':'java'},"
            + "{'type':'text_link','offset':15,'length':4,'url':'https://example.org'}");

    assertThat(last(chat).entities())
        .containsExactly(
            entity("expandable_blockquote", 0, 5),
            entity("code", 6, 4),
            new Entity("pre", 11, 3, null, "java"),
            new Entity("text_link", 15, 4, "https://example.org", null));
  }

  @Test
  void dropsWhatTelegramDrops() throws Exception {
    send(
        "quote inside code mention",
        "{'type':'blockquote','offset':0,'length':12},{'type':'blockquote','offset':6,'length':6},"
            + "{'type':'pre','offset':13,'length':4},{'type':'bold','offset':13,'length':2},"
            + "{'type':'mention','offset':18,'length':7},"
            + "{'type':'text_link','offset':18,'length':7,'url':'no link'}");

    assertThat(last(chat).entities())
        .containsExactly(entity("blockquote", 0, 12), entity("pre", 13, 4));
  }

  @Test
  void keepsTheFirstHundredOnly() throws Exception {
    send(
        "x".repeat(210),
        IntStream.range(0, 105)
            .mapToObj(i -> "{'type':'bold','offset':%d,'length':1}".formatted(2 * i))
            .collect(Collectors.joining(",")));

    assertThat(last(chat).entities()).hasSize(100);
    assertThat(last(chat).entities().getLast().offset()).isEqualTo(198);
  }

  @ParameterizedTest
  @MethodSource
  void refusesWrongOnes(String entity, String rule) throws Exception {
    refused(
        400,
        "Bad Request: " + rule,
        "sendMessage",
        "{'chat_id':%d,'text':'ab😀','entities':[%s]}",
        alice.id(),
        entity);
  }

  static Stream<Arguments> refusesWrongOnes() {
    return Stream.of(
        Arguments.of(
            "{'offset':0,'length':1}", "can't parse MessageEntity: Can't find field \"type\""),
        Arguments.of(
            "{'type':'bolt','offset':0,'length':1}",
            "can't parse MessageEntity: Unsupported type specified"),
        Arguments.of(
            "{'type':'text_link','offset':0,'length':1}",
            "can't parse MessageEntity: Can't find field \"url\""),
        Arguments.of(
            "{'type':'bold','offset':-1,'length':1}", "receive an entity with incorrect offset -1"),
        Arguments.of(
            "{'type':'bold','offset':9,'length':1}",
            "entity begins after the end of the text at UTF-16 offset 9"),
        Arguments.of(
            "{'type':'bold','offset':0,'length':3}",
            "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 6"));
  }
}
