package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.Json;

/// The parameters of a Bot API call, whichever of Telegram's four ways they came: query, JSON, form
/// or multipart. Confined to the call's thread.
final class Params {
  private final ObjectNode values;
  private final Map<String, UploadedFile> files;

  private Params(ObjectNode values, Map<String, UploadedFile> files) {
    this.values = values;
    this.files = files;
  }

  static Params read(Context ctx) {
    ObjectNode values = Json.object();
    Map<String, UploadedFile> files = new HashMap<>();
    putAll(values, ctx.queryParamMap());
    if (ctx.isMultipartFormData()) {
      putAll(values, ctx.formParamMap());
      ctx.uploadedFileMap().forEach((name, parts) -> files.put(name, parts.getFirst()));
    } else if (ctx.isFormUrlencoded()) {
      putAll(values, ctx.formParamMap());
    } else if (ctx.contentLength() != 0) {
      readJson(ctx.bodyAsBytes(), values);
    }
    return new Params(values, files);
  }

  private static void readJson(byte[] body, ObjectNode values) {
    if (body.length == 0) {
      return;
    }
    try {
      if (Json.read(body) instanceof ObjectNode object) {
        values.setAll(object);
        return;
      }
    } catch (IOException e) {
      throw ApiException.badRequest("can't parse JSON object in the request body");
    }
    throw ApiException.badRequest("expected a JSON object in the request body");
  }

  private static void putAll(ObjectNode values, Map<String, List<String>> given) {
    // The name of a file part comes with an empty list.
    given.forEach((name, all) -> all.stream().findFirst().ifPresent(it -> values.put(name, it)));
  }

  boolean has(String name) {
    return values.hasNonNull(name);
  }

  String text(String name) {
    JsonNode value = values.path(name);
    return value.isValueNode() && !value.isNull() ? value.asText() : "";
  }

  /// What is not a number counts as 0, as with Telegram.
  long number(String name) {
    return values.path(name).asLong();
  }

  Optional<Long> optionalNumber(String name) {
    return has(name) ? Optional.of(number(name)) : Optional.empty();
  }

  boolean flag(String name) {
    String value = text(name);
    return "true".equalsIgnoreCase(value) || "1".equals(value);
  }

  /// An object or a list, which forms carry as JSON in a text; missing when absent.
  JsonNode json(String name) {
    JsonNode value = values.path(name);
    if (!value.isTextual()) {
      return value;
    }
    String text = value.asText().strip();
    try {
      return text.isEmpty() ? MissingNode.getInstance() : Json.read(text);
    } catch (JsonProcessingException e) {
      throw ApiException.badRequest("can't parse " + name + " JSON object");
    }
  }

  @Nullable UploadedFile file(String name) {
    return files.get(name);
  }

  static byte[] content(UploadedFile file) {
    try (InputStream in = file.content()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// For the record: no secret, and of files only name and size.
  ObjectNode shown() {
    ObjectNode shown = values.deepCopy();
    if (shown.has("secret_token")) {
      shown.put("secret_token", "(not shown)");
    }
    files.forEach(
        (name, file) -> shown.put(name, "%s, %d bytes".formatted(file.filename(), file.size())));
    return shown;
  }
}
