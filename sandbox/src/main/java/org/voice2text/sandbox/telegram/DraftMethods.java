package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.time.Duration;
import java.util.Map;

/// The methods by which a bot shows that it is at work. Confined to the world's lock.
final class DraftMethods {
  private static final Duration SHOWN = Duration.ofSeconds(30);
  private static final String ACTIONS =
      "typing|upload_(photo|video|voice|document|video_note)|record_(video|voice|video_note)"
          + "|choose_sticker|find_location";

  private final WorldState state;

  DraftMethods(WorldState state) {
    this.state = state;
  }

  void register(Map<String, ApiMethod> methods) {
    methods.put("sendChatAction", this::sendChatAction);
    methods.put("sendMessageDraft", this::sendMessageDraft);
  }

  private JsonNode sendChatAction(BotAccount bot, Params params) {
    String action = params.text("action");
    if (!action.matches(ACTIONS)) {
      throw ApiException.badRequest("wrong parameter action in request");
    }
    ChatLog log = state.access().writable(bot, params);
    state.emit(new WorldChange.ActionShown(log.chat, action));
    return BooleanNode.TRUE;
  }

  private JsonNode sendMessageDraft(BotAccount bot, Params params) {
    FormattedText text = MessageParams.draft(params);
    ChatLog log = state.access().writable(bot, params);
    long id = params.number("draft_id");
    if (id == 0) {
      throw ApiException.badRequest("draft_id must be non-zero");
    }
    if (!log.chat.isPrivate()) {
      throw ApiException.badRequest("drafts can be sent to private chats only");
    }
    Draft draft = new Draft(id, text.text(), text.entities(), state.instant().plus(SHOWN));
    log.draft = draft;
    state.emit(new WorldChange.DraftShown(log.chat, draft));
    return BooleanNode.TRUE;
  }
}
