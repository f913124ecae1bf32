package org.voice2text.bot.telegram;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.UpdateStore.RawUpdate;

/// Whose update it is. Of no state.
final class SentBy {
  private SentBy() {}

  /// Whether an update that waits goes when its person's data are deleted.
  static boolean isForgotten(RawUpdate update, long telegramId) {
    return switch (UpdateReader.read(update.key(), update.body()).content()) {
      case Incoming.Message message ->
          is(message.sender(), telegramId)
              && !(message.body() instanceof Incoming.Payment)
              && !(message.body() instanceof Incoming.Refund);
      case Incoming.Press press -> is(press.sender(), telegramId);
      case Incoming.PreCheckout query -> is(query.sender(), telegramId);
      case Incoming.Membership change -> is(change.sender(), telegramId);
      // Nobody answers it: it is enough that the person is in it.
      case Incoming.Ignored _ ->
          Pattern.compile("\"id\"\\s*:\\s*" + telegramId + "\\b").matcher(update.body()).find();
    };
  }

  private static boolean is(@Nullable Sender sender, long telegramId) {
    return sender != null && sender.telegramId() == telegramId;
  }
}
