package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.voice2text.sandbox.telegram.Chat;

/// Lists of commands by scope and language.
class CommandsTest extends BotTest {
  private static final String LIST =
      "{'commands':[{'command':'%s','description':'Does it'}],'language_code':'%s','scope':%s}";

  @Test
  void keepsOneListPerScopeAndLanguage() throws Exception {
    ok("setMyCommands", "{'commands':[{'command':'/start','description':' Begin '}]}");
    ok("setMyCommands", LIST, "nachalo", "ru", "null");

    assertThat(ok("getMyCommands", "{}"))
        .isEqualTo(TestBot.json("{'c':[{'command':'start','description':'Begin'}]}").path("c"));
    assertThat(ok("getMyCommands", "{'language_code':'ru'}").at("/0/command").asText())
        .isEqualTo("nachalo");
    assertThat(ok("getMyCommands", "{'language_code':'de'}")).isEmpty();
    assertThat(ok("getMyCommands", "{'scope':{'type':'all_group_chats'}}")).isEmpty();

    ok("deleteMyCommands", "{'language_code':'ru'}");
    assertThat(ok("getMyCommands", "{'language_code':'ru'}")).isEmpty();
  }

  @Test
  void showsEachPersonTheNarrowestList() throws Exception {
    Chat group = world.addGroup(Chat.Type.SUPERGROUP, "Group", TestBot.ID, List.of(alice, boris));
    Chat withBoris = world.privateChat(TestBot.ID, boris);
    ok("setMyCommands", LIST, "any", "", "null");
    ok("setMyCommands", LIST, "lyuboi", "ru", "null");
    ok("setMyCommands", LIST, "groups", "", "{'type':'all_group_chats'}");
    ok("setMyCommands", LIST, "admins", "", "{'type':'all_chat_administrators'}");
    ok("setMyCommands", LIST, "owner", "", "{'type':'chat','chat_id':%d}".formatted(alice.id()));

    assertThat(world.commands(TestBot.ID, chat, alice).at("/0/command").asText())
        .isEqualTo("owner");
    assertThat(world.commands(TestBot.ID, withBoris, boris).at("/0/command").asText())
        .isEqualTo("lyuboi");
    assertThat(world.commands(TestBot.ID, group, alice).at("/0/command").asText())
        .isEqualTo("admins");
    assertThat(world.commands(TestBot.ID, group, boris).at("/0/command").asText())
        .isEqualTo("groups");
  }

  @ParameterizedTest
  @MethodSource
  void refusesWrongLists(String params, String rule) throws Exception {
    refused(400, "Bad Request: " + rule, "setMyCommands", params);
  }

  static Stream<Arguments> refusesWrongLists() {
    String one = "'commands':[{'command':'a','description':'b'}]";
    return Stream.of(
        Arguments.of("{'commands':[{'command':'Start','description':'x'}]}", "BOT_COMMAND_INVALID"),
        Arguments.of(
            "{'commands':[{'command':'/','description':'x'}]}", "command must be non-empty"),
        Arguments.of(
            "{'commands':[{'command':'" + "a".repeat(33) + "','description':'x'}]}",
            "command length must not exceed 32"),
        Arguments.of(
            "{'commands':[{'command':'a','description':''}]}",
            "command description must be non-empty"),
        Arguments.of(
            "{'commands':[{'command':'a','description':'" + "x".repeat(257) + "'}]}",
            "command description length must not exceed 256"),
        Arguments.of("{" + one + ",'language_code':'english'}", "invalid language code specified"),
        Arguments.of(
            "{" + one + ",'scope':{'type':'everywhere'}}",
            "can't parse BotCommandScope: Unsupported type specified"),
        Arguments.of("{" + one + ",'scope':{'type':'chat','chat_id':5}}", "chat not found"));
  }
}
