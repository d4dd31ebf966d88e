package org.atled.testkit;

import static org.atled.testkit.OpRow.EVERY_FLOAT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.atled.core.op.nn.Convolution;
import org.atled.core.op.nn.ConvolutionTransposed;
import org.atled.core.op.nn.ConvolutionWeight;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;

/** Convolutions. */
final class ConvolutionRows {
  private static final Operand REAL = Operand.between(-2, 2);

  /** Sums of a few dozen products. */
  private static final Tolerance SUM = new Tolerance(8, 8, 3);

  private static final String FUNCTIONAL = "torch.nn.functional.";

  private ConvolutionRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    Sliding plain = Sliding.byOne();
    Sliding wide = Sliding.byOne().withStride(2, 1).withPadding(1, 2).withDilation(1, 2);
    rows.add(
        conv(
                "conv1d",
                in -> in.get(0).conv1d(in.get(1), plain.withPadding(1), 1),
                plain.withPadding(1),
                1)
            .on(Shape.of(2, 2, 4), Shape.of(3, 2, 3))
            .on(Shape.of(1, 1, 1), Shape.of(1, 1, 1))
            .on(Shape.of(0, 1, 3), Shape.of(2, 1, 2))
            .known(FUNCTIONAL + "conv1d", ""));
    rows.add(
        conv("conv2d", in -> in.get(0).conv2d(in.get(1), plain, 1), plain, 1)
            .on(Shape.of(1, 2, 4, 3), Shape.of(2, 2, 3, 2))
            .on(Shape.of(2, 3, 9, 17), Shape.of(5, 3, 3, 3))
            .known(FUNCTIONAL + "conv2d", "scipy.signal.correlate2d"));
    rows.add(
        conv("conv2d over steps in groups", in -> in.get(0).conv2d(in.get(1), wide, 2), wide, 2)
            .on(Shape.of(1, 2, 3, 4), Shape.of(4, 1, 2, 3))
            .on(Shape.of(2, 4, 5, 6), Shape.of(2, 2, 3, 2))
            .known(FUNCTIONAL + "conv2d", ""));
    rows.add(
        conv(
                "conv2d and bias",
                Convolution.class,
                in -> in.get(0).conv2d(in.get(1), in.get(2), plain, 1),
                in -> perChannel(conv(in.get(0), in.get(1), plain, 1), in.get(2)),
                REAL)
            .on(Shape.of(1, 2, 3, 3), Shape.of(2, 2, 2, 2), Shape.of(2))
            .known(FUNCTIONAL + "conv2d", ""));
    rows.add(
        conv("conv3d", in -> in.get(0).conv3d(in.get(1), plain, 1), plain, 1)
            .on(Shape.of(1, 2, 2, 3, 2), Shape.of(2, 2, 1, 2, 2))
            .known(FUNCTIONAL + "conv3d", ""));
    rows.add(
        conv(
                "conv2d gradient by its weight",
                ConvolutionWeight.class,
                in -> weight(in.get(0), in.get(1), wide, 2, Shape.of(4, 1, 2, 3)),
                in -> weight(in.get(0), in.get(1), wide, 2, Shape.of(4, 1, 2, 3)))
            .on(Shape.of(1, 2, 3, 4), Shape.of(1, 4, 2, 4)));
    Sliding up = Sliding.byOne().withStride(2).withPadding(1);
    rows.add(
        transposed(
                "convTranspose1d", in -> in.get(0).convTranspose1d(in.get(1), plain, 1), plain, 0)
            .on(Shape.of(2, 2, 3), Shape.of(2, 3, 2))
            .on(Shape.of(1, 1, 1), Shape.of(1, 1, 1))
            .known(FUNCTIONAL + "conv_transpose1d", ""));
    rows.add(
        transposed(
                "convTranspose2d", in -> in.get(0).convTranspose2d(in.get(1), up, 2, 1), up, 2, 1)
            .on(Shape.of(1, 4, 2, 3), Shape.of(4, 1, 3, 3))
            .on(Shape.of(2, 2, 3, 2), Shape.of(2, 2, 3, 2))
            .known(FUNCTIONAL + "conv_transpose2d", ""));
    Sliding gaps = Sliding.byOne().withDilation(2);
    rows.add(
        transposed("convTranspose3d", in -> in.get(0).convTranspose3d(in.get(1), gaps, 1), gaps, 0)
            .on(Shape.of(1, 2, 2, 1, 2), Shape.of(2, 1, 2, 1, 2))
            .known(FUNCTIONAL + "conv_transpose3d", ""));
    return rows;
  }

  private static OpRow conv(
      String name, Function<List<Tensor>, Tensor> call, Sliding sliding, int groups) {
    return conv(name, Convolution.class, call, in -> conv(in.get(0), in.get(1), sliding, groups));
  }

  private static OpRow transposed(
      String name, Function<List<Tensor>, Tensor> call, Sliding sliding, int... extra) {
    int groups = extra.length == 2 ? extra[0] : 1;
    int more = extra[extra.length - 1];
    return conv(
        name,
        ConvolutionTransposed.class,
        call,
        in -> transposed(in.get(0), in.get(1), sliding, groups, more));
  }

  private static OpRow conv(
      String name,
      Class<? extends Op> operation,
      Function<List<Tensor>, Tensor> call,
      Function<List<Numbers>, Numbers> reference,
      Operand... more) {
    List<Operand> operands = new ArrayList<>(List.of(REAL, REAL));
    operands.addAll(List.of(more));
    return OpRow.of(name, operation, call, reference, operands.toArray(Operand[]::new))
        .taking(EVERY_FLOAT)
        .within(SUM, SUM);
  }

  /** The element of x that the window at a place has there; what is outside is {@code around}. */
  static double seen(
      Numbers x, int n, int c, int[] window, int[] inside, Sliding sliding, double around) {
    int[] at = new int[2 + window.length];
    at[0] = n;
    at[1] = c;
    for (int i = 0; i < window.length; i++) {
      at[2 + i] =
          (int)
              (window[i] * sliding.stride(i) + inside[i] * sliding.dilation(i) - sliding.before(i));
      if (at[2 + i] < 0 || at[2 + i] >= x.shape().size(2 + i)) {
        return around;
      }
    }
    return x.at(at);
  }

  private static Numbers conv(Numbers x, Numbers w, Sliding sliding, int groups) {
    int axes = w.shape().rank() - 2;
    long[] sizes = new long[2 + axes];
    sizes[0] = x.shape().size(0);
    sizes[1] = w.shape().size(0);
    for (int i = 0; i < axes; i++) {
      long room =
          x.shape().size(2 + i)
              + sliding.before(i)
              + sliding.after(i)
              - sliding.reach(i, w.shape().size(2 + i));
      sizes[2 + i] = room / sliding.stride(i) + 1;
    }
    Shape kernel = w.shape().slice(1, 2 + axes);
    int outputs = (int) w.shape().size(0) / groups;
    return Oracle.at(
        Shape.of(sizes),
        at -> {
          double sum = 0;
          for (int k = 0; k < kernel.elements(); k++) {
            int[] tap = Numbers.indices(kernel, k);
            int channel = at[1] / outputs * (int) kernel.size(0) + tap[0];
            int[] inside = Arrays.copyOfRange(tap, 1, tap.length);
            int[] window = Arrays.copyOfRange(at, 2, at.length);
            sum +=
                seen(x, at[0], channel, window, inside, sliding, 0)
                    * w.values()[at[1] * kernel.elements() + k];
          }
          return sum;
        });
  }

  private static Tensor weight(Tensor x, Tensor y, Sliding sliding, int groups, Shape w) {
    return Dispatch.apply(new ConvolutionWeight(sliding, groups, w), x, y);
  }

  private static Numbers weight(Numbers x, Numbers y, Sliding sliding, int groups, Shape w) {
    int axes = w.rank() - 2;
    int outputs = (int) w.size(0) / groups;
    int channels = (int) w.size(1);
    Shape windows = y.shape().slice(2, 2 + axes);
    return Oracle.at(
        w,
        at -> {
          int[] tap = Arrays.copyOfRange(at, 2, 2 + axes);
          int channel = at[0] / outputs * channels + at[1];
          double sum = 0;
          for (int n = 0; n < y.shape().size(0); n++) {
            for (int p = 0; p < windows.elements(); p++) {
              int[] window = Numbers.indices(windows, p);
              int place = (n * (int) y.shape().size(1) + at[0]) * windows.elements() + p;
              sum += y.values()[place] * seen(x, n, channel, window, tap, sliding, 0);
            }
          }
          return sum;
        });
  }

  private static Numbers transposed(Numbers x, Numbers w, Sliding sliding, int groups, int extra) {
    int axes = w.shape().rank() - 2;
    int outputs = (int) w.shape().size(1);
    long[] sizes = new long[2 + axes];
    sizes[0] = x.shape().size(0);
    sizes[1] = (long) outputs * groups;
    for (int i = 0; i < axes; i++) {
      sizes[2 + i] =
          (x.shape().size(2 + i) - 1) * sliding.stride(i)
              - sliding.before(i)
              - sliding.after(i)
              + sliding.reach(i, w.shape().size(2 + i))
              + extra;
    }
    Shape shape = Shape.of(sizes);
    double[] y = new double[shape.elements()];
    Shape kernel = w.shape().slice(2, 2 + axes);
    int inputs = (int) w.shape().size(0) / groups;
    for (int from = 0; from < x.values().length; from++) {
      int[] at = Numbers.indices(x.shape(), from);
      for (int o = 0; o < outputs; o++) {
        for (int k = 0; k < kernel.elements(); k++) {
          int[] tap = Numbers.indices(kernel, k);
          int[] to = at.clone();
          to[1] = at[1] / inputs * outputs + o;
          boolean inside = true;
          for (int i = 0; i < axes; i++) {
            to[2 + i] =
                (int)
                    (at[2 + i] * sliding.stride(i)
                        + tap[i] * sliding.dilation(i)
                        - sliding.before(i));
            inside &= to[2 + i] >= 0 && to[2 + i] < sizes[2 + i];
          }
          if (inside) {
            int place = (at[1] * outputs + o) * kernel.elements() + k;
            y[Numbers.offset(shape, to)] += x.values()[from] * w.values()[place];
          }
        }
      }
    }
    return new Numbers(shape, y);
  }

  private static Numbers perChannel(Numbers y, Numbers bias) {
    return Oracle.at(y.shape(), at -> y.at(at) + bias.at(at[1]));
  }
}
