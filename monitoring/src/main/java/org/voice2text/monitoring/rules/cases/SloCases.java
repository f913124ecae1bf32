package org.voice2text.monitoring.rules.cases;

import static org.voice2text.monitoring.rules.cases.AlertCase.below;
import static org.voice2text.monitoring.rules.cases.AlertCase.fires;
import static org.voice2text.monitoring.rules.cases.AlertCase.idle;
import static org.voice2text.monitoring.rules.cases.AlertCase.resolves;

import java.util.List;
import java.util.stream.Stream;

/// A sample each minute.
final class SloCases {
  private static final String SUCCESS = "transcription_requests_total{status=\"success\"}";
  private static final String ERROR = "transcription_requests_total{status=\"error\"}";
  private static final String FELL_BACK = "transcription_fallback_total{reason=\"timeout\"}";
  private static final String UP = "up{job=\"exporter\"}";
  private static final String MESSAGE = "message_processing_time_seconds";
  private static final String AUDIO = "transcription_audio_duration_seconds";

  /// What people read, but for the share of bad events.
  static final String PAGE =
      "%s of the events are bad. The budget of 30 d burns at 14.4 times its pace over 1 h and 5 min, or at 6 times"
          + " over 6 h and 30 min.";

  static final String TICKET =
      "%s of the events are bad. The budget of 30 d burns at 3 times its pace over 1 d and 2 h, or at 1 times over"
          + " 3 d and 6 h.";

  private SloCases() {}

  static List<AlertCase> all() {
    return Stream.of(page(), otherPages(), ticket()).flatMap(List::stream).toList();
  }

  private static AlertCase availability(AlertCase alert, String errors, String successes) {
    return alert.with(ERROR, errors).with(SUCCESS, successes).with(FELL_BACK, "0x600");
  }

  private static List<AlertCase> page() {
    AlertCase fires =
        fires("SLOPage", "20m", PAGE.formatted("10%")).labelled("slo", "availability");
    return List.of(
        availability(fires, "0+1x600", "0+9x600"),
        availability(below("SLOPage", "3h"), "0+0.59x600", "0+99.41x600"),
        availability(below("SLOPage", "30m").when("nine in all"), "0+1x9 9x600", "0x600"),
        availability(idle("SLOPage", "1h"), "0x600", "0x600"),
        availability(resolves("SLOPage", "20m", "1h"), "0+1x20 20x600", "0+9x600"));
  }

  private static List<AlertCase> otherPages() {
    return List.of(
        fires("SLOPage", "20m", PAGE.formatted("100%"))
            .when("answers are slow")
            .labelled("slo", "latency")
            .withHistogram(MESSAGE, 60, 120, "0+1x600")
            .withHistogram(AUDIO, 10, 30, "0+1x600"),
        below("SLOPage", "1h")
            .when("answers to long recordings are slow")
            .withHistogram(MESSAGE, 60, 120, "0+1x600")
            .withHistogram(AUDIO, 30, 60, "0+1x600"),
        fires("SLOPage", "30m", PAGE.formatted("64.52%"))
            .when("the bot is away")
            .labelled("slo", "freshness")
            .with(UP, "1x600")
            .with("bot_health", "1x10 0x600"),
        fires("SLOPage", "30m", PAGE.formatted("64.52%"))
            .when("the exporter is away")
            .labelled("slo", "freshness")
            .with(UP, "1x10 0x600")
            .with("bot_health", "1x10 stale"));
  }

  private static List<AlertCase> ticket() {
    AlertCase fires =
        fires("SLOTicket", "1h", TICKET.formatted("0.4%")).labelled("slo", "availability");
    return List.of(
        availability(fires, "0+0.4x600", "0+99.6x600"),
        availability(below("SLOTicket", "5h"), "0+0.09x600", "0+99.91x600"),
        availability(below("SLOTicket", "30m").when("nine in all"), "0+1x9 9x600", "0x600"),
        availability(idle("SLOTicket", "1h"), "0x600", "0x600"),
        availability(resolves("SLOTicket", "1h", "9h"), "0+0.4x60 24x600", "0+99.6x600"));
  }
}
