package org.voice2text.bot.billing;

import java.util.List;
import org.voice2text.model.event.Label;

/// Where a user's minutes can be.
enum Account implements Label {
  ISSUED,
  FREE,
  PLAN,
  PACKAGE,
  RESERVED,
  USED,
  EXPIRED;

  /// What can be used, in the order in which it is: what is lost soonest goes first.
  static final List<Account> USABLE = List.of(FREE, PLAN, PACKAGE);

  /// Where a job's minutes can come from, in the order in which they go back there.
  static final List<Account> RETURNED = List.of(ISSUED, PACKAGE, PLAN, FREE);
}
