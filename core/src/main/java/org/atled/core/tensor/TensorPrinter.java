package org.atled.core.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atled.core.shape.DType;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;

/**
 * Prints tensors as NumPy's {@code str} prints arrays with its default options: precision 8,
 * threshold 1000, three items at each edge, 75 columns. Elements are read through the strides, so
 * that nothing is copied and no backend is needed, and only those that are shown are read.
 */
final class TensorPrinter {
  /** With more elements than this, only those at the edges of each axis are shown. */
  private static final int THRESHOLD = 1000;

  private static final int EDGE = 3;
  private static final int LINE_WIDTH = 75;

  /** Stands for the elements left out, among the indices of those shown. */
  private static final int GAP = -1;

  private final Strided data;
  private final boolean summarised;
  private final IntFunction<String> element;

  private TensorPrinter(Strided data) {
    this.data = data;
    this.summarised = data.elements() > THRESHOLD;
    this.element = columns(data.storage(), positions(0, data.offset()).toArray());
  }

  static String print(Tensor x) {
    Strided data = x.strided();
    if (data.rank() == 0) {
      return scalar(data.storage(), data.offset());
    }
    return data.elements() == 0 ? "[]" : new TensorPrinter(data).axis(0, data.offset());
  }

  private static String scalar(Storage storage, int at) {
    return switch (storage) {
      case Storage.Float16 s -> Numeral.half(s.get(at), DType.FLOAT16).alone();
      case Storage.Bfloat16 s -> Numeral.half(s.get(at), DType.BFLOAT16).alone();
      case Storage.Float32 s -> Numeral.of(s.array()[at]).alone();
      case Storage.Float64 s -> Numeral.of(s.array()[at]).alone();
      case Storage.Int32 s -> Integer.toString(s.array()[at]);
      case Storage.Int64 s -> Long.toString(s.array()[at]);
      case Storage.Uint8 s -> Integer.toString(s.array()[at] & 0xFF);
      case Storage.Recorded s -> throw s.noNumbers();
      case Storage.Bool s -> s.array()[at] ? "True" : "False";
    };
  }

  /** The text of the element at a place in the storage, equally wide for all that are shown. */
  private static IntFunction<String> columns(Storage storage, int[] shown) {
    return switch (storage) {
      case Storage.Float16 s -> floats(at -> Numeral.half(s.get(at), DType.FLOAT16), shown);
      case Storage.Bfloat16 s -> floats(at -> Numeral.half(s.get(at), DType.BFLOAT16), shown);
      case Storage.Float32 s -> floats(at -> Numeral.of(s.array()[at]), shown);
      case Storage.Float64 s -> floats(at -> Numeral.of(s.array()[at]), shown);
      case Storage.Int32 s -> integers(at -> s.array()[at], shown);
      case Storage.Int64 s -> integers(at -> s.array()[at], shown);
      case Storage.Uint8 s -> integers(at -> s.array()[at] & 0xFF, shown);
      case Storage.Recorded s -> throw s.noNumbers();
      case Storage.Bool s -> at -> s.array()[at] ? " True" : "False";
    };
  }

  private static IntFunction<String> floats(IntFunction<Numeral> read, int[] shown) {
    FloatColumns columns = FloatColumns.of(Arrays.stream(shown).mapToObj(read).toList());
    return at -> columns.text(read.apply(at));
  }

  private static IntFunction<String> integers(IntToLongFunction read, int[] shown) {
    IntFunction<String> text = at -> Long.toString(read.applyAsLong(at));
    int width = Arrays.stream(shown).map(at -> text.apply(at).length()).max().orElseThrow();
    return at -> {
      String digits = text.apply(at);
      return " ".repeat(width - digits.length()) + digits;
    };
  }

  /** The indices shown along an axis, in order, with {@link #GAP} where some are left out. */
  private IntStream shown(int axis) {
    int size = data.sizes()[axis];
    return summarised && size > 2 * EDGE
        ? IntStream.concat(
            IntStream.concat(IntStream.range(0, EDGE), IntStream.of(GAP)),
            IntStream.range(size - EDGE, size))
        : IntStream.range(0, size);
  }

  /** The places in the storage of all elements shown. */
  private IntStream positions(int axis, int offset) {
    return axis == data.rank()
        ? IntStream.of(offset)
        : shown(axis)
            .filter(i -> i != GAP)
            .flatMap(i -> positions(axis + 1, offset + i * data.strides()[axis]));
  }

  /** What is below one index of each axis before this one. */
  private String axis(int axis, int offset) {
    boolean last = axis == data.rank() - 1;
    List<String> parts =
        shown(axis)
            .mapToObj(i -> {
              int at = offset + i * data.strides()[axis];
              return i == GAP ? "..." : last ? element.apply(at) : axis(axis + 1, at);
            })
            .toList();
    String indent = " ".repeat(axis + 1);
    if (last) {
      return wrap(parts, indent, LINE_WIDTH - axis - 1);
    }
    String separator = "\n".repeat(data.rank() - axis - 1) + indent;
    return parts.stream().collect(Collectors.joining(separator, "[", "]"));
  }

  /** Words in brackets, as many on a line as fit, but one at least. */
  private static String wrap(List<String> words, String indent, int width) {
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder(indent);
    for (String word : words) {
      if (line.length() + word.length() > width && line.length() > indent.length()) {
        text.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(indent);
      }
      line.append(word).append(' ');
    }
    text.append(line, 0, line.length() - 1);
    return "[" + text.substring(indent.length()) + "]";
  }
}
