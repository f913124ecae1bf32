package org.voice2text.bot.conversation;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.conversation.PressGate.Passed;
import org.voice2text.bot.rewriting.Rewriter;
import org.voice2text.bot.rewriting.Rewriting;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TextSplitter;
import org.voice2text.bot.telemetry.ErrorTypes;
import org.voice2text.bot.transcription.TranscriptionQueue;
import org.voice2text.model.event.ButtonAction;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.RewriteMode;
import org.voice2text.model.event.TechnicalEvent;

/// Has texts written beside the chats' own work, so that a press of another button does not wait
/// for the language model, and shows them. The update of a press is finished once its text is
/// shown: a killed process takes it up again after its restart. Nothing is shown of a transcript
/// that was deleted meanwhile. Thread-safe.
final class RewriteDesk implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RewriteDesk.class);

  /// What is nearly ready may be shown before the process stops.
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  /// Before a text is shown again that Telegram did not take, and did not say when it would.
  private static final Duration PAUSE_FOR_TELEGRAM = Duration.ofSeconds(10);

  /// How often a text is shown that Telegram does not take for now: with the patience of each time,
  /// for an hour and more.
  private static final int SHOW_TRIES = 60;

  private final Rewriter rewriter;
  private final TranscriptionQueue queue;
  private final Answers answers;
  private final TextScreen screen;
  private final TranscriptKeyboard keyboard;
  private final LatestWish latest;
  private final RewriteLimits limits;
  private final JobThreads working = new JobThreads();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("rewrite-", 0).factory());

  RewriteDesk(
      Rewriter rewriter,
      TranscriptionQueue queue,
      Answers answers,
      TextScreen screen,
      TranscriptKeyboard keyboard,
      LatestWish latest,
      RewriteLimits limits) {
    this.rewriter = rewriter;
    this.queue = queue;
    this.answers = answers;
    this.screen = screen;
    this.keyboard = keyboard;
    this.latest = latest;
    this.limits = limits;
  }

  /// Finishes what led to a text.
  private interface Ending {
    /// @param more what else there is to tell
    void finish(Answers.EventsOf more) throws InterruptedException;
  }

  /// One wish for one text in one message.
  private record Order(
      TextMessage message, TextView view, Rewriter.Wish wish, Object latest, Ending ending) {}

  /// Answers a press: at once when the text was made before, else when it is ready.
  ///
  /// @param view with the language of a translation
  /// @return why not; the press is still to be answered then
  Optional<RewriteLimits.Refused> rewrite(
      Incoming.Press press, Passed passed, RewriteMode mode, TextView view, ButtonAction action)
      throws InterruptedException {
    TextMessage message = passed.message();
    UpdateKey update = Objects.requireNonNull(message.cause());
    long user = answers.touch(press.sender());
    Rewriter.Wish wish = new Rewriter.Wish(message.source(), user, mode, view.options());
    Answers.EventsOf pressed =
        id ->
            List.of(
                new TechnicalEvent.ButtonPressed(id, action),
                new TechnicalEvent.OperationPerformed(id, Operation.REWRITE));
    Ending ending = more -> answers.finishAnswered(update, press, pressed.and(more));
    Optional<String> kept = rewriter.find(wish);
    if (kept.isPresent()) {
      answers.messenger(press.chat()).answerPress(press.queryId(), null);
      showKept(order(message, view, wish, ending), kept.get());
      return Optional.empty();
    }
    return switch (limits.ask(user, press.chat())) {
      case RewriteLimits.Refused refused -> Optional.of(refused);
      case RewriteLimits.Taken(RewriteLimits.Place place) -> {
        String notice = answers.texts(press).get("press.working");
        answers.messenger(press.chat()).answerPress(press.queryId(), notice);
        begin(order(message, view, wish, ending), place);
        yield Optional.empty();
      }
    };
  }

  private void showKept(Order order, String text) throws InterruptedException {
    Rewriting made = new Rewriting.Made(text, true);
    Duration later = tryEnd(order, made, false);
    if (!later.isZero()) {
      threads.execute(() -> work(order, () -> end(order, made, later)));
    }
  }

  /// Makes of a transcript that was delivered what its chat wants of every recording.
  ///
  /// @param view with the language of a translation
  /// @param end called once it is shown, or never will be; not when the process stops before
  void rewriteUnasked(TextMessage message, RewriteMode mode, TextView view, Runnable end)
      throws InterruptedException {
    @Nullable Long user = message.source().job().userId();
    Rewriter.Wish wish = new Rewriter.Wish(message.source(), user, mode, view.options());
    Ending ending =
        more -> {
          answers.tell(user, more);
          end.run();
        };
    begin(order(message, view, wish, ending), limits.unasked(user, message.chat()));
  }

  /// Does something beside the chats' own work.
  void beside(Work work) {
    threads.execute(() -> {
      try {
        work.run();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
  }

  /// Stops the work on transcripts that were deleted: nothing more of them is given to the model.
  void dropDeleted() {
    working.stop(this::isDeleted);
  }

  private boolean isDeleted(long jobId) {
    return queue.stored(jobId).isEmpty();
  }

  private Order order(TextMessage message, TextView view, Rewriter.Wish wish, Ending ending) {
    return new Order(message, view, wish, latest.begin(message), ending);
  }

  private void begin(Order order, RewriteLimits.Place place) throws InterruptedException {
    screen.tryButtons(
        order.message(), keyboard.working(order.message().shown(), order.wish().mode(), ""));
    threads.execute(() -> work(order, () -> end(order, made(order, place), Duration.ZERO)));
  }

  /// Only the language model's work is bounded: Telegram may take longer to take the text.
  private Rewriting made(Order order, RewriteLimits.Place place) throws InterruptedException {
    try (place) {
      return rewriter.rewrite(order.wish(), (done, parts) -> progress(order, done, parts));
    }
  }

  interface Work {
    void run() throws InterruptedException;
  }

  private void work(Order order, Work work) {
    working.run(order.wish().source().job().id(), () -> workStoppably(order, work));
  }

  private void workStoppably(Order order, Work work) {
    try {
      work.run();
    } catch (InterruptedException _) {
      if (working.wasStopped()) {
        drop(order);
      } else {
        // The process stops: the press is taken up again after its restart.
        Thread.currentThread().interrupt();
      }
    } catch (RuntimeException e) {
      log.error("Job {} could not be rewritten", order.wish().source().job().id(), e);
      giveUp(order, e);
    }
  }

  private void progress(Order order, int done, int parts) {
    try {
      latest.showIfLatest(
          order.message(),
          order.latest(),
          () ->
              screen.tryButtons(
                  order.message(),
                  keyboard.working(
                      order.message().shown(), order.wish().mode(), done + "/" + parts)));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (TelegramException e) {
      log.debug("Progress not shown: {}", e.getMessage());
    }
  }

  /// Shows a result, again and again while Telegram cannot be written to.
  private void end(Order order, Rewriting result, Duration first) throws InterruptedException {
    Duration later = first;
    for (int i = 1; i <= SHOW_TRIES; i++) {
      Thread.sleep(later);
      later = tryEnd(order, result, i == SHOW_TRIES);
      if (later.isZero()) {
        return;
      }
    }
  }

  /// Shows a result, and finishes what led to it unless another time may help.
  ///
  /// @return zero once it is finished, else when to come again
  private Duration tryEnd(Order order, Rewriting result, boolean isLast)
      throws InterruptedException {
    if (isDeleted(order.wish().source().job().id())) {
      drop(order);
      return Duration.ZERO;
    }
    try {
      latest.showIfLatest(order.message(), order.latest(), () -> show(order, result));
    } catch (TelegramException e) {
      log.warn(
          "Job {}: a rewritten text cannot be shown: {}",
          order.wish().source().job().id(),
          e.getMessage());
      if (!isLast && e.mayPass()) {
        return e.pause(PAUSE_FOR_TELEGRAM);
      }
      // The text is kept: the next press shows it.
      tryRestore(order);
    }
    latest.end(order.message(), order.latest());
    boolean saved = result instanceof Rewriting.Made made && made.saved();
    order.ending().finish(saved ? hit(order) : Answers.NOTHING);
    return Duration.ZERO;
  }

  private void tryRestore(Order order) throws InterruptedException {
    try {
      latest.showIfLatest(
          order.message(),
          order.latest(),
          () -> screen.buttons(order.message(), keyboard.main(order.message().shown())));
    } catch (TelegramException e) {
      log.info("The buttons of a message stay as they are: {}", e.getMessage());
    }
  }

  private void show(Order order, Rewriting result) throws TelegramException, InterruptedException {
    switch (result) {
      case Rewriting.Made made ->
          screen.show(
              order.message(),
              order.view(),
              TextSplitter.split(RichText.of(made.text()), FormattedText.MAX_LENGTH));
      case Rewriting.Failed _ -> showFailure(order);
    }
  }

  private void showFailure(Order order) throws TelegramException, InterruptedException {
    screen.buttons(
        order.message(),
        keyboard.failed(order.message().shown(), order.wish().mode(), order.view()));
  }

  private static Answers.EventsOf hit(Order order) {
    return user ->
        List.of(
            new TechnicalEvent.VariantCacheHit(
                order.wish().source().job().id(), user, order.wish().mode()));
  }

  /// An error of ours, such as a full disk. The press must not come again for ever.
  private void giveUp(Order order, RuntimeException failure) {
    try {
      latest.showIfLatest(order.message(), order.latest(), () -> showFailure(order));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    } catch (TelegramException e) {
      log.info("A failure cannot be shown: {}", e.getMessage());
    }
    finish(
        order, _ -> List.of(new TechnicalEvent.ErrorOccurred("rewriting", ErrorTypes.of(failure))));
  }

  /// Ends an order of which there is nothing to show.
  private void drop(Order order) {
    log.info(
        "Job {} was deleted while its text was being written", order.wish().source().job().id());
    finish(order, Answers.NOTHING);
  }

  private void finish(Order order, Answers.EventsOf events) {
    latest.end(order.message(), order.latest());
    try {
      order.ending().finish(events);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("A press could not be finished and comes again after a restart", e);
    }
  }

  /// Ends what is being written; its presses are taken up again after the restart.
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
        if (!threads.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
          log.warn("Texts are still being written after their interrupt");
        }
      }
    } catch (InterruptedException _) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
