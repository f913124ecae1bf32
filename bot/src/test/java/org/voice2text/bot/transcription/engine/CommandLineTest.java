package org.voice2text.bot.transcription.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommandLineTest {
  @Test
  void splitsLikeASimpleShell() {
    assertThat(CommandLine.split("  whisper-cli -m  'my model.bin'\t-f {wav} -nt "))
        .containsExactly("whisper-cli", "-m", "my model.bin", "-f", "{wav}", "-nt");
    assertThat(CommandLine.split("a\\ b \"c \\\" d\"'e\\f' ''"))
        .containsExactly("a b", "c \" de\\f", "");
    assertThat(CommandLine.split("echo $HOME; rm *")).containsExactly("echo", "$HOME;", "rm", "*");
  }

  @Test
  void refusesWhatHasNoEndOrNoBeginning() {
    assertThatThrownBy(() -> CommandLine.split("a \"b c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a quote \" is not closed");
    assertThatThrownBy(() -> CommandLine.split("  "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it names no program");
  }
}
