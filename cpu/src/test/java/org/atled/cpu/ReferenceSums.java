package org.atled.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.ConvolveKernel;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.QuantizedGemmKernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;

/**
 * Products of matrices and convolutions, one result at a time and one term after the other, as
 * their documentation reads. Their numbers are not boxed as others of {@link Reference}: tests add
 * up billions of terms. All are doubles, which hold every float.
 */
final class ReferenceSums {
  /** No window, but zeros around the source. */
  private static final int OUTSIDE = -1;

  /** No term. */
  private static final int BETWEEN_STEPS = -2;

  private ReferenceSums() {}

  /** The sum alone, without what comes after it. */
  static void gemm(GemmKernel k) {
    int row = k.out().rank() - 2;
    int rows = k.out().sizes()[row];
    int columns = k.out().sizes()[row + 1];
    int depth = k.a().sizes()[row + 1];
    double[] a = numbers(k.a());
    double[] b = numbers(k.b());
    int[] done = {0};
    Reference.each(
        k.out().sizes(),
        i -> {
          int matrix = done[0]++ / (rows * columns);
          int fromA = (matrix * rows + i[row]) * depth;
          int fromB = matrix * depth * columns + i[row + 1];
          Sum sum = new Sum(k.out().dtype());
          for (int p = 0; p < depth; p++) {
            sum.add(a[fromA + p], b[fromB + p * columns]);
          }
          Reference.set(k.out(), i, sum.result());
        });
  }

  /** The sums of floats that are made of the bytes, panel beside panel, scaled. */
  static void quantized(QuantizedGemmKernel k) {
    int[] sizes = k.b().sizes();
    Strided floats =
        Strided.rowMajor(
            Storage.zeros(DType.FLOAT32, k.b().elements()), Shape.of(sizes[1], k.out().sizes()[1]));
    Reference.each(
        sizes,
        i -> {
          int[] place = {i[1], i[0] * sizes[2] + i[2]};
          Reference.set(floats, place, (float) ((int) Reference.get(k.b(), i) - 128));
        });
    gemm(new GemmKernel(k.a(), floats, k.out()));
    Reference.each(
        k.out().sizes(),
        i -> {
          float scale = (float) Reference.get(k.scale(), i[1]);
          Reference.set(k.out(), i, (float) Reference.get(k.out(), i) * scale);
        });
  }

  /** The sum alone, without what comes after it. */
  static void convolve(ConvolveKernel k) {
    int examples = k.y().sizes()[0];
    int allChannels = k.x().sizes()[1];
    int allOutputs = k.y().sizes()[1];
    int channels = allChannels / k.groups();
    int outputs = allOutputs / k.groups();
    int places = Operands.product(plane(k.x()));
    int taps = Operands.product(plane(k.w()));
    int windows = Operands.product(plane(k.y()));
    double[] x = numbers(k.x());
    double[] w = numbers(k.w());
    double[] y = numbers(k.y());
    int[] table = k.wanted() == ConvolveKernel.Factor.X ? windowsOfPlaces(k) : placesOfWindows(k);
    int results = Operands.product(plane(k.out()));
    int[] done = {0};
    Reference.each(
        k.out().sizes(),
        at -> {
          int result = done[0]++ % results;
          Sum sum = new Sum(k.out().dtype());
          switch (k.wanted()) {
            case Y -> {
              for (int c = 0; c < channels; c++) {
                int fromX = (at[0] * allChannels + at[1] / outputs * channels + c) * places;
                int fromW = (at[1] * channels + c) * taps;
                for (int tap = 0; tap < taps; tap++) {
                  int place = table[result * taps + tap];
                  sum.addToTheOnlyChunk(place == OUTSIDE ? 0 : x[fromX + place], w[fromW + tap]);
                }
              }
            }
            case X -> {
              for (int o = 0; o < outputs; o++) {
                int output = at[1] / channels * outputs + o;
                int fromY = (at[0] * allOutputs + output) * windows;
                int fromW = (output * channels + at[1] % channels) * taps;
                for (int tap = 0; tap < taps; tap++) {
                  int window = table[result * taps + tap];
                  if (window != BETWEEN_STEPS) {
                    sum.addToTheOnlyChunk(
                        window == OUTSIDE ? 0 : y[fromY + window], w[fromW + tap]);
                  }
                }
              }
            }
            case W -> {
              int channel = at[0] / outputs * channels + at[1];
              for (int example = 0; example < examples; example++) {
                int fromX = (example * allChannels + channel) * places;
                int fromY = (example * allOutputs + at[0]) * windows;
                for (int window = 0; window < windows; window++) {
                  int place = table[window * taps + result];
                  sum.add(place == OUTSIDE ? 0 : x[fromX + place], y[fromY + window]);
                }
              }
            }
          }
          Reference.set(k.out(), at, sum.result());
        });
  }

  /** For each window and each tap of the kernel: what it sees. */
  private static int[] placesOfWindows(ConvolveKernel k) {
    int[] table = new int[Operands.product(plane(k.y())) * Operands.product(plane(k.w()))];
    int[] next = {0};
    Reference.each(
        plane(k.y()),
        window ->
            Reference.each(
                plane(k.w()),
                tap ->
                    table[next[0]++] = inPlane(k.x(), Reference.element(k.steps(), window, tap))));
    return table;
  }

  /** For each place and each tap of the kernel: the window that sees the place with it. */
  private static int[] windowsOfPlaces(ConvolveKernel k) {
    int[] table = new int[Operands.product(plane(k.x())) * Operands.product(plane(k.w()))];
    int[] next = {0};
    Reference.each(
        plane(k.x()),
        place -> Reference.each(plane(k.w()), tap -> table[next[0]++] = window(k, place, tap)));
    return table;
  }

  private static int window(ConvolveKernel k, int[] place, int[] tap) {
    int[] window = new int[place.length];
    for (int i = 0; i < place.length; i++) {
      int behind = place[i] + k.steps().before().get(i) - tap[i] * k.steps().dilation().get(i);
      if (Math.floorMod(behind, k.steps().stride().get(i)) != 0) {
        return BETWEEN_STEPS;
      }
      window[i] = Math.floorDiv(behind, k.steps().stride().get(i));
    }
    return inPlane(k.y(), window);
  }

  private static int[] plane(Strided s) {
    return Arrays.copyOfRange(s.sizes(), 2, s.rank());
  }

  private static int inPlane(Strided s, int[] place) {
    int at = 0;
    for (int i = 0; i < place.length; i++) {
      int size = s.sizes()[2 + i];
      if (place[i] < 0 || place[i] >= size) {
        return OUTSIDE;
      }
      at = at * size + place[i];
    }
    return at;
  }

  /** All elements in row-major order. */
  private static double[] numbers(Strided s) {
    double[] numbers = new double[Operands.product(s.sizes())];
    int[] next = {0};
    Reference.each(
        s.sizes(), i -> numbers[next[0]++] = ((Number) Reference.get(s, i)).doubleValue());
    return numbers;
  }

  /** A sum of products in its type, rounded after each term. */
  private static final class Sum {
    private static final int CHUNK = 4096;

    private final DType type;
    private final List<Object> chunks = new ArrayList<>();
    private int terms;
    private double sum;

    Sum(DType type) {
      this.type = type;
    }

    /** Every so many terms begin anew; the tree joins what they come to. */
    void add(double a, double b) {
      if (terms > 0 && terms % CHUNK == 0) {
        chunks.add(boxed());
        sum = 0;
      }
      terms++;
      addToTheOnlyChunk(a, b);
    }

    void addToTheOnlyChunk(double a, double b) {
      sum =
          type == DType.FLOAT32 ? Math.fma((float) a, (float) b, (float) sum) : Math.fma(a, b, sum);
    }

    Object result() {
      chunks.add(boxed());
      return ReferenceReductions.tree(Combiner.SUM, chunks);
    }

    private Object boxed() {
      return type == DType.FLOAT32 ? (Object) (float) sum : (Object) sum;
    }
  }
}
