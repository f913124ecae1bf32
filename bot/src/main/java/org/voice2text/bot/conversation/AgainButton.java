package org.voice2text.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.Keyboard;
import org.voice2text.bot.telegram.Keyboard.Button;
import org.voice2text.bot.telegram.Messenger;
import org.voice2text.bot.telegram.Priority;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.transcription.Job;
import org.voice2text.model.event.ButtonAction;

/// `again:<job>` asks which language is spoken, `again:<job>:<code>` has the same recording
/// recognised in that language, `again:<job>:keep` takes the question back. Thread-safe.
final class AgainButton implements ButtonHandler {
  private static final Logger log = LoggerFactory.getLogger(AgainButton.class);
  private static final int IN_A_ROW = 3;
  private static final String KEEP = "keep";

  private final JobAccess access;
  private final Permissions permissions;
  private final MediaHandler media;
  private final Answers answers;

  AgainButton(JobAccess access, Permissions permissions, MediaHandler media, Answers answers) {
    this.access = access;
    this.permissions = permissions;
    this.media = media;
    this.answers = answers;
  }

  /// What a button carries to ask for the language.
  static String data(Job job) {
    return ButtonNames.AGAIN + ":" + job.id();
  }

  @Override
  public ButtonAction action() {
    return ButtonAction.RETRY;
  }

  @Override
  public void handle(UpdateKey update, Incoming.Press press, String arguments)
      throws TelegramException, InterruptedException {
    String[] parts = arguments.split(":", 2);
    String code = parts.length > 1 ? parts[1] : "";
    boolean known =
        List.of("", KEEP, ChatSettings.AUTO).contains(code) || ChatSettings.SPEECH.contains(code);
    Optional<Job> job = known ? access.find(press, parts[0]) : Optional.empty();
    if (job.isEmpty()) {
      refuse(update, press, answers.texts(press).get("button.unknown"));
    } else if (!permissions.mayUse(press, job.get())) {
      refuse(update, press, answers.texts(press).get("button.refused"));
    } else if (code.isEmpty()) {
      askForLanguage(update, press, job.get());
    } else if (code.equals(KEEP)) {
      settle(press, answers.texts(press).get("again.kept"));
      answers.finishPress(update, press, action());
    } else {
      recognise(update, press, job.get(), code);
    }
  }

  private void refuse(UpdateKey update, Incoming.Press press, String notice)
      throws InterruptedException {
    messenger(press).answerPress(press.queryId(), notice);
    answers.finishPress(update, press, action());
  }

  private void askForLanguage(UpdateKey update, Incoming.Press press, Job job)
      throws TelegramException, InterruptedException {
    Texts texts = answers.texts(press);
    int _ =
        messenger(press)
            .send(
                job.chat(),
                FormattedText.plain(texts.get("again.which_language")),
                languages(texts, job),
                job.messageId(),
                Priority.BUTTONS);
    // The end of the chat, where the question stands, may be far away.
    messenger(press).answerPress(press.queryId(), texts.get("again.asked"));
    answers.finishPress(update, press, action());
  }

  private static Keyboard languages(Texts texts, Job job) {
    List<List<Button>> rows = new ArrayList<>();
    rows.add(List.of(new Button.Press(name(texts, null), data(job) + ":" + ChatSettings.AUTO)));
    for (int i = 0; i < ChatSettings.SPEECH.size(); i += IN_A_ROW) {
      rows.add(
          ChatSettings.SPEECH
              .subList(i, Math.min(ChatSettings.SPEECH.size(), i + IN_A_ROW))
              .stream()
              .<Button>map(code -> new Button.Press(name(texts, code), data(job) + ":" + code))
              .toList());
    }
    rows.add(List.of(new Button.Press(texts.get("button.cancel"), data(job) + ":" + KEEP)));
    return new Keyboard(rows);
  }

  private static String name(Texts texts, @Nullable String code) {
    return code == null ? texts.get("language.auto") : texts.languageName(code);
  }

  /// The question goes first, so that nobody presses twice.
  private void recognise(UpdateKey update, Incoming.Press press, Job job, String code)
      throws TelegramException, InterruptedException {
    @Nullable String language = code.equals(ChatSettings.AUTO) ? null : code;
    Texts texts = answers.texts(press);
    settle(press, texts.get("again.started", name(texts, language)));
    media.again(update, press, job, language);
  }

  /// Puts what was decided in the place of the question.
  private void settle(Incoming.Press press, String decision) throws InterruptedException {
    messenger(press).answerPress(press.queryId(), null);
    try {
      messenger(press)
          .edit(press.chat(), press.messageId(), FormattedText.plain(decision), Priority.BUTTONS);
    } catch (TelegramException e) {
      log.info("A question stays though it is answered: {}", e.getMessage());
    }
  }

  private Messenger messenger(Incoming.Press press) {
    return answers.messenger(press.chat());
  }
}
