package org.voice2text.bot.rewriting;

import java.util.OptionalLong;
import java.util.function.Consumer;
import org.voice2text.bot.prices.PriceList;

/// Adds up what all requests for one text took. Thread-safe.
final class Bill implements Consumer<Usage> {
  private final String model;
  private final PriceList prices;
  private OptionalLong read = OptionalLong.empty();
  private OptionalLong written = OptionalLong.empty();
  private OptionalLong costMicros = OptionalLong.empty();
  private boolean incomplete;

  Bill(String model, PriceList prices) {
    this.model = model;
    this.prices = prices;
  }

  @Override
  public synchronized void accept(Usage usage) {
    read = sum(read, usage.read());
    written = sum(written, usage.written());
    OptionalLong cost = cost(usage);
    incomplete |= cost.isEmpty();
    costMicros = sum(costMicros, cost);
  }

  private OptionalLong cost(Usage usage) {
    if (usage.costMicros().isPresent() || usage.read().isEmpty() || usage.written().isEmpty()) {
      return usage.costMicros();
    }
    return prices.ofTokens(model, usage.read().getAsLong(), usage.written().getAsLong());
  }

  private static OptionalLong sum(OptionalLong sum, OptionalLong more) {
    return more.isEmpty() ? sum : OptionalLong.of(sum.orElse(0) + more.getAsLong());
  }

  synchronized OptionalLong read() {
    return read;
  }

  synchronized OptionalLong written() {
    return written;
  }

  /// Unknown when the price of any request is: a part of the cost would pass for all of it.
  synchronized OptionalLong costMicros() {
    return incomplete ? OptionalLong.empty() : costMicros;
  }
}
