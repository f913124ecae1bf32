package org.voice2text.sandbox.telegram;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who is, or was, in a chat, in the order of coming. Confined to the world's lock.
final class Members {
  private final Map<Long, Member> byId = new LinkedHashMap<>();

  void put(Member member) {
    byId.put(member.user().id(), member);
  }

  /// @return what was known before; `LEFT` for strangers
  Member get(User user) {
    @Nullable Member known = byId.get(user.id());
    return known == null ? Member.of(user, MemberStatus.LEFT) : known;
  }

  /// Whether there ever was such a member.
  boolean knows(long id) {
    return byId.containsKey(id);
  }

  MemberStatus status(long id) {
    @Nullable Member known = byId.get(id);
    return known == null ? MemberStatus.LEFT : known.status();
  }

  boolean has(long id) {
    return status(id).isPresent();
  }

  boolean isAdministrator(long id) {
    return status(id).isAdministrator();
  }

  /// The present ones.
  List<Member> all() {
    return present(_ -> true).toList();
  }

  List<User> people() {
    return present(member -> !member.user().isBot()).map(Member::user).toList();
  }

  List<User> bots() {
    return present(member -> member.user().isBot()).map(Member::user).toList();
  }

  private Stream<Member> present(Predicate<Member> wanted) {
    return byId.values().stream().filter(m -> m.status().isPresent()).filter(wanted);
  }
}
