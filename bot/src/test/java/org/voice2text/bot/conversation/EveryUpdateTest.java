package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.rewriting.FakeModel;
import org.voice2text.bot.rewriting.RewriteConfig;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.FakeTelegram;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.RandomUpdates;
import org.voice2text.bot.telemetry.Series;
import org.voice2text.model.catalogue.LiveMetrics;

/// Whatever arrives, and from whomever, no handler dies of it, and each update is done with:
/// answered, or ignored on purpose. Which of both is said here once more, apart from the handlers.
@Tag("slow")
@Timeout(300)
class EveryUpdateTest {
  private static final int UPDATES = 100_000;
  private static final int STEP = 500;

  /// Of the queue: small, so that it is full at times, and its forecast quick.
  private static final int CAPACITY = 14;

  private static final String SEGMENTS =
      "[{\"start\": 0, \"end\": 1500, \"text\": \"Hello\"}, {\"start\": 2000, \"end\": 4000, \"text\": \"there\"}]";

  @TempDir private Path folder;
  private final PaperApis apis = new PaperApis(Set.of(RandomUpdates.ADMINISTRATOR));
  private final RandomUpdates updates = new RandomUpdates(20261121, EveryButton.data());
  private final Set<String> pressed = new TreeSet<>();
  private final Set<String> commanded = new TreeSet<>();
  private final List<String> wrong = new ArrayList<>();
  private Scene scene;
  private UpdateRule rule;

  @BeforeEach
  void open() {
    RewriteConfig model =
        new RewriteConfig(URI.create("http://127.0.0.1:9/v1"), null, FakeModel.MODEL);
    scene = new Scene(folder, CAPACITY, model, apis.client());
    rule = new UpdateRule(scene);
    scene.database.<Void>transaction("test", h -> withoutSync(h.getConnection()));
  }

  /// What a power cut would take does not matter here.
  private static Void withoutSync(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      boolean _ = statement.execute("pragma synchronous = off");
      connection.setAutoCommit(false);
      return null;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void answersEachUpdateOrIgnoresItOnPurpose() throws Exception {
    for (int i = 1; i <= UPDATES; i++) {
      if (i % STEP == 1) {
        receive(i);
        furnish();
      }
      Incoming incoming = updates.next(new UpdateKey(FakeTelegram.BOT, i, now()));
      Incoming.Content content = incoming.content();
      updates.name("payload", apis.payload());
      updates.name("price", apis.price());
      scene.pass(Duration.ofSeconds(7));
      boolean answer = rule.isToBeAnswered(content);
      assertThat(scene.conversation.handle(incoming)).as("%s", incoming).isZero();
      if (isForModel(content)) {
        awaitEnd(i);
      }
      List<PaperApis.Call> calls = apis.drain();
      if (isAnswered(incoming, calls) != answer && wrong.size() < 10) {
        wrong.add("to be answered: %s, %s, calls %s".formatted(answer, incoming, calls));
      }
      learn(content, calls);
    }
    assertThat(wrong).isEmpty();
    assertThat(scene.waiting()).isZero();
    assertThat(scene.count("select count(*) from technical_events where type = 'error_occurred'"))
        .isZero();
    assertThat(Series.moved(scene.instruments, LiveMetrics.REQUEST_ERRORS)).isEmpty();
    assertThat(pressed).containsAll(EveryButton.names());
    assertThat(commanded).containsAll(commands());
  }

  private static List<String> commands() {
    return Arrays.stream(CommandName.values()).map(CommandName::typed).toList();
  }

  private long now() {
    return scene.now().toEpochMilli();
  }

  /// Stores the next updates as those are that came and wait.
  private void receive(int first) {
    int last = Math.min(first + STEP - 1, UPDATES);
    scene.database.<Void>transaction(
        "test",
        h -> {
          PreparedBatch batch =
              h.prepareBatch(
                  "insert into updates (bot_id, update_id, received_at, body) values (?, ?, ?, 'x')");
          for (int i = first; i <= last; i++) {
            batch.add(FakeTelegram.BOT, i, now());
          }
          int[] _ = batch.execute();
          return null;
        });
  }

  /// Gives each chat a transcript, and the presses what they can name: what was there may have been
  /// deleted, or have moved to another group.
  private void furnish() {
    for (long chat :
        new long[] {
          RandomUpdates.PERSON,
          RandomUpdates.OWNER,
          RandomUpdates.BLOCKED,
          RandomUpdates.FORUM,
          RandomUpdates.GROUP
        }) {
      ChatRef place = new ChatRef(FakeTelegram.BOT, chat, null);
      long asker = chat > 0 ? chat : RandomUpdates.PERSON;
      updates.name("job" + chat, scene.delivered(place, asker, "Hello there", SEGMENTS));
    }
    updates.name(
        "open", scene.count("select coalesce(max(id), 0) from jobs where state = 'queued'"));
    updates.name("broadcast", scene.count("select coalesce(max(id), 0) from broadcasts"));
  }

  private int count(String sql) {
    return scene.count(sql);
  }

  /// Whether something was said to whom it came from. What a group is told once in a while only is
  /// noted each time.
  private boolean isAnswered(Incoming incoming, List<PaperApis.Call> calls) {
    return switch (incoming.content()) {
      case Incoming.Press _ -> has(calls, "answercallbackquery");
      case Incoming.PreCheckout _ -> has(calls, "answerprecheckoutquery");
      case Incoming.Message message ->
          has(calls, "sendmessage", "chat_id", Long.toString(message.chat().chatId()))
              || rule.isRefusedSilently(message);
      case Incoming.Membership change ->
          has(calls, "sendmessage", "chat_id", Long.toString(change.chat().chatId()));
      case Incoming.Ignored _ -> !calls.isEmpty();
    };
  }

  private static boolean has(List<PaperApis.Call> calls, String method) {
    return calls.stream().anyMatch(c -> c.method().equalsIgnoreCase(method));
  }

  private static boolean has(
      List<PaperApis.Call> calls, String method, String field, String value) {
    return calls.stream()
        .anyMatch(c ->
            c.method().equalsIgnoreCase(method) && c.body().path(field).asText().equals(value));
  }

  private static boolean isForModel(Incoming.Content content) {
    return content instanceof Incoming.Press press && press.data().startsWith("r");
  }

  /// A text is written beside: what that says must not be taken for an answer to the next update.
  private void awaitEnd(long update) throws InterruptedException {
    while (count("select count(*) from updates where handled_at is null and update_id = " + update)
        > 0) {
      Thread.sleep(1);
    }
  }

  /// Which handlers were really reached.
  private void learn(Incoming.Content content, List<PaperApis.Call> calls) {
    if (content instanceof Incoming.Press press && !said(calls, "button.unknown")) {
      pressed.add(press.data().split(":", 2)[0]);
    } else if (content instanceof Incoming.Message message
        && message.body() instanceof Incoming.Command command
        && !calls.isEmpty()
        && !said(calls, "unknown")) {
      commanded.add(command.name());
    }
  }

  private static boolean said(List<PaperApis.Call> calls, String key) {
    return calls.stream()
        .map(call -> call.body().path("text").asText())
        .anyMatch(
            text -> Texts.LANGUAGES.stream().anyMatch(l -> text.equals(Texts.of(l).get(key))));
  }
}
