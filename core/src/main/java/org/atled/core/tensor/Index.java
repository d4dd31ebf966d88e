package org.atled.core.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atled.core.error.ArgumentException;
import org.jspecify.annotations.Nullable;

/**
 * What stands between NumPy's brackets for one axis; see {@link Indexing#at(Index...)}.
 *
 * <pre>{@code
 * x.at(Index.at(0), Index.ALL, Index.from(-2))          // x[0, :, -2:]
 * x.at(Index.ELLIPSIS, Index.range(8, 2, -2))           // x[..., 8:2:-2]
 * x.at(Index.of(2, 0, 2), Index.NEW_AXIS)               // x[[2, 0, 2], None]
 * }</pre>
 */
public sealed interface Index {
  /** A whole axis: {@code :}. */
  Index ALL = new Span(0, Long.MAX_VALUE, 1);

  /** As many whole axes as are left over: {@code ...}. */
  Index ELLIPSIS = Mark.ELLIPSIS;

  /** A new axis of size 1: {@code None}. */
  Index NEW_AXIS = Mark.NEW_AXIS;

  /** One place; the axis goes. Negative ones count from the end. */
  static Index at(long place) {
    return new At(place);
  }

  /** {@code start:}. */
  static Index from(long start) {
    return range(start, Long.MAX_VALUE);
  }

  /** {@code :stop}. */
  static Index to(long stop) {
    return range(0, stop);
  }

  /** {@code start:stop}. */
  static Index range(long start, long stop) {
    return range(start, stop, 1);
  }

  /** {@code start:stop:step}; bounds as in {@link Structure#slice(int, long, long, long)}. */
  static Index range(long start, long stop, long step) {
    return new Span(start, stop, step);
  }

  /** {@code ::step}: every so manieth from the first, or from the last if negative. */
  static Index every(long step) {
    return step > 0 ? range(0, Long.MAX_VALUE, step) : range(Long.MAX_VALUE, Long.MIN_VALUE, step);
  }

  /**
   * The places that an int64 or int32 tensor names, or where a bool one is true; a bool tensor
   * stands for as many axes as it has.
   */
  static Index of(Tensor tensor) {
    return new Picks(tensor);
  }

  /** These places. */
  static Index of(long... places) {
    return new Picks(Tensor.of((Object) places));
  }

  /** The places where it is true. */
  static Index of(boolean... mask) {
    return new Picks(Tensor.of((Object) mask));
  }

  /** One place. */
  record At(long place) implements Index {}

  /** Places from start to before stop by step. */
  record Span(long start, long stop, long step) implements Index {}

  /** Places that a tensor names. */
  record Picks(Tensor tensor) implements Index {}

  /** What stands for other than one axis. */
  enum Mark implements Index {
    ELLIPSIS,
    NEW_AXIS
  }

  /**
   * Terms as NumPy writes them, without the brackets: {@code "0, ..., 1:-1, None, ::-1"}.
   *
   * @throws ArgumentException if one is no number, range, {@code ...} or {@code None}
   */
  static List<Index> parse(String text) {
    List<Index> terms = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      terms.add(term(part.strip(), text));
    }
    return terms;
  }

  private static Index term(String word, String text) {
    Matcher range =
        Pattern.compile("(-?\\d+)?\\s*:\\s*(-?\\d+)?\\s*(?::\\s*(-?\\d+)?)?").matcher(word);
    try {
      if (word.equals("...")) {
        return ELLIPSIS;
      }
      if (word.equals("None")) {
        return NEW_AXIS;
      }
      if (range.matches()) {
        long step = bound(range.group(3), 1);
        long start = bound(range.group(1), step > 0 ? 0 : Long.MAX_VALUE);
        return range(
            start, bound(range.group(2), step > 0 ? Long.MAX_VALUE : Long.MIN_VALUE), step);
      }
      return at(Long.parseLong(word));
    } catch (NumberFormatException e) {
      throw new ArgumentException(
          "Index \"%s\" in \"%s\" is no number, start:stop:step, ... or None."
              .formatted(word, text));
    }
  }

  private static long bound(@Nullable String digits, long missing) {
    return digits == null ? missing : Long.parseLong(digits);
  }
}
