package org.voice2text.bot.conversation;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.rewriting.TargetLanguages;
import org.voice2text.bot.transcription.Job;
import org.voice2text.bot.transcription.StoredTranscript;
import org.voice2text.bot.transcription.TranscriptionQueue;
import org.voice2text.model.event.Label;
import org.voice2text.model.event.RewriteMode;

/// Has a transcript that was delivered rewritten where its chat wants that of every recording.
/// Thread-safe.
final class ChosenMode implements AfterDelivery {
  private static final Logger log = LoggerFactory.getLogger(ChosenMode.class);

  private final SettingsStore settings;
  private final TranscriptionQueue queue;
  private final RewriteDesk desk;

  ChosenMode(SettingsStore settings, TranscriptionQueue queue, RewriteDesk desk) {
    this.settings = settings;
    this.queue = queue;
    this.desk = desk;
  }

  @Override
  public void delivered(Job job, int messageId, ShownText shown) throws InterruptedException {
    try {
      String chosen = settings.find(job.chat()).mode();
      Optional<StoredTranscript> source =
          chosen.equals(ChatSettings.ORIGINAL) ? Optional.empty() : queue.stored(job.id());
      if (source.isPresent()) {
        RewriteMode mode = Label.parse(RewriteMode.class, chosen);
        rewrite(new TextMessage(source.get(), messageId, shown, null), mode);
      }
    } catch (RuntimeException e) {
      log.error("Job {} was delivered and could not be rewritten", job.id(), e);
    }
  }

  private void rewrite(TextMessage message, RewriteMode mode) throws InterruptedException {
    TextView wanted = message.shown().view().withMode(mode);
    String language = message.source().job().language();
    if (mode != RewriteMode.TRANSLATE) {
      desk.rewriteUnasked(message, mode, wanted);
    } else if (TargetLanguages.isForeign(language, message.source().transcript().language())) {
      desk.rewriteUnasked(
          message, mode, wanted.withOptions(wanted.options().withLanguage(language)));
    }
  }
}
