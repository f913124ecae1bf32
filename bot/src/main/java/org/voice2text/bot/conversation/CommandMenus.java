package org.voice2text.bot.conversation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.CommandMenu;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;

/// Tells Telegram which commands to offer, for each bot and language; an owner is offered more in
/// the private chat. Confined to its loop's thread.
final class CommandMenus {
  private static final Logger log = LoggerFactory.getLogger(CommandMenus.class);

  /// An owner who has not written to a bot yet, or a bot whose token was revoked, may change that.
  private static final Duration LATER = Duration.ofMinutes(5);

  private static final Duration DONE = Duration.ofDays(1);

  private final TelegramHost telegram;
  private final List<Menu> missing = new ArrayList<>();

  /// @param owner null for everybody
  private record Menu(long botId, String language, @Nullable Long owner) {}

  CommandMenus(TelegramHost telegram, Operator operator) {
    this.telegram = telegram;
    for (long bot : telegram.botIds()) {
      for (String language : Texts.LANGUAGES) {
        missing.add(new Menu(bot, language, null));
        operator.owners().forEach(owner -> missing.add(new Menu(bot, language, owner)));
      }
    }
  }

  /// Sets what is not set yet.
  ///
  /// @return when to come again
  Duration turn() throws InterruptedException {
    List<Menu> left = new ArrayList<>();
    for (Menu menu : missing) {
      try {
        set(menu);
      } catch (TelegramException e) {
        log.info(
            "Bot {} cannot offer {} commands yet, and tries again in {} min: {}",
            menu.botId,
            menu.owner == null ? "its" : "an owner's",
            LATER.toMinutes(),
            e.getMessage());
        left.add(menu);
      }
    }
    missing.retainAll(left);
    return missing.isEmpty() ? DONE : LATER;
  }

  private void set(Menu menu) throws TelegramException, InterruptedException {
    Texts texts = Texts.of(menu.language);
    List<CommandMenu.Entry> entries =
        CommandName.offered(menu.owner != null).stream()
            .map(c -> new CommandMenu.Entry(c.typed(), c.description(texts)))
            .toList();
    // The first language serves all that have none of their own.
    boolean serves = menu.language.equals(Texts.LANGUAGES.getFirst());
    telegram.commandMenu(menu.botId).set(entries, serves ? null : menu.language, menu.owner);
  }
}
