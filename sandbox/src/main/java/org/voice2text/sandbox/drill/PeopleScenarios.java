package org.voice2text.sandbox.drill;

import java.time.Duration;
import java.util.List;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Faults;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.telegram.Button;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.User;

/// What people do, alone or many at a time, and what Telegram and the language API make of it.
final class PeopleScenarios {
  private static final Duration EACH_SECOND = Duration.ofSeconds(1);
  private static final int CROWD = 1050;
  private static final int FLOODERS = 40;

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "HighErrorRate",
              "Telegram refuses the answers to commands with 400",
              stage -> {
                Faults.Rule rule =
                    stage
                        .sandbox
                        .faults()
                        .add(
                            Target.TELEGRAM,
                            "sendMessage",
                            new Fault.HttpError(400),
                            Faults.UNTIL_REMOVED);
                AutoCloseable talk =
                    stage.people.keep(
                        EACH_SECOND, () -> stage.people.say(stage.people.stranger(), "/help"));
                return () -> {
                  talk.close();
                  stage.sandbox.faults().remove(rule.id());
                };
              }),
          Scenario.of(
                  "HighLLMErrorRate",
                  "the language API answers 500",
                  PeopleScenarios::languageFails)
              .prepared(stage -> {
                stage
                    .with("LLM_BASE_URL", stage.setting("OPENAI_BASE_URL"))
                    .with("LLM_MODEL", "pretend-writer");
                return () -> {};
              }),
          Scenario.of(
              "PaymentTransactionFailures",
              "strangers pay a bill that was written for somebody else",
              PeopleScenarios::payAnothersBill),
          Scenario.of(
                  "HighUserLoad",
                  CROWD + " people write within 5 min",
                  stage -> {
                    for (int i = 0; i < CROWD; i++) {
                      stage.people.say(stage.people.stranger(), "Hello");
                    }
                    return () -> {};
                  })
              // Who is online is looked at over true 5 min.
              .within(Duration.ofMinutes(9)),
          Scenario.of(
              "HighRateLimitHits",
              FLOODERS + " people send a recording again and again",
              stage -> {
                List<User> flooders =
                    java.util.stream.IntStream.range(0, FLOODERS)
                        .mapToObj(_ -> stage.people.stranger())
                        .toList();
                return stage.people.keep(
                    EACH_SECOND, () -> flooders.forEach(u -> stage.people.repeat(u)));
              }));

  private PeopleScenarios() {}

  /// Those who got a transcript ask for a summary.
  private static AutoCloseable languageFails(DrillStage stage) {
    Faults.Rule rule = stage.sandbox.faults().add(Target.LANGUAGE, new Fault.HttpError(500));
    AutoCloseable talk = stage.people.keepSpeaking(EACH_SECOND);
    AutoCloseable presses =
        stage.people.keep(EACH_SECOND, () -> stage.people.pressEverywhere("Summary"));
    return () -> {
      presses.close();
      talk.close();
      stage.sandbox.faults().remove(rule.id());
    };
  }

  private static AutoCloseable payAnothersBill(DrillStage stage) throws Exception {
    People people = stage.people;
    User buyer = people.stranger();
    Chat chat = people.chat(buyer);
    people.say(buyer, "/plans");
    Button plan = people.awaitButton(chat, b -> b.text().startsWith("Pro"));
    Message offers = stage.sandbox.world().messages(chat).getLast();
    String _ = stage.sandbox.world().press(offers, plan);
    String bill = people.awaitButton(chat, b -> b.url() != null).url();
    for (int i = 0; i < 5; i++) {
      String _ = stage.sandbox.world().stars().pay(people.stranger(), bill);
    }
    return () -> {};
  }
}
