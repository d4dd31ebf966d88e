package org.atled.testkit;

import static org.atled.testkit.OpRow.ALL;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.atled.core.op.indexing.Gather;
import org.atled.core.op.structure.Broadcast;
import org.atled.core.op.structure.Concat;
import org.atled.core.op.structure.Diagonal;
import org.atled.core.op.structure.DiagonalEmbed;
import org.atled.core.op.structure.Fold;
import org.atled.core.op.structure.Pad;
import org.atled.core.op.structure.PadAround;
import org.atled.core.op.structure.Slice;
import org.atled.core.op.structure.Triangle;
import org.atled.core.op.structure.Unfold;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Padding;
import org.atled.core.tensor.Tensor;

/** Parts, surroundings, repetitions, windows and diagonals. */
final class PartsRows {
  private static final Operand REAL = Operand.between(-3, 3);

  private PartsRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    rows.add(part("split", x -> x.split(1, 2).get(2), 4, 1).known("torch.split", "numpy.split"));
    rows.add(
        part("splitWithSizes", x -> x.splitWithSizes(1, 1, 0, 4).get(2), 1, 4)
            .known("torch.split_with_sizes", "numpy.split"));
    rows.add(part("chunk", x -> x.chunk(1, 4).get(1), 2, 2).known("torch.chunk", ""));
    rows.add(
        part("tensorSplit", x -> x.tensorSplit(1, 4).get(1), 2, 1)
            .known("torch.tensor_split", "numpy.array_split"));
    rows.add(
        unary(
                "unbind",
                Slice.class,
                x -> x.unbind(1).get(2),
                x -> Oracle.reduce(x, line -> line[2], false, 1))
            .on(Shape.of(2, 3, 2))
            .on(Shape.of(0, 3))
            .known("torch.unbind", ""));
    rows.add(
        unary("pad", Pad.class, x -> x.pad(Padding.constant(2), 1, 2, -1, 3), PartsRows::padded)
            .on(Shape.of(2, 3))
            .on(Shape.of(4, 0))
            .on(Shape.of(1, 1))
            .known("torch.nn.functional.pad", "numpy.pad"));
    rows.add(around("pad by reflection", Padding.REFLECT, n -> i -> reflected(i, n)));
    rows.add(
        around("pad by replication", Padding.REPLICATE, n -> i -> Math.clamp(i, 0, n - 1))
            .on(Shape.of(3, 1)));
    rows.add(
        around("pad by symmetry", Padding.SYMMETRIC, n -> i -> symmetric(i, n))
            .known("", "numpy.pad"));
    rows.add(around("pad by circulation", Padding.CIRCULAR, n -> i -> Math.floorMod(i, n)));
    rows.add(
        unary(
                "pad by circulation, cut",
                PadAround.class,
                x -> x.pad(Padding.CIRCULAR, -2, 3),
                x -> line(x, 1, 6, i -> (i + 2) % 5))
            .on(Shape.of(2, 5))
            .known("torch.nn.functional.pad", "numpy.pad"));
    rows.add(
        unary("tile", Broadcast.class, x -> x.tile(2, 1, 3), x -> tiled(x, 2, 1, 3))
            .on(Shape.of(2, 2))
            .on(Shape.of(0, 2))
            .on(Shape.of(1))
            .on(Shape.scalar())
            .known("torch.tile", "numpy.tile"));
    rows.add(
        unary("repeat", Broadcast.class, x -> x.repeat(3, 2), x -> tiled(x, 3, 2))
            .on(Shape.of(2, 3))
            .on(Shape.of(2))
            .known("torch.Tensor.repeat", "numpy.tile"));
    rows.add(
        unary(
                "repeatInterleave",
                Broadcast.class,
                x -> x.repeatInterleave(1, 2),
                x -> line(x, 1, 2 * (int) x.shape().size(1), i -> i / 2))
            .on(Shape.of(2, 3, 2))
            .on(Shape.of(2, 0))
            .on(Shape.of(1, 1))
            .known("torch.repeat_interleave", "numpy.repeat"));
    rows.add(
        unary(
                "repeatInterleave by counts",
                Gather.class,
                x -> x.repeatInterleave(1, new long[] {2, 0, 1}),
                x -> line(x, 1, 3, i -> i < 2 ? 0 : 2))
            .on(Shape.of(2, 3))
            .known("torch.repeat_interleave", "numpy.repeat"));
    rows.add(
        unary(
                "repeatInterleave by a tensor",
                Gather.class,
                x -> x.repeatInterleave(1, Tensor.of((Object) new long[] {2, 0, 1})),
                x -> line(x, 1, 3, i -> i < 2 ? 0 : 2))
            .on(Shape.of(2, 3))
            .known("torch.repeat_interleave", "numpy.repeat"));
    rows.add(
        unary(
                "roll along 1",
                Concat.class,
                x -> x.roll(1, -4),
                x ->
                    line(
                        x,
                        1,
                        (int) x.shape().size(1),
                        i -> Math.floorMod(i + 4, (int) x.shape().size(1))))
            .on(Shape.of(2, 3, 2))
            .on(Shape.of(1, 1))
            .on(Shape.of(2, 0))
            .known("torch.roll", "numpy.roll"));
    rows.add(
        unary(
                "roll",
                Concat.class,
                x -> x.roll(2),
                x ->
                    Numbers.of(x.shape(), i -> x.values()[Math.floorMod(i - 2, x.values().length)]))
            .on(Shape.of(2, 3))
            .on(Shape.scalar())
            .on(Shape.of(0, 3))
            .known("torch.roll", "numpy.roll"));
    unfolds(rows);
    diagonals(rows);
    return rows;
  }

  private static void unfolds(List<OpRow> rows) {
    for (int[] by : new int[][] {{3, 2}, {2, 3}, {1, 1}, {0, 1}, {5, 7}}) {
      rows.add(
          unary(
                  "unfold %d by %d".formatted(by[0], by[1]),
                  Unfold.class,
                  x -> x.unfold(1, by[0], by[1]),
                  x -> windows(x, by[0], by[1]))
              .on(Shape.of(2, 5))
              .on(Shape.of(2, 6, 2))
              .on(Shape.of(0, 5))
              .known("torch.Tensor.unfold", "numpy.lib.stride_tricks.sliding_window_view"));
    }
    for (int step = 1; step <= 3; step++) {
      int by = step;
      rows.add(
          OpRow.of(
                  "fold by " + by,
                  Fold.class,
                  in -> in.getFirst().fold(0, by, 11),
                  in -> folded(in.getFirst(), by, 11),
                  REAL)
              .taking(OpRow.NUMERIC)
              .within(2, 4)
              .on(Shape.of(3, 2))
              .on(Shape.of(2, 3, 4))
              .on(Shape.of(4, 2, 2))
              .on(Shape.of(0, 3))
              .known("torch.nn.functional.fold", ""));
    }
  }

  private static void diagonals(List<OpRow> rows) {
    for (int offset : new int[] {0, 1, -2, 9}) {
      rows.add(
          unary(
                  "diagonal " + offset,
                  Diagonal.class,
                  x -> x.diagonal(offset, 0, -1),
                  x -> diagonal(x, offset))
              .on(Shape.of(3, 4))
              .on(Shape.of(4, 2, 3))
              .on(Shape.of(1, 1))
              .on(Shape.of(0, 2))
              .known("torch.diagonal", "numpy.diagonal"));
      rows.add(
          unary(
                  "triu " + offset,
                  Triangle.class,
                  x -> x.triu(offset),
                  x -> where(x, (i, j) -> j - i >= offset))
              .on(Shape.of(3, 4))
              .on(Shape.of(2, 4, 2))
              .on(Shape.of(1, 1))
              .on(Shape.of(0, 2))
              .known("torch.triu", "numpy.triu"));
      rows.add(
          unary(
                  "tril " + offset,
                  Triangle.class,
                  x -> x.tril(offset),
                  x -> where(x, (i, j) -> j - i <= offset))
              .on(Shape.of(3, 4))
              .on(Shape.of(2, 4, 2))
              .on(Shape.of(1, 1))
              .on(Shape.of(0, 2))
              .known("torch.tril", "numpy.tril"));
    }
    for (int offset : new int[] {0, 2, -1}) {
      rows.add(
          unary(
                  "diag " + offset + " of a vector",
                  DiagonalEmbed.class,
                  x -> x.diag(offset),
                  x -> onDiagonal(x, offset))
              .on(Shape.of(3))
              .on(Shape.of(1))
              .on(Shape.of(0))
              .known("torch.diag", "numpy.diag"));
    }
    rows.add(
        unary(
                "diagEmbed",
                DiagonalEmbed.class,
                x -> x.diagEmbed(1, 0, 2),
                x -> Oracle.permute(onDiagonal(x, 1), 1, 0, 2))
            .on(Shape.of(2, 3))
            .on(Shape.of(0, 3))
            .on(Shape.of(1, 1))
            .known("torch.diag_embed", ""));
  }

  private static OpRow part(String name, UnaryOperator<Tensor> call, int start, int count) {
    return unary(name, Slice.class, call, x -> Oracle.slice(x, 1, start, 1, count))
        .on(Shape.of(2, 5, 2))
        .on(Shape.of(0, 5));
  }

  /** Continued by 2 before and 3 after on the last axis, and by 1 before on the other. */
  private static OpRow around(
      String name, Padding padding, Function<Integer, IntUnaryOperator> place) {
    return unary(
            name,
            PadAround.class,
            x -> x.pad(padding, 2, 3, 1, 0),
            x -> {
              int rows = (int) x.shape().size(0);
              int columns = (int) x.shape().size(1);
              IntUnaryOperator row = place.apply(rows);
              IntUnaryOperator column = place.apply(columns);
              return Oracle.at(
                  Shape.of(rows + 1, columns + 5),
                  i -> x.at(row.applyAsInt(i[0] - 1), column.applyAsInt(i[1] - 2)));
            })
        .on(Shape.of(2, 4))
        .on(Shape.of(3, 5))
        .known("torch.nn.functional.pad", "numpy.pad");
  }

  private static int reflected(int i, int n) {
    int j = Math.abs(i);
    return j < n ? j : 2 * (n - 1) - j;
  }

  private static int symmetric(int i, int n) {
    int j = Math.floorMod(i, 2 * n);
    return j < n ? j : 2 * n - 1 - j;
  }

  private static Numbers padded(Numbers x) {
    int rows = (int) x.shape().size(0);
    int columns = (int) x.shape().size(1);
    return Oracle.at(
        Shape.of(rows + 2, columns + 3),
        i -> {
          int row = i[0] + 1;
          int column = i[1] - 1;
          return row < rows && column >= 0 && column < columns ? x.at(row, column) : 2;
        });
  }

  private static Numbers tiled(Numbers x, int... times) {
    int missing = times.length - x.shape().rank();
    long[] sizes = new long[times.length];
    for (int a = 0; a < sizes.length; a++) {
      sizes[a] = times[a] * (a < missing ? 1 : x.shape().size(a - missing));
    }
    return Oracle.at(
        Shape.of(sizes),
        i -> {
          int[] from = new int[x.shape().rank()];
          for (int a = 0; a < from.length; a++) {
            from[a] = i[a + missing] % (int) x.shape().size(a);
          }
          return x.at(from);
        });
  }

  private static Numbers line(Numbers x, int axis, int length, IntUnaryOperator place) {
    return Oracle.at(
        x.shape().with(axis, length),
        i -> {
          int[] from = i.clone();
          from[axis] = place.applyAsInt(i[axis]);
          return x.at(from);
        });
  }

  private static Numbers windows(Numbers x, int size, int step) {
    long count = (x.shape().size(1) - size) / step + 1;
    return Oracle.at(
        x.shape().with(1, count).concat(Shape.of(size)),
        i -> {
          int[] from = Arrays.copyOf(i, i.length - 1);
          from[1] = i[1] * step + i[i.length - 1];
          return x.at(from);
        });
  }

  private static Numbers folded(Numbers x, int step, int length) {
    int rank = x.shape().rank();
    Shape shape = x.shape().slice(0, rank - 1).with(0, length);
    double[] sums = new double[shape.elements()];
    for (int e = 0; e < x.values().length; e++) {
      int[] i = Numbers.indices(x.shape(), e);
      int[] to = Arrays.copyOf(i, rank - 1);
      to[0] = i[0] * step + i[rank - 1];
      sums[Numbers.offset(shape, to)] += x.values()[e];
    }
    return new Numbers(shape, sums);
  }

  private static Numbers diagonal(Numbers x, int offset) {
    int rank = x.shape().rank();
    int row = Math.max(0, -offset);
    int column = Math.max(0, offset);
    long length = Math.max(0, Math.min(x.shape().size(0) - row, x.shape().size(-1) - column));
    return Oracle.at(
        x.shape().slice(1, rank - 1).concat(Shape.of(length)),
        i -> {
          int[] from = new int[rank];
          System.arraycopy(i, 0, from, 1, rank - 2);
          from[0] = row + i[rank - 2];
          from[rank - 1] = column + i[rank - 2];
          return x.at(from);
        });
  }

  private static Numbers onDiagonal(Numbers x, int offset) {
    int rank = x.shape().rank();
    long size = x.shape().size(-1) + Math.abs(offset);
    return Oracle.at(
        x.shape().slice(0, rank - 1).concat(Shape.of(size, size)),
        i -> {
          int[] from = Arrays.copyOf(i, rank);
          from[rank - 1] = Math.min(i[rank - 1], i[rank]);
          return i[rank] - i[rank - 1] == offset ? x.at(from) : 0;
        });
  }

  private interface Place {
    boolean holds(int row, int column);
  }

  private static Numbers where(Numbers x, Place place) {
    int rank = x.shape().rank();
    return Oracle.at(x.shape(), i -> place.holds(i[rank - 2], i[rank - 1]) ? x.at(i) : 0);
  }

  private static OpRow unary(
      String name,
      Class<? extends Op> op,
      UnaryOperator<Tensor> call,
      UnaryOperator<Numbers> reference) {
    return OpRow.of(
            name, op, in -> call.apply(in.getFirst()), in -> reference.apply(in.getFirst()), REAL)
        .taking(ALL);
  }
}
