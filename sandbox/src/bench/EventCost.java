import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.voice2text.bot.telemetry.DatabaseMeter;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.bot.telemetry.Telemetry;
import org.voice2text.model.event.MediaType;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.event.TranscriptionStatus;
import org.voice2text.model.store.Database;

/// Prints what one event costs the bot: the CPU time of the whole process for the instruments and
/// the row, with the commits. The sandbox must not depend on the bot, so that this is run from its
/// source, with the bot's jar and the bot's flags.
final class EventCost {
  private static final int EVENTS_OF_A_COMMIT = 25;
  private static final int COMMITS = 4_000;

  private EventCost() {}

  /// @param args the folder for the database
  public static void main(String[] args) {
    Instruments instruments = new Instruments();
    instruments.allow(List.of("provider", "model"), List.of(List.of("openai", "m")));
    Telemetry telemetry = new Telemetry(instruments, Clock.systemUTC());
    try (Database database =
        Database.openWriter(Path.of(args[0], "event-cost.db"), new DatabaseMeter(instruments))) {
      commits(database, telemetry);
      Duration before = cpu();
      commits(database, telemetry);
      double events = (double) COMMITS * EVENTS_OF_A_COMMIT;
      System.out.printf(
          Locale.ROOT, "EventCost: %.1f%n", cpu().minus(before).toNanos() / 1e3 / events);
    }
  }

  private static void commits(Database database, Telemetry telemetry) {
    for (int i = 0; i < COMMITS; i++) {
      List<TechnicalEvent> events = new ArrayList<>();
      for (long job = i; events.size() < EVENTS_OF_A_COMMIT; job++) {
        ofAJob(job).forEach(events::add);
      }
      database.transaction(
          "bench",
          handle -> {
            telemetry.emit(handle, events);
            return true;
          });
    }
  }

  private static Stream<TechnicalEvent> ofAJob(long id) {
    Duration some = Duration.ofMillis(40 + id % 1_000);
    Duration audio = Duration.ofSeconds(id % 100);
    return Stream.of(
        new TechnicalEvent.OperationPerformed(id, Operation.TRANSCRIBE),
        new TechnicalEvent.JobQueued(id, id, MediaType.VOICE, audio),
        new TechnicalEvent.JobStarted(id, some, 1),
        new TechnicalEvent.TranscriptionFinished(
            id,
            id,
            "openai",
            "m",
            TranscriptionStatus.SUCCESS,
            null,
            audio,
            some,
            OptionalLong.of(id)),
        new TechnicalEvent.AnswerDelivered(id, id, some, audio));
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }
}
