package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.sandbox.TestBot.Answer;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Faults;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.User;

@Tag("slow")
class FaultsTest {
  private final SandboxServer sandbox = Sandbox.start(0);
  private final Faults faults = sandbox.faults();
  private final TestBot bot = new TestBot(sandbox);
  private final User alice = sandbox.world().alice();
  private final Chat chat = sandbox.world().privateChat(TestBot.ID, alice);

  @AfterEach
  void stop() {
    bot.close();
    sandbox.close();
  }

  private Answer send() throws Exception {
    return bot.call("sendMessage", "{'chat_id':" + alice.id() + ",'text':'x'}");
  }

  @Test
  void concernsTheNamedMethodForTheGivenNumberOfCalls() throws Exception {
    faults.add(Target.TELEGRAM, "sendMessage", new Fault.TooManyRequests(7), 2);

    assertThat(bot.call("getMe", "{}").status()).isEqualTo(200);
    Answer first = send();
    assertThat(first.status()).isEqualTo(429);
    assertThat(first.json())
        .isEqualTo(
            TestBot.json(
                "{'ok':false,'error_code':429,'description':'Too Many Requests: retry after 7','parameters':{'retry_after':7}}"));
    assertThat(faults.active().getFirst().left()).isEqualTo(1);
    assertThat(send().status()).isEqualTo(429);
    assertThat(send().status()).isEqualTo(200);
    assertThat(faults.active()).isEmpty();
    assertThat(sandbox.world().messages(chat)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503})
  void answersWithServerErrorsUntilRemoved(int status) throws Exception {
    Faults.Rule rule = faults.add(Target.TELEGRAM, new Fault.HttpError(status));

    assertThat(send().status()).isEqualTo(status);
    assertThat(send().status()).isEqualTo(status);
    faults.remove(rule.id());
    assertThat(send().status()).isEqualTo(200);
  }

  @Test
  void revokesTheToken() throws Exception {
    faults.add(Target.TELEGRAM, new Fault.Revoked());

    assertThat(send().description()).isEqualTo("Unauthorized");
  }

  @Test
  void answersLate() throws Exception {
    faults.add(Target.TELEGRAM, new Fault.Slow(Duration.ofMillis(300)), 1);
    long start = System.nanoTime();

    assertThat(send().status()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
  }

  @Test
  void hangsUntilReleased() throws Exception {
    faults.add(Target.TELEGRAM, new Fault.Hang(), 1);
    CompletableFuture<Answer> hanging = bot.callLater("getMe", "{}");
    await().until(() -> faults.hanging() == 1);
    assertThat(hanging.isDone()).isFalse();

    faults.release();

    assertThat(hanging.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
    assertThat(faults.hanging()).isZero();
  }

  @Test
  void closesTheConnectionWithoutAnyEffect() throws Exception {
    faults.add(Target.TELEGRAM, "sendMessage", new Fault.Closed(), 1);

    assertThatThrownBy(this::send).isInstanceOf(IOException.class);
    assertThat(sandbox.world().messages(chat)).isEmpty();
    assertThat(sandbox.calls().of("sendMessage").getFirst().status()).isZero();
    assertThat(send().status()).isEqualTo(200);
  }

  @Test
  void cutsTheAnswerAfterTheEffect() throws Exception {
    faults.add(Target.TELEGRAM, "sendMessage", new Fault.CutHalfway(), 1);

    assertThatThrownBy(this::send)
        .isInstanceOf(IOException.class)
        .hasStackTraceContaining("fixed content-length");
    assertThat(sandbox.world().messages(chat)).hasSize(1);
    assertThat(send().status()).isEqualTo(200);
  }

  @Test
  void answersWithAPage() throws Exception {
    faults.add(Target.TELEGRAM, new Fault.WrongBody(), 1);

    Answer answer = send();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).startsWith("<html>");
  }

  @Test
  void letsDownDownloadsOnly() throws Exception {
    Message voice = sandbox.world().sendVoice(TestBot.ID, alice, Recordings.oggOpus(2), 2);
    String path =
        bot.call("getFile", TestBot.json("{}").put("file_id", voice.media().fileId()))
            .result()
            .path("file_path")
            .asText();
    faults.add(Target.FILES, new Fault.CutHalfway(), 1);
    faults.add(Target.FILES, new Fault.HttpError(404), 1);

    String url = "/file/bot" + TestBot.TOKEN + "/" + path;
    assertThatThrownBy(() -> bot.get(url)).isInstanceOf(IOException.class);
    assertThat(bot.get(url).status()).isEqualTo(404);
    assertThat(bot.get(url).bytes()).isEqualTo(Recordings.oggOpus(2));
  }

  @Test
  void endsHangingCallsWhenTheSandboxStops() throws Exception {
    faults.add(Target.TELEGRAM, new Fault.Hang());
    CompletableFuture<Answer> hanging = bot.callLater("getMe", "{}");
    await().until(() -> faults.hanging() == 1);

    sandbox.close();

    assertThat(faults.hanging()).isZero();
    assertThat(hanging.handle((_, _) -> "ended").get(5, TimeUnit.SECONDS)).isEqualTo("ended");
  }

  @Test
  void refusesFaultsThatMakeNoSense() {
    assertThatThrownBy(() -> faults.add(Target.SPEECH, new Fault.RepeatedUpdates(), 1))
        .hasMessage("RepeatedUpdates[] is a fault of TELEGRAM, not of SPEECH");
    assertThatThrownBy(() -> faults.add(Target.SPEECH, new Fault.Hang(), 0))
        .hasMessage("times 0 must be 1 or more, or -1");
    assertThatThrownBy(() -> new Fault.HttpError(200))
        .hasMessage("status 200 must be from 400 to 599");
  }
}
