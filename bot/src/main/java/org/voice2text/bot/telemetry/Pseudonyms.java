package org.voice2text.bot.telemetry;

import java.util.Arrays;
import java.util.HexFormat;
import org.voice2text.model.runtime.Hmac;

/// Names for people that stay the same, tell two of them apart, and lead back to nobody without the
/// key: HMAC-SHA256, of which 128 bits are shown. Immutable.
public final class Pseudonyms {
  private static final int BYTES = 16;

  private final byte[] key;

  /// @param key secret, and the same after a restart
  public Pseudonyms(byte[] key) {
    this.key = key.clone();
  }

  /// @param person the database's key, or Telegram's: never both with the same secret
  /// @return 32 hexadecimal digits
  public String of(long person) {
    return HexFormat.of().formatHex(Arrays.copyOf(Hmac.of(key, "user " + person), BYTES));
  }
}
