package org.voice2text.exporter.host;

/// The memory of the machine, or what a container may use of it, in bytes.
///
/// @param total the container's limit if there is one, else the machine's memory
/// @param used without what the system only keeps because nobody needs the room
/// @param available can be had without swapping
/// @param machine the machine's memory, whatever the container may use
record Memory(long total, long used, long available, long machine) {}
