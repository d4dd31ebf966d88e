package org.atled.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
 * on their way to the multiply-adds, and are all that is read of memory. Where there is a {@link
 * ByteTile}, it goes down the columns; else, and for what it leaves, loops are generated: over
 * columns, some terms of the sum at a time, and from there over the rest of the sum.
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

  private final InnerLoops inner;
  private final LoopCache loops;
  private final Maps maps;
  private final ParallelLoops parallel;

  QuantizedProducts(InnerLoops inner, LoopCache loops, Maps maps, ParallelLoops parallel) {
    this.inner = inner;
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
    Optional<ByteTile> tile =
        gemm.b().strides()[2] == 1 ? inner.byteTile(m * bytes) : Optional.empty();
    boolean wholeTiles = tile.isPresent() && width % ByteTile.COLUMNS == 0;
    int unit = wholeTiles ? ByteTile.COLUMNS : 1;
    parallel.split(
        n / unit,
        Math.max(m * bytes / Products.FMAS, bytes),
        (first, last) -> {
          for (int j = first * unit, next; j < last * unit; j = next) {
            int panel = j - j % width + width;
            next = Blocks.end(j, COLUMNS, Math.min(panel, last * unit));
            int tiled = j + (tile.isEmpty() ? 0 : (next - j) / ByteTile.COLUMNS * ByteTile.COLUMNS);
            for (int i = 0; i < m; i++) {
              if (tiled > j) {
                tiles(tile.orElseThrow(), gemm, i, j, tiled, from, end, sums);
              }
              if (next > tiled) {
                row(gemm, i, tiled, next, from, end, sums);
              }
            }
          }
        });
  }

  /** Whole tiles of one panel. */
  private static void tiles(
      ByteTile tile,
      QuantizedGemmKernel gemm,
      int i,
      int left,
      int right,
      int from,
      int end,
      float[] sums) {
    float[] a = (float[]) gemm.a().storage().array();
    int step = gemm.a().strides()[1];
    int aAt = gemm.a().offset() + i * gemm.a().strides()[0] + from * step;
    byte[] b = (byte[]) gemm.b().storage().array();
    int[] strides = gemm.b().strides();
    int width = gemm.b().sizes()[2];
    int bAt = gemm.b().offset() + left / width * strides[0] + from * strides[1] + left % width;
    int cAt = i * gemm.out().sizes()[1] + left;
    for (int j = 0; j < right - left; j += ByteTile.COLUMNS) {
      tile.run(a, aAt, step, b, bAt + j, strides[1], sums, cAt + j, end - from);
    }
  }

  /** Columns of one panel by generated loops. */
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
