package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.voice2text.sandbox.TestBot.Answer;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.User;
import org.voice2text.sandbox.telegram.World;

/// A bot, reduced to HTTP, among the people of a sandbox of its own.
abstract class BotTest {
  final SandboxServer sandbox = Sandbox.start(0);
  final TestBot bot = new TestBot(sandbox);
  final World world = sandbox.world();
  final User alice = world.alice();
  final User boris = world.boris();
  final User botUser = world.bot(TestBot.ID);
  final Chat chat = world.privateChat(TestBot.ID, alice);
  private long offset;

  @AfterEach
  void stop() {
    bot.close();
    sandbox.close();
  }

  /// @param params JSON with `%s` and `%d`, where a single quote stands for a double one
  JsonNode ok(String method, String params, Object... values) throws Exception {
    return call(method, params, values).result();
  }

  void refused(int status, String rule, String method, String params, Object... values)
      throws Exception {
    Answer answer = call(method, params, values);
    assertThat(answer.description()).isEqualTo(rule);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("error_code").asInt()).isEqualTo(status);
  }

  @SuppressWarnings("AnnotateFormatMethod")
  Answer call(String method, String params, Object... values) throws Exception {
    return bot.call(method, TestBot.json(String.format(Locale.ROOT, params, values)));
  }

  /// Updates that have not been seen, each without its number.
  List<JsonNode> updates() throws Exception {
    List<JsonNode> updates = new ArrayList<>();
    for (JsonNode update : ok("getUpdates", "{'offset':%d}", offset)) {
      offset = update.path("update_id").asLong() + 1;
      updates.add(update);
    }
    return updates;
  }

  /// The only update that has not been seen.
  JsonNode update() throws Exception {
    List<JsonNode> updates = updates();
    assertThat(updates).hasSize(1);
    return updates.getFirst();
  }

  Message last(Chat where) {
    return world.messages(where).getLast();
  }
}
