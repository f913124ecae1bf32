package org.voice2text.bot.conversation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The commands that there are, in the order in which they are shown.
enum CommandName {
  START,
  HELP,
  SETTINGS,
  TRANSCRIBE,
  PLANS,
  STATS,
  PRIVACY,
  PAYSUPPORT,
  DELETE_MY_DATA,
  ADMIN(true),
  CREDIT(true),
  REFUND(true),
  ANSWER(true),
  BLOCK(true),
  UNBLOCK(true),
  BROADCAST(true);

  private final boolean owners;

  CommandName() {
    this(false);
  }

  CommandName(boolean owners) {
    this.owners = owners;
  }

  /// Whether only an owner may use it.
  boolean isOwners() {
    return owners;
  }

  /// As people type it, without the slash.
  String typed() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<CommandName> of(String typed) {
    return Arrays.stream(values()).filter(c -> c.typed().equals(typed)).findFirst();
  }

  /// What is offered to a person.
  static List<CommandName> offered(boolean toOwner) {
    return Arrays.stream(values()).filter(c -> toOwner || !c.owners).toList();
  }

  /// What it does, in a few words.
  String description(Texts texts) {
    return switch (this) {
      case START -> texts.get("command.start");
      case HELP -> texts.get("command.help");
      case SETTINGS -> texts.get("command.settings");
      case TRANSCRIBE -> texts.get("command.transcribe");
      case PLANS -> texts.get("command.plans");
      case STATS -> texts.get("command.stats");
      case PRIVACY -> texts.get("command.privacy");
      case PAYSUPPORT -> texts.get("command.paysupport");
      case DELETE_MY_DATA -> texts.get("command.delete_my_data");
      case ADMIN -> texts.get("command.admin");
      case CREDIT -> texts.get("command.credit");
      case REFUND -> texts.get("command.refund");
      case ANSWER -> texts.get("command.answer");
      case BLOCK -> texts.get("command.block");
      case UNBLOCK -> texts.get("command.unblock");
      case BROADCAST -> texts.get("command.broadcast");
    };
  }
}
