package org.voice2text.sandbox.speech;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/// What the pretend engine hears in one recording.
///
/// @param language in English, as OpenAI says it, such as `russian`
public record SpeechAnswer(String text, String language, List<SpeechSegment> segments) {

  public SpeechAnswer {
    segments = List.copyOf(segments);
  }

  /// Somebody says this from beginning to end, and is well understood.
  public static SpeechAnswer heard(SpeechRequest request, String text) {
    return of(request, List.of(SpeechSegment.clear(0, request.seconds(), text)));
  }

  /// One segment a sentence, of equal length.
  public static SpeechAnswer sentences(SpeechRequest request, String... sentences) {
    List<SpeechSegment> segments = new ArrayList<>();
    double each = request.seconds() / sentences.length;
    for (int i = 0; i < sentences.length; i++) {
      segments.add(SpeechSegment.clear(i * each, (i + 1) * each, sentences[i]));
    }
    return of(request, segments);
  }

  /// Nobody speaks, and the engine says so.
  public static SpeechAnswer silence(SpeechRequest request) {
    return of(request, List.of(new SpeechSegment(0, request.seconds(), "", -1.2, 0.95, 0.5)));
  }

  /// Nobody speaks, and the engine makes up a sentence it does not believe in.
  public static SpeechAnswer invented(SpeechRequest request, String text) {
    return of(request, List.of(new SpeechSegment(0, request.seconds(), text, -1.1, 0.92, 0.9)));
  }

  /// The engine is caught in a loop, and sure of itself.
  public static SpeechAnswer repeated(SpeechRequest request, String phrase, int times) {
    String text = String.join(" ", Collections.nCopies(times, phrase));
    return of(request, List.of(new SpeechSegment(0, request.seconds(), text, -0.3, 0.1, 7.5)));
  }

  public static SpeechAnswer of(SpeechRequest request, List<SpeechSegment> segments) {
    String text =
        segments.stream().map(SpeechSegment::text).collect(Collectors.joining(" ")).strip();
    return new SpeechAnswer(text, Tongues.of(request.language(), text), segments);
  }

  public SpeechAnswer in(String otherLanguage) {
    return new SpeechAnswer(text, otherLanguage, segments);
  }
}
