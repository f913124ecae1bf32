package org.voice2text.bot.transcription.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.telemetry.ApiCall;
import org.voice2text.bot.transcription.audio.OggOpusFile;
import org.voice2text.bot.transcription.audio.Tones;
import org.voice2text.bot.transcription.engine.EngineException.Advice;
import org.voice2text.bot.transcription.engine.Recognition.NoSpeech;
import org.voice2text.bot.transcription.engine.Recognition.Transcribed;
import org.voice2text.model.event.FailureReason;

@Timeout(30)
class OpenAiEngineTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final String KEY = "sk-very-secret";

  private final MockWebServer server = new MockWebServer();
  private final OkHttpClient client = new OkHttpClient();
  private final FakeTime time = new FakeTime();
  private final Retries retries = new Retries(time, time, new Random(1));
  @TempDir private Path folder;
  private Path work;
  private Recording recording;
  private String host;

  @BeforeEach
  void start() throws IOException {
    server.start();
    host = server.getHostName() + ":" + server.getPort();
    work = Files.createDirectory(folder.resolve("work"));
    recording = Audio.opus(folder);
  }

  @AfterEach
  void stop() {
    server.close();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  @Test
  void sendsVoiceAsItIsAndReadsSegments() throws Exception {
    answer(
        200,
        """
        {"text":" Hello there. Bye. ","language":"english","segments":[
          {"start":0.0,"end":1.52,"text":" Hello there.","no_speech_prob":0.9,"avg_logprob":-0.2},
          {"start":1.52,"end":2.0,"text":" Bye.","no_speech_prob":0.1,"avg_logprob":-1.5}]}\
        """);

    Transcribed heard = (Transcribed) transcribe("whisper-1");

    assertThat(heard.text()).isEqualTo("Hello there. Bye.");
    assertThat(heard.language()).isEqualTo("en");
    assertThat(heard.costMicros()).isEmpty();
    assertThat(heard.segments())
        .containsExactly(
            new Segment(Duration.ZERO, Duration.ofMillis(1520), "Hello there."),
            new Segment(Duration.ofMillis(1520), Duration.ofSeconds(2), "Bye."));
    RecordedRequest request = server.takeRequest();
    assertThat(request.getRequestLine()).isEqualTo("POST /v1/audio/transcriptions HTTP/1.1");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + KEY);
    assertThat(field(request, "model")).contains("whisper-1");
    assertThat(field(request, "response_format")).contains("verbose_json");
    assertThat(field(request, "language")).contains("auto");
    assertThat(request.getBody().string(StandardCharsets.ISO_8859_1))
        .contains("filename=\"voice.ogg\"")
        .contains(new String(Files.readAllBytes(recording.file()), StandardCharsets.ISO_8859_1));
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void asksNewerModelsForPlainJsonInTheLanguageThatIsSet() throws Exception {
    answer(200, "{\"text\":\"Hallo\",\"usage\":{\"type\":\"tokens\",\"total_tokens\":9}}");
    recording = Audio.recording(folder, Files.readAllBytes(recording.file()), "de");

    assertThat(((Transcribed) transcribe("gpt-4o-transcribe")).language()).isEqualTo("de");
    RecordedRequest request = server.takeRequest();
    assertThat(field(request, "response_format")).contains("json");
    assertThat(field(request, "language")).contains("de");
  }

  @Test
  void neverSaysAutoToOpenAi() throws Exception {
    OkHttpClient redirected =
        client
            .newBuilder()
            .addInterceptor(chain -> {
              assertThat(chain.request().tag(ApiCall.class))
                  .isEqualTo(new ApiCall("openai", "transcriptions"));
              return chain.proceed(chain.request().newBuilder().url(server.url("/")).build());
            })
            .build();
    answer(200, "{\"text\":\"Hello\"}");
    var engine =
        new OpenAiEngine(
            URI.create("https://api.openai.com/v1"), KEY, "whisper-1", redirected, time);
    try (AudioInput input = Audio.input(recording, work)) {
      engine.transcribe(input, DEADLINE);
    }

    assertThat(field(server.takeRequest(), "language")).isEmpty();
  }

  @Test
  void sendsNothingThatItCouldNotConvert() throws Exception {
    recording = Audio.recording(folder, "neither sound nor anything else".getBytes(US_ASCII), null);

    assertThatThrownBy(() -> transcribe("whisper-1")).isInstanceOf(ConversionException.class);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void takesAPlainTextAnswerForTheTranscriptWhateverItsType() throws Exception {
    server.enqueue(
        new MockResponse.Builder()
            .code(200)
            .addHeader("Content-Type", "application/json")
            .body("It was a bright cold day.\n")
            .build());

    assertThat(((Transcribed) transcribe("any")).text()).isEqualTo("It was a bright cold day.");
  }

  @Test
  void fallsBackFromVerboseJsonOnceAndRemembers() throws Exception {
    SpeechEngine engine = engine("mine");
    answer(400, "response_format 'verbose_json' is not supported");
    answer(200, "{\"text\":\"one\"}");
    answer(200, "{\"text\":\"two\"}");

    transcribe(engine);
    transcribe(engine);

    assertThat(formats(3)).containsExactly("verbose_json", "json", "json");
    assertThat(time.pauses).isEmpty();
  }

  @Test
  void omitsTheLanguageThatAServerDoesNotKnowAndRemembers() throws Exception {
    SpeechEngine engine = engine("mine");
    answer(422, "{\"detail\":\"language: 'auto' is not a valid value\"}");
    answer(200, "{\"text\":\"one\"}");
    answer(200, "{\"text\":\"two\"}");

    transcribe(engine);
    transcribe(engine);

    assertThat(field(server.takeRequest(), "language")).contains("auto");
    RecordedRequest second = server.takeRequest();
    assertThat(field(second, "language")).isEmpty();
    assertThat(field(second, "response_format")).contains("verbose_json");
    assertThat(field(server.takeRequest(), "language")).isEmpty();
  }

  @Test
  void sendsWavToAServerThatCannotReadOpus() throws Exception {
    SpeechEngine engine = engine("mine");
    answer(200, "{\"error\":\"failed to read WAV file\"}");
    answer(200, "{\"text\":\"one\"}");
    answer(200, "{\"text\":\"two\"}");

    transcribe(engine);
    transcribe(engine);

    assertThat(server.takeRequest().getBody().utf8()).contains("filename=\"voice.ogg\"");
    assertThat(server.takeRequest().getBody().utf8()).contains("filename=\"voice.wav\"");
    assertThat(server.takeRequest().getBody().utf8()).contains("filename=\"voice.wav\"");
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void hearsNoSpeechInSilence() throws Exception {
    for (String body :
        List.of(
            "",
            "{\"text\":\"  \"}",
            "{\"text\":\" [BLANK_AUDIO]\"}",
            "{\"text\":\"Thanks for watching!\",\"segments\":[{\"start\":0,\"end\":3,\"text\":\"Thanks"
                + " for watching!\",\"no_speech_prob\":0.61,\"avg_logprob\":-1.01}]}",
            "{\"text\":\"Bye. Bye. Bye. Bye. Bye.\",\"segments\":["
                + String.join(
                    ",",
                    java.util.Collections.nCopies(5, "{\"start\":1,\"end\":2,\"text\":\"Bye.\"}"))
                + "]}")) {
      answer(200, body);
      assertThat(transcribe("whisper-1")).as(body).isEqualTo(new NoSpeech());
    }
  }

  /// Such a model tells no segments, and invents words for silence.
  @Test
  void asksNoModelWithoutSegmentsWhatSilenceSays() throws Exception {
    Path silence =
        Files.write(folder.resolve("silence.ogg"), OggOpusFile.of(new short[OggOpusFile.RATE], 1));
    recording = new Recording(silence, null, "audio/ogg", Duration.ofSeconds(1), null);

    assertThat(transcribe("gpt-4o-transcribe")).isEqualTo(new NoSpeech());
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void asksAboutSoundThatItCannotReadItself() throws Exception {
    Path odd = Files.write(folder.resolve("odd"), "OggS, but not as we know it".getBytes(US_ASCII));
    recording = new Recording(odd, null, "audio/ogg", Duration.ofSeconds(1), null);
    answer(200, "{\"text\":\"Heard.\"}");

    assertThat(((Transcribed) transcribe("gpt-4o-transcribe")).text()).isEqualTo("Heard.");
  }

  @Test
  void hearsNoSpeechInWhatIsTooShortForAWord() throws Exception {
    answer(400, "{\"error\":{\"message\":\"Audio file is too short.\"}}");

    assertThat(transcribe("whisper-1")).isEqualTo(new NoSpeech());
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void leavesOutWhatWasInventedBetweenWhatWasSaid() throws Exception {
    answer(
        200,
        """
        {"text":"Yes. Hm. Good.","segments":[
          {"start":0,"end":1,"text":" Yes.","no_speech_prob":0.6,"avg_logprob":-1.2},
          {"start":1,"end":2,"text":" Hm.","no_speech_prob":0.9,"avg_logprob":-1.2},
          {"start":2,"end":3,"text":" Good.","no_speech_prob":0.1,"avg_logprob":-0.2}]}\
        """);

    var heard = (Transcribed) transcribe("whisper-1");
    assertThat(heard.text()).isEqualTo("Yes. Good.");
    assertThat(heard.segments())
        .containsExactly(
            new Segment(Duration.ZERO, Duration.ofSeconds(1), "Yes."),
            new Segment(Duration.ofSeconds(2), Duration.ofSeconds(3), "Good."));
  }

  /// What is too large as it is may be small enough as plain sound.
  @Test
  void sendsAVideoThatIsTooLargeForOpenAiAsSound() throws Exception {
    Path large =
        Files.write(
            folder.resolve("large"), Tones.wav(Tones.sine(440, 48_000, 48_000, 9000), 48_000, 1));
    try (var file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(26L << 20);
    }
    recording = new Recording(large, null, null, Duration.ofMinutes(1), null);
    OkHttpClient redirected =
        client
            .newBuilder()
            .addInterceptor(chain ->
                chain.proceed(
                    chain
                        .request()
                        .newBuilder()
                        .url(server.url("/v1/audio/transcriptions"))
                        .build()))
            .build();
    answer(200, "{\"text\":\"hello\"}");
    var engine =
        new OpenAiEngine(
            URI.create("https://api.openai.com/v1"), KEY, "whisper-1", redirected, time);

    assertThat(((Transcribed) transcribe(engine)).text()).isEqualTo("hello");
    RecordedRequest request = server.takeRequest();
    assertThat(request.getBody().size()).isLessThan(1 << 20);
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void opensTheCircuitWhenTheKeyIsRefused() throws Exception {
    SpeechEngine engine = engine("mine");
    answer(401, "Incorrect API key\n\nprovided: " + KEY);
    EngineException failure = fail(engine);

    assertFailure(
        failure,
        FailureReason.CLIENT_ERROR,
        Advice.OPEN_CIRCUIT,
        host + " answered 401, check OPENAI_API_KEY: Incorrect API key provided: ***");
    assertThat(server.getRequestCount()).isEqualTo(1);
    assertThat(engine.readiness())
        .isEqualTo(new SpeechEngine.Readiness(false, failure.getMessage()));

    answer(200, "{\"text\":\"well\"}");
    transcribe(engine);
    assertThat(engine.readiness()).isEqualTo(new SpeechEngine.Readiness(true, "ready"));
  }

  @Test
  void treatsForbiddenLikeUnauthorized() throws Exception {
    answer(403, "");
    assertFailure(
        fail(engine("mine")),
        FailureReason.CLIENT_ERROR,
        Advice.OPEN_CIRCUIT,
        host + " answered 403, check OPENAI_API_KEY");
  }

  @Test
  void retriesAModelThatIsNotLoadedYet() throws Exception {
    answer(404, "not here");
    answer(404, "not here");
    answer(200, "{\"text\":\"well\"}");

    assertThat(transcribe("mine")).isInstanceOf(Transcribed.class);
    assertThat(time.pauses).hasSize(2);
    assertThat(time.pauses.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    assertThat(time.pauses.get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void namesTheModelSettingWhenTheModelNeverComes() throws Exception {
    for (int i = 0; i < 3; i++) {
      answer(404, "not here");
    }
    assertFailure(
        fail(engine("mine")),
        FailureReason.CLIENT_ERROR,
        Advice.RETRY,
        host
            + " answered 404, the server does not have the model \"mine\" (yet): check"
            + " OPENAI_TRANSCRIPTION_MODEL and OPENAI_BASE_URL: not here");
    assertThat(server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void doesNotRepeatWhatIsTooLarge() throws Exception {
    answer(413, "Maximum content size limit exceeded");
    assertFailure(
        fail(engine("mine")),
        FailureReason.UNSUPPORTED,
        Advice.GIVE_UP,
        host + " answered 413, the file is too large for it: Maximum content size limit exceeded");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void callsAudioThatAServerCannotReadUnsupported() throws Exception {
    for (int status : new int[] {415, 400}) {
      answer(status, "The audio file could not be decoded");
      answer(status, "The audio file could not be decoded");
      assertFailure(
          fail(engine("mine")),
          FailureReason.UNSUPPORTED,
          Advice.GIVE_UP,
          host + " answered " + status + ": The audio file could not be decoded");
    }
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void callsAnyOtherRefusalAClientError() throws Exception {
    for (int i = 0; i < 3; i++) {
      answer(400, "x".repeat(100_000));
    }
    assertFailure(
        fail(engine("mine")),
        FailureReason.CLIENT_ERROR,
        Advice.GIVE_UP,
        host + " answered 400: " + "x".repeat(200) + "…");
  }

  @Test
  void waitsAsLongAsTheServerAsks() throws Exception {
    answer(429, "slow down", "Retry-After", "7");
    answer(429, "slow down", "Retry-After", "Sat, 21 Nov 2026 06:00:10 GMT");
    answer(200, "{\"text\":\"well\"}");

    assertThat(transcribe("mine")).isInstanceOf(Transcribed.class);
    assertThat(time.pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(3));
  }

  @Test
  void givesUpWhenTheServerAsksForMoreTimeThanThereIs() throws Exception {
    answer(429, "slow down", "Retry-After", "3600");
    EngineException failure = fail(engine("mine"));

    assertFailure(
        failure, FailureReason.RATE_LIMITED, Advice.RETRY, host + " answered 429: slow down");
    assertThat(failure.retryAfter()).isEqualTo(Optional.of(Duration.ofHours(1)));
    assertThat(time.pauses).isEmpty();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void opensTheCircuitWhenTheAccountIsEmpty() throws Exception {
    answer(429, "{\"error\":{\"code\":\"insufficient_quota\"}}");
    assertFailure(
        fail(engine("mine")),
        FailureReason.RATE_LIMITED,
        Advice.OPEN_CIRCUIT,
        host
            + " answered 429, pay the account of OPENAI_API_KEY:"
            + " {\"error\":{\"code\":\"insufficient_quota\"}}");
  }

  @Test
  void retriesAServerErrorThreeTimesAtMost() throws Exception {
    for (int i = 0; i < 3; i++) {
      answer(503, "overloaded");
    }
    assertFailure(
        fail(engine("mine")),
        FailureReason.SERVER_ERROR,
        Advice.RETRY,
        host + " answered 503: overloaded");
    assertThat(server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void takesAWebPageForNoTranscript() throws Exception {
    answer(200, "<!DOCTYPE html><html><body>Welcome</body></html>");
    assertFailure(
        fail(engine("mine")),
        FailureReason.SERVER_ERROR,
        Advice.GIVE_UP,
        host + " answered 200 without a transcript: check OPENAI_BASE_URL");
  }

  @Test
  void retriesAConnectionThatBreaks() throws Exception {
    server.enqueue(
        new MockResponse.Builder()
            .body("{\"text\":\"" + "lost ".repeat(50_000) + "\"}")
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());
    answer(200, "{\"text\":\"well\"}");

    assertThat(((Transcribed) transcribe("mine")).text()).isEqualTo("well");
    assertThat(time.pauses).hasSize(1);
  }

  @Test
  void tellsARefusedConnectionFromAFailingServer() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    var engine =
        new OpenAiEngine(URI.create("http://127.0.0.1:" + port + "/v1"), KEY, "mine", client, time);
    EngineException failure = fail(engine);

    assertThat(failure.reason()).isEqualTo(FailureReason.IO);
    assertThat(failure)
        .hasMessageStartingWith("127.0.0.1:" + port + " could not be reached or broke off: ")
        .hasMessageNotContaining(KEY);
    assertThat(time.pauses).hasSize(2);
  }

  @Test
  void endsAHangingRequestAtTheDeadline() throws Exception {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    try (AudioInput input = Audio.input(recording, work)) {
      assertFailure(
          catchThrowableOfType(
              EngineException.class,
              () -> engine("mine").transcribe(input, Duration.ofMillis(300))),
          FailureReason.TIMEOUT,
          Advice.RETRY,
          host + " did not answer in time: timeout");
    }
  }

  @Test
  void endsAtOnceWhenItsCallerIsInterrupted() throws Exception {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    SpeechEngine engine = engine("mine");
    var ended = new CompletableFuture<Throwable>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                transcribe(engine);
              } catch (Exception e) {
                ended.complete(e);
              }
            });
    server.takeRequest();
    caller.interrupt();

    assertThat(ended.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    await().until(() -> client.connectionPool().connectionCount() == 0);
  }

  @Test
  void sendsNothingThatIsTooLargeForOpenAi() throws Exception {
    Path large = Files.write(folder.resolve("large"), OggOpusFile.of(new short[960], 1));
    try (var file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(25L << 20);
    }
    recording = new Recording(large, null, null, Duration.ofMinutes(1), null);
    var engine =
        new OpenAiEngine(URI.create("https://api.openai.com/v1"), KEY, "whisper-1", client, time);

    assertFailure(
        fail(engine),
        FailureReason.UNSUPPORTED,
        Advice.GIVE_UP,
        "api.openai.com:443 takes files up to 25 MB, this one has 26214400 bytes");
  }

  private OpenAiEngine engine(String model) {
    return new OpenAiEngine(server.url("/v1").uri(), KEY, model, client, time);
  }

  private Recognition transcribe(String model) throws Exception {
    return transcribe(engine(model));
  }

  private Recognition transcribe(SpeechEngine engine) throws Exception {
    try (AudioInput input = Audio.input(recording, work)) {
      return retries.transcribe(engine, input, DEADLINE);
    }
  }

  private EngineException fail(SpeechEngine engine) {
    return catchThrowableOfType(EngineException.class, () -> transcribe(engine));
  }

  private static void assertFailure(
      EngineException failure, FailureReason reason, Advice advice, String message) {
    assertThat(failure).hasMessage(message);
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.advice()).isEqualTo(advice);
  }

  private void answer(int status, String body, String... header) {
    var response = new MockResponse.Builder().code(status).body(body);
    if (header.length == 2) {
      response.addHeader(header[0], header[1]);
    }
    server.enqueue(response.build());
  }

  private List<String> formats(int requests) throws InterruptedException {
    List<String> formats = new java.util.ArrayList<>();
    for (int i = 0; i < requests; i++) {
      formats.add(field(server.takeRequest(), "response_format").orElse("none"));
    }
    return formats;
  }

  private static Optional<String> field(RecordedRequest request, String name) {
    String start = "name=\"%s\"\r\n".formatted(name);
    String body = request.getBody().string(StandardCharsets.ISO_8859_1);
    int at = body.indexOf(start);
    if (at < 0) {
      return Optional.empty();
    }
    int value = body.indexOf("\r\n\r\n", at) + 4;
    return Optional.of(body.substring(value, body.indexOf("\r\n", value)));
  }
}
