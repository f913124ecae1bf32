package org.voice2text.bot.prices;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What models cost, for providers that do not tell the price of a request. Immutable.
public final class PriceList {
  private static final String BUNDLED = "/prices/prices.json";
  private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal MILLIS_OF_A_MINUTE =
      BigDecimal.valueOf(Duration.ofMinutes(1).toMillis());

  private final Map<String, Price> models;
  private final Map<String, Price> engines;

  private PriceList(Map<String, Price> models, Map<String, Price> engines) {
    this.models = Map.copyOf(models);
    this.engines = Map.copyOf(engines);
  }

  /// The list that comes with the bot.
  public static PriceList bundled() {
    try (InputStream in =
        Objects.requireNonNull(PriceList.class.getResourceAsStream(BUNDLED), BUNDLED)) {
      PriceFile file = PriceFile.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return new PriceList(file.models(), file.engines());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The list that comes with the bot, with an operator's own prices laid over it.
  ///
  /// @param file null for none
  /// @throws IllegalArgumentException that names what is wrong with the file
  public static PriceList with(@Nullable Path file) {
    PriceList bundled = bundled();
    if (file == null) {
      return bundled;
    }
    PriceFile own;
    try {
      own = PriceFile.parse(Files.readString(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot be read as text: " + e.getClass().getSimpleName(), e);
    }
    Map<String, Price> models = new HashMap<>(bundled.models);
    models.putAll(own.models());
    Map<String, Price> engines = new HashMap<>(bundled.engines);
    engines.putAll(own.engines());
    return new PriceList(models, engines);
  }

  /// The price of reading and writing so many tokens, in millionths of a dollar; nothing if it is
  /// not known.
  public OptionalLong ofTokens(String model, long read, long written) {
    Price price = models.get(model);
    if (price == null || price.input() == null || price.output() == null) {
      return OptionalLong.empty();
    }
    // A dollar for a million tokens is a millionth of a dollar for one.
    return rounded(
        price
            .input()
            .multiply(BigDecimal.valueOf(read))
            .add(price.output().multiply(BigDecimal.valueOf(written))));
  }

  /// The price of so much audio, in millionths of a dollar; nothing if it is not known.
  ///
  /// @param engine whose price holds when the model has none
  public OptionalLong ofAudio(String engine, @Nullable String model, Duration audio) {
    Price price = model == null ? null : models.get(model);
    if (price == null || price.minute() == null) {
      price = engines.get(engine);
    }
    if (price == null || price.minute() == null) {
      return OptionalLong.empty();
    }
    return rounded(
        price
            .minute()
            .multiply(MICROS)
            .multiply(BigDecimal.valueOf(audio.toMillis()))
            .divide(MILLIS_OF_A_MINUTE, 6, RoundingMode.HALF_UP));
  }

  private static OptionalLong rounded(BigDecimal micros) {
    return OptionalLong.of(micros.setScale(0, RoundingMode.HALF_UP).longValueExact());
  }
}
