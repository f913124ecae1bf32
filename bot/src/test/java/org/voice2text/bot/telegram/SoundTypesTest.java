package org.voice2text.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoundTypesTest {
  @ParameterizedTest
  @CsvSource({
    "audio/mpeg,,true",
    "AUDIO/FLAC; rate=8,,true",
    "video/quicktime,a.txt,true",
    "application/ogg,,true",
    ",talk.mp3,true",
    ",talk.OPUS,true",
    ",a.b.flac,true",
    "application/octet-stream,clip.mov,true",
    "application/octet-stream,clip.webm,true",
    "application/octet-stream,,false",
    "application/octet-stream,notes.txt,false",
    ",mp3,false",
    ",noextension,false",
    ",,false",
    "application/pdf,talk.mp3,false",
    "image/gif,a.mp4,false",
  })
  void tellsSoundByTypeAndElseByName(String type, String name, boolean isSound) {
    assertThat(SoundTypes.isSound(type, name)).isEqualTo(isSound);
  }
}
