package org.atled.testkit;

import static org.atled.testkit.OpRow.ALL;
import static org.atled.testkit.OpRow.EVERY_FLOAT;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.atled.core.op.nn.Col2Im;
import org.atled.core.op.nn.Im2Col;
import org.atled.core.op.nn.LocalResponseNorm;
import org.atled.core.op.nn.LpPool;
import org.atled.core.op.nn.MaxUnpool;
import org.atled.core.op.structure.Reshape;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;

/**
 * Images rearranged; their windows as columns, poolings undone or by powers, and channels
 * normalized.
 */
final class VisionRows {
  private static final Operand REAL = Operand.between(-2, 2);
  private static final Tolerance SUM = new Tolerance(8, 8, 3);
  private static final String FUNCTIONAL = "torch.nn.functional.";

  private VisionRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    shuffles(rows);
    columns(rows);
    return rows;
  }

  private static void shuffles(List<OpRow> rows) {
    rows.add(
        moved("pixelShuffle", x -> x.pixelShuffle(2), x -> shuffled(x, 2))
            .on(Shape.of(2, 8, 2, 3))
            .on(Shape.of(4, 1, 0))
            .known(FUNCTIONAL + "pixel_shuffle", ""));
    rows.add(
        moved("pixelUnshuffle", x -> x.pixelUnshuffle(3), x -> unshuffled(x, 3))
            .on(Shape.of(2, 2, 3, 6))
            .known(FUNCTIONAL + "pixel_unshuffle", ""));
    rows.add(
        moved(
                "channelShuffle",
                x -> x.channelShuffle(3),
                x ->
                    Oracle.at(
                        x.shape(),
                        at -> {
                          int[] from = at.clone();
                          from[1] = at[1] % 3 * ((int) x.shape().size(1) / 3) + at[1] / 3;
                          return x.at(from);
                        }))
            .on(Shape.of(2, 6, 2))
            .on(Shape.of(1, 3, 1, 2))
            .known(FUNCTIONAL + "channel_shuffle", ""));
  }

  private static OpRow moved(
      String name, UnaryOperator<Tensor> call, UnaryOperator<Numbers> reference) {
    return OpRow.of(
            name,
            Reshape.class,
            in -> call.apply(in.getFirst()),
            in -> reference.apply(in.getFirst()),
            REAL)
        .taking(ALL);
  }

  private static Numbers shuffled(Numbers x, int r) {
    int rank = x.shape().rank();
    Shape shape =
        x.shape()
            .with(rank - 3, x.shape().size(rank - 3) / (r * r))
            .with(rank - 2, x.shape().size(rank - 2) * r)
            .with(rank - 1, x.shape().size(rank - 1) * r);
    return Oracle.at(
        shape,
        at -> {
          int[] from = at.clone();
          from[rank - 3] = (at[rank - 3] * r + at[rank - 2] % r) * r + at[rank - 1] % r;
          from[rank - 2] = at[rank - 2] / r;
          from[rank - 1] = at[rank - 1] / r;
          return x.at(from);
        });
  }

  private static Numbers unshuffled(Numbers x, int r) {
    Shape shape =
        Shape.of(
            x.shape().size(0),
            x.shape().size(1) * r * r,
            x.shape().size(2) / r,
            x.shape().size(3) / r);
    return Oracle.at(
        shape,
        at -> x.at(at[0], at[1] / (r * r), at[2] * r + at[1] / r % r, at[3] * r + at[1] % r));
  }

  private static void columns(List<OpRow> rows) {
    Sliding wide = Sliding.byOne().withStride(2, 1).withPadding(1, 2).withDilation(1, 2);
    List<Long> kernel = List.of(3L, 2L);
    rows.add(
        OpRow.of(
                "unfold of images",
                Im2Col.class,
                in -> in.getFirst().unfold(kernel, wide),
                in -> columns(in.getFirst(), kernel, wide),
                REAL)
            .taking(ALL)
            .on(Shape.of(1, 2, 3, 3))
            .on(Shape.of(2, 1, 4, 2))
            .known(FUNCTIONAL + "unfold", ""));
    rows.add(
        OpRow.of(
                "fold of images",
                Col2Im.class,
                in -> in.getFirst().fold(List.of(4L, 3L), kernel, wide),
                in -> images(in.getFirst(), List.of(4L, 3L), kernel, wide),
                REAL)
            .taking(EVERY_FLOAT)
            .within(SUM, SUM)
            .on(Shape.of(1, 6, 10))
            .known(FUNCTIONAL + "fold", ""));
    Pooling two = Pooling.of(2);
    rows.add(
        OpRow.of(
                "maxUnpool",
                MaxUnpool.class,
                in -> in.get(0).maxUnpool(in.get(1), two, 4, 5),
                in -> unpooled(in.get(0), in.get(1), 4, 5),
                REAL,
                Operand.indexBelow(20))
            .taking(EVERY_FLOAT)
            .on(Shape.of(1, 2, 2, 2), Shape.of(1, 2, 2, 2))
            .known(FUNCTIONAL + "max_unpool2d", ""));
    Pooling three = Pooling.of(3).withStride(2);
    Operand positive = Operand.between(0.25, 2);
    rows.add(
        powers("lpPool1d", x -> x.lpPool1d(3, three), x -> powers(x, three, 3), positive)
            .on(Shape.of(1, 2, 7))
            .known(FUNCTIONAL + "lp_pool1d", ""));
    Pooling flat = Pooling.of(2, 1);
    rows.add(
        powers("lpPool2d", x -> x.lpPool2d(2, flat), x -> powers(x, flat, 2), REAL)
            .on(Shape.of(1, 2, 4, 2))
            .known(FUNCTIONAL + "lp_pool2d", ""));
    for (int size : new int[] {2, 3}) {
      rows.add(
          OpRow.of(
                  "localResponseNorm over " + size,
                  LocalResponseNorm.class,
                  in -> in.getFirst().localResponseNorm(size, 1, 0.75, 2),
                  in -> responses(in.getFirst(), size),
                  REAL)
              .taking(EVERY_FLOAT)
              .within(SUM, SUM)
              .on(Shape.of(2, 4, 2))
              .on(Shape.of(1, 1, 2, 1))
              .known(FUNCTIONAL + "local_response_norm", ""));
    }
  }

  private static OpRow powers(
      String name, UnaryOperator<Tensor> call, UnaryOperator<Numbers> reference, Operand operand) {
    Class<? extends Op> operation = LpPool.class;
    return OpRow.of(
            name,
            operation,
            in -> call.apply(in.getFirst()),
            in -> reference.apply(in.getFirst()),
            operand)
        .taking(EVERY_FLOAT)
        .within(SUM, SUM)
        .atTies("0 where the sum is 0");
  }

  private static long windows(long size, int i, List<Long> kernel, Sliding sliding) {
    long room = size + sliding.before(i) + sliding.after(i) - sliding.reach(i, kernel.get(i));
    return room / sliding.stride(i) + 1;
  }

  /** The place in an image that an element of a column comes from: n, c, row, column. */
  private static int[] source(int[] at, long columns, List<Long> kernel, Sliding sliding) {
    int elements = (int) (kernel.get(0) * kernel.get(1));
    int tap = at[1] % elements;
    long row =
        at[2] / columns * sliding.stride(0)
            + tap / kernel.get(1) * sliding.dilation(0)
            - sliding.before(0);
    long column =
        at[2] % columns * sliding.stride(1)
            + tap % kernel.get(1) * sliding.dilation(1)
            - sliding.before(1);
    return new int[] {at[0], at[1] / elements, (int) row, (int) column};
  }

  private static Numbers columns(Numbers x, List<Long> kernel, Sliding sliding) {
    long across = windows(x.shape().size(3), 1, kernel, sliding);
    long all = windows(x.shape().size(2), 0, kernel, sliding) * across;
    long rows = x.shape().size(1) * kernel.get(0) * kernel.get(1);
    return Oracle.at(
        Shape.of(x.shape().size(0), rows, all),
        at -> {
          int[] from = source(at, across, kernel, sliding);
          boolean inside =
              from[2] >= 0
                  && from[2] < x.shape().size(2)
                  && from[3] >= 0
                  && from[3] < x.shape().size(3);
          return inside ? x.at(from) : 0;
        });
  }

  private static Numbers images(Numbers x, List<Long> size, List<Long> kernel, Sliding sliding) {
    long across = windows(size.get(1), 1, kernel, sliding);
    long channels = x.shape().size(1) / (kernel.get(0) * kernel.get(1));
    Shape shape = Shape.of(x.shape().size(0), channels, size.get(0), size.get(1));
    double[] y = new double[shape.elements()];
    for (int i = 0; i < x.values().length; i++) {
      int[] to = source(Numbers.indices(x.shape(), i), across, kernel, sliding);
      if (to[2] >= 0 && to[2] < size.get(0) && to[3] >= 0 && to[3] < size.get(1)) {
        y[Numbers.offset(shape, to)] += x.values()[i];
      }
    }
    return new Numbers(shape, y);
  }

  private static Numbers unpooled(Numbers x, Numbers places, long height, long width) {
    Shape shape = x.shape().with(2, height).with(3, width);
    double[] y = new double[shape.elements()];
    int plane = (int) (height * width);
    int windows = (int) (x.shape().size(2) * x.shape().size(3));
    for (int i = 0; i < x.values().length; i++) {
      y[i / windows * plane + (int) places.values()[i]] = x.values()[i];
    }
    return new Numbers(shape, y);
  }

  private static Numbers powers(Numbers x, Pooling pooling, double p) {
    Shape shape = x.shape();
    for (int i = 2; i < shape.rank(); i++) {
      long room = shape.size(i) - pooling.kernel(i - 2);
      shape = shape.with(i, room / pooling.sliding().stride(i - 2) + 1);
    }
    return Oracle.at(
        shape,
        at -> {
          double sum = 0;
          for (int i = 0; i < x.values().length; i++) {
            int[] from = Numbers.indices(x.shape(), i);
            boolean inside = from[0] == at[0] && from[1] == at[1];
            for (int axis = 2; axis < from.length; axis++) {
              long start = at[axis] * pooling.sliding().stride(axis - 2);
              inside &= from[axis] >= start && from[axis] < start + pooling.kernel(axis - 2);
            }
            sum += inside ? StrictMath.pow(x.values()[i], p) : 0;
          }
          return StrictMath.pow(sum, 1 / p);
        });
  }

  private static Numbers responses(Numbers x, int size) {
    return Oracle.at(
        x.shape(),
        at -> {
          double sum = 0;
          for (int c = at[1] - size / 2; c <= at[1] + (size - 1) / 2; c++) {
            if (c >= 0 && c < x.shape().size(1)) {
              int[] from = at.clone();
              from[1] = c;
              sum += x.at(from) * x.at(from);
            }
          }
          return x.at(at) / StrictMath.pow(2 + sum / size, 0.75);
        });
  }
}
