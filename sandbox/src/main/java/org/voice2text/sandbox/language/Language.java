package org.voice2text.sandbox.language;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Faults;
import org.voice2text.sandbox.fault.FaultyExchange;
import org.voice2text.sandbox.fault.Reply;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.openai.OpenAiReplies;
import org.voice2text.sandbox.record.CallLog;

/// The pretend language API under `/v1`, in OpenAI's shape. Thread-safe.
public final class Language {
  private static final int KEPT = 1000;
  private static final int CONTEXT_LENGTH = 128_000;
  private static final double MILLION = 1e6;

  private final Faults faults;
  private final InstantSource clock;
  private final CallLog calls;
  private final FaultyExchange exchange;
  private final Deque<LanguageRequest> requests = new ArrayDeque<>();
  private Function<LanguageRequest, LanguageAnswer> script = Language::automatic;
  private int contextLength = CONTEXT_LENGTH;
  private @Nullable Prices prices;

  private record Prices(double prompt, double completion) {}

  /// @param calls where its calls are noted
  public Language(Faults faults, InstantSource clock, CallLog calls) {
    this.faults = faults;
    this.clock = clock;
    this.calls = calls;
    this.exchange = new FaultyExchange(faults, OpenAiReplies::error);
  }

  public void register(RoutesConfig routes) {
    routes.post("/v1/chat/completions", this::complete);
  }

  /// From now on this is the answer to everything.
  public void answerWith(String text) {
    answer(_ -> LanguageAnswer.of(text));
  }

  /// From now on requests are answered like this. Called on the thread of the request.
  public synchronized void answer(Function<LanguageRequest, LanguageAnswer> how) {
    script = how;
  }

  /// Back to answers that describe the request.
  public void answerAutomatically() {
    answer(Language::automatic);
  }

  private static LanguageAnswer automatic(LanguageRequest request) {
    return LanguageAnswer.of(PretendWriter.answer(request));
  }

  /// From now on answers say what they cost, as OpenRouter's do.
  ///
  /// @param prompt dollars for a million tokens asked
  /// @param completion dollars for a million tokens answered
  public synchronized void reportCost(double prompt, double completion) {
    prices = new Prices(prompt, completion);
  }

  public synchronized void hideCost() {
    prices = null;
  }

  /// What question and wished-for answer may have together; 128,000 at first.
  public synchronized void setContextLength(int tokens) {
    contextLength = tokens;
  }

  /// The last thousand, oldest first; also those that ended in an error.
  public synchronized List<LanguageRequest> requests() {
    return List.copyOf(requests);
  }

  private void complete(Context ctx) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    CompletionCall call = CompletionCall.read(ctx, clock.instant());
    remember(call.request());
    Optional<Fault> fault = faults.take(Target.LANGUAGE, "completions");
    if (fault.isPresent()) {
      exchange.answer(
          ctx, fault.get(), () -> reply(call), reply -> note(call.request(), begin, reply));
    } else {
      Reply reply = reply(call);
      note(call.request(), begin, Optional.of(reply));
      reply.writeTo(ctx);
    }
  }

  private void note(LanguageRequest request, long begin, Optional<Reply> reply) {
    calls.add(
        new CallLog.Call(
            request.time(),
            "language",
            0,
            "chat/completions",
            request.body(),
            reply.map(Reply::status).orElse(0),
            Duration.ofNanos(System.nanoTime() - begin),
            reply.map(Reply::shown).orElse("")));
  }

  private synchronized void remember(LanguageRequest request) {
    requests.addLast(request);
    if (requests.size() > KEPT) {
      requests.removeFirst();
    }
  }

  private Reply reply(CompletionCall call) {
    Function<LanguageRequest, LanguageAnswer> how;
    int longest;
    synchronized (this) {
      how = script;
      longest = contextLength;
    }
    LanguageRequest request = call.request();
    return call.refusal(longest)
        .orElseGet(() ->
            CompletionReplies.of(request, counted(request, limited(request, how.apply(request)))));
  }

  private static LanguageAnswer limited(LanguageRequest request, LanguageAnswer answer) {
    @Nullable Integer limit = request.maxTokens();
    @Nullable String text = answer.text();
    if (limit == null || text == null || Tokens.of(text) <= limit) {
      return answer;
    }
    return new LanguageAnswer(Tokens.begin(text, limit), "length", answer.usage());
  }

  private LanguageAnswer counted(LanguageRequest request, LanguageAnswer answer) {
    if (!Tokens.TO_BE_COUNTED.equals(answer.usage())) {
      return answer;
    }
    int asked = Tokens.of(request);
    int answered = Tokens.of(answer.text());
    @Nullable Prices known;
    synchronized (this) {
      known = prices;
    }
    @Nullable Double cost =
        known == null
            ? null
            : (Double) ((asked * known.prompt() + answered * known.completion()) / MILLION);
    return answer.counted(asked, answered, cost);
  }
}
