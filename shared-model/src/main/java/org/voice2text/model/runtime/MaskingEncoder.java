package org.voice2text.model.runtime;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;

/// Masks secrets in whatever another encoder wrote: message, arguments, stack trace alike.
final class MaskingEncoder extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};
  private final Encoder<ILoggingEvent> encoder;

  MaskingEncoder(Encoder<ILoggingEvent> encoder) {
    this.encoder = encoder;
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    return Secrets.mask(new String(encoder.encode(event), StandardCharsets.UTF_8))
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
