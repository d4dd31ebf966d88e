package org.atled.cpu;

import java.util.Arrays;
import org.atled.core.expr.FloatExpression;
import org.atled.core.shape.DType;
import org.atled.core.spi.AttendKernel;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.Strided;
import org.atled.cpu.MatrixProduct.Finish;
import org.atled.cpu.MatrixProduct.Matrix;
import org.atled.cpu.MatrixProduct.Team;

/**
 * An {@link AttendKernel} of few queries, as a step of a text that is being written has: each head
 * uses keys and values once, so no tiles are packed for those to come, and scores are laid query by
 * query. Values are read where they lie if they lie in rows, and keys if their columns do; else
 * products pack what they need.
 */
final class FewQueries {
  /** Of a head. More repay the packing of keys and values. */
  private static final int MOST = 4;

  /** Elements of keys and values that are read in about the time of one element operation. */
  private static final int READ = 2;

  private static final int KEYS = AttendKernel.KEYS;

  private static final FloatExpression SUM = FloatExpression.of(2, in -> in.get(0).add(in.get(1)));

  private final AttendKernel kernel;
  private final ScoreTiles tiles;
  private final MatrixProduct product;
  private final LaneReducer max;
  private final ParallelLoops parallel;
  private final DType dtype;
  private final int count;
  private final int width;
  private final int wide;
  private final Loop greatest;
  private final Loop factor;
  private final Loop weight;
  private final Loop sum;
  private final Loop joinedSums;
  private final Loop joined;
  private final Loop logSum;
  private final Loop quotient;

  FewQueries(AttendKernel kernel, ScoreTiles tiles, InnerLoops inner, ParallelLoops parallel) {
    this.kernel = kernel;
    this.tiles = tiles;
    this.parallel = parallel;
    this.dtype = tiles.dtype();
    this.product = inner.product(dtype);
    this.max = inner.reducer(Combiner.MAX, dtype);
    this.count = tiles.queries();
    this.width = tiles.width();
    this.wide = kernel.v().sizes()[kernel.v().rank() - 1];
    this.greatest = tiles.loop(OnlineSoftmax.GREATEST, 1, 1, 1);
    this.factor = tiles.loop(OnlineSoftmax.FACTOR, 1, 1, 1);
    this.weight = tiles.loop(OnlineSoftmax.FACTOR, 1, 0, 1);
    this.sum = tiles.loop(SUM, 1, KEYS, 1);
    this.joinedSums = tiles.loop(OnlineSoftmax.JOINED, 1, 1, 1, 1);
    this.joined = tiles.loop(OnlineSoftmax.JOINED, 1, 0, 1, 1);
    this.logSum = tiles.loop(OnlineSoftmax.LOG_SUM, 1, 1, stepOf(kernel));
    this.quotient =
        tiles.loop(OnlineSoftmax.QUOTIENT, 1, 0, kernel.out().strides()[kernel.out().rank() - 1]);
  }

  private static int stepOf(AttendKernel kernel) {
    return kernel.logSums().strides()[kernel.logSums().rank() - 1];
  }

  static boolean serves(AttendKernel kernel) {
    Strided q = kernel.q();
    int width = q.sizes()[q.rank() - 1];
    return q.sizes()[q.rank() - 2] <= MOST && width > 0 && width <= GemmKernel.CHUNK;
  }

  void run() {
    int heads = tiles.heads();
    long read = (long) kernel.k().elements() + kernel.v().elements();
    parallel.split(
        tiles.groups() * heads,
        Math.max(read / READ, kernel.flops() / (2 * Products.FMAS)),
        (from, to) -> {
          try (Room room = new Room()) {
            for (int item = from; item < to; item++) {
              room.run(item / heads, item % heads);
            }
          }
        });
  }

  /** What a thread works in. */
  private final class Room implements AutoCloseable {
    private final Object queries = Scratch.take(dtype, MOST * width);
    private final Object scores = Scratch.take(dtype, MOST * KEYS);
    private final Object result = Scratch.take(dtype, MOST * wide);
    private final Object more = Scratch.take(dtype, MOST * wide);

    /** For each query the greatest score so far, that with a block, the factor, sums. */
    private final Object state = Scratch.take(dtype, 5 * MOST);

    private final int next = MOST;
    private final int by = 2 * MOST;
    private final int all = 3 * MOST;
    private final int ofBlock = 4 * MOST;

    @Override
    public void close() {
      Scratch.give(dtype, 5 * MOST, state);
      Scratch.give(dtype, MOST * wide, more);
      Scratch.give(dtype, MOST * wide, result);
      Scratch.give(dtype, MOST * KEYS, scores);
      Scratch.give(dtype, MOST * width, queries);
    }

    void run(int group, int head) {
      Matrix keys = tiles.ofGroup(kernel.k(), group).transposed();
      Matrix values = tiles.ofGroup(kernel.v(), group);
      tiles.scale(group, head, 0, count, queries);
      Convolutions.zero(state, 0, 5 * MOST);
      Convolutions.zero(result, 0, MOST * wide);
      OnlineSoftmax.never(state, 0, MOST);
      int end = tiles.end(0);
      for (int key = 0; key < end; key += KEYS) {
        int seen = Math.min(KEYS, end - key);
        multiply(queries, width, keys.from(0, key), width, seen, scores, KEYS);
        hide(group, head, key, seen);
        weigh(seen);
        multiply(scores, KEYS, values.from(key, 0), seen, wide, more, wide);
        joined.run(
            new Object[] {result, state, more, result},
            new int[] {0, by, 0, 0},
            new int[] {wide, 1, wide, wide},
            count,
            new int[] {1, 0, 1, 1},
            wide);
      }
      store(group, head);
    }

    private void multiply(Object left, int step, Matrix right, int k, int n, Object to, int apart) {
      Matrix a = new Matrix(left, 0, step, 1);
      Matrix c = new Matrix(to, 0, apart, 1);
      product.multiply(a, right, c, count, k, n, Team.SOLO, Finish.NOTHING);
    }

    private void hide(int group, int head, int key, int keys) {
      kernel
          .seen()
          .mask()
          .ifPresent(mask -> {
            Matrix of = tiles.ofHead(mask, group, head, 0).from(0, key);
            int[] along = {1, of.columnStride(), 1};
            tiles
                .masking(mask, along)
                .run(
                    new Object[] {scores, of.array(), scores},
                    new int[] {0, of.at(), 0},
                    new int[] {KEYS, of.rowStride(), KEYS},
                    count,
                    along,
                    keys);
          });
      for (int i = 0; i < count; i++) {
        int seen = Math.clamp(kernel.seen().end(i, tiles.keys()) - key, 0, keys);
        OnlineSoftmax.never(scores, i * KEYS + seen, i * KEYS + keys);
      }
    }

    /** From scores to weights, with what changes for what was before. */
    private void weigh(int keys) {
      max.reduce(scores, 0, KEYS, count, 1, keys, state, next, 1);
      row(greatest, 0, next, next);
      row(factor, 0, next, by);
      System.arraycopy(state, next, state, 0, count);
      weight.run(
          new Object[] {scores, state, scores},
          new int[] {0, 0, 0},
          new int[] {KEYS, 1, KEYS},
          count,
          new int[] {1, 0, 1},
          keys);
      Convolutions.zero(state, ofBlock, ofBlock + MOST);
      sum.run(
          new Object[] {state, scores, state},
          new int[] {ofBlock, 0, ofBlock},
          new int[] {0, 1, 0},
          keys,
          new int[] {1, KEYS, 1},
          count);
      row(joinedSums, all, by, ofBlock, all);
    }

    private void store(int group, int head) {
      Matrix logSums = tiles.ofQueries(kernel.logSums(), group, head, 0);
      logSum.run(
          new Object[] {state, state, logSums.array()},
          new int[] {0, all, logSums.at()},
          new int[3],
          1,
          new int[] {1, 1, logSums.columnStride()},
          count);
      Matrix out = tiles.ofHead(kernel.out(), group, head, 0);
      quotient.run(
          new Object[] {result, state, out.array()},
          new int[] {0, all, out.at()},
          new int[] {wide, 1, out.rowStride()},
          count,
          new int[] {1, 0, out.columnStride()},
          wide);
    }

    /** A loop on rows of the state. */
    private void row(Loop loop, int... rows) {
      Object[] arrays = new Object[rows.length];
      Arrays.fill(arrays, state);
      int[] along = new int[rows.length];
      Arrays.fill(along, 1);
      loop.run(arrays, rows, new int[rows.length], 1, along, count);
    }
  }
}
