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
  private static final int MOST_BUTTONS = 100;

  private MessageParams() {}

  static FormattedText text(Params params) {
    if (params.text("text").isEmpty()) {
      throw ApiException.badRequest("message text is empty");
    }
    FormattedText text = draft(params);
    if (text.text().isEmpty()) {
      throw ApiException.badRequest("text must be non-empty");
    }
    return text;
  }

  /// A text that may be empty.
  static FormattedText draft(Params params) {
    FormattedText text = formatted(params, "text", "entities");
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
    return FormattedText.normalise(
        params.text(field), EntityParams.read(params.json(entitiesField)));
  }

  /// Empty for the other kinds of keyboards, which the sandbox does not show.
  static List<List<Button>> buttons(Params params) {
    JsonNode markup = params.json("reply_markup");
    if (!markup.isMissingNode() && !markup.isNull() && !markup.isObject()) {
      throw ApiException.badRequest("object expected as reply markup");
    }
    List<List<Button>> rows = new ArrayList<>();
    for (JsonNode row : markup.path("inline_keyboard")) {
      if (!row.isArray()) {
        throw ApiException.badRequest(
            "field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays");
      }
      List<Button> buttons = new ArrayList<>();
      for (JsonNode node : row) {
        buttons.add(button(node));
      }
      if (!buttons.isEmpty()) {
        rows.add(buttons);
      }
    }
    if (rows.stream().mapToInt(List::size).sum() > MOST_BUTTONS) {
      throw ApiException.badRequest("reply markup is too long");
    }
    return rows;
  }

  private static Button button(JsonNode node) {
    Button button =
        new Button(
            node.path("text").asText(),
            filled(node.path("callback_data")),
            filled(node.path("url")),
            text(node.path("copy_text").path("text")),
            node.path("pay").asBoolean());
    if (!node.hasNonNull("text")) {
      throw unreadable("Can't find field \"text\"");
    }
    @Nullable String data = button.data();
    @Nullable String url = button.url();
    @Nullable String copy = button.copyText();
    if (data == null && url == null && copy == null && !button.pay()) {
      throw unreadable("Text buttons are unallowed in the inline keyboard");
    }
    if (button.text().isBlank()) {
      throw ApiException.badRequest("inline keyboard button text must be non-empty");
    }
    if (data != null && data.getBytes(StandardCharsets.UTF_8).length > LONGEST_DATA) {
      throw ApiException.badRequest("BUTTON_DATA_INVALID");
    }
    if (url != null && !url.matches("(https?|tg|ton)://\\S+")) {
      throw ApiException.badRequest(
          "inline keyboard button URL '%s' is invalid: Wrong HTTP URL".formatted(url));
    }
    if (copy != null && (copy.isEmpty() || copy.length() > LONGEST_COPY)) {
      throw ApiException.badRequest("BUTTON_COPY_TEXT_INVALID");
    }
    return button;
  }

  private static ApiException unreadable(String why) {
    return ApiException.badRequest("can't parse inline keyboard button: " + why);
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

  private static @Nullable String filled(JsonNode node) {
    return node.asText("").isEmpty() ? null : node.asText();
  }

  private static @Nullable String text(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? null : node.asText();
  }
}
