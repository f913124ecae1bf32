package org.voice2text.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.model.event.MediaType;
import org.voice2text.model.event.MessageType;

@Tag("slow")
class UpdateReaderTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final UpdateKey KEY = new UpdateKey(7, 1, 1_793_527_202_500L);
  private static final String FILE =
      "\"file_id\": \"F\", \"file_unique_id\": \"U\", \"file_size\": 2000000000";

  static Stream<Arguments> media() {
    return Stream.of(
        Arguments.of(
            "\"voice\": {%s, \"duration\": 61, \"mime_type\": \"audio/ogg\"}",
            MessageType.VOICE, file(MediaType.VOICE, null, "audio/ogg", 61)),
        Arguments.of(
            "\"audio\": {%s, \"duration\": 5, \"mime_type\": \"audio/mpeg\", \"file_name\": \"a b.mp3\"}",
            MessageType.AUDIO, file(MediaType.AUDIO, "a b.mp3", "audio/mpeg", 5)),
        Arguments.of(
            "\"video_note\": {%s, \"duration\": 3, \"length\": 240}",
            MessageType.VIDEO_NOTE, file(MediaType.VIDEO_NOTE, null, "video/mp4", 3)),
        Arguments.of(
            "\"video\": {%s, \"duration\": 4, \"width\": 1, \"height\": 1, \"mime_type\": \"video/mp4\"}",
            MessageType.VIDEO, file(MediaType.VIDEO, null, "video/mp4", 4)),
        Arguments.of(
            "\"document\": {%s, \"mime_type\": \"audio/x-wav\", \"file_name\": \"x.wav\"}",
            MessageType.DOCUMENT, file(MediaType.DOCUMENT, "x.wav", "audio/x-wav", 0)),
        Arguments.of(
            "\"document\": {%s, \"mime_type\": \"video/webm\"}",
            MessageType.DOCUMENT, file(MediaType.DOCUMENT, null, "video/webm", 0)),
        Arguments.of(
            "\"document\": {%s, \"mime_type\": \"application/octet-stream\", \"file_name\": \"My talk.M4A\"}",
            MessageType.DOCUMENT,
            file(MediaType.DOCUMENT, "My talk.M4A", "application/octet-stream", 0)),
        Arguments.of(
            "\"document\": {%s, \"file_name\": \"x.opus\"}",
            MessageType.DOCUMENT, file(MediaType.DOCUMENT, "x.opus", null, 0)));
  }

  @ParameterizedTest
  @MethodSource("media")
  void readsEachKindOfRecording(String content, MessageType type, MediaFile file) {
    Incoming.Message message = message(content.formatted(FILE));
    assertThat(message)
        .isEqualTo(
            new Incoming.Message(
                new ChatRef(7, 42, null),
                true,
                11,
                new Sender(42, "ru"),
                false,
                type,
                Duration.ofMillis(2500),
                null,
                new Incoming.Media(file)));
  }

  @ParameterizedTest
  @CsvSource({
    "/start,start,'',''",
    "/START@SomeBot now or never ,start,somebot,now or never",
    "'/help\nplease',help,'',please",
    "/a_b1,a_b1,'',''",
  })
  void readsCommands(String text, String name, String addressee, String arguments)
      throws Exception {
    Incoming.Message message = message("\"text\": " + MAPPER.writeValueAsString(text));
    assertThat(message.body()).isEqualTo(new Incoming.Command(name, addressee, arguments));
    assertThat(message.type()).isEqualTo(MessageType.COMMAND);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"text\": \"hello\"|TEXT",
        "\"text\": \"/\"|TEXT",
        "\"sticker\": {\"file_id\": \"F\", \"file_unique_id\": \"U\", \"type\": \"regular\", \"width\": 1, \"height\": 1, \"is_animated\": false, \"is_video\": false}|OTHER",
        "\"document\": {\"file_id\": \"F\", \"file_unique_id\": \"U\", \"mime_type\": \"application/pdf\"}|DOCUMENT",
        "\"document\": {\"file_id\": \"F\", \"file_unique_id\": \"U\"}|DOCUMENT",
        "\"document\": {\"file_id\": \"F\", \"file_unique_id\": \"U\", \"file_name\": \"mp3\"}|DOCUMENT",
        "\"document\": {\"file_id\": \"F\", \"file_unique_id\": \"U\", \"file_name\": \"a.mp3\", \"mime_type\": \"application/zip\"}|DOCUMENT",
        "\"animation\": {\"file_id\": \"F\", \"file_unique_id\": \"U\", \"width\": 1, \"height\": 1, \"duration\": 3}, \"document\": {\"file_id\": \"F\", \"file_unique_id\": \"U\", \"mime_type\": \"video/mp4\"}|DOCUMENT",
        "\"voice\": {\"duration\": 4}|OTHER",
      })
  void readsAnythingElseAsOther(String content, MessageType type) {
    Incoming.Message message = message(content);
    assertThat(message.body()).isEqualTo(new Incoming.Other());
    assertThat(message.type()).isEqualTo(type);
  }

  static Stream<Arguments> events() {
    return Stream.of(
        Arguments.of("\"new_chat_title\": \"x\"", new Incoming.Service()),
        Arguments.of(
            "\"new_chat_members\": [{\"id\": 5, \"is_bot\": false, \"first_name\": \"A\"}]",
            new Incoming.Service()),
        Arguments.of("\"migrate_to_chat_id\": -1005", new Incoming.Migrated(-1005)),
        Arguments.of(
            """
            "successful_payment": {"currency": "XTR", "total_amount": 150, "invoice_payload": "p",
              "subscription_expiration_date": 1793527200, "is_recurring": true,
              "telegram_payment_charge_id": "c", "provider_payment_charge_id": ""}
            """,
            new Incoming.Payment("c", "XTR", 150, "p", Instant.ofEpochSecond(1793527200), true)),
        Arguments.of(
            """
            "successful_payment": {"currency": "XTR", "total_amount": 150, "invoice_payload": "p",
              "is_recurring": true, "is_first_recurring": true,
              "telegram_payment_charge_id": "c", "provider_payment_charge_id": ""}
            """,
            new Incoming.Payment("c", "XTR", 150, "p", null, false)),
        Arguments.of(
            """
            "refunded_payment": {"currency": "XTR", "total_amount": 150, "invoice_payload": "p",
              "telegram_payment_charge_id": "c"}
            """,
            new Incoming.Refund("c", "XTR", 150)));
  }

  @ParameterizedTest
  @MethodSource("events")
  void readsWhatTelegramTellsInAChat(String content, Incoming.Body body) {
    Incoming.Message message = message(content);
    assertThat(message.body()).isEqualTo(body);
    assertThat(message.type()).isEqualTo(MessageType.SERVICE);
  }

  @Test
  void readsWhatACommandAnswers() {
    Incoming.Message message =
        message(
            """
            "text": "/transcribe", "reply_to_message": {"message_id": 10, "date": 1,
              "from": {"id": 7, "is_bot": true, "first_name": "B"}, "chat": {"id": 42, "type": "private"},
              "voice": {%s, "duration": 61, "mime_type": "audio/ogg"}}
            """
                .formatted(FILE));
    assertThat(message.replyTo())
        .isEqualTo(new Incoming.Replied(10, true, file(MediaType.VOICE, null, "audio/ogg", 61)));
  }

  @ParameterizedTest
  @CsvSource({"-1001,true", "-1002,false"})
  void anAdministratorInTheNameOfTheGroupHasNoName(long senderChat, boolean anonymous) {
    Incoming.Message message =
        (Incoming.Message)
            read("""
            {"update_id": 1, "message": {"message_id": 11, "date": 1793527200, "text": "x",
              "sender_chat": {"id": %d, "type": "supergroup"},
              "from": {"id": 1087968824, "is_bot": true, "first_name": "Group"},
              "chat": {"id": -1001, "type": "supergroup"}}}
            """
                    .formatted(senderChat))
                .content();
    assertThat(message.sender()).isNull();
    assertThat(message.isAnonymous()).isEqualTo(anonymous);
  }

  @Test
  void readsAPressOfAButton() {
    Incoming incoming =
        read(
            """
            {"update_id": 1, "callback_query": {"id": "q", "chat_instance": "i", "data": "cancel:5",
              "from": {"id": 42, "is_bot": false, "first_name": "A", "language_code": "ru"},
              "message": {"message_id": 11, "date": 1, "chat": {"id": -1001, "type": "supergroup"},
                "is_topic_message": true, "message_thread_id": 9}}}
            """);
    assertThat(incoming.content())
        .isEqualTo(
            new Incoming.Press(
                new ChatRef(7, -1001, 9), false, 11, new Sender(42, "ru"), "q", "cancel:5"));
  }

  @Test
  void readsThePressUnderAMessageThatTelegramNoLongerHandsOut() {
    Incoming incoming =
        read(
            """
            {"update_id": 1, "callback_query": {"id": "q", "chat_instance": "i", "data": "d",
              "from": {"id": 42, "is_bot": false, "first_name": "A"},
              "message": {"message_id": 11, "date": 0, "chat": {"id": 42, "type": "private"}}}}
            """);
    assertThat(incoming.content())
        .isEqualTo(
            new Incoming.Press(new ChatRef(7, 42, null), true, 11, new Sender(42, ""), "q", "d"));
  }

  @Test
  void readsTheQuestionWhetherAPaymentMayGoOn() {
    Incoming incoming =
        read(
            """
            {"update_id": 1, "pre_checkout_query": {"id": "q", "currency": "XTR", "total_amount": 150,
              "invoice_payload": "p", "from": {"id": 42, "is_bot": false, "first_name": "A"}}}
            """);
    assertThat(incoming.content())
        .isEqualTo(new Incoming.PreCheckout(new Sender(42, ""), "q", "XTR", 150, "p"));
  }

  @ParameterizedTest
  @CsvSource({
    "member,MEMBER",
    "restricted,MEMBER",
    "administrator,ADMINISTRATOR",
    "creator,ADMINISTRATOR",
    "left,GONE",
    "kicked,GONE",
  })
  void readsTheBotsOwnPlaceInAChat(String status, Incoming.Standing standing) {
    String bot = "{\"id\": 7, \"is_bot\": true, \"first_name\": \"B\"}";
    Incoming incoming =
        read(
            """
            {"update_id": 1, "my_chat_member": {"date": 1, "chat": {"id": -5, "type": "group"},
              "from": {"id": 42, "is_bot": false, "first_name": "A"},
              "old_chat_member": {"status": "left", "user": %s},
              "new_chat_member": {"status": "%s", "user": %s, "until_date": 0}}}
            """
                .formatted(bot, status, bot));
    assertThat(incoming.content())
        .isEqualTo(
            new Incoming.Membership(
                new ChatRef(7, -5, null),
                false,
                new Sender(42, ""),
                Incoming.Standing.GONE,
                standing));
  }

  @Test
  void readsATopicOfAGroup() {
    Incoming.Message message =
        (Incoming.Message)
            read("""
            {"update_id": 1, "message": {"message_id": 11, "date": 1793527200, "text": "x",
              "is_topic_message": true, "message_thread_id": 9, "from": {"id": 42, "is_bot": false,
              "first_name": "A"}, "chat": {"id": -1001, "type": "supergroup", "is_forum": true}}}
            """)
                .content();
    assertThat(message.chat()).isEqualTo(new ChatRef(7, -1001, 9));
    assertThat(message.chat().isGroup()).isTrue();
    assertThat(message.isPrivate()).isFalse();
    assertThat(message.sender()).isEqualTo(new Sender(42, ""));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void nobodyHasAnIdBelowOne(long id) {
    String json =
        update("\"text\": \"x\"").replace("\"from\": {\"id\": 42", "\"from\": {\"id\": " + id);
    assertThat(((Incoming.Message) read(json).content()).sender()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"successful_payment\": {\"currency\": \"XTR\", \"total_amount\": 5, \"invoice_payload\": \"p\"}",
        "\"successful_payment\": {\"currency\": \"XTR\", \"total_amount\": 5, \"telegram_payment_charge_id\": \"c\"}",
      })
  void aPaymentWithoutItsPartsIsIgnored(String content) {
    assertThat(read(update(content)).content())
        .isEqualTo(new Incoming.Ignored("an incomplete payment"));
  }

  /// A reply in a plain group carries a thread id too, which is no topic to write to.
  @Test
  void aThreadThatIsNoTopicIsNotKept() {
    Incoming.Message message = message("\"text\": \"x\", \"message_thread_id\": 9");
    assertThat(message.chat().threadId()).isNull();
  }

  @Test
  void aDateAheadOfOurClockIsNoLag() {
    Incoming.Message message =
        (Incoming.Message)
            UpdateReader.read(new UpdateKey(7, 1, 0), update("\"text\": \"x\"")).content();
    assertThat(message.lag()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"update_id\": 1}",
        "{\"update_id\": 1, \"channel_post\": {\"message_id\": 1, \"date\": 1, \"chat\": {\"id\": -1, \"type\": \"channel\"}}}",
        "{\"update_id\": 1, \"edited_message\": {\"message_id\": 1, \"date\": 1, \"chat\": {\"id\": 1, \"type\": \"private\"}}}",
        "{\"update_id\": 1, \"message\": null}",
        "{\"update_id\": 1, \"message\": {\"message_id\": 1, \"date\": 1}}",
        "{\"update_id\": 1, \"message\": {\"chat\": {\"id\": 5, \"type\": \"private\"}}}",
        "null",
      })
  void ignoresWhatIsNoMessageToTheBot(String json) {
    assertThat(read(json)).isEqualTo(new Incoming(KEY, new Incoming.Ignored("no message")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "7",
        "\"text\"",
        "{\"update_id\": 1, \"message\": 7}",
        "{\"update_id\": 1, \"message\": {\"message_id\": 1, \"chat\": {}}}",
        "{\"update_id\": 1, \"message\": {\"message_id\": 1, \"chat\": {\"id\": 5}}}",
        "{\"update_id\": 1, \"message\": {\"message_id\": 1, \"chat\": {\"type\": \"private\"}}}",
      })
  void ignoresWhatIsUnreadableWithoutQuotingIt(String json) {
    assertThat(((Incoming.Ignored) read(json).content()).why())
        .matches("unreadable: [A-Za-z]+Exception");
  }

  @Test
  void neverThrowsWhateverArrives() {
    RandomUpdates updates = new RandomUpdates(20261101, List.of("or:$job$:or:mn0:ort", ""));
    Map<Class<?>, Integer> understood = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      Incoming.Content content = read(updates.next()).content();
      understood.merge(
          content instanceof Incoming.Message message
              ? message.body().getClass()
              : content.getClass(),
          1,
          Integer::sum);
    }
    assertThat(understood)
        .containsKeys(
            Incoming.Command.class,
            Incoming.Media.class,
            Incoming.Refund.class,
            Incoming.Press.class,
            Incoming.PreCheckout.class,
            Incoming.Payment.class,
            Incoming.Membership.class,
            Incoming.Migrated.class,
            Incoming.Ignored.class);
    assertThat(understood.get(Incoming.Ignored.class)).isBetween(10_000, 90_000);
  }

  private static MediaFile file(MediaType type, String name, String mimeType, int seconds) {
    return new MediaFile(
        type,
        "F",
        "U",
        name,
        mimeType,
        OptionalLong.of(2_000_000_000L),
        Duration.ofSeconds(seconds));
  }

  private static Incoming read(String json) {
    return UpdateReader.read(KEY, json);
  }

  private static Incoming.Message message(String content) {
    return (Incoming.Message) read(update(content)).content();
  }

  private static String update(String content) {
    return """
    {"update_id": 1, "message": {"message_id": 11, "date": 1793527200,
      "chat": {"id": 42, "type": "private"},
      "from": {"id": 42, "is_bot": false, "first_name": "A", "language_code": "ru"}, %s}}
    """
        .formatted(content);
  }
}
