package org.voice2text.bot.billing;

import java.util.EnumMap;
import java.util.Map;

/// What is in accounts, or what moved between them, in milliseconds of audio. Immutable.
record Balances(Map<Account, Long> millis) {
  Balances {
    millis = new EnumMap<>(millis);
  }

  /// Nothing moved where nothing is known.
  long of(Account account) {
    return millis.getOrDefault(account, 0L);
  }
}
