package org.atled.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.spi.ArgReduceKernel;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.ReduceKernel;

/** Reductions for {@link Reference}, in the order that {@link ReduceKernel} says. */
final class ReferenceReductions {
  private ReferenceReductions() {}

  static Object combine(Combiner combiner, Object a, Object b) {
    return switch (a) {
      case Boolean x ->
          combiner == Combiner.MAX || combiner == Combiner.SUM ? x | (boolean) b : x & (boolean) b;
      case Integer x ->
          switch (combiner) {
            case SUM -> x + (int) b;
            case PRODUCT -> x * (int) b;
            case MAX -> Math.max(x, (int) b);
            case MIN -> Math.min(x, (int) b);
          };
      case Long x ->
          switch (combiner) {
            case SUM -> x + (long) b;
            case PRODUCT -> x * (long) b;
            case MAX -> Math.max(x, (long) b);
            case MIN -> Math.min(x, (long) b);
          };
      case Float x ->
          switch (combiner) {
            case SUM -> x + (float) b;
            case PRODUCT -> x * (float) b;
            case MAX -> Math.max(x, (float) b);
            case MIN -> Math.min(x, (float) b);
          };
      default -> {
        double x = (double) a;
        yield switch (combiner) {
          case SUM -> x + (double) b;
          case PRODUCT -> x * (double) b;
          case MAX -> Math.max(x, (double) b);
          case MIN -> Math.min(x, (double) b);
        };
      }
    };
  }

  static Object identity(Combiner combiner, DType dtype) {
    return switch (dtype) {
      case BOOL -> combiner == Combiner.MIN;
      case UINT8 -> number(combiner, 0, 1, 0, 255);
      case INT32 -> number(combiner, 0, 1, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case INT64 -> number(combiner, 0L, 1L, Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT16, BFLOAT16, FLOAT32 ->
          number(combiner, 0f, 1f, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
      case FLOAT64 -> number(combiner, 0d, 1d, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    };
  }

  private static <T> T number(Combiner combiner, T sum, T product, T max, T min) {
    return switch (combiner) {
      case SUM -> sum;
      case PRODUCT -> product;
      case MAX -> max;
      case MIN -> min;
    };
  }

  static void reduce(ReduceKernel k) {
    int[] sizes = k.inputs().getFirst().sizes();
    int kept = k.out().rank();
    int[] reducedSizes = Arrays.copyOfRange(sizes, kept, sizes.length);
    Reference.each(
        k.out().sizes(),
        i -> {
          List<Object> elements = new ArrayList<>();
          int[] at = Arrays.copyOf(i, sizes.length);
          Reference.each(
              reducedSizes,
              r -> {
                System.arraycopy(r, 0, at, kept, r.length);
                Object value = ReferenceExpressions.evaluate(k.before(), 0, k.inputs(), at);
                elements.add(k.out().dtype() == DType.UINT8 ? (int) value & 0xFF : value);
              });
          Reference.set(k.out(), i, reduce(k.combiner(), k.out().dtype(), elements));
        });
  }

  private static Object reduce(Combiner combiner, DType dtype, List<Object> elements) {
    List<Object> chunks = new ArrayList<>();
    for (int begin = 0; begin < elements.size(); begin += 4096) {
      List<Object> chunk = elements.subList(begin, Math.min(elements.size(), begin + 4096));
      Object[] lanes = new Object[16];
      Arrays.fill(lanes, identity(combiner, dtype));
      for (int r = 0; r < chunk.size(); r++) {
        lanes[r % 16] = combine(combiner, lanes[r % 16], chunk.get(r));
      }
      for (int half = 8; half > 0; half /= 2) {
        for (int l = 0; l < half; l++) {
          lanes[l] = combine(combiner, lanes[l], lanes[l + half]);
        }
      }
      chunks.add(lanes[0]);
    }
    return chunks.isEmpty() ? identity(combiner, dtype) : tree(combiner, chunks);
  }

  static Object tree(Combiner combiner, List<Object> values) {
    if (values.size() == 1) {
      return values.getFirst();
    }
    List<Object> joined = new ArrayList<>();
    for (int i = 0; i < values.size(); i += 2) {
      joined.add(
          i + 1 < values.size()
              ? combine(combiner, values.get(i), values.get(i + 1))
              : values.get(i));
    }
    return tree(combiner, joined);
  }

  static void argReduce(ArgReduceKernel k) {
    int last = k.in().rank() - 1;
    Reference.each(
        k.out().sizes(),
        i -> {
          int[] at = Arrays.copyOf(i, last + 1);
          long best = 0;
          for (int j = 1; j < k.in().sizes()[last]; j++) {
            if (better(
                k.combiner(),
                Reference.get(k.in(), Reference.with(at, last, j)),
                Reference.get(k.in(), Reference.with(at, last, (int) best)))) {
              best = j;
            }
          }
          Reference.set(k.out(), i, best);
        });
  }

  private static boolean better(Combiner combiner, Object x, Object than) {
    if (x instanceof Boolean b) {
      return b != (boolean) than && b == (combiner == Combiner.MAX);
    }
    if (x instanceof Long a) {
      return combiner == Combiner.MAX ? a > (long) than : a < (long) than;
    }
    double a = ((Number) x).doubleValue();
    double b = ((Number) than).doubleValue();
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return !Double.isNaN(b);
    }
    return combiner == Combiner.MAX ? a > b : a < b;
  }
}
