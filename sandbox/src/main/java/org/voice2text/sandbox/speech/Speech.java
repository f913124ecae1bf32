package org.voice2text.sandbox.speech;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Faults;
import org.voice2text.sandbox.fault.FaultyExchange;
import org.voice2text.sandbox.fault.Reply;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.openai.OpenAiReplies;

/// The pretend speech API under `/v1`, in OpenAI's shape. Thread-safe.
public final class Speech {
  private static final int KEPT = 1000;

  private final Faults faults;
  private final InstantSource clock;
  private final FaultyExchange exchange;
  private final Deque<SpeechRequest> requests = new ArrayDeque<>();
  private Script script = new Script.Automatic();

  public Speech(Faults faults, InstantSource clock) {
    this.faults = faults;
    this.clock = clock;
    this.exchange = new FaultyExchange(faults, OpenAiReplies::error);
  }

  public void register(RoutesConfig routes) {
    routes.post("/v1/audio/transcriptions", this::transcribe);
  }

  /// From now on this text is heard in every recording.
  public synchronized void answerWith(String text) {
    script = new Script.Fixed(text);
  }

  /// From now on every recording is silent.
  public synchronized void answerWithSilence() {
    script = new Script.Silence();
  }

  /// Back to the sentence that describes the recording.
  public synchronized void answerAutomatically() {
    script = new Script.Automatic();
  }

  /// The last thousand, oldest first; also those that ended in an error.
  public synchronized List<SpeechRequest> requests() {
    return List.copyOf(requests);
  }

  private void transcribe(Context ctx) throws IOException, InterruptedException {
    TranscriptionCall call = TranscriptionCall.read(ctx, clock.instant());
    remember(call.request());
    Optional<Fault> fault = faults.take(Target.SPEECH, "transcriptions");
    if (fault.isPresent()) {
      exchange.answer(ctx, fault.get(), () -> answer(call), _ -> {});
    } else {
      answer(call).writeTo(ctx);
    }
  }

  private synchronized void remember(SpeechRequest request) {
    requests.addLast(request);
    if (requests.size() > KEPT) {
      requests.removeFirst();
    }
  }

  private Reply answer(TranscriptionCall call) {
    Script current;
    synchronized (this) {
      current = script;
    }
    return call.refusal()
        .orElseGet(() ->
            switch (current) {
              case Script.Automatic _ ->
                  SpeechReplies.transcript(call.request(), call.description(), false);
              case Script.Fixed fixed ->
                  SpeechReplies.transcript(call.request(), fixed.text(), false);
              case Script.Silence _ -> SpeechReplies.transcript(call.request(), "", true);
            });
  }
}
