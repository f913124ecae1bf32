package org.voice2text.exporter.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.voice2text.exporter.business.BusinessNow;
import org.voice2text.exporter.business.HourlyCounts;
import org.voice2text.exporter.business.Totals;
import org.voice2text.model.health.HealthReport;

/// What there is under which address. Everything comes from memory: no request reads the database.
/// Thread-safe.
final class DashboardPages implements AutoCloseable {
  private final DashboardConfig config;
  private final Supplier<LiveNow> live;
  private final Supplier<BusinessNow> business;
  private final Supplier<HealthReport> health;
  private final InstantSource clock;
  private final Assets assets = new Assets();
  private final Alerts alerts;
  private final EventStream events;
  private Optional<List<HourlyCounts>> lastHours = Optional.empty();
  private long version;

  DashboardPages(
      DashboardConfig config,
      Supplier<LiveNow> live,
      Supplier<BusinessNow> business,
      Supplier<HealthReport> health,
      InstantSource clock,
      EventStream.Limits limits) {
    this.config = config;
    this.live = live;
    this.business = business;
    this.health = health;
    this.clock = clock;
    this.alerts = Alerts.start(config.prometheus(), clock);
    this.events = new EventStream(() -> Json.text(summary()), limits, System::nanoTime);
  }

  void addTo(RoutesConfig routes) {
    add(routes, "/", context -> Reply.page(context, assets.page()));
    add(routes, "/assets/{hash}/{name}", this::file);
    add(routes, "/api/summary", context -> Reply.json(context, summary()));
    add(routes, "/api/series", this::series);
    add(routes, "/api/errors", this::errors);
    add(routes, "/api/alerts", context -> Reply.json(context, alerts.page()));
    add(routes, "/api/events", this::events);
  }

  private static void add(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }

  private void file(Context context) {
    Reply.file(
        context,
        assets
            .file(context.pathParam("hash"), context.pathParam("name"))
            .orElseThrow(NotFoundResponse::new));
  }

  private Map<String, @Nullable Object> summary() {
    BusinessNow now = business.get();
    return new SummaryPage(config, clock.instant())
        .of(live.get(), now, health.get(), version(now.totals().map(Totals::hourly)));
  }

  /// Rises when the hours are others than before, or are read for the first time.
  private synchronized long version(Optional<List<HourlyCounts>> hours) {
    if (!hours.equals(lastHours)) {
      lastHours = hours;
      version++;
    }
    return version;
  }

  private void series(Context context) {
    SeriesMetric metric = Query.metric(context.queryParam("metric"));
    TimeRange range = Query.range(context.queryParam("range"));
    ZoneId zone = Query.zone(context.queryParam("zone"), config.zone());
    Reply.json(
        context,
        SeriesPage.of(metric, range, zone, business.get(), config.usdRub(), clock.instant()));
  }

  private void errors(Context context) {
    TimeRange range = Query.range(context.queryParam("range"));
    Reply.json(context, ErrorsPage.of(range, business.get().hours(), clock.instant()));
  }

  private void events(Context context) throws IOException {
    context.contentType("text/event-stream; charset=utf-8");
    // A proxy in between must not wait for more before it passes an event on.
    context.header("X-Accel-Buffering", "no");
    if (context.method().name().equals("HEAD")) {
      return;
    }
    OutputStream out = context.res().getOutputStream();
    boolean served = true;
    try {
      served = events.serve(out);
    } catch (IOException _) {
      // The page is gone, which is how a page ends.
    }
    if (!served) {
      context.header("Retry-After", "10");
      Reply.error(
          context,
          503,
          "At most %d pages can listen at a time. Ask /api/summary from time to time instead."
              .formatted(events.limits().clients()));
    }
  }

  /// How many pages listen.
  int listeners() {
    return events.clients();
  }

  @Override
  public void close() {
    events.close();
    alerts.close();
  }
}
