package org.voice2text.bot.conversation;

/// The names of handlers, with which the data of their buttons begin. They stay as they are:
/// buttons of an older release lie in people's chats.
final class ButtonNames {
  /// The buttons under a transcript; what follows the name is a {@link TextButton}.
  static final String REWRITE = "rw";

  static final String REWRITE_RETRY = "rt";
  static final String ORIGINAL = "or";
  static final String MAIN_MENU = "kb";
  static final String OPTIONS_MENU = "op";
  static final String LANGUAGES_MENU = "la";
  static final String EXPORT_MENU = "export";

  /// Before the view comes the format: `ex:pdf:17:or:mn0:ort`.
  static final String EXPORT = "ex";

  /// What follows these is the job's key, and for `again` the language.
  static final String AGAIN = "again";

  static final String CANCEL = "cancel";

  /// What follows is the code of a product.
  static final String BUY = "buy";

  /// What follows is `yes` or `no`.
  static final String DELETE_DATA = "forget";

  /// What follows is `go` or `stop`, and the broadcast's key.
  static final String BROADCAST = "bc";

  private ButtonNames() {}
}
