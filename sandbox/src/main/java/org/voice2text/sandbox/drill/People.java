package org.voice2text.sandbox.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.voice2text.sandbox.SandboxServer;
import org.voice2text.sandbox.media.SilentVoice;
import org.voice2text.sandbox.stage.Stage;
import org.voice2text.sandbox.telegram.Button;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.User;

/// People who write to the bot. Thread-safe.
final class People implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SandboxServer sandbox;
  private final List<Thread> busy = new ArrayList<>();
  private final AtomicLong recordings = new AtomicLong();

  People(SandboxServer sandbox) {
    this.sandbox = sandbox;
  }

  /// Something that is done again and again until closed.
  @FunctionalInterface
  interface Habit extends AutoCloseable {
    @Override
    void close();
  }

  /// Somebody new.
  User stranger() {
    return sandbox.world().addUser("Visitor", "en");
  }

  Chat chat(User user) {
    return sandbox.world().privateChat(Stage.BOT_ID, user);
  }

  /// Somebody sends a voice message that nobody has sent before.
  void speak(User user, int seconds) {
    byte[] content = SilentVoice.oggOpus(seconds, "drill " + recordings.incrementAndGet());
    Message _ = sandbox.world().sendVoice(Stage.BOT_ID, user, content, seconds);
  }

  /// Somebody sends the same voice message once more.
  void repeat(User user) {
    byte[] content = SilentVoice.oggOpus(1, "drill of " + user.id());
    Message _ = sandbox.world().sendVoice(Stage.BOT_ID, user, content, 1);
  }

  void say(User user, String text) {
    Message _ = sandbox.world().sendText(Stage.BOT_ID, user, text);
  }

  /// From now on somebody new sends a voice message of a second again and again.
  Habit keepSpeaking(Duration every) {
    return keep(every, () -> speak(stranger(), 1));
  }

  /// Presses a button wherever the bot's last message has it.
  void pressEverywhere(String label) {
    for (Chat chat : sandbox.world().chats()) {
      button(chat, b -> b.text().equals(label))
          .ifPresent(b -> {
            String _ = sandbox.world().press(sandbox.world().messages(chat).getLast(), b);
          });
    }
  }

  /// Waits for a button of a chat's last message.
  Button awaitButton(Chat chat, Predicate<Button> which) throws IOException, InterruptedException {
    Duration _ = DrillStage.await("button", PATIENCE, () -> button(chat, which).isPresent());
    return button(chat, which).orElseThrow();
  }

  private Optional<Button> button(Chat chat, Predicate<Button> which) {
    List<Message> messages = sandbox.world().messages(chat);
    return messages.isEmpty()
        ? Optional.empty()
        : messages.getLast().buttons().stream().flatMap(List::stream).filter(which).findFirst();
  }

  /// Does something again and again until closed.
  Habit keep(Duration every, Runnable what) {
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (true) {
                  attempt(what);
                  Thread.sleep(every);
                }
              } catch (InterruptedException _) {
                // Enough.
              }
            });
    synchronized (busy) {
      busy.add(thread);
    }
    return thread::interrupt;
  }

  private static void attempt(Runnable what) {
    try {
      what.run();
    } catch (IllegalArgumentException _) {
      // What somebody wanted to press has just gone.
    }
  }

  @Override
  public void close() {
    synchronized (busy) {
      busy.forEach(Thread::interrupt);
    }
  }
}
