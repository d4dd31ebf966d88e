package org.atled.cpu;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.cpu.MatrixProduct.Finish;
import org.atled.cpu.MatrixProduct.Matrix;
import org.atled.cpu.MatrixProduct.Team;

/**
 * The product of one row and a matrix whose rows lie one after the other: what a network makes of
 * one example. Each element is read once, so loops go along a few rows at a time, in which
 * direction memory is read ahead, and keep the sums in the first cache. A tile of sums in registers
 * would jump from row to row for a few lines of each.
 */
final class RowTimesMatrix {
  /** Terms that are added in a pass: rows that are read side by side. */
  private static final int TERMS = 8;

  /** Elements of a smaller matrix are in the first cache however they lie. */
  private static final int LEAST = 1 << 14;

  /** Columns that a thread should have at least, and of which it has a multiple. */
  private static final int UNIT = 64;

  /** Columns whose sums stay in the first cache while terms are added. */
  private static final int COLUMNS = 2048;

  private final LoopCache loops;
  private final List<Expression> sums;

  RowTimesMatrix(DType dtype, LoopCache loops) {
    this.loops = loops;
    this.sums = IntStream.rangeClosed(0, TERMS).mapToObj(terms -> sum(dtype, terms)).toList();
  }

  /** Whether the matrices lie right for it, and it is worth it. */
  static boolean serves(Matrix b, Matrix c, int m, int k, int n) {
    return m == 1
        && b.columnStride() == 1
        && c.columnStride() == 1
        && n >= UNIT
        && (long) k * n >= LEAST;
  }

  /**
   * Of so many elements of rows, a factor for each, and a sum so far, the sum with the products.
   */
  private static Expression sum(DType dtype, int terms) {
    return Expression.of(
        Collections.nCopies(2 * terms + 1, dtype),
        dtype,
        t -> {
          Term sum = t.get(2 * terms);
          for (int p = 0; p < terms; p++) {
            sum = t.get(terms + p).fma(t.get(p), sum);
          }
          return sum;
        });
  }

  /** As {@link MatrixProduct#multiply}, for one row. */
  void multiply(Matrix a, Matrix b, Matrix c, int k, int n, Team team, Finish finish) {
    int units = n / UNIT;
    int parts = Math.min(team.threads(), units);
    team.each(
        parts,
        part -> {
          int left = (int) ((long) units * part / parts) * UNIT;
          int end = part == parts - 1 ? n : (int) ((long) units * (part + 1) / parts) * UNIT;
          for (int j = left, right; j < end; j = right) {
            right = Blocks.end(j, COLUMNS, end);
            columns(a, b.from(0, j), c.from(0, j), k, right - j);
            finish.block(c.from(0, j), 0, j, 1, right - j);
          }
        });
  }

  private void columns(Matrix a, Matrix b, Matrix c, int k, int columns) {
    Convolutions.zero(c.array(), c.at(), c.at() + columns);
    int groups = k / TERMS;
    pass(a, b, c, TERMS, groups, columns);
    int rest = groups * TERMS;
    pass(a.from(0, rest), b.from(rest, 0), c, k - rest, 1, columns);
  }

  private void pass(Matrix a, Matrix b, Matrix c, int terms, int groups, int columns) {
    pass(loops, sums.get(terms), a, b, c, terms, groups, columns);
  }

  /**
   * Adds groups of so many terms to sums that are neighbours, one group after the other.
   *
   * @param sum of as many elements of b's rows, as many of a's one row, and a sum so far
   */
  static void pass(
      LoopCache loops,
      Expression sum,
      Matrix a,
      Matrix b,
      Matrix c,
      int terms,
      int groups,
      int columns) {
    if (terms == 0 || groups == 0) {
      return;
    }
    int operands = 2 * terms + 2;
    Object[] arrays = new Object[operands];
    int[] offsets = new int[operands];
    int[] outer = new int[operands];
    int[] inner = new int[operands];
    for (int p = 0; p < terms; p++) {
      arrays[p] = b.array();
      offsets[p] = b.from(p, 0).at();
      outer[p] = terms * b.rowStride();
      inner[p] = b.columnStride();
      arrays[terms + p] = a.array();
      offsets[terms + p] = a.from(0, p).at();
      outer[terms + p] = terms * a.columnStride();
    }
    for (int x = 2 * terms; x < operands; x++) {
      arrays[x] = c.array();
      offsets[x] = c.at();
      inner[x] = 1;
    }
    loops.get(sum, Reductions.steps(inner)).run(arrays, offsets, outer, groups, inner, columns);
  }
}
