package org.atled.text.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atled.formats.json.JsonPlace;

/** Cuts pieces where something matches. */
final class Split {
  private Split() {}

  /** What becomes of the matches. */
  enum Behavior {
    /** They are left out. */
    REMOVED,
    /** Each is a piece. */
    ISOLATED,
    /** Neighbours are one piece. */
    CONTIGUOUS,
    /** Each ends the piece before it. */
    MERGED_WITH_PREVIOUS,
    /** Each begins the piece after it. */
    MERGED_WITH_NEXT;

    static Behavior of(JsonPlace place) {
      return switch (place.asString()) {
        case "Removed" -> REMOVED;
        case "Isolated" -> ISOLATED;
        case "Contiguous" -> CONTIGUOUS;
        case "MergedWithPrevious" -> MERGED_WITH_PREVIOUS;
        case "MergedWithNext" -> MERGED_WITH_NEXT;
        default ->
            throw place.error(
                "is \""
                    + place.asString()
                    + "\", which is not known; known are Removed, Isolated, Contiguous,"
                    + " MergedWithPrevious, MergedWithNext.");
      };
    }
  }

  /** From start to end, which matches or lies between matches. */
  private record Span(int start, int end, boolean match) {
    Span upTo(Span other) {
      return new Span(Math.min(start, other.start), Math.max(end, other.end), match);
    }
  }

  /** Where a pattern matches. */
  static PreTokenizer by(Pattern pattern, boolean invert, Behavior behavior) {
    return piece -> {
      List<Span> spans = new ArrayList<>();
      int at = 0;
      Matcher matcher = pattern.matcher(piece.text());
      while (matcher.find()) {
        if (isInsideCharacter(piece.text(), matcher)) {
          continue;
        }
        if (at < matcher.start()) {
          spans.add(new Span(at, matcher.start(), invert));
        }
        spans.add(new Span(matcher.start(), matcher.end(), !invert));
        at = matcher.end();
      }
      if (at < piece.text().length()) {
        spans.add(new Span(at, piece.text().length(), invert));
      }
      return pieces(piece, spans, behavior);
    };
  }

  /** An empty match between two halves of a surrogate pair. */
  private static boolean isInsideCharacter(String text, Matcher matcher) {
    int at = matcher.start();
    return at == matcher.end()
        && at > 0
        && at < text.length()
        && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
  }

  /** At every character of a class. */
  static PreTokenizer at(IntPredicate characters, Behavior behavior) {
    return piece -> {
      String text = piece.text();
      List<Span> spans = new ArrayList<>();
      int start = 0;
      int at = 0;
      while (at < text.length()) {
        int c = text.codePointAt(at);
        int end = at + Character.charCount(c);
        if (characters.test(c)) {
          if (start < at) {
            spans.add(new Span(start, at, false));
          }
          spans.add(new Span(at, end, true));
          start = end;
        }
        at = end;
      }
      if (start < at) {
        spans.add(new Span(start, at, false));
      }
      return pieces(piece, spans, behavior);
    };
  }

  private static List<Piece> pieces(Piece whole, List<Span> spans, Behavior behavior) {
    List<Span> kept =
        switch (behavior) {
          case REMOVED -> spans.stream().filter(span -> !span.match()).toList();
          case ISOLATED -> spans;
          case CONTIGUOUS -> contiguous(spans);
          case MERGED_WITH_PREVIOUS -> merged(spans);
          case MERGED_WITH_NEXT -> merged(spans.reversed()).reversed();
        };
    List<Piece> pieces = new ArrayList<>(kept.size());
    for (Span span : kept) {
      if (span.start() < span.end()) {
        pieces.add(
            new Piece(
                whole.text().substring(span.start(), span.end()),
                whole.first() && span.start() == 0));
      }
    }
    return pieces;
  }

  private static List<Span> contiguous(List<Span> spans) {
    List<Span> result = new ArrayList<>();
    for (Span span : spans) {
      if (!result.isEmpty() && result.getLast().match() == span.match()) {
        result.set(result.size() - 1, result.getLast().upTo(span));
      } else {
        result.add(span);
      }
    }
    return result;
  }

  /** A match joins what came before it, unless that is a match too. */
  private static List<Span> merged(List<Span> spans) {
    List<Span> result = new ArrayList<>();
    boolean afterMatch = true;
    for (Span span : spans) {
      if (span.match() && !afterMatch) {
        result.set(result.size() - 1, result.getLast().upTo(span));
      } else {
        result.add(span);
      }
      afterMatch = span.match();
    }
    return result;
  }
}
