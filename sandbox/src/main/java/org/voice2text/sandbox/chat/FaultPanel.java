package org.voice2text.sandbox.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Faults;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.language.Language;
import org.voice2text.sandbox.record.Json;
import org.voice2text.sandbox.speech.Speech;

/// The page's switches. Thread-safe.
final class FaultPanel {
  private final Faults faults;
  private final Speech speech;
  private final Language language;

  FaultPanel(Faults faults, Speech speech, Language language) {
    this.faults = faults;
    this.speech = speech;
    this.language = language;
  }

  ObjectNode state() {
    ObjectNode state =
        Json.object().put("limits", faults.limits()).put("hanging", faults.hanging());
    ArrayNode rules = state.putArray("rules");
    for (Faults.Rule rule : faults.active()) {
      rules
          .addObject()
          .put("id", rule.id())
          .put("target", rule.target().name().toLowerCase(Locale.ROOT))
          .put("method", rule.method())
          .put("kind", kind(rule.fault()))
          .put("value", value(rule.fault()))
          .put("fault", text(rule.fault()))
          .put("left", rule.left())
          .put("share", rule.share());
    }
    return state;
  }

  /// The name under which it is switched on.
  private static String kind(Fault fault) {
    return switch (fault) {
      case Fault.TooManyRequests _ -> "too_many";
      case Fault.HttpError _ -> "error";
      case Fault.Revoked _ -> "revoked";
      case Fault.Slow _ -> "slow";
      case Fault.Hang _ -> "hang";
      case Fault.Closed _ -> "closed";
      case Fault.CutHalfway _ -> "cut";
      case Fault.WrongBody _ -> "html";
      case Fault.WrongJson _ -> "json";
      case Fault.EmptyBody _ -> "empty";
      case Fault.RepeatedUpdates _ -> "repeat";
      case Fault.UnparsableUpdate _ -> "unparsable";
    };
  }

  /// Seconds, status or milliseconds; 0 where there is nothing to say.
  private static long value(Fault fault) {
    return switch (fault) {
      case Fault.TooManyRequests f -> f.retryAfterSeconds();
      case Fault.HttpError f -> f.status();
      case Fault.Slow f -> f.delay().toMillis();
      case Fault.Revoked _,
          Fault.Hang _,
          Fault.Closed _,
          Fault.CutHalfway _,
          Fault.WrongBody _,
          Fault.WrongJson _,
          Fault.EmptyBody _,
          Fault.RepeatedUpdates _,
          Fault.UnparsableUpdate _ ->
          0;
    };
  }

  private static String text(Fault fault) {
    return switch (fault) {
      case Fault.TooManyRequests f -> "429, retry after " + f.retryAfterSeconds() + " s";
      case Fault.HttpError f -> "HTTP " + f.status();
      case Fault.Revoked _ -> "401, token revoked";
      case Fault.Slow f -> "slow, " + f.delay().toMillis() + " ms";
      case Fault.Hang _ -> "hangs";
      case Fault.Closed _ -> "connection closed";
      case Fault.CutHalfway _ -> "cut halfway";
      case Fault.WrongBody _ -> "HTML instead of JSON";
      case Fault.WrongJson _ -> "other JSON";
      case Fault.EmptyBody _ -> "empty answer";
      case Fault.RepeatedUpdates _ -> "updates repeated";
      case Fault.UnparsableUpdate _ -> "unparsable update";
    };
  }

  JsonNode add(ObjectNode body) {
    try {
      Target target = Target.valueOf(body.path("target").asText().toUpperCase(Locale.ROOT));
      String method = body.path("method").asText("").strip();
      faults.add(
          target,
          method.isEmpty() ? null : method,
          fault(body.path("kind").asText(), body.path("value").asInt()),
          body.path("times").asInt(Faults.UNTIL_REMOVED),
          body.path("share").asDouble(1));
    } catch (IllegalArgumentException e) {
      throw new BadInputException(String.valueOf(e.getMessage()));
    }
    return state();
  }

  private static Fault fault(String kind, int value) {
    return switch (kind) {
      case "too_many" -> new Fault.TooManyRequests(Math.max(1, value));
      case "error" -> new Fault.HttpError(value);
      case "revoked" -> new Fault.Revoked();
      case "slow" -> new Fault.Slow(Duration.ofMillis(Math.clamp(value, 1, 600_000)));
      case "hang" -> new Fault.Hang();
      case "closed" -> new Fault.Closed();
      case "cut" -> new Fault.CutHalfway();
      case "html" -> new Fault.WrongBody();
      case "json" -> new Fault.WrongJson();
      case "empty" -> new Fault.EmptyBody();
      case "repeat" -> new Fault.RepeatedUpdates();
      case "unparsable" -> new Fault.UnparsableUpdate();
      default -> throw new BadInputException("there is no fault named " + kind);
    };
  }

  JsonNode remove(String id) {
    if (id.equals("all")) {
      faults.clear();
      return state();
    }
    try {
      faults.remove(Integer.parseInt(id));
    } catch (NumberFormatException e) {
      throw new BadInputException("a fault's id is a number");
    }
    return state();
  }

  JsonNode release() {
    faults.release();
    return state();
  }

  JsonNode limits(ObjectNode body) {
    faults.setLimits(body.path("on").asBoolean());
    return state();
  }

  /// `text` is what is heard from now on; `silence`, or neither for the description.
  JsonNode speech(ObjectNode body) {
    if (body.path("silence").asBoolean()) {
      speech.answerWithSilence();
    } else if (body.path("text").asText("").isBlank()) {
      speech.answerAutomatically();
    } else {
      speech.answerWith(body.path("text").asText());
    }
    return state();
  }

  /// `text` is answered from now on; without it, a description of the request.
  JsonNode language(ObjectNode body) {
    if (body.path("text").asText("").isBlank()) {
      language.answerAutomatically();
    } else {
      language.answerWith(body.path("text").asText());
    }
    return state();
  }
}
