package org.voice2text.sandbox.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.sandbox.Recordings;

class AudioDurationTest {
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 11, 3600})
  void readsOggOpus(double seconds) {
    assertThat(AudioDuration.ofContent(Recordings.oggOpus(seconds))).hasValue(seconds);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 3})
  void readsWav(double seconds) {
    assertThat(AudioDuration.ofContent(Recordings.wav(seconds))).hasValue(seconds);
  }

  @Test
  void countsWhatIsThereInAStreamedWav() {
    byte[] wav = Recordings.wav(2);
    Arrays.fill(wav, 40, 44, (byte) 0xff);

    assertThat(AudioDuration.ofContent(wav)).hasValue(2);
  }

  @Test
  void saysNothingAboutOtherContent() {
    assertThat(AudioDuration.ofContent(new byte[0])).isEmpty();
    assertThat(
            AudioDuration.ofContent(
                "ID3 and more".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEmpty();
  }

  @Test
  void endsOnAnyBrokenContent() {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      byte[] content = i % 2 == 0 ? Recordings.oggOpus(1) : Recordings.wav(0.01);
      for (int j = 0; j < 6; j++) {
        content[4 + random.nextInt(content.length - 4)] = (byte) random.nextInt();
      }
      byte[] cut = Arrays.copyOf(content, random.nextInt(content.length));

      assertThat(AudioDuration.ofContent(cut)).isNotNull();
      assertThat(AudioDuration.ofContent(content)).isNotNull();
    }
  }
}
