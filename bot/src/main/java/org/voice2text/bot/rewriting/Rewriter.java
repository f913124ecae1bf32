package org.voice2text.bot.rewriting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.prices.PriceList;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telemetry.ApiCall;
import org.voice2text.bot.telemetry.Step;
import org.voice2text.bot.telemetry.Telemetry;
import org.voice2text.bot.telemetry.Trace;
import org.voice2text.bot.telemetry.Tracing;
import org.voice2text.bot.telemetry.Work;
import org.voice2text.bot.transcription.StoredTranscript;
import org.voice2text.model.event.FailureReason;
import org.voice2text.model.event.RewriteMode;
import org.voice2text.model.event.RewriteStatus;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.store.Database;

/// Makes of a transcript what people would rather read: the door of this package. Each text is made
/// once and kept beside its transcript. Thread-safe; as many texts at the same time as there are
/// callers, each on its caller's thread.
public final class Rewriter {
  /// The labels of its requests.
  public static final ApiCall CALL = new ApiCall("llm", "chat");

  /// Names of its transactions, for measurement.
  public static final List<String> OPERATIONS = List.of("load_variant", "store_variant");

  private static final Logger log = LoggerFactory.getLogger(Rewriter.class);
  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final Duration MORE_FOR_A_PART = Duration.ofSeconds(45);
  private static final Duration LONGEST_DEADLINE = Duration.ofMinutes(20);

  private final Database database;
  private final Telemetry telemetry;
  private final Tracing tracing;
  private final LanguageModel model;
  private final PriceList prices;
  private final InstantSource clock;
  private final Prompts prompts = new Prompts();
  private final SingleFlight<VariantKey, Rewriting> flights = new SingleFlight<>();

  /// @param client shared with others; never closed here
  public Rewriter(
      RewriteConfig config,
      PriceList prices,
      OkHttpClient client,
      Database database,
      Telemetry telemetry,
      Tracing tracing,
      InstantSource clock) {
    this(
        new LanguageModel(
            new ChatClient(config, client, clock),
            clock,
            Thread::sleep,
            RandomGenerator.getDefault()),
        prices,
        database,
        telemetry,
        tracing,
        clock);
  }

  Rewriter(
      LanguageModel model,
      PriceList prices,
      Database database,
      Telemetry telemetry,
      Tracing tracing,
      InstantSource clock) {
    this.model = model;
    this.prices = prices;
    this.database = database;
    this.telemetry = telemetry;
    this.tracing = tracing;
    this.clock = clock;
  }

  /// How the language model is doing.
  public ModelHealth health() {
    return model.health();
  }

  /// What a person wants to read.
  ///
  /// @param userId the database's key of whoever asks; null for nobody, as when a chat wants it of
  ///   every recording
  /// @param options for a translation with the language to translate into
  public record Wish(
      StoredTranscript source, @Nullable Long userId, RewriteMode mode, RewriteOptions options) {
    public Wish {
      if (mode == RewriteMode.TRANSLATE && options.language() == null) {
        throw new IllegalArgumentException("A translation needs a language to translate into");
      }
      boolean timed = options.timecodes() && !source.transcript().segments().isEmpty();
      options = options.withTimecodes(timed).relevantTo(mode);
    }
  }

  /// The text if it was made before.
  public Optional<String> find(Wish wish) {
    VariantKey key = key(wish);
    return database.transaction("load_variant", h -> VariantStore.find(h, key));
  }

  /// The text, made before or now. Several who want the same at the same time get it of one
  /// request.
  ///
  /// @throws InterruptedException promptly when the calling thread is interrupted
  public Rewriting rewrite(Wish wish, RewriteListener listener) throws InterruptedException {
    SingleFlight.Result<Rewriting> result =
        flights.run(
            key(wish),
            () -> {
              Optional<String> kept = find(wish);
              return kept.isPresent() ? new Rewriting.Made(kept.get(), true) : make(wish, listener);
            });
    return result.shared() && result.value() instanceof Rewriting.Made made
        ? new Rewriting.Made(made.text(), true)
        : result.value();
  }

  private Rewriting make(Wish wish, RewriteListener listener) throws InterruptedException {
    Work work =
        new Work(
            "rewrite",
            wish.source().job().id(),
            wish.userId(),
            Map.of("mode", wish.mode().label()));
    try (Trace trace = tracing.begin(work)) {
      trace.hide(wish.source().transcript().text());
      Rewriting made = make(wish, listener, trace);
      trace.ends(made instanceof Rewriting.Made ? Trace.Ending.DONE : Trace.Ending.FAILED);
      return made;
    }
  }

  private Rewriting make(Wish wish, RewriteListener listener, Trace trace)
      throws InterruptedException {
    List<Piece> pieces =
        Pieces.of(
            wish.source().transcript(), wish.options().timecodes(), TextMaker.budget(wish.mode()));
    Bill bill = new Bill(model.name(), prices);
    Instant start = clock.instant();
    TextMaker maker =
        new TextMaker(
            model,
            person(wish),
            prompts,
            wish.mode(),
            wish.options(),
            start.plus(deadline(pieces.size())),
            bill,
            listener,
            trace);
    try {
      String text = trace.step(Step.REWRITING, model.name(), () -> maker.make(pieces));
      finish(wish, text, event(wish, RewriteStatus.SUCCESS, null, start, bill));
      return new Rewriting.Made(text, false);
    } catch (ChatException e) {
      log.warn(
          "Job {} was not rewritten, {}: {}",
          wish.source().job().id(),
          wish.mode().label(),
          e.getMessage());
      finish(wish, null, event(wish, RewriteStatus.ERROR, e.reason(), start, bill));
      return new Rewriting.Failed(e.reason());
    } catch (InterruptedException e) {
      finish(wish, null, event(wish, RewriteStatus.CANCELLED, null, start, bill));
      throw e;
    }
  }

  /// Who waits when there is much to write: a text that nobody asked for is its chat's.
  private static Object person(Wish wish) {
    record User(long id) {}
    record Chat(long bot, long id) {}
    ChatRef chat = wish.source().job().chat();
    return wish.userId() == null ? new Chat(chat.botId(), chat.chatId()) : new User(wish.userId());
  }

  /// Requests wait for each other, so that more parts take longer.
  private static Duration deadline(int parts) {
    Duration deadline = DEADLINE.plus(MORE_FOR_A_PART.multipliedBy(parts - 1L));
    return deadline.compareTo(LONGEST_DEADLINE) < 0 ? deadline : LONGEST_DEADLINE;
  }

  private void finish(Wish wish, @Nullable String text, TechnicalEvent event) {
    database.<Void>transaction(
        "store_variant",
        h -> {
          if (text != null) {
            VariantStore.insert(h, key(wish), text, clock.millis());
          }
          telemetry.emit(h, event);
          return null;
        });
  }

  private TechnicalEvent event(
      Wish wish, RewriteStatus status, @Nullable FailureReason reason, Instant start, Bill bill) {
    return new TechnicalEvent.RewriteFinished(
        wish.source().job().id(),
        wish.userId(),
        wish.mode(),
        model.name(),
        status,
        reason,
        Duration.between(start, clock.instant()),
        bill.read(),
        bill.written(),
        bill.costMicros());
  }

  private VariantKey key(Wish wish) {
    return new VariantKey(
        wish.source().id(), wish.mode(), wish.options().code(), Prompts.VERSION, model.name());
  }
}
