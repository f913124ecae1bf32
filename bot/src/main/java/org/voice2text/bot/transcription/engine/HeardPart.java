package org.voice2text.bot.transcription.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.transcription.audio.Cuts;

/// What became of a part of a long recording.
///
/// @param index from 0, in order of time
record HeardPart(int index, Cuts.Part part, Outcome outcome) {
  boolean isFailure() {
    return switch (outcome) {
      case Outcome.Recognised _, Outcome.NoSpeech _ -> false;
      case Outcome.Undecodable _, Outcome.TooLong _, Outcome.NeedsFfmpeg _, Outcome.AllFailed _ ->
          true;
    };
  }

  /// The whole of what was heard in all parts, none of which has failed.
  ///
  /// @param language the one that was asked for
  /// @param engine whom the whole is credited to; null when none was asked
  static Outcome join(List<HeardPart> all, @Nullable String language, @Nullable EngineName engine) {
    List<HeardPart> parts = all.stream().sorted(Comparator.comparingInt(HeardPart::index)).toList();
    StringBuilder text = new StringBuilder();
    List<Segment> segments = new ArrayList<>();
    Map<String, Integer> languages = new HashMap<>();
    OptionalLong cost = OptionalLong.of(0);
    for (HeardPart part : parts) {
      if (part.outcome instanceof Outcome.Recognised recognised) {
        Recognition.Transcribed heard = recognised.transcribed();
        append(text, heard.text());
        segments.addAll(part.segments(heard));
        if (heard.language() != null) {
          int _ = languages.merge(heard.language(), 1, Integer::sum);
        }
        cost = sum(cost, heard.costMicros());
      }
    }
    if (engine == null || segments.isEmpty()) {
      return new Outcome.NoSpeech(engine);
    }
    String spoken =
        languages.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(language);
    return switch (Hearing.of(text.toString(), segments, spoken, cost)) {
      case Recognition.Transcribed joined -> new Outcome.Recognised(engine, joined);
      case Recognition.NoSpeech() -> new Outcome.NoSpeech(engine);
    };
  }

  /// The text of the first parts, as far as none is missing among them; nothing while there is
  /// none.
  static Optional<String> beginning(List<HeardPart> some) {
    List<HeardPart> parts =
        some.stream().sorted(Comparator.comparingInt(HeardPart::index)).toList();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.size() && parts.get(i).index == i; i++) {
      if (parts.get(i).outcome instanceof Outcome.Recognised recognised) {
        append(text, recognised.transcribed().text());
      }
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
  }

  /// A cut lies in a pause: after a whole sentence it makes a paragraph.
  private static void append(StringBuilder text, String more) {
    if (!text.isEmpty()) {
      boolean sentence = ".!?…。！？".indexOf(text.charAt(text.length() - 1)) >= 0;
      text.append(sentence ? "\n\n" : " ");
    }
    text.append(more);
  }

  private static OptionalLong sum(OptionalLong one, OptionalLong other) {
    return one.isPresent() && other.isPresent()
        ? OptionalLong.of(one.getAsLong() + other.getAsLong())
        : OptionalLong.empty();
  }

  /// With times from the beginning of the recording. Of an engine that tells no times at least the
  /// part's are known.
  private List<Segment> segments(Recognition.Transcribed heard) {
    if (heard.segments().isEmpty()) {
      return List.of(new Segment(part.from(), part.to(), heard.text()));
    }
    return heard.segments().stream().map(this::inWhole).toList();
  }

  private Segment inWhole(Segment segment) {
    Duration start = min(segment.start().plus(part.from()), part.to());
    return new Segment(
        start, max(start, min(segment.end().plus(part.from()), part.to())), segment.text());
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
