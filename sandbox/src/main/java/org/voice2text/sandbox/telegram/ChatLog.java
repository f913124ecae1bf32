package org.voice2text.sandbox.telegram;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The messages and members of one chat; the last 2,000 messages are kept. Confined to the world's
/// lock.
final class ChatLog {
  private static final int KEPT = 2000;

  final Chat chat;
  final Members members = new Members();
  final TreeMap<Long, Topic> topics = new TreeMap<>();

  /// Bots that are shown little of what is said here, unless they are administrators.
  final Set<Long> privacyMode = new HashSet<>();

  @Nullable Draft draft;

  /// The supergroup that this group has become.
  @Nullable Chat successor;

  /// The group in which what is posted in this channel is repeated.
  @Nullable Chat discussion;

  /// Which update told a bot of a message.
  private final TreeMap<Long, Receipt> receipts = new TreeMap<>();

  private final TreeMap<Long, Message> messages = new TreeMap<>();
  private long nextId = 1;

  ChatLog(Chat chat) {
    this.chat = chat;
  }

  long nextId() {
    return nextId++;
  }

  void put(Message message) {
    messages.put(message.id(), message);
    if (messages.size() > KEPT) {
      messages.pollFirstEntry();
      receipts.headMap(messages.firstKey()).clear();
    }
  }

  void putReceipt(long messageId, Receipt receipt) {
    receipts.put(messageId, receipt);
  }

  Optional<Receipt> receipt(long messageId) {
    return Optional.ofNullable(receipts.get(messageId));
  }

  Optional<Message> find(long id) {
    return Optional.ofNullable(messages.get(id));
  }

  @Nullable Message remove(long id) {
    return messages.remove(id);
  }

  List<Message> messages() {
    return List.copyOf(messages.values());
  }
}
