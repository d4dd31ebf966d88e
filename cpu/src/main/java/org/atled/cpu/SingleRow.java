package org.atled.cpu;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.cpu.TableProduct.Columns;

/**
 * The product of one row with the rows of a table, as convolutions to one channel have it, or of
 * each channel by itself: what is read is used once, so loops go over it where it lies, some terms
 * at a time. Nothing behind the columns is read.
 */
final class SingleRow {
  /** Terms that are added in a pass: those of a kernel of 3×3. */
  private static final int TERMS = 9;

  private static final ConcurrentHashMap<Terms, Expression> SUMS = new ConcurrentHashMap<>();

  private final DType dtype;
  private final Convolutions loops;

  SingleRow(DType dtype, Convolutions loops) {
    this.dtype = dtype;
    this.loops = loops;
  }

  /**
   * As {@link TableProduct#multiply} with one row: {@code c[cAt + j] = Σₚ a[aAt + p]·b[bAt +
   * table[p] + column j]}, p ascending.
   */
  void multiply(
      Object a, int aAt, Object b, int bAt, int[] table, Columns columns, Object c, int cAt) {
    for (int p = 0; p < table.length; p += TERMS) {
      Terms terms = new Terms(dtype, Math.min(TERMS, table.length - p), p == 0);
      pass(terms, a, aAt + p, b, bAt, table, p, columns, c, cAt);
    }
  }

  private void pass(
      Terms terms,
      Object a,
      int aAt,
      Object b,
      int bAt,
      int[] table,
      int p,
      Columns columns,
      Object c,
      int cAt) {
    int count = terms.count;
    int operands = 2 * count + (terms.first ? 1 : 2);
    Object[] arrays = new Object[operands];
    int[] offsets = new int[operands];
    int[] outer = new int[operands];
    int[] inner = new int[operands];
    for (int x = 0; x < operands; x++) {
      boolean isWeight = x >= count && x < 2 * count;
      arrays[x] = x < count ? b : isWeight ? a : c;
      inner[x] = isWeight ? 0 : 1;
      if (isWeight) {
        offsets[x] = aAt + x - count;
      } else if (x >= count) {
        outer[x] = columns.length();
      }
    }
    Loop loop = loops.loop(SUMS.computeIfAbsent(terms, Terms::sum), inner);
    int[] starts = columns.starts();
    for (int run = 0, end; run < starts.length; run = end) {
      end = evenly(starts, run);
      int apart = end - run > 1 ? starts[run + 1] - starts[run] : 0;
      for (int x = 0; x < count; x++) {
        offsets[x] = bAt + table[p + x] + starts[run];
        outer[x] = apart;
      }
      for (int x = 2 * count; x < operands; x++) {
        offsets[x] = cAt + run * columns.length();
      }
      loop.run(arrays, offsets, outer, end - run, inner, columns.length());
    }
  }

  /** To before which run all from this one on begin equally far apart. */
  private static int evenly(int[] starts, int run) {
    int end = Math.min(run + 2, starts.length);
    while (end < starts.length && starts[end] - starts[end - 1] == starts[run + 1] - starts[run]) {
      end++;
    }
    return end;
  }

  /** So many terms, added to 0 or to what is there. */
  private record Terms(DType dtype, int count, boolean first) {
    Expression sum() {
      int inputs = 2 * count + (first ? 0 : 1);
      return Expression.of(Collections.nCopies(inputs, dtype), dtype, this::sum);
    }

    private Term sum(List<Term> terms) {
      Term sum = first ? terms.get(0).constant(0) : terms.get(2 * count);
      for (int p = 0; p < count; p++) {
        sum = terms.get(count + p).fma(terms.get(p), sum);
      }
      return sum;
    }
  }
}
