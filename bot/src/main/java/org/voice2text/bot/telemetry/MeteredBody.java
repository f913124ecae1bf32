package org.voice2text.bot.telemetry;

import java.io.IOException;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/// An answer's body that tells when it breaks off. Confined to its reader.
final class MeteredBody extends ResponseBody {
  private final ResponseBody body;
  private final BufferedSource source;

  MeteredBody(ResponseBody body, Consumer<IOException> onFailure) {
    this.body = body;
    this.source = Okio.buffer(new Told(body.source(), onFailure));
  }

  @Override
  public @Nullable MediaType contentType() {
    return body.contentType();
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public BufferedSource source() {
    return source;
  }

  private static final class Told extends ForwardingSource {
    private final Consumer<IOException> onFailure;
    private boolean told;

    Told(Source source, Consumer<IOException> onFailure) {
      super(source);
      this.onFailure = onFailure;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      try {
        return super.read(sink, byteCount);
      } catch (IOException e) {
        if (!told) {
          told = true;
          onFailure.accept(e);
        }
        throw e;
      }
    }
  }
}
