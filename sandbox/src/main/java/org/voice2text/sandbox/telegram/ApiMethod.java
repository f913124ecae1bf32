package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;

/// One method of the Bot API.
@FunctionalInterface
interface ApiMethod {
  /// @return the `result` of the answer
  /// @throws ApiException if Telegram would refuse
  JsonNode call(BotAccount bot, Params params);
}
