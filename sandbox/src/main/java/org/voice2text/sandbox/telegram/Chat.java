package org.voice2text.sandbox.telegram;

/// A place for messages. As with Telegram, a private chat carries the id of its user, so that one
/// user's chats with two bots differ in `botId` only.
///
/// @param botId the bot of a private chat; 0 for a group
public record Chat(long id, Type type, String title, long botId) {

  /// What kind of place it is.
  public enum Type {
    PRIVATE("private", false),
    GROUP("group", false),
    SUPERGROUP("supergroup", false),
    FORUM("supergroup", true),
    CHANNEL("channel", false);

    private final String apiName;
    private final boolean forum;

    Type(String apiName, boolean forum) {
      this.apiName = apiName;
      this.forum = forum;
    }

    String apiName() {
      return apiName;
    }

    boolean isForum() {
      return forum;
    }
  }

  public boolean isPrivate() {
    return type == Type.PRIVATE;
  }
}
