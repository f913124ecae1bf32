package org.voice2text.sandbox.telegram;

/// A bill in Stars.
///
/// @param payload what the bot calls it; people do not see it
/// @param stars the price
/// @param subscriptionSeconds for how long it pays; 0 for a single purchase
public record Invoice(
    long botId,
    String title,
    String description,
    String payload,
    String startParameter,
    int stars,
    int subscriptionSeconds) {

  public boolean isSubscription() {
    return subscriptionSeconds > 0;
  }
}
