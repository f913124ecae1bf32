package org.voice2text.bot.rewriting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// What the language model is given of a recording at a time: data, as a JSON object, inside whose
/// strings nothing that was said can end the string and become something else.
sealed interface Piece {
  ObjectNode json();

  /// The same in two smaller pieces; empty if it is as small as is worth while.
  List<Piece> halves();

  /// A stretch of the transcript.
  record Text(String text) implements Piece {
    private static final int SMALLEST = 500;

    @Override
    public ObjectNode json() {
      return JsonNodeFactory.instance.objectNode().put("transcript", text);
    }

    @Override
    public List<Piece> halves() {
      if (text.length() < SMALLEST) {
        return List.of();
      }
      return Pieces.texts(text, text.length() * 3 / 5).stream().<Piece>map(Text::new).toList();
    }

    @Override
    public String toString() {
      return "Text[%d characters]".formatted(text.length());
    }
  }

  /// A stretch of the transcript with the times at which things were said.
  record Timed(List<Line> lines) implements Piece {
    public Timed {
      lines = List.copyOf(lines);
    }

    @Override
    public ObjectNode json() {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      ArrayNode segments = object.putArray("segments");
      lines.forEach(l -> segments.addObject().put("time", l.time()).put("text", l.text()));
      return object;
    }

    @Override
    public List<Piece> halves() {
      int half = lines.size() / 2;
      return half == 0
          ? List.of()
          : List.of(
              new Timed(lines.subList(0, half)), new Timed(lines.subList(half, lines.size())));
    }

    @Override
    public String toString() {
      return "Timed[%d lines]".formatted(lines.size());
    }
  }

  /// What was made of consecutive stretches, to be made into one.
  record Notes(List<String> notes) implements Piece {
    public Notes {
      notes = List.copyOf(notes);
    }

    @Override
    public ObjectNode json() {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      ArrayNode array = object.putArray("notes");
      notes.forEach(array::add);
      return object;
    }

    @Override
    public List<Piece> halves() {
      return List.of();
    }

    @Override
    public String toString() {
      return "Notes[%d]".formatted(notes.size());
    }
  }

  /// Something that was said, and when.
  ///
  /// @param time such as `1:05` or `1:00:05`
  record Line(String time, String text) {
    @Override
    public String toString() {
      return "Line[%s]".formatted(time);
    }
  }
}
