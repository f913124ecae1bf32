package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Draft;

/// Previews of what a bot is writing.
class DraftsTest extends BotTest {
  private static final String DRAFT = "{'chat_id':%d,'draft_id':%d,'text':'%s'}";

  @Test
  void growsUntilTheMessageComes() throws Exception {
    ok("sendMessageDraft", DRAFT, alice.id(), 7, "One");
    ok("sendMessageDraft", DRAFT, alice.id(), 7, "One two");
    assertThat(world.draft(chat).map(Draft::text)).contains("One two");
    assertThat(world.messages(chat)).isEmpty();

    ok("sendMessage", "{'chat_id':%d,'text':'One two three'}", alice.id());
    assertThat(world.draft(chat)).isEmpty();
  }

  @Test
  void goesAfter30Seconds() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T12:00:00Z"));
    try (SandboxServer other = new SandboxServer(0, now::get);
        TestBot client = new TestBot(other)) {
      long alice = other.world().alice().id();
      Chat chat = other.world().privateChat(TestBot.ID, other.world().alice());
      client.call("sendMessageDraft", TestBot.json(DRAFT.formatted(alice, 1, ""))).result();
      assertThat(other.world().draft(chat)).isPresent();

      now.updateAndGet(it -> it.plus(Duration.ofSeconds(30)));
      assertThat(other.world().draft(chat)).isEmpty();
    }
  }

  @Test
  void isRefusedWithoutANumberAndInGroups() throws Exception {
    Chat group = world.addGroup(Chat.Type.SUPERGROUP, "Group", TestBot.ID, List.of(alice));

    refused(
        400,
        "Bad Request: draft_id must be non-zero",
        "sendMessageDraft",
        DRAFT,
        alice.id(),
        0,
        "x");
    refused(
        400,
        "Bad Request: drafts can be sent to private chats only",
        "sendMessageDraft",
        DRAFT,
        group.id(),
        1,
        "x");
  }

  @Test
  void isUnknownToAnOldServerWhenSwitchedSo() throws Exception {
    sandbox.faults().add(Target.TELEGRAM, "sendMessageDraft", new Fault.HttpError(404), 1);

    refused(404, "Not Found: method not found", "sendMessageDraft", DRAFT, alice.id(), 1, "x");
  }
}
