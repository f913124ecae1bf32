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
