package org.voice2text.bot.rewriting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.voice2text.bot.telemetry.Trace;
import org.voice2text.model.event.RewriteMode;

/// Has one text made by the language model: a short one at once, a long one in parts side by side.
/// What keeps all that was said is joined; what condenses it is condensed once more. Used by one
/// thread.
final class TextMaker {
  /// What is condensed may be long; what is kept is written anew, and no longer than a model writes
  /// in one go.
  static final int CONDENSED = 24_000;

  static final int KEPT = 6_000;

  private final LanguageModel model;
  private final Object person;
  private final Prompts prompts;
  private final RewriteMode mode;
  private final RewriteOptions options;
  private final Instant end;
  private final Consumer<Usage> bill;
  private final RewriteListener listener;
  private final Trace trace;
  private int done;
  private int parts;

  /// @param person for whom it is
  TextMaker(
      LanguageModel model,
      Object person,
      Prompts prompts,
      RewriteMode mode,
      RewriteOptions options,
      Instant end,
      Consumer<Usage> bill,
      RewriteListener listener,
      Trace trace) {
    this.model = model;
    this.person = person;
    this.prompts = prompts;
    this.mode = mode;
    this.options = options;
    this.end = end;
    this.bill = bill;
    this.listener = listener;
    this.trace = trace;
  }

  static boolean condenses(RewriteMode mode) {
    return mode == RewriteMode.SUMMARY || mode == RewriteMode.ACTION_ITEMS;
  }

  static int budget(RewriteMode mode) {
    return condenses(mode) ? CONDENSED : KEPT;
  }

  String make(List<Piece> pieces) throws ChatException, InterruptedException {
    parts = pieces.size();
    if (pieces.size() == 1) {
      return write(prompts.whole(mode, options), pieces.getFirst());
    }
    if (!condenses(mode)) {
      return String.join(
          "\n\n", all(pieces, i -> prompts.part(mode, options, i + 1, pieces.size())));
    }
    parts++;
    return merge(all(pieces, i -> prompts.notes(mode, options, i + 1, pieces.size())));
  }

  private String merge(List<String> made) throws ChatException, InterruptedException {
    List<String> notes = made;
    while (true) {
      List<Piece.Notes> groups = Pieces.notes(notes, CONDENSED);
      if (groups.size() == 1) {
        return write(prompts.merge(mode, options), groups.getFirst());
      }
      notes = all(groups, _ -> prompts.merge(mode, options.with(Length.LONG)));
    }
  }

  /// Side by side; the first failure ends all.
  private List<String> all(List<? extends Piece> pieces, IntFunction<String> instructions)
      throws ChatException, InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var finished = new ExecutorCompletionService<String>(threads);
      List<Future<String>> written = new ArrayList<>();
      for (int i = 0; i < pieces.size(); i++) {
        String told = instructions.apply(i);
        Piece piece = pieces.get(i);
        written.add(finished.submit(trace.carried(() -> counted(write(told, piece)))));
      }
      try {
        for (int i = 0; i < pieces.size(); i++) {
          String _ = finished.take().get();
        }
        return written.stream().map(Future::resultNow).toList();
      } catch (ExecutionException e) {
        throw failure(e);
      } finally {
        // Whoever still writes writes for nobody.
        threads.shutdownNow();
      }
    }
  }

  private static ChatException failure(ExecutionException e) {
    if (e.getCause() instanceof ChatException failure) {
      return failure;
    }
    throw new IllegalStateException("A part of a text failed unexpectedly", e.getCause());
  }

  private synchronized String counted(String text) {
    done++;
    if (done < parts) {
      listener.progress(done, parts);
    }
    return text;
  }

  /// A piece of which the model would write more than it may is given to it in two.
  private String write(String instructions, Piece piece)
      throws ChatException, InterruptedException {
    try {
      return model.complete(person, instructions, piece.json(), end, bill);
    } catch (ChatException e) {
      List<Piece> halves =
          e.kind() == ChatException.Kind.TOO_LONG ? piece.halves() : List.<Piece>of();
      if (halves.isEmpty()) {
        throw e;
      }
      List<String> texts = new ArrayList<>();
      for (Piece half : halves) {
        texts.add(write(instructions, half));
      }
      return String.join("\n\n", texts);
    }
  }
}
