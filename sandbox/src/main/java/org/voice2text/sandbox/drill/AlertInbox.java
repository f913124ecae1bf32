package org.voice2text.sandbox.drill;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.voice2text.sandbox.Sandbox;
import org.voice2text.sandbox.SandboxServer;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.User;

/// The operator's chat with the bot that sends alerts, in a pretend Telegram of its own: the faults
/// of the drill must not hit the messages that tell of them. Thread-safe.
final class AlertInbox implements AutoCloseable {
  private static final long BOT = 3000001;

  /// What Alertmanager signs in with.
  static final String TOKEN = BOT + ":pretend-token-of-the-alerts";

  private final SandboxServer telegram = Sandbox.start(0);
  private final Chat chat;

  AlertInbox() {
    User operator = telegram.world().addUser("Operator", "en");
    chat = telegram.world().privateChat(BOT, operator);
  }

  URI apiUrl() {
    return telegram.apiUrl();
  }

  long chatId() {
    return chat.id();
  }

  /// What the operator has got, oldest first.
  List<String> messages() {
    return telegram.world().botMessages(chat).stream().map(Message::text).toList();
  }

  /// Whether one of the messages from a certain one on tells that an alert fires.
  boolean tells(String alert, int from) {
    return since(from).anyMatch(m -> isAbout(m, "Firing: ", alert));
  }

  /// Whether one of the messages from a certain one on tells that an alert is over.
  boolean tellsEndOf(String alert, int from) {
    return since(from).anyMatch(m -> isAbout(m, "Resolved: ", alert));
  }

  /// A message may tell of several alerts, with an empty line between them.
  private static boolean isAbout(String message, String state, String alert) {
    String[] name = alert.split(" ", 2);
    String objective = name.length > 1 ? " " + name[1] + " " : "";
    return Arrays.stream(message.split("\n\n", -1))
        .anyMatch(part -> part.contains(state + name[0] + " (") && part.contains(objective));
  }

  private Stream<String> since(int from) {
    return messages().stream().skip(from);
  }

  @Override
  public void close() {
    telegram.close();
  }
}
