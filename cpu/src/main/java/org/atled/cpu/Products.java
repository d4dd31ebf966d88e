package org.atled.cpu;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Kernel.Combiner;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.LoopCompiler.Step;
import org.atled.core.spi.Strided;
import org.atled.cpu.MatrixProduct.Matrix;

/**
 * Runs {@link Kernel.Gemm}: cuts the results into tiles for the threads and long sums into chunks.
 * How a tile is computed is the {@link MatrixProduct}'s business.
 */
final class Products {
  private static final int CHUNK = Kernel.Gemm.CHUNK;

  /** Narrower tiles than this are cut along the rows instead. */
  private static final int LEAST_WIDTH = 256;

  private static final int LEAST_ROWS = 32;

  /** Tiles begin at multiples of this: vectors of 64 bytes of the smaller type. */
  private static final int UNIT = 16;

  /** Multiply-adds that take about as long as one element operation does elsewhere. */
  private static final int FMAS = 8;

  private final InnerLoops inner;
  private final LoopCache loops;
  private final Maps maps;
  private final Crew crew;

  Products(InnerLoops inner, LoopCache loops, Maps maps, Crew crew) {
    this.inner = inner;
    this.loops = loops;
    this.maps = maps;
    this.crew = crew;
  }

  void gemm(Kernel.Gemm gemm) {
    if (gemm.out().elements() == 0) {
      return;
    }
    if (gemm.a().sizes()[gemm.a().rank() - 1] == 0) {
      maps.fill(gemm.out(), 0);
      return;
    }
    Batches batches = Batches.of(gemm);
    int m = batches.m();
    int k = batches.k();
    int n = batches.n();
    int count = batches.nest().elements();
    long work = (long) count * m * n * k / FMAS;
    int wanted = crew.parts(Integer.MAX_VALUE, work) == 1 ? 1 : 2 * crew.threads();
    int tiles = Blocks.count(wanted, count);
    int columns = pieces(n, tiles, LEAST_WIDTH);
    int rows = pieces(m, Blocks.count(tiles, columns), LEAST_ROWS);
    DType dtype = gemm.out().dtype();
    crew.each(
        count * rows * columns,
        work,
        task -> {
          int column = task % columns;
          int row = task / columns % rows;
          int fromRow = cut(m, rows, row);
          int fromColumn = cut(n, columns, column);
          int[] at = batches.nest().offsetsAt(batches.nest().offsets(), task / columns / rows);
          tile(
              dtype,
              batches.a(at[0]).from(fromRow, 0),
              batches.b(at[1]).from(0, fromColumn),
              batches.out(at[2]).from(fromRow, fromColumn),
              cut(m, rows, row + 1) - fromRow,
              k,
              cut(n, columns, column + 1) - fromColumn);
        });
  }

  private static int pieces(int length, int wanted, int least) {
    return Math.max(1, Math.min(wanted, length / least));
  }

  private static int cut(int length, int pieces, int piece) {
    if (piece == pieces) {
      return length;
    }
    return (int) ((long) length * piece / pieces) / UNIT * UNIT;
  }

  private void tile(DType dtype, Matrix a, Matrix b, Matrix c, int m, int k, int n) {
    MatrixProduct product = inner.product(dtype);
    if (k <= CHUNK) {
      product.multiply(a, b, c, m, k, n);
      return;
    }
    // Equal numbers of chunks are joined as soon as there are two of them, as when counting in
    // binary: the same tree as level by level, but with few partial results at a time.
    Deque<Matrix> partial = new ArrayDeque<>();
    Deque<Integer> sizes = new ArrayDeque<>();
    for (int p = 0, end; p < k; p = end) {
      end = Blocks.end(p, CHUNK, k);
      Matrix part = new Matrix(Scratch.take(dtype, m * n), 0, n, 1);
      product.multiply(a.from(0, p), b.from(p, 0), part, m, end - p, n);
      partial.push(part);
      sizes.push(1);
      while (sizes.size() > 1) {
        int size = sizes.pop();
        if (sizes.peek() != size) {
          sizes.push(size);
          break;
        }
        sizes.push(2 * sizes.pop());
        joinTop(dtype, partial, m * n);
      }
    }
    while (partial.size() > 1) {
      joinTop(dtype, partial, m * n);
    }
    Matrix sum = partial.pop();
    int[] outer = {n, c.rowStride()};
    int[] along = {1, c.columnStride()};
    loop(Maps.same(dtype), along)
        .run(new Object[] {sum.array(), c.array()}, new int[] {0, c.at()}, outer, m, along, n);
    Scratch.give(dtype, m * n, sum.array());
  }

  /** Adds the two last partial results, the earlier one on the left. */
  private void joinTop(DType dtype, Deque<Matrix> partial, int length) {
    Matrix right = partial.pop();
    Object left = partial.element().array();
    int[] ones = {1, 1, 1};
    int[] zeros = {0, 0, 0};
    loop(ReduceForms.combine(Combiner.SUM, dtype), ones)
        .run(new Object[] {left, right.array(), left}, zeros, zeros, 1, ones, length);
    Scratch.give(dtype, length, right.array());
  }

  private Loop loop(Expression expression, int[] strides) {
    Step[] steps = Reductions.steps(strides);
    return loops.get(expression, steps);
  }

  /**
   * The matrices of a product: one for each element of the nest, whose operands are a, b and out.
   */
  private record Batches(Kernel.Gemm gemm, Nest nest, int m, int k, int n, int[] rowStrides) {

    static Batches of(Kernel.Gemm gemm) {
      int row = gemm.out().rank() - 2;
      Nest nest = Nest.of(List.of(gemm.a(), gemm.b(), gemm.out()), 0, row, true);
      int m = gemm.out().sizes()[row];
      int n = gemm.out().sizes()[row + 1];
      int k = gemm.a().sizes()[row + 1];
      int[] rowStrides = {gemm.a().strides()[row], gemm.out().strides()[row]};
      // A batch of matrices that share b and lie one below the other is one tall matrix: what a
      // linear layer makes of [batch, time, features].
      while (nest.rank() > 0) {
        int last = nest.rank() - 1;
        int[] s = nest.strides()[last];
        boolean below =
            s[1] == 0 && (m == 1 || (s[0] == m * rowStrides[0] && s[2] == m * rowStrides[1]));
        if (!below) {
          break;
        }
        if (m == 1) {
          rowStrides = new int[] {s[0], s[2]};
        }
        m *= nest.sizes()[last];
        nest =
            new Nest(
                Arrays.copyOf(nest.sizes(), last),
                Arrays.copyOf(nest.strides(), last),
                nest.offsets());
      }
      return new Batches(gemm, nest, m, k, n, rowStrides);
    }

    Matrix a(int at) {
      return matrix(gemm.a(), at, rowStrides[0]);
    }

    Matrix b(int at) {
      return matrix(gemm.b(), at, gemm.b().strides()[gemm.b().rank() - 2]);
    }

    Matrix out(int at) {
      return matrix(gemm.out(), at, rowStrides[1]);
    }

    private static Matrix matrix(Strided of, int at, int rowStride) {
      return new Matrix(of.storage().array(), at, rowStride, of.strides()[of.rank() - 1]);
    }
  }
}
