package org.voice2text.sandbox.telegram;

/// A topic of a forum.
///
/// @param id the thread id: the id of the message that opened it
public record Topic(long id, String name, boolean closed) {}
