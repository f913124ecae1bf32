package org.voice2text.bot.conversation;

import java.util.List;
import java.util.Optional;
import org.voice2text.bot.rewriting.TargetLanguages;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.model.event.ButtonAction;
import org.voice2text.model.event.RewriteMode;
import org.voice2text.model.event.TechnicalEvent;

/// Has a transcript rewritten. Thread-safe.
final class RewriteHandler implements ButtonHandler {
  private final ButtonAction action;
  private final Answers answers;
  private final PressGate gate;
  private final TextScreen screen;
  private final RewriteDesk desk;

  RewriteHandler(
      ButtonAction action, Answers answers, PressGate gate, TextScreen screen, RewriteDesk desk) {
    this.action = action;
    this.answers = answers;
    this.gate = gate;
    this.screen = screen;
    this.desk = desk;
  }

  @Override
  public ButtonAction action() {
    return action;
  }

  @Override
  public void handle(UpdateKey update, Incoming.Press press, String arguments)
      throws TelegramException, InterruptedException {
    Optional<PressGate.Passed> passed = gate.open(update, press, arguments, action);
    if (passed.isPresent()) {
      rewrite(update, press, passed.get());
    }
  }

  private void rewrite(UpdateKey update, Incoming.Press press, PressGate.Passed passed)
      throws TelegramException, InterruptedException {
    RewriteMode mode = passed.wanted().mode();
    TextView wanted = passed.wanted();
    if (mode == RewriteMode.TRANSLATE && wanted.options().language() == null) {
      String language = answers.language(press.chat(), press.sender());
      if (!TargetLanguages.isForeign(language, passed.source().transcript().language())) {
        mode = null;
      } else {
        wanted = wanted.withOptions(wanted.options().withLanguage(language));
      }
    }
    if (mode == null) {
      // Into which language is not clear.
      answers.messenger(press.chat()).answerPress(press.queryId(), null);
      screen.buttons(passed.message(), OptionsKeyboard.languages(passed.message().shown()));
      answers.finishPress(update, press, action);
    } else {
      Optional<RewriteLimits.Refused> refused = desk.rewrite(press, passed, mode, wanted, action);
      if (refused.isPresent()) {
        refuse(update, press, refused.get());
      }
    }
  }

  private void refuse(UpdateKey update, Incoming.Press press, RewriteLimits.Refused refused)
      throws InterruptedException {
    answers
        .messenger(press.chat())
        .answerPress(press.queryId(), refused.text(answers.texts(press)));
    answers.finishAnswered(
        update,
        press,
        user ->
            List.of(
                new TechnicalEvent.ButtonPressed(user, action),
                new TechnicalEvent.RateLimited(user, refused.limit())));
  }
}
