package org.voice2text.sandbox.telegram;

/// Something people could see happened in the pretend world.
public sealed interface WorldChange {

  /// A message appeared or was edited.
  record MessageShown(Message message) implements WorldChange {}

  record MessageDeleted(Chat chat, long messageId) implements WorldChange {}

  /// The bot answered the press of a button.
  ///
  /// @param press the id under which it was pressed
  record ButtonAnswered(Chat chat, User user, String press, CallbackAnswer answer)
      implements WorldChange {}

  /// A bot confirmed all updates below an offset: it has read what they are about.
  record UpdatesConfirmed(long botId, long offset) implements WorldChange {}

  /// The bot says that it is typing, or the like; lasts five seconds.
  record ActionShown(Chat chat, String action) implements WorldChange {}

  /// The bot shows how far a message has got; gone with the next message or when its time is over.
  record DraftShown(Chat chat, Draft draft) implements WorldChange {}

  /// A bot answered to an attempt to pay.
  record CheckoutChanged(Checkout checkout) implements WorldChange {}

  /// A bot, user or chat appeared or changed.
  record DirectoryChanged() implements WorldChange {}
}
