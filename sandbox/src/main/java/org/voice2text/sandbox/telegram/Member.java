package org.voice2text.sandbox.telegram;

import java.util.Set;

/// Somebody's place in a chat; people and bots alike.
///
/// @param rights of an administrator, as the Bot API names them, such as `can_delete_messages`
/// @param anonymous whether an administrator writes in the group's name
public record Member(User user, MemberStatus status, Set<String> rights, boolean anonymous) {
  /// What an administrator may do unless told otherwise: all but making others administrators.
  static final Set<String> USUAL_RIGHTS =
      Set.of(
          "can_manage_chat",
          "can_delete_messages",
          "can_manage_video_chats",
          "can_restrict_members",
          "can_change_info",
          "can_invite_users",
          "can_pin_messages",
          "can_manage_topics");

  public Member {
    rights = Set.copyOf(rights);
  }

  static Member of(User user, MemberStatus status) {
    return new Member(user, status, Set.of(), false);
  }

  boolean may(String right) {
    return status == MemberStatus.CREATOR
        || (status == MemberStatus.ADMINISTRATOR && rights.contains(right));
  }
}
