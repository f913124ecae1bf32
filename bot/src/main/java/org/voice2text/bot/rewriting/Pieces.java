package org.voice2text.bot.rewriting;

import java.util.ArrayList;
import java.util.List;
import org.voice2text.bot.telegram.TextSplitter;
import org.voice2text.bot.transcription.Transcript;

/// Cuts a transcript into what the language model can take at a time.
final class Pieces {
  /// A piece ends at a good place, mostly before it is as long as it may be.
  private static final double SLACK = 1.2;

  private Pieces() {}

  /// @param timed whether the model is told the times, where the transcript has any
  /// @param budget of characters in a piece
  static List<Piece> of(Transcript transcript, boolean timed, int budget) {
    return timed && !transcript.segments().isEmpty()
        ? timed(Timecodes.lines(transcript.segments()), budget)
        : texts(transcript.text(), budget).stream().<Piece>map(Piece.Text::new).toList();
  }

  /// Cut at paragraphs, sentences or words into pieces of about the same length, so that none is
  /// too short to make sense.
  static List<String> texts(String text, int budget) {
    int pieces = Math.ceilDiv(text.length(), budget);
    int length = Math.min(budget, (int) (SLACK * text.length() / pieces));
    return TextSplitter.split(text, length).stream().filter(t -> !t.isBlank()).toList();
  }

  private static List<Piece> timed(List<Piece.Line> lines, int budget) {
    List<Piece> pieces = new ArrayList<>();
    List<Piece.Line> piece = new ArrayList<>();
    int length = 0;
    for (Piece.Line line : lines) {
      if (!piece.isEmpty() && length + line.text().length() > budget) {
        pieces.add(new Piece.Timed(piece));
        piece.clear();
        length = 0;
      }
      piece.add(line);
      length += line.text().length();
    }
    pieces.add(new Piece.Timed(piece));
    return pieces;
  }

  /// Groups of notes of which each is within the budget, unless a single note is not.
  static List<Piece.Notes> notes(List<String> notes, int budget) {
    List<Piece.Notes> groups = new ArrayList<>();
    List<String> group = new ArrayList<>();
    int length = 0;
    for (String note : notes) {
      if (group.size() > 1 && length + note.length() > budget) {
        groups.add(new Piece.Notes(group));
        group.clear();
        length = 0;
      }
      group.add(note);
      length += note.length();
    }
    groups.add(new Piece.Notes(group));
    return groups;
  }
}
