package org.atled.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.QuantizedGemmKernel;
import org.atled.core.spi.Strided;
import org.atled.cpu.MatrixProduct.Matrix;

/**
 * Runs {@link QuantizedGemmKernel}: row by row of the left operand, so that the bytes are converted
 * on their way to the multiply-adds, and are all that is read of memory. The loops are generated:
 * over columns, some terms of the sum at a time, and from there over the rest of the sum.
 */
final class QuantizedProducts {
  private static final DType FLOAT = DType.FLOAT32;

  /** Terms that are added in a pass over columns: their factors stay in registers. */
  private static final int TERMS = 8;

  /** Columns whose sums stay in the first cache while terms are added. */
  private static final int COLUMNS = 2048;

  /** Sums, by how many terms are added to each; of none there is no use. */
  private static final List<Expression> SUMS =
      IntStream.rangeClosed(0, TERMS).mapToObj(QuantizedProducts::sum).toList();

  private static final Expression SCALED =
      Expression.of(List.of(FLOAT, FLOAT), FLOAT, t -> t.get(0).mul(t.get(1)));

  private final LoopCache loops;
  private final Maps maps;
  private final ParallelLoops parallel;

  QuantizedProducts(LoopCache loops, Maps maps, ParallelLoops parallel) {
    this.loops = loops;
    this.maps = maps;
    this.parallel = parallel;
  }

  /** Of so many bytes and as many factors, and a sum so far, the sum with their products. */
  private static Expression sum(int terms) {
    List<DType> inputs = new ArrayList<>(Collections.nCopies(terms, DType.UINT8));
    inputs.addAll(Collections.nCopies(terms + 1, FLOAT));
    return Expression.of(
        inputs,
        FLOAT,
        t -> {
          Term sum = t.get(2 * terms);
          for (int p = 0; p < terms; p++) {
            Term weight = t.get(p).to(FLOAT).sub(QuantizedGemmKernel.ZERO);
            sum = t.get(terms + p).fma(weight, sum);
          }
          return sum;
        });
  }

  void gemm(QuantizedGemmKernel gemm) {
    int k = gemm.a().sizes()[1];
    int length = gemm.out().elements();
    if (length == 0) {
      return;
    }
    PairwiseSums all = new PairwiseSums(FLOAT, length, loops, parallel);
    int end = 0;
    do {
      int from = end;
      end = Math.min(k, from + GemmKernel.CHUNK);
      Object sums = Scratch.take(FLOAT, length);
      chunk(gemm, from, end, (float[]) sums);
      all.add(sums);
    } while (end < k);
    Object total = all.total();
    Shape shape = gemm.out().shape();
    Strided sums = Strided.rowMajor(Scratch.asStorage(FLOAT, total), shape);
    maps.map(SCALED, List.of(sums, gemm.scale().broadcastTo(shape), gemm.out()));
    Scratch.give(FLOAT, length, total);
  }

  /** Sums of the terms {@code from} to {@code end}, row-major. */
  private void chunk(QuantizedGemmKernel gemm, int from, int end, float[] sums) {
    int m = gemm.out().sizes()[0];
    int n = gemm.out().sizes()[1];
    int width = gemm.b().sizes()[2];
    long bytes = (long) n * (end - from);
    parallel.split(
        n,
        Math.max(m * bytes / Products.FMAS, bytes),
        (first, last) -> {
          for (int j = first, next; j < last; j = next) {
            int panel = j - j % width + width;
            next = Blocks.end(j, COLUMNS, Math.min(panel, last));
            for (int i = 0; i < m; i++) {
              row(gemm, i, j, next, from, end, sums);
            }
          }
        });
  }

  private void row(
      QuantizedGemmKernel gemm, int i, int left, int right, int from, int end, float[] sums) {
    int at = i * gemm.out().sizes()[1] + left;
    Arrays.fill(sums, at, at + right - left, 0);
    int groups = (end - from) / TERMS;
    pass(gemm, i, left, right - left, from, TERMS, groups, sums, at);
    int rest = from + groups * TERMS;
    pass(gemm, i, left, right - left, rest, end - rest, 1, sums, at);
  }

  /** Adds groups of so many terms, one group after the other. */
  private void pass(
      QuantizedGemmKernel gemm,
      int i,
      int left,
      int columns,
      int from,
      int terms,
      int groups,
      float[] sums,
      int at) {
    Strided bytes = gemm.b();
    int width = bytes.sizes()[2];
    int[] strides = bytes.strides();
    int panel = bytes.offset() + left / width * strides[0];
    Matrix a =
        new Matrix(
                gemm.a().storage().array(),
                gemm.a().offset(),
                gemm.a().strides()[0],
                gemm.a().strides()[1])
            .from(i, from);
    Matrix b =
        new Matrix(bytes.storage().array(), panel, strides[1], strides[2]).from(from, left % width);
    Matrix c = new Matrix(sums, at, columns, 1);
    RowTimesMatrix.pass(loops, SUMS.get(terms), a, b, c, terms, groups, columns);
  }
}
