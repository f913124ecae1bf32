package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.sandbox.telegram.MediaKind;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.Upload;

/// A self-hosted Bot API server.
class LocalServerTest extends BotTest {
  @TempDir private Path folder;

  @Test
  void givesThePlaceOfAFileOfAnySize() throws Exception {
    byte[] content = Recordings.oggOpus(1);
    Upload large = Upload.of(MediaKind.VOICE, content, 1).saidToBe(1_900_000_000L);
    Message message = world.sendFile(chat, alice, large);
    assertThat(update().at("/message/voice/file_size").asLong()).isEqualTo(1_900_000_000L);
    String params = "{'file_id':'" + message.media().fileId() + "'}";
    refused(400, "Bad Request: file is too big", "getFile", params);

    world.serveLocally(folder);
    String path = ok("getFile", params).path("file_path").asText();
    assertThat(Path.of(path)).isAbsolute().startsWith(folder).hasBinaryContent(content);
    assertThat(bot.get("/file/bot" + TestBot.TOKEN + "/" + path.substring(1)).status())
        .isEqualTo(404);

    bot.post("/chat/server", "application/json", "{}".getBytes(StandardCharsets.UTF_8));
    assertThat(world.isLocal()).isFalse();
    refused(400, "Bad Request: file is too big", "getFile", params);
  }
}
