package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.Json;

/// The methods about the bot itself, files and presses. Confined to the world's lock.
final class AccountMethods {
  static final long LARGEST_FILE = 20L << 20;
  private static final int LONGEST_NOTICE = 200;

  private final WorldState state;

  AccountMethods(WorldState state) {
    this.state = state;
  }

  void register(Map<String, ApiMethod> methods) {
    methods.put("getMe", (bot, _) -> me(bot));
    methods.put("getFile", this::getFile);
    methods.put("answerCallbackQuery", this::answerCallbackQuery);
    methods.put("setMyDescription", (_, _) -> BooleanNode.TRUE);
    methods.put("setMyShortDescription", (_, _) -> BooleanNode.TRUE);
  }

  private static JsonNode me(BotAccount bot) {
    return MessageJson.user(bot.user)
        .put("can_join_groups", true)
        .put("can_read_all_group_messages", !bot.privacyMode)
        .put("supports_inline_queries", false)
        .put("can_connect_to_business", false)
        .put("has_main_web_app", false);
  }

  private JsonNode getFile(BotAccount bot, Params params) {
    FileStore.StoredFile file =
        state
            .files
            .byId(params.text("file_id"))
            .orElseThrow(() ->
                ApiException.badRequest("wrong file_id or the file is temporarily unavailable"));
    Media media = file.media();
    @Nullable Path folder = state.localFolder;
    if (folder == null && media.size() > LARGEST_FILE) {
      throw ApiException.badRequest("file is too big");
    }
    return Json.object()
        .put("file_id", media.fileId())
        .put("file_unique_id", media.uniqueId())
        .put("file_size", media.size())
        .put(
            "file_path",
            folder == null
                ? file.path()
                : FileStore.local(file, folder.resolve(Long.toString(bot.user.id()))).toString());
  }

  private JsonNode answerCallbackQuery(BotAccount bot, Params params) {
    String text = params.text("text");
    if (text.length() > LONGEST_NOTICE) {
      throw ApiException.badRequest("MESSAGE_TOO_LONG");
    }
    CallbackAnswer answer = new CallbackAnswer(text, params.flag("show_alert"));
    Callbacks.Press press =
        state
            .callbacks
            .answer(bot.user.id(), params.text("callback_query_id"), answer, state.instant())
            .orElseThrow(() ->
                ApiException.badRequest(
                    "query is too old and response timeout expired or query ID is invalid"));
    state.emit(new WorldChange.ButtonAnswered(press.chat(), press.user(), press.id(), answer));
    return BooleanNode.TRUE;
  }
}
