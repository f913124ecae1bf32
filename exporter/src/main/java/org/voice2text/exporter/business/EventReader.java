package org.voice2text.exporter.business;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.voice2text.exporter.business.ReadOnlyDatabase.Opened;
import org.voice2text.model.event.ActivitySamples;
import org.voice2text.model.event.ActivitySamples.ActivitySample;
import org.voice2text.model.event.EventSum;
import org.voice2text.model.event.EventSums;
import org.voice2text.model.event.LogPosition;

/// Follows the event log: begins with the sums that the bot keeps of it, then reads only what is
/// new. So a restart costs little, and a refresh costs what the new events cost. Confined to the
/// thread that refreshes.
final class EventReader {
  /// Events that are read in one transaction. A long one would keep the bot's write-ahead log from
  /// shrinking, and the other readers of this process waiting.
  private static final int PAGE = 20_000;

  private final ReadOnlyDatabase database;
  private final ZoneId zone;
  private final InstantSource clock;
  private @Nullable Place place;
  private long generation;

  EventReader(ReadOnlyDatabase database, ZoneId zone, InstantSource clock) {
    this.database = database;
    this.zone = zone;
    this.clock = clock;
  }

  /// How far a fold has come.
  ///
  /// @param cursor id of the last event in it
  /// @param atOfCursor when that event happened; null if it is in no row
  /// @param log as it was then
  /// @param newestSample time of the last activity sample; 0 if there was none
  private record Place(
      EventFold fold, long cursor, @Nullable Long atOfCursor, LogPosition log, long newestSample) {

    /// Whether it is still the same log, and all that the fold lacks is in its rows.
    boolean isContinuedBy(LogPosition now) {
      return now.rolledUpTo() >= log.rolledUpTo()
          && cursor >= now.prunedTo()
          && cursor <= Math.max(now.last(), now.rolledUpTo())
          && (cursor == now.prunedTo() || Objects.equals(atOfCursor, now.atOfCursor()));
    }

    long left() {
      return Math.max(0, log.last() - cursor);
    }
  }

  /// What comes next, and the place behind it.
  ///
  /// @param events how many ids it covers
  private record Page(List<EventSum> sums, List<ActivitySample> samples, long events, Place end) {}

  /// Reads all that is new.
  Totals catchUp() throws InterruptedException {
    Opened opened = database.open();
    if (opened.generation() != generation) {
      place = null;
      generation = opened.generation();
    }
    ReadingProgress progress = new ReadingProgress(System::nanoTime);
    Page page;
    do {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      page = database.read(opened, "read_events", this::nextPage);
      take(page);
      progress.add(page.events(), page.end().left());
    } while (page.end().left() > 0);
    progress.finish();
    EventFold fold = page.end().fold();
    fold.keepHoursUntil(clock.instant());
    return fold.totals();
  }

  private Page nextPage(Handle handle) {
    Place known = place;
    LogPosition log = EventSums.position(handle, known == null ? 0 : known.cursor());
    Place from =
        known != null && known.isContinuedBy(log) ? known : beginning(handle, log.rolledUpTo());
    long to = Math.max(from.cursor(), Math.min(from.cursor() + PAGE, log.last()));
    List<EventSum> sums = EventSums.between(handle, EventFold.TYPES, from.cursor(), to);
    List<ActivitySample> samples = ActivitySamples.after(handle, from.newestSample());
    long newest = samples.isEmpty() ? from.newestSample() : samples.getLast().at();
    LogPosition end = EventSums.position(handle, to);
    return new Page(
        sums,
        samples,
        to - from.cursor(),
        new Place(from.fold(), to, end.atOfCursor(), end, newest));
  }

  /// A fold of the sums that the bot keeps.
  private Place beginning(Handle handle, long rolledUpTo) {
    EventFold fold = new EventFold(zone);
    fold.keepHoursUntil(clock.instant());
    EventSums.rolledUp(handle, EventFold.TYPES, fold::add);
    return new Place(fold, rolledUpTo, null, EventSums.position(handle, rolledUpTo), 0);
  }

  /// Outside the transaction: a page that cannot be read to its end must not be counted at all.
  private void take(Page page) {
    EventFold fold = page.end().fold();
    page.sums().forEach(fold::add);
    page.samples().forEach(s -> fold.addActivity(Instant.ofEpochMilli(s.at()), s.activeUsers()));
    place = page.end();
  }
}
