package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.sandbox.TestBot.Answer;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.speech.SpeechAnswer;

class SpeechTest {
  private final SandboxServer sandbox = Sandbox.start(0);
  private final TestBot client = new TestBot(sandbox);

  @AfterEach
  void stop() {
    client.close();
    sandbox.close();
  }

  private Answer transcribe(String model, String format) throws Exception {
    return transcribe(model, format, Recordings.oggOpus(11));
  }

  private Answer transcribe(String model, String format, byte[] file) throws Exception {
    Multipart body =
        new Multipart()
            .file("file", "voice.ogg", "audio/ogg", file)
            .field("model", model)
            .field("response_format", format);
    return client.send(
        HttpRequest.newBuilder(URI.create(sandbox.speechUrl() + "/audio/transcriptions"))
            .header("Content-Type", body.contentType())
            .header("Authorization", "Bearer sk-hush")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.body()))
            .build());
  }

  @Test
  void saysThatItIsPretend() throws Exception {
    Answer answer = transcribe("gpt-4o-transcribe", "json");

    assertThat(answer.json())
        .isEqualTo(
            TestBot.json(
                "{'text':'[pretend transcript] A recording of 11 seconds, 0.3 kB, file voice.ogg.'}"));
  }

  @Test
  void answersWithTheScriptedText() throws Exception {
    sandbox.speech().answerWith("Привет, мир");

    assertThat(transcribe("whisper-1", "text").text()).isEqualTo("Привет, мир\n");
    assertThat(transcribe("whisper-1", "json").json().path("text").asText())
        .isEqualTo("Привет, мир");
  }

  @Test
  void answersVerboselyWithSegments() throws Exception {
    sandbox.speech().answerWith("Hello");

    JsonNode json = transcribe("whisper-1", "verbose_json").json();
    assertThat(json.path("text").asText()).isEqualTo("Hello");
    assertThat(json.path("language").asText()).isEqualTo("english");
    assertThat(json.path("duration").asDouble()).isEqualTo(11.0);
    JsonNode segment = json.at("/segments/0");
    assertThat(segment.path("end").asDouble()).isEqualTo(11.0);
    assertThat(segment.path("no_speech_prob").asDouble()).isLessThan(0.1);
    assertThat(segment.has("avg_logprob")).isTrue();
    assertThat(segment.has("compression_ratio")).isTrue();
  }

  @Test
  void hearsSilence() throws Exception {
    sandbox.speech().answerWithSilence();

    JsonNode json = transcribe("whisper-1", "verbose_json").json();
    assertThat(json.path("text").asText()).isEmpty();
    assertThat(json.at("/segments/0/no_speech_prob").asDouble()).isEqualTo(0.95);
  }

  private JsonNode segment() throws Exception {
    return transcribe("whisper-1", "verbose_json").json().at("/segments/0");
  }

  @Test
  void doubtsWhatItInventsAndRepeats() throws Exception {
    sandbox.speech().answer(request -> SpeechAnswer.invented(request, "Thank you for watching!"));
    assertThat(segment().path("no_speech_prob").asDouble()).isEqualTo(0.92);
    assertThat(segment().path("avg_logprob").asDouble()).isEqualTo(-1.1);

    sandbox.speech().answer(request -> SpeechAnswer.repeated(request, "and so", 3));
    assertThat(segment().path("text").asText()).isEqualTo("and so and so and so");
    assertThat(segment().path("compression_ratio").asDouble()).isEqualTo(7.5);
    assertThat(segment().path("no_speech_prob").asDouble()).isEqualTo(0.1);
  }

  @Test
  void spreadsSentencesOverTheRecording() throws Exception {
    sandbox.speech().answer(request -> SpeechAnswer.sentences(request, "Раз.", "Два."));

    JsonNode json = transcribe("whisper-1", "verbose_json").json();
    assertThat(json.path("text").asText()).isEqualTo("Раз. Два.");
    assertThat(json.path("language").asText()).isEqualTo("russian");
    assertThat(json.at("/segments/1/start").asDouble()).isEqualTo(5.5);
    assertThat(json.at("/segments/1/end").asDouble()).isEqualTo(11.0);
  }

  @Test
  void answersInTurnAndForSingleFiles() throws Exception {
    sandbox.speech().answerInTurn("one", "two");
    sandbox.speech().answerFor(Recordings.oggOpus(5), "five");

    assertThat(transcribe("whisper-1", "text").text()).isEqualTo("one\n");
    assertThat(transcribe("whisper-1", "text", Recordings.oggOpus(5)).text()).isEqualTo("five\n");
    assertThat(transcribe("whisper-1", "text").text()).isEqualTo("two\n");
    assertThat(transcribe("whisper-1", "text").text()).isEqualTo("two\n");
    sandbox.speech().answerAutomatically();
    assertThat(transcribe("whisper-1", "text", Recordings.oggOpus(5)).text())
        .startsWith("[pretend transcript]");
  }

  @Test
  void recordsLanguageAndPrompt() throws Exception {
    Multipart body =
        new Multipart()
            .file("file", "voice.ogg", "audio/ogg", Recordings.oggOpus(1))
            .field("model", "whisper-1")
            .field("language", "de")
            .field("prompt", "Names: Ada")
            .field("response_format", "verbose_json");
    Answer answer = client.post("/v1/audio/transcriptions", body.contentType(), body.body());

    assertThat(answer.json().path("language").asText()).isEqualTo("german");
    assertThat(sandbox.speech().requests().getLast().language()).isEqualTo("de");
    assertThat(sandbox.speech().requests().getLast().prompt()).isEqualTo("Names: Ada");
  }

  @Test
  void refusesVerboseAnswersOfNewerModels() throws Exception {
    Answer answer = transcribe("gpt-4o-mini-transcribe", "verbose_json");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/error/param").asText()).isEqualTo("response_format");
    assertThat(answer.json().at("/error/message").asText())
        .isEqualTo(
            "response_format 'verbose_json' is not compatible with model 'gpt-4o-mini-transcribe'."
                + " Use one of: json, text.");
  }

  @Test
  void refusesEmptyAndLargeFiles() throws Exception {
    assertThat(transcribe("whisper-1", "json", new byte[0]).status()).isEqualTo(400);
    assertThat(transcribe("whisper-1", "json", new byte[(25 << 20) + 1]).status()).isEqualTo(413);
  }

  @Test
  void recordsRequestsWithoutTheKey() throws Exception {
    transcribe("whisper-1", "json");

    assertThat(sandbox.speech().requests()).hasSize(1);
    assertThat(sandbox.speech().requests().getFirst().hasKey()).isTrue();
    assertThat(sandbox.speech().requests().getFirst().model()).isEqualTo("whisper-1");
    assertThat(sandbox.speech().requests().toString()).doesNotContain("hush");
  }

  @Test
  void listsModels() throws Exception {
    assertThat(client.get("/v1/models").json().at("/data/0/id").asText()).isEqualTo("whisper-1");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 413, 415, 429, 500, 503})
  void failsInOpenAisShape(int status) throws Exception {
    sandbox.faults().add(Target.SPEECH, new Fault.HttpError(status), 1);

    Answer answer = transcribe("whisper-1", "json");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().at("/error/message").asText()).isNotEmpty();
    assertThat(transcribe("whisper-1", "json").status()).isEqualTo(200);
  }

  @Test
  void breaksConnections() throws Exception {
    sandbox.faults().add(Target.SPEECH, new Fault.CutHalfway(), 1);
    sandbox.faults().add(Target.SPEECH, new Fault.Closed(), 1);

    assertThatThrownBy(() -> transcribe("whisper-1", "json")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> transcribe("whisper-1", "json")).isInstanceOf(IOException.class);
    assertThat(transcribe("whisper-1", "json").status()).isEqualTo(200);
  }
}
