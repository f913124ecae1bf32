package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what the parameters of several methods have in common, with Telegram's checks.
final class MessageParams {
  private static final int LONGEST_TEXT = 4096;
  private static final int LONGEST_CAPTION = 1024;
  private static final int LONGEST_DATA = 64;
  private static final int LONGEST_COPY = 256;

  private MessageParams() {}

  static FormattedText text(Params params) {
    FormattedText text = formatted(params, "text", "entities");
    if (text.text().isEmpty()) {
      throw ApiException.badRequest("message text is empty");
    }
    if (text.text().length() > LONGEST_TEXT) {
      throw ApiException.badRequest("message is too long");
    }
    return text;
  }

  static FormattedText caption(Params params) {
    FormattedText caption = formatted(params, "caption", "caption_entities");
    if (caption.text().length() > LONGEST_CAPTION) {
      throw ApiException.badRequest("message caption is too long");
    }
    return caption;
  }

  private static FormattedText formatted(Params params, String field, String entitiesField) {
    if (!params.text("parse_mode").isEmpty()) {
      throw ApiException.badRequest(
          "the sandbox does not read parse_mode; send the formatting as " + entitiesField);
    }
    List<Entity> entities = new ArrayList<>();
    for (JsonNode node : params.json(entitiesField)) {
      entities.add(
          new Entity(
              node.path("type").asText(),
              node.path("offset").asInt(),
              node.path("length").asInt(),
              text(node.path("url")),
              text(node.path("language"))));
    }
    return FormattedText.normalise(params.text(field), entities);
  }

  /// Empty for the other kinds of keyboards, which the sandbox does not show.
  static List<List<Button>> buttons(Params params) {
    List<List<Button>> rows = new ArrayList<>();
    for (JsonNode row : params.json("reply_markup").path("inline_keyboard")) {
      List<Button> buttons = new ArrayList<>();
      for (JsonNode node : row) {
        buttons.add(button(node));
      }
      if (!buttons.isEmpty()) {
        rows.add(buttons);
      }
    }
    return rows;
  }

  private static Button button(JsonNode node) {
    Button button =
        new Button(
            node.path("text").asText(),
            text(node.path("callback_data")),
            text(node.path("url")),
            text(node.path("copy_text").path("text")));
    if (button.text().isEmpty()) {
      throw ApiException.badRequest("can't parse inline keyboard button: text must be non-empty");
    }
    @Nullable String data = button.data();
    @Nullable String copy = button.copyText();
    if (data == null && button.url() == null && copy == null) {
      throw ApiException.badRequest(
          "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
    }
    if (data != null
        && (data.isEmpty() || data.getBytes(StandardCharsets.UTF_8).length > LONGEST_DATA)) {
      throw ApiException.badRequest("BUTTON_DATA_INVALID");
    }
    if (copy != null && (copy.isEmpty() || copy.length() > LONGEST_COPY)) {
      throw ApiException.badRequest("BUTTON_COPY_TEXT_INVALID");
    }
    return button;
  }

  /// What a new message answers.
  record Reply(@Nullable Message to, @Nullable String quote) {}

  static Reply reply(Params params, ChatLog log) {
    JsonNode parameters = params.json("reply_parameters");
    long id =
        parameters.has("message_id")
            ? parameters.path("message_id").asLong()
            : params.number("reply_to_message_id");
    boolean optional =
        parameters.path("allow_sending_without_reply").asBoolean()
            || params.flag("allow_sending_without_reply");
    if (id == 0) {
      return new Reply(null, null);
    }
    @Nullable Message to = log.find(id).orElse(null);
    if (to == null) {
      if (optional) {
        return new Reply(null, null);
      }
      throw ApiException.badRequest("message to be replied not found");
    }
    @Nullable String quote = text(parameters.path("quote"));
    if (quote != null && !to.text().contains(quote)) {
      throw ApiException.badRequest("QUOTE_TEXT_INVALID");
    }
    return new Reply(to, quote);
  }

  private static @Nullable String text(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? null : node.asText();
  }
}
