package org.atled.cpu;

import java.util.Arrays;
import org.atled.core.shape.DType;
import org.atled.core.spi.AttendKernel;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.cpu.MatrixProduct.Matrix;
import org.atled.cpu.ScoreTiles.Tile;

/**
 * One {@link AttendKernel}. A task has some blocks of queries of heads that share keys, and packs
 * their values once; the result is kept transposed, with a place for each query in a row, so that
 * what it is multiplied by lies beside it.
 */
final class Attention {
  private static final int TASKS_PER_THREAD = 4;

  private final AttendKernel kernel;
  private final ScoreTiles tiles;
  private final ParallelLoops parallel;
  private final DType dtype;
  private final int step;
  private final int wide;
  private final int[] table;
  private final Loop greatest;
  private final Loop factor;
  private final Loop weight;
  private final Loop joined;
  private final Loop quotient;
  private final Loop logSum;

  Attention(AttendKernel kernel, ScoreTiles tiles, ParallelLoops parallel) {
    this.kernel = kernel;
    this.tiles = tiles;
    this.parallel = parallel;
    this.dtype = tiles.dtype();
    this.step = tiles.step();
    this.wide = kernel.v().sizes()[kernel.v().rank() - 1];
    this.table = tiles.table();
    this.greatest = tiles.loop(OnlineSoftmax.GREATEST, 1, 1, 1);
    this.factor = tiles.loop(OnlineSoftmax.FACTOR, 1, 1, 1);
    this.weight = tiles.loop(OnlineSoftmax.WEIGHT, 1, 1, 1, 1, 1);
    this.joined = tiles.loop(OnlineSoftmax.JOINED, 1, 1, 1, 1);
    this.quotient = tiles.loop(OnlineSoftmax.QUOTIENT, 1, 1, 1);
    this.logSum = tiles.loop(OnlineSoftmax.LOG_SUM, 1, 1, 1);
  }

  void run() {
    int groups = tiles.groups();
    int items = tiles.heads() * tiles.blocksOfQueries();
    int threads = parallel.availableThreads();
    int wanted = threads == 1 ? 1 : threads * TASKS_PER_THREAD;
    int parts = Math.clamp(Blocks.count(wanted, groups), 1, items);
    parallel.each(
        groups * parts,
        kernel.flops() / (2 * Products.FMAS),
        task -> {
          // Those with the most keys first, if some look at more than others.
          int part = parts - 1 - task % parts;
          int from = (int) ((long) items * part / parts);
          int to = (int) ((long) items * (part + 1) / parts);
          run(task / parts, from, to);
        });
  }

  /** Blocks of queries of one group, that of all heads one after the other and then the next. */
  private void run(int group, int from, int to) {
    int keys = tiles.end((to - 1) / tiles.heads() * ScoreTiles.QUERIES);
    int packed = tiles.keys() * wide;
    Object values = Scratch.take(dtype, packed);
    Matrix v = tiles.ofGroup(kernel.v(), group);
    for (int key = 0; key < keys; key += ScoreTiles.KEYS) {
      int count = Math.min(ScoreTiles.KEYS, tiles.keys() - key);
      tiles.packLeft(v.from(key, 0), count, wide, values, key * wide);
    }
    ScoreTiles.Rows keyRows = tiles.new Rows(tiles.ofGroup(kernel.k(), group), keys, tiles.width());
    try (Room room = new Room(group, keyRows, v, values)) {
      for (int item = from; item < to; item++) {
        room.run(item % tiles.heads(), item / tiles.heads() * ScoreTiles.QUERIES);
      }
    }
    keyRows.give();
    Scratch.give(dtype, packed, values);
  }

  /** What a task works in. */
  private final class Room implements AutoCloseable {
    private final int group;
    private final ScoreTiles.Rows keyRows;
    private final Matrix v;

    /** The same by whole blocks of keys, packed. */
    private final Object values;

    private final int ofQueries = tiles.width() * (step + ScoreTiles.QUERIES);
    private final int ofResult = wide * step;
    private final int ofState = 5 * step;
    private final int ofSome = ScoreTiles.KEYS * wide;

    private final Object scaled = Scratch.take(dtype, ofQueries);
    private final Object queries = Scratch.take(dtype, ofQueries);
    private final Object scores = Scratch.take(dtype, tiles.room());
    private final Object result = Scratch.take(dtype, ofResult);
    private final Object more = Scratch.take(dtype, ofResult);

    /** Values of a block of which not all keys are seen. */
    private final Object some = Scratch.take(dtype, ofSome);

    /** For each query the greatest score so far, that with a block, the factor, sums. */
    private final Object state = Scratch.take(dtype, ofState);

    private final int next = step;
    private final int by = 2 * step;
    private final int sum = 3 * step;
    private final int ofBlock = 4 * step;

    Room(int group, ScoreTiles.Rows keyRows, Matrix v, Object values) {
      this.group = group;
      this.keyRows = keyRows;
      this.v = v;
      this.values = values;
    }

    @Override
    public void close() {
      Scratch.give(dtype, ofState, state);
      Scratch.give(dtype, ofSome, some);
      Scratch.give(dtype, ofResult, more);
      Scratch.give(dtype, ofResult, result);
      Scratch.give(dtype, tiles.room(), scores);
      Scratch.give(dtype, ofQueries, queries);
      Scratch.give(dtype, ofQueries, scaled);
    }

    void run(int head, int query) {
      int count = tiles.count(query);
      tiles.scale(group, head, query, count, scaled);
      int width = tiles.width();
      tiles.packRight(new Matrix(scaled, 0, 1, width), width, count, queries, 0);
      Convolutions.zero(state, 0, ofState);
      Convolutions.zero(result, 0, ofResult);
      OnlineSoftmax.never(state, 0, 2 * step);
      int end = tiles.end(query);
      for (int key = 0; key < end; key += ScoreTiles.KEYS) {
        int seen = Math.min(ScoreTiles.KEYS, end - key);
        int all = Math.min(ScoreTiles.KEYS, tiles.keys() - key);
        tiles.scores(new Tile(group, head, query, count, key, seen), keyRows, queries, 0, scores);
        weigh(seen, count);
        if (seen == all) {
          tiles.multiplyByTile(values, key * wide, wide, all, scores, table, count, more);
        } else {
          tiles.packLeft(v.from(key, 0), seen, wide, some, 0);
          tiles.multiplyByTile(some, 0, wide, seen, scores, table, count, more);
        }
        pass(
            joined,
            new Object[] {result, state, more, result},
            new int[] {0, by, 0, 0},
            new int[] {step, 0, step, step},
            wide,
            count);
      }
      store(head, query, count);
    }

    /** From scores to weights, with what changes for what was before. */
    private void weigh(int keys, int count) {
      pass(
          greatest,
          new Object[] {scores, state, state},
          new int[] {0, next, next},
          new int[] {step, 0, 0},
          keys,
          count);
      row(factor, count, 0, next, by);
      System.arraycopy(state, next, state, 0, step);
      Convolutions.zero(state, ofBlock, ofBlock + step);
      pass(
          weight,
          new Object[] {scores, state, state, scores, state},
          new int[] {0, 0, ofBlock, 0, ofBlock},
          new int[] {step, 0, 0, step, 0},
          keys,
          count);
      row(joined, count, sum, by, ofBlock, sum);
    }

    private void store(int head, int query, int count) {
      row(logSum, count, 0, sum, next);
      tiles.copy(
          new Matrix(state, next, 0, 1),
          tiles.ofQueries(kernel.logSums(), group, head, query),
          1,
          count);
      pass(
          quotient,
          new Object[] {result, state, result},
          new int[] {0, sum, 0},
          new int[] {step, 0, step},
          wide,
          count);
      Matrix out = tiles.ofHead(kernel.out(), group, head, query);
      tiles.storeTransposed(result, 0, wide, count, out);
    }

    /** A loop on rows of the state. */
    private void row(Loop loop, int count, int... rows) {
      Object[] arrays = new Object[rows.length];
      Arrays.fill(arrays, state);
      pass(loop, arrays, rows, new int[rows.length], 1, count);
    }
  }

  /** A loop over rows of what has a place for each query. */
  static void pass(Loop loop, Object[] arrays, int[] offsets, int[] outer, int rows, int queries) {
    int[] inner = new int[arrays.length];
    Arrays.fill(inner, 1);
    loop.run(arrays, offsets, outer, rows, inner, queries);
  }
}
