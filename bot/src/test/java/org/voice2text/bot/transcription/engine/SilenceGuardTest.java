package org.voice2text.bot.transcription.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.bot.transcription.engine.Recognition.NoSpeech;
import org.voice2text.bot.transcription.engine.Recognition.Transcribed;

/// What engines make of silence, as they answer in `verbose_json`, is told from speech.
class SilenceGuardTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  @ParameterizedTest
  @CsvSource({
    // no_speech_prob, avg_logprob, compression_ratio
    "0.02,-0.2,1.3,true",
    "0.61,-1.01,1.3,false",
    "0.61,-0.9,1.3,true",
    "0.59,-1.5,1.3,true",
    "0.95,-0.71,1.3,false",
    "0.95,-0.3,1.3,true",
    "0.1,-0.3,3.0,true",
    "0.1,-1.2,2.5,false",
    "0.4,-0.3,2.5,false",
    "0.4,-0.3,2.3,true",
  })
  void judgesByWhatTheEngineThinksOfIt(
      double silence, double probability, double compression, boolean isSpeech) {
    ObjectNode doubtful = segment(1, "Thank you for watching.");
    doubtful
        .put("no_speech_prob", silence)
        .put("avg_logprob", probability)
        .put("compression_ratio", compression);
    assertThat(heard(doubtful) instanceof Transcribed).isEqualTo(isSpeech);
    // Among others it goes, and they stay.
    Transcribed among = (Transcribed) heard(segment(0, "Hello."), doubtful, segment(2, "Bye."));
    assertThat(among.text())
        .isEqualTo(isSpeech ? "Hello. Thank you for watching. Bye." : "Hello. Bye.");
    assertThat(among.segments()).hasSize(isSpeech ? 3 : 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subtitles by the Amara.org community",
        "Субтитры сделал DimaTorzok",
        "Субтитры создавал DimaTorzok",
        "Редактор субтитров А.Семкин Корректор А.Егорова",
      })
  void knowsTheCreditsOfSubtitles(String credits) {
    assertThat(heard(segment(0, credits))).isEqualTo(new NoSpeech());
    assertThat(((Transcribed) heard(segment(0, "Привет."), segment(1, credits))).text())
        .isEqualTo("Привет.");
  }

  @Test
  void saysOnceWhatAnEngineThatLostItsWayRepeats() {
    ObjectNode[] segments =
        IntStream.range(0, 9)
            .mapToObj(i -> segment(i, i == 0 ? "Hello." : i == 8 ? "Bye." : "So, so."))
            .toArray(ObjectNode[]::new);
    Transcribed heard = (Transcribed) heard(segments);
    assertThat(heard.text()).isEqualTo("Hello. So, so. Bye.");
    assertThat(heard.segments()).hasSize(3);
  }

  @Test
  void peopleMaySayTheSameFourTimes() {
    Transcribed heard =
        (Transcribed)
            heard(
                segment(0, "No!"),
                segment(1, "No!"),
                segment(2, "No!"),
                segment(3, "No!"),
                segment(4, "Yes."));
    assertThat(heard.text()).isEqualTo("No! No! No! No! Yes.");
  }

  @Test
  void oneSentenceOverAndOverIsNoSpeechAlsoWithoutTimes() {
    assertThat(
            Hearing.of(
                "Thank you. Thank you.  thank you! Thank you. Thank you.",
                List.of(),
                null,
                Hearing.FREE))
        .isEqualTo(new NoSpeech());
    assertThat(Hearing.of("Thank you. Thank you.", List.of(), null, Hearing.FREE))
        .isInstanceOf(Transcribed.class);
  }

  private static ObjectNode segment(int second, String text) {
    return MAPPER
        .createObjectNode()
        .put("start", second)
        .put("end", second + 1)
        .put("text", " " + text);
  }

  private static Recognition heard(ObjectNode... segments) {
    ObjectNode body = MAPPER.createObjectNode();
    body.put(
        "text",
        List.of(segments).stream()
            .map(s -> s.path("text").asText().strip())
            .collect(Collectors.joining(" ")));
    body.putArray("segments").addAll(List.of(segments));
    return OpenAiTranscript.parse(body.toString(), null).orElseThrow();
  }
}
