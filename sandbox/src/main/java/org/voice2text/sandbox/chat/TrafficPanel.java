package org.voice2text.sandbox.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.Json;
import org.voice2text.sandbox.traffic.Activity;
import org.voice2text.sandbox.traffic.Traffic;
import org.voice2text.sandbox.traffic.TrafficPlan;

/// The switches of generated traffic. Thread-safe.
final class TrafficPanel {
  private final Traffic traffic;

  TrafficPanel(Traffic traffic) {
    this.traffic = traffic;
  }

  ObjectNode state() {
    Traffic.Status status = traffic.status();
    @Nullable TrafficPlan plan = status.plan();
    ObjectNode node = Json.object().put("running", plan != null).put("total", status.total());
    if (plan != null) {
      node.put("users", plan.users()).put("perSecond", plan.perSecond()).put("bot", plan.botId());
    }
    ObjectNode done = node.putObject("done");
    status.done().forEach((what, count) -> done.put(name(what), count));
    return node;
  }

  private static String name(Activity activity) {
    return activity.name().toLowerCase(Locale.ROOT);
  }

  /// What is left out of the plan is as usual.
  JsonNode start(ObjectNode body) {
    try {
      traffic.start(plan(body));
    } catch (IllegalArgumentException e) {
      throw new BadInputException(String.valueOf(e.getMessage()));
    }
    return state();
  }

  private static TrafficPlan plan(ObjectNode body) {
    TrafficPlan usual = TrafficPlan.of(1, 1);
    return new TrafficPlan(
        body.path("bot").asLong(),
        body.path("users").asInt(10),
        body.path("perSecond").asDouble(1),
        body.has("mix") ? mix(body.path("mix")) : usual.mix(),
        body.path("shortest").asInt(usual.shortest()),
        body.path("longest").asInt(usual.longest()),
        body.path("repeats").asDouble(usual.repeats()),
        body.path("seed").asLong(usual.seed()));
  }

  private static Map<Activity, Integer> mix(JsonNode node) {
    Map<Activity, Integer> mix = new EnumMap<>(Activity.class);
    node.properties()
        .forEach(entry ->
            mix.put(
                Activity.valueOf(entry.getKey().toUpperCase(Locale.ROOT)),
                entry.getValue().asInt()));
    return mix;
  }

  JsonNode stop() {
    traffic.stop();
    return state();
  }
}
