package org.voice2text.sandbox.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Faults;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.stage.Stage;
import org.voice2text.sandbox.telegram.Button;
import org.voice2text.sandbox.telegram.Chat;
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
              .prepared(Rewriting::offer),
          Scenario.of(
              "PaymentTransactionFailures",
              "strangers pay a bill that was written for somebody else",
              PeopleScenarios::payAnothersBill),
          Scenario.of(
                  "HighDailyCost",
                  "a minute of audio costs 3 dollars of 100 rubles, and people speak",
                  stage ->
                      stage.people.keep(
                          EACH_SECOND, () -> stage.people.speak(stage.people.stranger(), 6)))
              .dividedBy(720)
              // What is stale is so after little more than a second then.
              .followedBy("BusinessMetricsStale")
              .with("USD_RUB", "100")
              .prepared(PeopleScenarios::dearPrices),
          Scenario.of(
                  "NoTranscriptions",
                  "nobody speaks (the drill's rules take each hour for a waking one)",
                  DrillStage::silence)
              .dividedBy(120),
          Scenario.never(
              "HighNullModelRate",
              "each engine names its model: only an error in the program could leave it out"),
          Scenario.of(
                  "HighUserLoad",
                  CROWD + " people write within 5 min",
                  stage -> {
                    for (int i = 0; i < CROWD; i++) {
                      stage.people.say(stage.people.stranger(), "Hello");
                    }
                    return () -> {};
                  })
              .taking(Duration.ofMinutes(1))
              // Who is online is looked at over true 5 min.
              .within(Duration.ofMinutes(9)),
          Scenario.of(
                  "HighRateLimitHits",
                  FLOODERS + " people send a recording again and again",
                  stage -> {
                    List<User> flooders =
                        IntStream.range(0, FLOODERS)
                            .mapToObj(_ -> stage.people.stranger())
                            .toList();
                    return stage.people.keep(
                        EACH_SECOND, () -> flooders.forEach(u -> stage.people.repeat(u)));
                  })
              // Each may send some before he is slowed down.
              .taking(Duration.ofSeconds(30))
              .followedBy("QueueOverflow", "HighMessageProcessingTime"));

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

  static AutoCloseable dearPrices(Stage stage) throws IOException {
    Path file = Files.createDirectories(stage.data()).resolve("prices.json");
    Files.writeString(file, "{\"models\": {\"pretend-speech\": {\"minute\": 3}}}");
    Stage _ = stage.with("PRICES_FILE", file.toString());
    return () -> {};
  }

  static AutoCloseable payAnothersBill(DrillStage stage) throws Exception {
    String bill = bill(stage, stage.people.stranger());
    for (int i = 0; i < 5; i++) {
      String _ = stage.sandbox.world().stars().pay(stage.people.stranger(), bill);
    }
    return () -> {};
  }

  static void subscribe(DrillStage stage) throws Exception {
    User buyer = stage.people.stranger();
    String _ = stage.sandbox.world().stars().pay(buyer, bill(stage, buyer));
  }

  /// The link of a bill for a subscription.
  private static String bill(DrillStage stage, User buyer) throws Exception {
    People people = stage.people;
    Chat chat = people.chat(buyer);
    people.say(buyer, "/plans");
    Button plan = people.awaitButton(chat, b -> b.text().startsWith("Pro"));
    String _ = stage.sandbox.world().press(stage.sandbox.world().messages(chat).getLast(), plan);
    return String.valueOf(people.awaitButton(chat, b -> b.url() != null).url());
  }
}
