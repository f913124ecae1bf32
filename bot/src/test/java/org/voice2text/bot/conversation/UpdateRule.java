package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.Standing;

/// Which updates are to be answered, and which are ignored on purpose, said once more and apart
/// from the handlers. Confined to one thread.
final class UpdateRule {
  /// Why the reader ignores what it ignores.
  private static final String WHY =
      "no message|unreadable: \\w+Exception|a press without its message or sender"
          + "|an incomplete payment|an incomplete change of membership"
          + "|a channel: its subscribers did not ask for a bot";

  private final Scene scene;
  private int lastEvent;

  UpdateRule(Scene scene) {
    this.scene = scene;
  }

  /// Whether something must be said to it; all else is ignored on purpose.
  boolean isToBeAnswered(Incoming.Content content) {
    return switch (content) {
      case Incoming.Ignored ignored -> {
        assertThat(ignored.why()).matches(WHY);
        yield false;
      }
      case Incoming.Press _, Incoming.PreCheckout _ -> true;
      case Incoming.Membership change ->
          !change.isPrivate() && change.before() == Standing.GONE && change.now() != Standing.GONE;
      case Incoming.Message message -> isToBeAnswered(message);
    };
  }

  private boolean isToBeAnswered(Incoming.Message message) {
    return switch (message.body()) {
      case Incoming.Command command -> message.isPrivate() || isForGroups(command);
      case Incoming.Media _ -> message.isPrivate() || isTakenUnasked(message);
      case Incoming.Other _ -> message.isPrivate();
      case Incoming.Payment payment -> message.sender() == null || !isGivenBack(payment.chargeId());
      case Incoming.Refund refund -> isPaid(refund.chargeId());
      case Incoming.Migrated _, Incoming.Service _ -> false;
    };
  }

  /// The owner's commands exist in private chats only.
  private static boolean isForGroups(Incoming.Command command) {
    return CommandName.of(command.name()).filter(c -> !c.isOwners()).isPresent()
        && Set.of("", "ourbot").contains(command.addressee());
  }

  private boolean isTakenUnasked(Incoming.Message message) {
    lastEvent = scene.count("select coalesce(max(id), 0) from technical_events");
    return scene.count(
            "select count(*) from chat_settings where chat_id = %d and groups = 'automatic'"
                .formatted(message.chat().chatId()))
        == 1;
  }

  private boolean isPaid(String charge) {
    return isPaid(charge, "");
  }

  private boolean isGivenBack(String charge) {
    return isPaid(charge, " and refunded_at is not null");
  }

  private boolean isPaid(String charge, String more) {
    return scene.database.transaction(
            "test",
            h ->
                h.createQuery("select count(*) from payments where charge_id = :charge" + more)
                    .bind("charge", charge)
                    .mapTo(Integer.class)
                    .one())
        == 1;
  }

  /// Whether a recording that nobody asked for was refused without a word, which a group is told
  /// once in a while only.
  boolean isRefusedSilently(Incoming.Message message) {
    return !message.isPrivate()
        && message.body() instanceof Incoming.Media
        && scene.count(
                "select count(*) from technical_events where type = 'job_refused' and id > "
                    + lastEvent)
            == 1;
  }
}
