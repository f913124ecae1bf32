package org.voice2text.bot.conversation;

import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.rewriting.TargetLanguages;
import org.voice2text.bot.transcription.Job;
import org.voice2text.bot.transcription.StoredTranscript;
import org.voice2text.bot.transcription.TranscriptionQueue;
import org.voice2text.model.event.Label;
import org.voice2text.model.event.RewriteMode;

/// Has a transcript that was delivered rewritten where its chat wants that of every recording. What
/// is being rewritten is noted, so that a killed process goes on after its restart. Thread-safe.
final class ChosenMode implements AfterDelivery {
  private static final Logger log = LoggerFactory.getLogger(ChosenMode.class);

  private final SettingsStore settings;
  private final TranscriptionQueue queue;
  private final RewriteDesk desk;
  private final DeliveryStore deliveries;
  private final Collection<Long> bots;
  private final InstantSource clock;

  /// @param bots that are hosted here
  ChosenMode(
      SettingsStore settings,
      TranscriptionQueue queue,
      RewriteDesk desk,
      DeliveryStore deliveries,
      Collection<Long> bots,
      InstantSource clock) {
    this.settings = settings;
    this.queue = queue;
    this.desk = desk;
    this.deliveries = deliveries;
    this.bots = bots;
    this.clock = clock;
  }

  /// Takes up what an earlier process did not finish.
  void resume() {
    for (DeliveryStore.Unfinished unfinished : deliveries.unfinished()) {
      desk.beside(() -> resume(unfinished));
    }
  }

  private void resume(DeliveryStore.Unfinished unfinished) throws InterruptedException {
    Optional<StoredTranscript> source = queue.stored(unfinished.jobId());
    if (source.isPresent() && !bots.contains(source.get().job().chat().botId())) {
      // Its bot is not hosted any more, and may be again.
      return;
    }
    Place place = unfinished.isWhole() ? Place.TRANSCRIPT : Place.PART;
    boolean begun =
        source.isPresent()
            && rewrite(
                source.get(),
                unfinished.messageId(),
                ShownText.original(source.get().job(), source.get().transcript(), place));
    if (!begun) {
      deliveries.rewritten(unfinished.jobId());
    }
  }

  @Override
  public void delivered(Job job, int messageId, ShownText shown) throws InterruptedException {
    try {
      if (!settings.find(job.chat()).mode().equals(ChatSettings.ORIGINAL)) {
        Optional<StoredTranscript> source = queue.stored(job.id());
        boolean _ = source.isPresent() && rewrite(source.get(), messageId, shown);
      }
    } catch (RuntimeException e) {
      log.error("Job {} was delivered and could not be rewritten", job.id(), e);
    }
  }

  /// @return false if its chat does not want that, or there is nothing to translate
  private boolean rewrite(StoredTranscript source, int messageId, ShownText shown)
      throws InterruptedException {
    Job job = source.job();
    String chosen = settings.find(job.chat()).mode();
    boolean foreign = TargetLanguages.isForeign(job.language(), source.transcript().language());
    if (chosen.equals(ChatSettings.ORIGINAL)) {
      return false;
    }
    RewriteMode mode = Label.parse(RewriteMode.class, chosen);
    if (mode == RewriteMode.TRANSLATE && !foreign) {
      return false;
    }
    TextView view = shown.view().withMode(mode);
    TextView wanted =
        mode == RewriteMode.TRANSLATE
            ? view.withOptions(view.options().withLanguage(job.language()))
            : view;
    deliveries.rewriting(job, messageId, clock.millis());
    desk.rewriteUnasked(
        new TextMessage(source, messageId, shown, null),
        mode,
        wanted,
        () -> deliveries.rewritten(job.id()));
    return true;
  }
}
