package org.atled.testkit;

import static org.atled.testkit.OpRow.ALL;
import static org.atled.testkit.OpRow.EVERY_FLOAT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.atled.core.op.nn.AffineGrid;
import org.atled.core.op.nn.Col2Im;
import org.atled.core.op.nn.GridSample;
import org.atled.core.op.nn.Im2Col;
import org.atled.core.op.nn.Interpolate;
import org.atled.core.op.nn.LocalResponseNorm;
import org.atled.core.op.nn.LpPool;
import org.atled.core.op.nn.MaxUnpool;
import org.atled.core.op.structure.Reshape;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.GridSampling;
import org.atled.core.tensor.GridSampling.Outside;
import org.atled.core.tensor.Interpolation;
import org.atled.core.tensor.Interpolation.Mode;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;

/** Images resized, read at places and rearranged; their windows as columns, and poolings undone. */
final class VisionRows {
  private static final Operand REAL = Operand.between(-2, 2);
  private static final Tolerance SUM = new Tolerance(8, 8, 3);
  private static final String FUNCTIONAL = "torch.nn.functional.";

  private VisionRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    resizes(rows);
    samples(rows);
    shuffles(rows);
    columns(rows);
    return rows;
  }

  private static void resizes(List<OpRow> rows) {
    rows.add(
        resized("to the nearest", Interpolation.to(7, 2))
            .taking(ALL)
            .within(Tolerance.ulps(0.5), Tolerance.ulps(0))
            .on(Shape.of(1, 2, 5, 3))
            .on(Shape.of(0, 1, 1, 4))
            .on(Shape.of(2, 1, 1, 1)));
    rows.add(
        resized("by 1.5 to the nearest", Interpolation.by(1.5))
            .within(Tolerance.ulps(0.5), Tolerance.ulps(0))
            .on(Shape.of(1, 2, 5)));
    rows.add(
        resized("nearest-exact", Interpolation.to(7).with(Mode.NEAREST_EXACT))
            .within(Tolerance.ulps(0.5), Tolerance.ulps(0))
            .on(Shape.of(1, 2, 5))
            .on(Shape.of(1, 1, 3, 2)));
    rows.add(
        resized("linear", Interpolation.to(7).with(Mode.LINEAR))
            .on(Shape.of(2, 2, 5))
            .on(Shape.of(1, 1, 7))
            .on(Shape.of(1, 1, 1)));
    rows.add(
        resized("linear by 1.5", Interpolation.by(1.5).with(Mode.LINEAR)).on(Shape.of(1, 2, 5)));
    rows.add(
        resized(
                "linear by 1.5 recomputed",
                Interpolation.by(1.5).with(Mode.LINEAR).recomputingScale())
            .on(Shape.of(1, 2, 5)));
    rows.add(
        resized("linear with corners", Interpolation.to(7).with(Mode.LINEAR).aligningCorners())
            .on(Shape.of(1, 2, 5))
            .on(Shape.of(1, 2, 1)));
    rows.add(
        resized("bilinear", Interpolation.by(2, 0.5).with(Mode.BILINEAR)).on(Shape.of(1, 2, 3, 4)));
    rows.add(
        resized("trilinear", Interpolation.to(3, 1, 2).with(Mode.TRILINEAR).aligningCorners())
            .on(Shape.of(1, 1, 2, 3, 3)));
    rows.add(
        resized("bicubic", Interpolation.to(4, 7).with(Mode.BICUBIC))
            .on(Shape.of(1, 2, 3, 5))
            .on(Shape.of(1, 1, 1, 2)));
    rows.add(
        resized("bicubic with corners", Interpolation.to(4, 1).with(Mode.BICUBIC).aligningCorners())
            .on(Shape.of(1, 2, 3, 5)));
    rows.add(resized("area", Interpolation.to(2, 5).with(Mode.AREA)).on(Shape.of(1, 2, 5, 3)));
  }

  private static OpRow resized(String name, Interpolation by) {
    return OpRow.of(
            "interpolate " + name,
            Interpolate.class,
            in -> in.getFirst().interpolate(by),
            in -> resized(in.getFirst(), by),
            REAL)
        .taking(EVERY_FLOAT)
        .within(SUM, SUM)
        .known(FUNCTIONAL + "interpolate", "");
  }

  private static Numbers resized(Numbers x, Interpolation by) {
    Numbers y = x;
    for (int axis = x.shape().rank() - 1; axis >= 2; axis--) {
      int along = axis;
      boolean byScale = by.sizes().isEmpty();
      int count = Math.max(by.sizes().size(), by.scales().size());
      int place = count == 1 ? 0 : axis - 2;
      int from = (int) x.shape().size(axis);
      int to = byScale ? (int) (from * by.scales().get(place)) : (int) (long) by.sizes().get(place);
      double step =
          byScale && !by.recomputeScale() ? 1 / by.scales().get(place) : from / (double) to;
      Numbers before = y;
      y =
          Oracle.at(
              before.shape().with(axis, to),
              at -> {
                double sum = 0;
                for (int i = -2; i < from + 2; i++) {
                  int[] read = at.clone();
                  read[along] = Math.clamp(i, 0, from - 1);
                  sum += share(by, i, at[along], step, from, to) * before.at(read);
                }
                return sum;
              });
    }
    return y;
  }

  /** What element i, of those continued beyond the ends, counts for one of the result. */
  private static double share(Interpolation by, int i, int at, double step, int from, int to) {
    double place =
        by.alignCorners() ? (to == 1 ? 0 : at * (from - 1.0) / (to - 1)) : (at + 0.5) * step - 0.5;
    return switch (by.mode()) {
      case NEAREST -> i == Math.min((int) (at * step), from - 1) ? 1 : 0;
      case NEAREST_EXACT -> i == Math.min((int) ((at + 0.5) * step), from - 1) ? 1 : 0;
      case LINEAR, BILINEAR, TRILINEAR ->
          Math.max(0, 1 - Math.abs(Math.clamp(place, 0, from - 1) - i));
      case BICUBIC -> cubic(place - i);
      case AREA -> {
        int first = at * from / to;
        int end = Math.ceilDiv((at + 1) * from, to);
        yield i >= first && i < end ? 1.0 / (end - first) : 0;
      }
    };
  }

  private static double cubic(double distance) {
    double d = Math.abs(distance);
    return d < 1
        ? 1.25 * d * d * d - 2.25 * d * d + 1
        : d < 2 ? -0.75 * (d * d * d - 5 * d * d + 8 * d - 4) : 0;
  }

  private static void samples(List<OpRow> rows) {
    GridSampling plain = GridSampling.standard();
    GridSampling bicubic = plain.with(GridSampling.Mode.BICUBIC);
    // Kinks of axes with four elements, whose middles lie at odd eighths or at thirds.
    double[] edges = {-1.25, -0.75, -0.25, 0.25, 0.75, 1.25};
    double[] corners = {-5 / 3.0, -1, -1 / 3.0, 1 / 3.0, 1, 5 / 3.0};
    rows.add(sampled("", plain, edges));
    rows.add(sampled(" with corners", plain.aligningCorners(), corners));
    rows.add(sampled(" within borders", plain.with(Outside.BORDER), edges));
    rows.add(sampled(" reflecting", plain.with(Outside.REFLECTION), edges));
    rows.add(
        sampled(
            " reflecting with corners", plain.with(Outside.REFLECTION).aligningCorners(), corners));
    rows.add(sampled(" bicubic", bicubic, edges));
    rows.add(sampled(" bicubic reflecting", bicubic.with(Outside.REFLECTION), edges));
    rows.add(
        sampled(
            " bicubic within borders with corners",
            bicubic.with(Outside.BORDER).aligningCorners(),
            corners));
    Operand places = Operand.between(-1.6, 1.6, edges);
    rows.add(
        OpRow.of(
                "gridSample of volumes",
                GridSample.class,
                in -> in.get(0).gridSample(in.get(1)),
                in -> sampled(in.get(0), in.get(1), plain),
                REAL,
                places)
            .taking(EVERY_FLOAT)
            .within(SUM, SUM)
            .on(Shape.of(1, 1, 4, 2, 1), Shape.of(1, 1, 2, 1, 3))
            .known(FUNCTIONAL + "grid_sample", ""));
    Numbers fixed =
        new Numbers(Shape.of(1, 1, 4, 2), new double[] {-0.9, 0.3, 0.1, 1.4, 0.6, 0, -2, -0.4});
    GridSampling nearest = plain.with(GridSampling.Mode.NEAREST);
    rows.add(
        OpRow.of(
                "gridSample to the nearest",
                GridSample.class,
                in -> in.getFirst().gridSample(fixed.tensor(in.getFirst().dtype()), nearest),
                in -> sampled(in.getFirst(), fixed, nearest),
                REAL)
            .taking(EVERY_FLOAT)
            .on(Shape.of(1, 2, 4, 4))
            .known(FUNCTIONAL + "grid_sample", ""));
    for (boolean aligned : new boolean[] {false, true}) {
      rows.add(
          OpRow.of(
                  aligned ? "affineGrid with corners" : "affineGrid",
                  AffineGrid.class,
                  in -> in.getFirst().affineGrid(aligned, 2, 3, 2, 5),
                  in -> grid(in.getFirst(), aligned, 2, 5),
                  REAL)
              .taking(EVERY_FLOAT)
              .within(SUM, SUM)
              .on(Shape.of(2, 2, 3))
              .known(FUNCTIONAL + "affine_grid", ""));
    }
    rows.add(
        OpRow.of(
                "affineGrid of volumes",
                AffineGrid.class,
                in -> in.getFirst().affineGrid(false, 1, 1, 2, 1, 3),
                in -> grid(in.getFirst(), false, 2, 1, 3),
                REAL)
            .taking(EVERY_FLOAT)
            .within(SUM, SUM)
            .on(Shape.of(1, 3, 4))
            .known(FUNCTIONAL + "affine_grid", ""));
  }

  private static OpRow sampled(String name, GridSampling by, double[] kinks) {
    return OpRow.of(
            "gridSample" + name,
            GridSample.class,
            in -> in.get(0).gridSample(in.get(1), by),
            in -> sampled(in.get(0), in.get(1), by),
            REAL,
            Operand.between(-1.6, 1.6, kinks))
        .taking(EVERY_FLOAT)
        .within(SUM, SUM)
        .on(Shape.of(1, 1, 4, 4), Shape.of(1, 3, 2, 2))
        .on(Shape.of(2, 3, 4, 4), Shape.of(2, 2, 3, 2))
        .atTies("0 by a place that is held at an end")
        .known(FUNCTIONAL + "grid_sample", "");
  }

  private static Numbers sampled(Numbers x, Numbers grid, GridSampling by) {
    int axes = x.shape().rank() - 2;
    Shape shape = x.shape().slice(0, 2).concat(grid.shape().slice(1, axes + 1));
    return Oracle.at(
        shape,
        at -> {
          double[] places = new double[axes];
          for (int i = 0; i < axes; i++) {
            int[] place = at.clone();
            System.arraycopy(at, 2, place, 1, axes);
            place[axes + 1] = axes - 1 - i;
            long size = x.shape().size(2 + i);
            double p = grid.at(place) + 1;
            places[i] = by.alignCorners() ? p * (size - 1) / 2 : p * size / 2 - 0.5;
          }
          return read(x, new int[] {at[0], at[1]}, places, by);
        });
  }

  private static double read(Numbers x, int[] before, double[] places, GridSampling by) {
    int axis = before.length - 2;
    if (axis == places.length) {
      return x.at(before);
    }
    int size = (int) x.shape().size(2 + axis);
    boolean cubic = by.mode() == GridSampling.Mode.BICUBIC;
    double place = cubic ? places[axis] : held(places[axis], size, by);
    if (by.mode() == GridSampling.Mode.NEAREST) {
      place = Math.rint(place);
    }
    DoubleUnaryOperator weight =
        switch (by.mode()) {
          case BILINEAR -> d -> Math.max(0, 1 - Math.abs(d));
          case NEAREST -> d -> d == 0 ? 1 : 0;
          case BICUBIC -> VisionRows::cubic;
        };
    double sum = 0;
    for (int i = (int) Math.floor(place) - 2; i < place + 3; i++) {
      int[] next = Arrays.copyOf(before, before.length + 1);
      next[axis + 2] = cubic ? (int) held(i, size, by) : i;
      if (next[axis + 2] >= 0 && next[axis + 2] < size) {
        sum += weight.applyAsDouble(place - i) * read(x, next, places, by);
      }
    }
    return sum;
  }

  private static double held(double place, int size, GridSampling by) {
    double p = place;
    if (by.outside() == Outside.ZEROS) {
      return p;
    }
    double low = by.alignCorners() ? 0 : -0.5;
    double high = size - 1 - low;
    while (by.outside() == Outside.REFLECTION && (p < low || p > high)) {
      p = p < low ? 2 * low - p : 2 * high - p;
    }
    return Math.clamp(p, 0, size - 1);
  }

  private static Numbers grid(Numbers map, boolean corners, long... spatial) {
    int axes = spatial.length;
    Shape shape = Shape.of(map.shape().size(0)).concat(Shape.of(spatial)).concat(Shape.of(axes));
    return Oracle.at(
        shape,
        at -> {
          double sum = map.at(at[0], at[axes + 1], axes);
          for (int i = 0; i < axes; i++) {
            double size = spatial[i];
            double middle = at[1 + i] - (size - 1) / 2;
            double place = size == 1 ? 0 : 2 * middle / (corners ? size - 1 : size);
            sum += map.at(at[0], at[axes + 1], axes - 1 - i) * place;
          }
          return sum;
        });
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
