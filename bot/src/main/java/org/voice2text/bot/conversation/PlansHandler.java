package org.voice2text.bot.conversation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.billing.Billing;
import org.voice2text.bot.billing.Minutes;
import org.voice2text.bot.billing.Product;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.Keyboard;
import org.voice2text.bot.telegram.Keyboard.Button;
import org.voice2text.bot.telegram.Priority;
import org.voice2text.bot.telegram.Stars.Bill;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.model.event.ButtonAction;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.store.Database;

/// `/plans` and its buttons. Whoever presses buys for themselves, and only in a private chat: bills
/// are not for groups. Thread-safe.
final class PlansHandler implements ButtonHandler {
  /// Names of its transactions, for measurement.
  static final List<String> OPERATIONS = List.of("load_minutes", "write_invoice");

  private final Database database;
  private final Answers answers;
  private final TelegramHost telegram;
  private final Billing billing;

  PlansHandler(Database database, Answers answers, TelegramHost telegram, Billing billing) {
    this.database = database;
    this.answers = answers;
    this.telegram = telegram;
    this.billing = billing;
  }

  void plans(UpdateKey update, Incoming.Message message, Incoming.Command command)
      throws TelegramException, InterruptedException {
    Texts texts = answers.texts(message);
    Minutes.@Nullable State state = state(message);
    if (!message.isPrivate() || state == null) {
      answers.reply(
          update, message, FormattedText.plain(texts.get("plans.privately")), Operation.PLANS);
      return;
    }
    answers.reply(
        update,
        message,
        FormattedText.titled(texts.get("plans.title") + "\n\n" + text(texts, state)),
        keyboard(texts),
        Operation.PLANS);
  }

  private Minutes.@Nullable State state(Incoming.Message message) {
    return database.transaction(
        "load_minutes",
        h -> {
          Long user = answers.touch(h, message.sender());
          return user == null ? null : billing.minutes().state(h, user);
        });
  }

  private static String text(Texts texts, Minutes.State state) {
    List<String> lines = new ArrayList<>();
    if (state.plan() != null && state.planUntil() != null) {
      lines.add(texts.get("plans.plan", state.plan().label(), texts.date(state.planUntil())));
    }
    if (state.isUnlimited()) {
      lines.add(texts.get("plans.unlimited"));
    } else {
      lines.add(texts.get("plans.free", texts.minutes(state.free())));
      if (!state.inPlan().isZero()) {
        lines.add(texts.get("plans.in_plan", texts.minutes(state.inPlan())));
      }
      if (!state.packages().isZero()) {
        lines.add(texts.get("plans.packages", texts.minutes(state.packages())));
      }
    }
    return String.join("\n", lines);
  }

  private static Keyboard keyboard(Texts texts) {
    return new Keyboard(
        Product.ALL.stream()
            .<List<Button>>map(product ->
                List.of(
                    new Button.Press(
                        texts.get("plans.offer", name(texts, product), product.stars()),
                        ButtonNames.BUY + ":" + product.code())))
            .toList());
  }

  /// What a product is called.
  static String name(Texts texts, Product product) {
    return switch (product) {
      case Product.Minutes minutes -> texts.get("product.minutes", minutes.minutes());
      case Product.Subscription(var plan) ->
          switch (plan) {
            case LITE -> texts.get("product.lite", hours(product));
            case PRO -> texts.get("product.pro", hours(product));
            case UNLIMITED -> texts.get("product.unlimited");
          };
    };
  }

  private static long hours(Product product) {
    return product instanceof Product.Subscription s
        ? s.allowance().map(Duration::toHours).orElse(0L)
        : 0;
  }

  @Override
  public ButtonAction action() {
    return ButtonAction.PLANS;
  }

  @Override
  public void handle(UpdateKey update, Incoming.Press press, String arguments)
      throws TelegramException, InterruptedException {
    Texts texts = answers.texts(press);
    Optional<Product> product = Product.of(arguments);
    if (product.isEmpty() || !press.isPrivate()) {
      answers.messenger(press.chat()).answerPress(press.queryId(), texts.get("button.unknown"));
      answers.finishPress(update, press, action());
      return;
    }
    answers.messenger(press.chat()).answerPress(press.queryId(), null);
    offer(press, texts, product.get());
    answers.finishAnswered(
        update,
        press,
        user ->
            List.of(
                new TechnicalEvent.ButtonPressed(user, action()),
                new TechnicalEvent.OperationPerformed(user, Operation.BUY)));
  }

  private void offer(Incoming.Press press, Texts texts, Product product)
      throws TelegramException, InterruptedException {
    String payload = database.transaction("write_invoice", h -> invoice(h, press, product));
    String name = name(texts, product);
    Bill bill = new Bill("Voice2Text", texts.get("plans.bill", name), payload, product.stars());
    switch (product) {
      case Product.Minutes _ -> telegram.stars(press.chat().botId()).send(press.chat(), bill);
      case Product.Subscription _ -> {
        Minutes.State state = database.transaction("load_minutes", h -> state(h, press));
        String link = telegram.stars(press.chat().botId()).subscriptionLink(bill);
        int _ =
            answers
                .messenger(press.chat())
                .send(
                    press.chat(),
                    FormattedText.plain(subscription(texts, name, state)),
                    Keyboard.row(new Button.Link(texts.get("plans.pay", product.stars()), link)),
                    null,
                    Priority.BUTTONS);
      }
    }
  }

  private Minutes.State state(Handle handle, Incoming.Press press) {
    return billing.minutes().state(handle, user(handle, press));
  }

  /// Telegram would go on renewing the plan that runs already beside the new one.
  private static String subscription(Texts texts, String name, Minutes.State state) {
    String text = texts.get("plans.subscribe", name);
    return state.plan() == null || state.planUntil() == null
        ? text
        : text
            + "\n\n"
            + texts.get(
                "plans.beside",
                name(texts, new Product.Subscription(state.plan())),
                texts.date(state.planUntil()));
  }

  private String invoice(Handle handle, Incoming.Press press, Product product) {
    return billing.offer(handle, user(handle, press), product);
  }

  private long user(Handle handle, Incoming.Press press) {
    Long user = answers.touch(handle, press.sender());
    if (user == null) {
      throw new IllegalStateException("A press has a sender");
    }
    return user;
  }
}
