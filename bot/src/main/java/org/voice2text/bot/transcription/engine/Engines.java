package org.voice2text.bot.transcription.engine;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.http.OneLine;
import org.voice2text.bot.prices.PriceList;
import org.voice2text.bot.transcription.audio.AudioConverter;
import org.voice2text.model.config.ExitCode;
import org.voice2text.model.config.StartupException;

/// Builds the orchestrator from what is configured and installed.
public final class Engines {
  private static final Logger log = LoggerFactory.getLogger(Engines.class);
  private static final HttpUrl MODELS =
      HttpUrl.get("https://huggingface.co/ggerganov/whisper.cpp/resolve/main");

  private final EngineConfig config;
  private final OkHttpClient client;
  private final HttpUrl models;

  private Engines(EngineConfig config, OkHttpClient client, HttpUrl models) {
    this.config = config;
    this.client = client;
    this.models = models;
  }

  /// Leaves out, with one log line each, the engines that lack their key, program or library.
  ///
  /// @param client shared with others; never closed here
  /// @throws StartupException when no engine is left
  public static Orchestrator create(EngineConfig config, OkHttpClient client, PriceList prices) {
    return create(config, client, prices, MODELS, InstantSource.system());
  }

  /// @param models where the files of the ggml project lie
  private static Orchestrator create(
      EngineConfig config,
      OkHttpClient client,
      PriceList prices,
      HttpUrl models,
      InstantSource clock) {
    var engines = new Engines(config, client, models);
    List<Lane> lanes = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    var retries = new Retries(clock, Thread::sleep, RandomGenerator.getDefault());
    for (String name : new LinkedHashSet<>(config.order())) {
      switch (engines.choose(name, clock)) {
        case Choice.Usable(SpeechEngine engine, Lane.Limits limits) ->
            lanes.add(new Lane(new PricedEngine(engine, prices), limits, retries, clock));
        case Choice.LeftOut(String why) -> {
          log.warn("The speech engine {} is left out: {}", name, why);
          leftOut.add("%s: %s".formatted(name, why));
        }
      }
    }
    if (lanes.isEmpty()) {
      throw new StartupException(
          ExitCode.BAD_CONFIGURATION,
          "No speech engine of TRANSCRIPTION_ENGINES=%s can be used:\n  - %s\nMake one of them usable, or name another one."
              .formatted(String.join(",", config.order()), String.join("\n  - ", leftOut)));
    }
    return new Orchestrator(lanes, new AudioConverter(config.longestAudio()), Thread::sleep);
  }

  private sealed interface Choice {
    record Usable(SpeechEngine engine, Lane.Limits limits) implements Choice {}

    record LeftOut(String why) implements Choice {}
  }

  private Choice choose(String name, InstantSource clock) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "openai" -> openAi(clock);
      case "whisper" -> whisper();
      case "command" -> command();
      default ->
          new Choice.LeftOut("there is no engine of this name; use openai, whisper or command");
    };
  }

  private Choice openAi(InstantSource clock) {
    if (config.openAiKey() == null
        && OpenAiEngine.OPENAI.equals(config.openAiBaseUrl().getHost())) {
      return new Choice.LeftOut(
          "it needs a key: set OPENAI_API_KEY, or OPENAI_BASE_URL to a server without one");
    }
    return new Choice.Usable(
        new OpenAiEngine(
            config.openAiBaseUrl(), config.openAiKey(), config.openAiModel(), client, clock),
        new Lane.Limits(4, 1));
  }

  private Choice whisper() {
    Optional<String> problem = WhisperLibrary.load();
    if (problem.isPresent()) {
      return new Choice.LeftOut(problem.get());
    }
    String model = config.whisperModel();
    WhisperModel.Loader loader;
    String name;
    if (ModelSums.NAMES.contains(model)) {
      var fetch =
          new ModelFetch(models, model, ModelSums.KNOWN.get(model), config.modelsFolder(), client);
      loader = new WhisperLoader(fetch.target(), fetch);
      name = model;
    } else if (isFile(model)) {
      loader = new WhisperLoader(Path.of(model), null);
      name = modelName(model);
    } else {
      return new Choice.LeftOut(
          "WHISPER_MODEL=%s is neither a file nor one of %s"
              .formatted(OneLine.of(model, null), String.join(", ", ModelSums.NAMES)));
    }
    return new Choice.Usable(new WhisperEngine(name, loader), new Lane.Limits(1, 6));
  }

  private static boolean isFile(String model) {
    try {
      return Files.isRegularFile(Path.of(model));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static String modelName(String file) {
    return String.valueOf(Path.of(file).getFileName())
        .replaceFirst("^ggml-", "")
        .replaceFirst("\\.bin$", "");
  }

  private Choice command() {
    if (config.command() == null) {
      return new Choice.LeftOut("it needs a program: set TRANSCRIPTION_COMMAND");
    }
    CommandEngine engine;
    try {
      engine = new CommandEngine(CommandLine.split(config.command()));
    } catch (IllegalArgumentException e) {
      return new Choice.LeftOut("TRANSCRIPTION_COMMAND cannot be used: " + e.getMessage());
    }
    SpeechEngine.Readiness readiness = engine.readiness();
    return readiness.ready()
        ? new Choice.Usable(engine, new Lane.Limits(1, 6))
        : new Choice.LeftOut(readiness.message());
  }
}
