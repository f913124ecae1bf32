package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.telegram.FakeTelegram;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.RandomUpdates;

/// Whatever arrives, no handler dies of it, and each update is done with: answered, or ignored on
/// purpose.
@Tag("slow")
@Timeout(300)
class EveryUpdateTest {
  private static final int UPDATES = 4_000;

  @TempDir private Path folder;

  @Test
  void noHandlerDiesOfAnUpdate() throws Exception {
    try (Scene scene = new Scene(folder, 100_000)) {
      RandomUpdates updates = new RandomUpdates(20261121);
      for (int i = 1; i <= UPDATES; i++) {
        UpdateKey key = new UpdateKey(FakeTelegram.BOT, i, scene.now().toEpochMilli());
        Incoming incoming = scene.incoming(i, updates.next(key).content());
        assertThat(scene.conversation.handle(incoming)).as("%s", incoming.content()).isZero();
      }
      assertThat(scene.count("select count(*) from technical_events where type = 'error_occurred'"))
          .isZero();
      assertThat(scene.waiting()).isZero();
    }
  }
}
