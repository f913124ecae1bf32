package org.voice2text.bot.transcription.engine;

import java.util.Optional;
import java.util.regex.Pattern;
import org.voice2text.bot.http.HttpAnswer;

/// How a server of OpenAI's speech API likes to be spoken to. Servers differ, and tell so only by
/// refusing: what one refuses is left out, and once that has helped it stays left out.
///
/// @param verbose asks for segments
/// @param autoLanguage says `auto` where no language is set; whisper.cpp's server takes it for
///   English otherwise
/// @param original sends any format of OpenAI's list as it is; whisper.cpp's server reads only WAV
///   unless told otherwise
record OpenAiDialect(boolean verbose, boolean autoLanguage, boolean original) {
  private static final Pattern FORMAT = mention("response_format|verbose_json");
  private static final Pattern LANGUAGE = mention("language");
  private static final Pattern AUDIO =
      mention("audio|decod|corrupt|invalid file|file format|unsupported (format|file|media)|wav");

  /// @param own whether the server is another than OpenAI's, whose ways are known
  static OpenAiDialect first(String model, boolean own) {
    boolean verbose = !model.startsWith("gpt-4o");
    return new OpenAiDialect(verbose, own, true);
  }

  static boolean blamesAudio(HttpAnswer refusal) {
    return refusal.status() == 415
        || (!mentions(refusal, FORMAT) && !mentions(refusal, LANGUAGE) && mentions(refusal, AUDIO));
  }

  /// Another way to say the same; empty when the refusal must stand.
  ///
  /// @param saidAuto whether the refused request said `auto`
  /// @param sentOriginal whether the audio could still be converted
  Optional<OpenAiDialect> simplerAfter(HttpAnswer refusal, boolean saidAuto, boolean sentOriginal) {
    if (refusal.status() != 400 && refusal.status() != 415 && refusal.status() != 422) {
      return Optional.empty();
    }
    if (blamesAudio(refusal)) {
      return sentOriginal
          ? Optional.of(new OpenAiDialect(verbose, autoLanguage, false))
          : Optional.empty();
    }
    boolean blamesLanguage = mentions(refusal, LANGUAGE) && !mentions(refusal, FORMAT);
    if (verbose && !(saidAuto && blamesLanguage)) {
      return Optional.of(new OpenAiDialect(false, autoLanguage, original));
    }
    return saidAuto ? Optional.of(new OpenAiDialect(verbose, false, original)) : Optional.empty();
  }

  private static boolean mentions(HttpAnswer refusal, Pattern pattern) {
    return pattern.matcher(refusal.body()).find();
  }

  private static Pattern mention(String words) {
    return Pattern.compile(words, Pattern.CASE_INSENSITIVE);
  }
}
