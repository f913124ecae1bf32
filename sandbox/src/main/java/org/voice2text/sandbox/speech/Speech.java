package org.voice2text.sandbox.speech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Faults;
import org.voice2text.sandbox.fault.FaultyExchange;
import org.voice2text.sandbox.fault.Reply;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.openai.OpenAiReplies;
import org.voice2text.sandbox.record.CallLog;
import org.voice2text.sandbox.record.Json;

/// The pretend speech API under `/v1`, in OpenAI's shape. Thread-safe.
public final class Speech {
  private static final int KEPT = 1000;

  private final Faults faults;
  private final InstantSource clock;
  private final CallLog calls;
  private final FaultyExchange exchange;
  private final Deque<SpeechRequest> requests = new ArrayDeque<>();
  private final Map<String, String> files = new HashMap<>();
  private Function<SpeechRequest, SpeechAnswer> script = Speech::automatic;

  /// @param calls where its calls are noted
  public Speech(Faults faults, InstantSource clock, CallLog calls) {
    this.faults = faults;
    this.clock = clock;
    this.calls = calls;
    this.exchange = new FaultyExchange(faults, OpenAiReplies::error);
  }

  public void register(RoutesConfig routes) {
    routes.post("/v1/audio/transcriptions", this::transcribe);
  }

  /// From now on this text is heard in every recording.
  public void answerWith(String text) {
    answer(request -> SpeechAnswer.heard(request, text));
  }

  /// From now on every recording is silent.
  public void answerWithSilence() {
    answer(SpeechAnswer::silence);
  }

  /// From now on one recording after the other says one of these; the last one is then said for
  /// ever.
  public void answerInTurn(String... texts) {
    AtomicInteger next = new AtomicInteger();
    answer(request ->
        SpeechAnswer.heard(request, texts[Math.min(next.getAndIncrement(), texts.length - 1)]));
  }

  /// From now on this very file says this, where it is passed on unchanged; others are heard as
  /// before.
  public synchronized void answerFor(byte[] content, String text) {
    files.put(TranscriptionCall.sha256(content), text);
  }

  /// From now on recordings are heard like this. Called on the thread of the request.
  public synchronized void answer(Function<SpeechRequest, SpeechAnswer> how) {
    script = how;
  }

  /// Back to the sentence that describes the recording; scripts for single files are forgotten.
  public synchronized void answerAutomatically() {
    files.clear();
    script = Speech::automatic;
  }

  private static SpeechAnswer automatic(SpeechRequest request) {
    return SpeechAnswer.heard(request, TranscriptionCall.description(request));
  }

  /// The last thousand, oldest first; also those that ended in an error.
  public synchronized List<SpeechRequest> requests() {
    return List.copyOf(requests);
  }

  private void transcribe(Context ctx) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    TranscriptionCall call = TranscriptionCall.read(ctx, clock.instant());
    remember(call.request());
    Optional<Fault> fault = faults.take(Target.SPEECH, "transcriptions");
    if (fault.isPresent()) {
      exchange.answer(
          ctx, fault.get(), () -> answer(call), reply -> note(call.request(), begin, reply));
    } else {
      Reply reply = answer(call);
      note(call.request(), begin, Optional.of(reply));
      reply.writeTo(ctx);
    }
  }

  private void note(SpeechRequest request, long begin, Optional<Reply> reply) {
    calls.add(
        new CallLog.Call(
            request.time(),
            "speech",
            0,
            "audio/transcriptions",
            asked(request),
            reply.map(Reply::status).orElse(0),
            Duration.ofNanos(System.nanoTime() - begin),
            reply.map(Reply::shown).orElse("")));
  }

  private static ObjectNode asked(SpeechRequest request) {
    return Json.object()
        .put("model", request.model())
        .put("response_format", request.responseFormat())
        .put("language", request.language())
        .put("prompt", request.prompt())
        .put(
            "file",
            "%s, %d bytes, %.1f s"
                .formatted(request.fileName(), request.bytes(), request.seconds()));
  }

  private synchronized void remember(SpeechRequest request) {
    requests.addLast(request);
    if (requests.size() > KEPT) {
      requests.removeFirst();
    }
  }

  private Reply answer(TranscriptionCall call) {
    return call.refusal()
        .orElseGet(() -> SpeechReplies.transcript(call.request(), hear(call.request())));
  }

  private SpeechAnswer hear(SpeechRequest request) {
    Function<SpeechRequest, SpeechAnswer> how;
    synchronized (this) {
      @Nullable String ofFile = files.get(request.sha256());
      how = ofFile == null ? script : it -> SpeechAnswer.heard(it, ofFile);
    }
    return how.apply(request);
  }
}
