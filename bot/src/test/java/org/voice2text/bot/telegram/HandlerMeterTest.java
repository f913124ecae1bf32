package org.voice2text.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.bot.telemetry.Series;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.event.MediaType;
import org.voice2text.model.event.MessageType;

class HandlerMeterTest {
  private final Instruments instruments = new Instruments();

  @Test
  void measuresEachKindOfUpdateApart() throws Exception {
    HandlerMeter meter = new HandlerMeter(_ -> Duration.ZERO, instruments);
    assertThat(meter.handle(message(new Incoming.Command("start", "", "")))).isZero();
    meter.handle(
        message(
            new Incoming.Media(
                new MediaFile(
                    MediaType.VOICE, "f", "u", null, null, OptionalLong.empty(), Duration.ZERO))));
    meter.handle(message(new Incoming.Other()));
    meter.handle(incoming(new Incoming.Ignored("a poll")));
    assertThat(Series.moved(instruments, LiveMetrics.REQUEST_DURATION))
        .isEqualTo(
            Map.of(
                "{handler=\"command\"}", 1.0,
                "{handler=\"media\"}", 1.0,
                "{handler=\"other\"}", 2.0));
    assertThat(Series.moved(instruments, LiveMetrics.REQUEST_ERRORS)).isEmpty();
  }

  @Test
  void countsWhatAHandlerLetsSlip() {
    HandlerMeter meter =
        new HandlerMeter(
            _ -> {
              throw new IllegalStateException("expected by the test");
            },
            instruments);
    assertThatIllegalStateException()
        .isThrownBy(() -> meter.handle(message(new Incoming.Command("start", "", ""))));
    assertThat(Series.moved(instruments, LiveMetrics.ERRORS))
        .isEqualTo(Map.of("{error_type=\"internal\"}", 1.0));
    assertThat(Series.moved(instruments, LiveMetrics.REQUEST_ERRORS))
        .isEqualTo(Map.of("{error_type=\"internal\"}", 1.0));
    assertThat(Series.moved(instruments, LiveMetrics.REQUEST_DURATION)).hasSize(1);
  }

  private static Incoming message(Incoming.Body body) {
    return incoming(
        new Incoming.Message(
            new ChatRef(1, 1, null),
            true,
            1,
            null,
            false,
            MessageType.TEXT,
            Duration.ZERO,
            null,
            body));
  }

  private static Incoming incoming(Incoming.Content content) {
    return new Incoming(new UpdateKey(1, 1, 1), content);
  }
}
