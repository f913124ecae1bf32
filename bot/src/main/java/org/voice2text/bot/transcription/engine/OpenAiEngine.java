package org.voice2text.bot.transcription.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.http.HttpAnswer;
import org.voice2text.bot.http.HttpCalls;
import org.voice2text.bot.telemetry.ApiCall;
import org.voice2text.bot.transcription.audio.AudioFormat;

/// Any server with OpenAI's speech API: `POST <base>/audio/transcriptions`. Thread-safe.
final class OpenAiEngine implements SpeechEngine {
  static final String OPENAI = "api.openai.com";
  private static final Logger log = LoggerFactory.getLogger(OpenAiEngine.class);
  private static final ApiCall CALL = new ApiCall("openai", "transcriptions");

  /// OpenAI's limit is for the whole request; 4 KB are left for what is not the file.
  private static final long LARGEST = 25L << 20;

  private static final long OVERHEAD = 4096;

  private final HttpUrl url;
  private final @Nullable String key;
  private final String model;
  private final boolean own;
  private final HttpCalls calls;
  private final InstantSource clock;
  private final OpenAiFailures failures;
  private volatile OpenAiDialect dialect;
  private volatile @Nullable String refusal;

  /// @param base with an http or https scheme
  OpenAiEngine(
      URI base, @Nullable String key, String model, OkHttpClient client, InstantSource clock) {
    this.url =
        HttpUrl.get(base.toString()).newBuilder().addPathSegments("audio/transcriptions").build();
    this.key = key;
    this.model = model;
    this.own = !url.host().equals(OPENAI);
    this.calls = new HttpCalls(client);
    this.clock = clock;
    this.failures = new OpenAiFailures(url.host() + ":" + url.port(), model, key);
    this.dialect = OpenAiDialect.first(model, own);
  }

  @Override
  public EngineName name() {
    return new EngineName("openai", model);
  }

  @Override
  public Readiness readiness() {
    String message = refusal;
    return message == null ? new Readiness(true, "ready") : new Readiness(false, message);
  }

  @Override
  public Recognition transcribe(AudioInput audio, Duration deadline)
      throws EngineException, ConversionException, InterruptedException {
    var end = clock.instant().plus(deadline);
    OpenAiDialect attempt = dialect;
    while (true) {
      boolean original = attempt.original() && isAccepted(audio.format()) && fits(audio);
      if (original ? !attempt.verbose() && looksSilent(audio) : isSilent(audio)) {
        return new Recognition.NoSpeech();
      }
      HttpAnswer answer =
          send(request(audio, attempt, original), Duration.between(clock.instant(), end));
      if (answer.isSuccess()) {
        return accept(answer, attempt, audio.recording().language());
      }
      if (OpenAiTranscript.isTooShort(answer)) {
        return new Recognition.NoSpeech();
      }
      boolean saidAuto = attempt.autoLanguage() && audio.recording().language() == null;
      Optional<OpenAiDialect> simpler =
          attempt.simplerAfter(answer, saidAuto, own && original && isConvertible(audio));
      if (simpler.isEmpty()) {
        throw refused(answer);
      }
      attempt = simpler.get();
    }
  }

  private static boolean isConvertible(AudioInput audio) throws ConversionException {
    return audio.format() != AudioFormat.WAV;
  }

  private HttpAnswer send(Request request, Duration deadline)
      throws EngineException, InterruptedException {
    if (deadline.compareTo(Duration.ofMillis(1)) < 0) {
      throw failures.of(new java.io.InterruptedIOException("no time left"));
    }
    try {
      HttpAnswer answer = calls.send(request, deadline);
      return answer.isSuccess() && OpenAiTranscript.isError(answer.body())
          ? new HttpAnswer(400, answer.body(), null)
          : answer;
    } catch (IOException e) {
      throw failures.of(e);
    }
  }

  private Recognition accept(HttpAnswer answer, OpenAiDialect spoken, @Nullable String language)
      throws EngineException {
    Recognition recognition =
        OpenAiTranscript.parse(answer.body(), language)
            .orElseThrow(() -> failures.unreadable(answer));
    if (!spoken.equals(dialect)) {
      log.info("{} wants to be asked otherwise: from now on with {}", name(), spoken);
      dialect = spoken;
    }
    refusal = null;
    return recognition;
  }

  private EngineException refused(HttpAnswer answer) {
    EngineException failure = failures.of(answer, clock.instant());
    if (failure.advice() == EngineException.Advice.OPEN_CIRCUIT) {
      refusal = failure.getMessage();
    }
    return failure;
  }

  private Request request(AudioInput audio, OpenAiDialect attempt, boolean original)
      throws EngineException, ConversionException, InterruptedException {
    Path file = original ? audio.recording().file() : audio.wav();
    String name = original ? fileName(audio.format()) : "voice.wav";
    long bytes = file.toFile().length();
    if (!own && bytes > LARGEST - OVERHEAD) {
      throw failures.tooLarge(bytes, LARGEST);
    }
    var form =
        new MultipartBody.Builder()
            .setType(MultipartBody.FORM)
            .addFormDataPart("model", model)
            .addFormDataPart("response_format", attempt.verbose() ? "verbose_json" : "json");
    String language = audio.recording().language();
    if (language != null || attempt.autoLanguage()) {
      form.addFormDataPart("language", language == null ? "auto" : language);
    }
    form.addFormDataPart("file", name, RequestBody.create(file.toFile(), null));
    var request = new Request.Builder().url(url).tag(ApiCall.class, CALL).post(form.build());
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    return request.build();
  }

  private static boolean isAccepted(AudioFormat format) {
    return format != AudioFormat.OTHER;
  }

  /// What is too large as it is may be sound of high quality, or a video: as WAV it may fit.
  private boolean fits(AudioInput audio) {
    return own || bytes(audio) <= LARGEST - OVERHEAD;
  }

  /// Told by the converted sound.
  private boolean isSilent(AudioInput audio)
      throws EngineException, ConversionException, InterruptedException {
    try {
      return audio.levels().isSilent();
    } catch (ConversionException e) {
      if (fits(audio)) {
        throw e;
      }
      // That it could not be made smaller does not mean that it is broken.
      throw failures.tooLarge(bytes(audio), LARGEST);
    }
  }

  /// An answer without segments does not tell how sure the model was: then the sound has to, where
  /// it can be read here.
  private static boolean looksSilent(AudioInput audio) throws InterruptedException {
    try {
      return audio.levels().isSilent();
    } catch (ConversionException _) {
      return false;
    }
  }

  private static long bytes(AudioInput audio) {
    return audio.recording().file().toFile().length();
  }

  /// The server goes by the extension.
  private static String fileName(AudioFormat format) {
    return switch (format) {
      case OGG_OPUS, OGG -> "voice.ogg";
      case WAV, FLAC, MP3, MP4, WEBM, OTHER -> "voice." + format.name().toLowerCase(Locale.ROOT);
    };
  }

  @Override
  public void close() {
    // The client belongs to others.
  }
}
