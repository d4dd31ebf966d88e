package org.atled.cpu;

import java.util.List;
import org.atled.core.expr.FloatExpression;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.spi.AttendGradientKernel;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.cpu.MatrixProduct.Matrix;
import org.atled.cpu.ScoreTiles.Tile;

/**
 * One {@link AttendGradientKernel}: block of keys by block of keys, and for each one block of
 * queries after another. A task has all heads that share keys. Where there are fewer of these than
 * threads, some tasks have some queries and compute what belongs to them, and others what belongs
 * to some keys: each then computes the scores it needs. The sums are in the same order either way.
 */
final class AttentionGradient {
  private static final int TASKS_PER_THREAD = 4;

  /** (score, logarithm of the sum, slope of the weight, mean) → weight, slope of the score. */
  private static final FloatExpression SLOPE =
      FloatExpression.of(
          4,
          2,
          in -> {
            Term never = in.get(0).eq(Double.NEGATIVE_INFINITY);
            Term weight = OnlineSoftmax.shifted(in.get(0), in.get(1));
            Term slope = weight.mul(in.get(2).sub(in.get(3)));
            return List.of(weight, never.select(slope.constant(0), slope));
          });

  private static final FloatExpression SUM = FloatExpression.of(2, in -> in.get(0).add(in.get(1)));
  private static final FloatExpression PRODUCT =
      FloatExpression.of(2, in -> in.get(0).mul(in.get(1)));

  private final AttendGradientKernel kernel;
  private final ScoreTiles tiles;
  private final ParallelLoops parallel;
  private final DType dtype;
  private final int step;
  private final int width;

  /** Of a value. */
  private final int wide;

  private final int items;
  private final int blocksOfKeys;
  private final int[] table;
  private final Loop slope;
  private final Loop sum;
  private final Loop product;

  AttentionGradient(AttendGradientKernel kernel, ScoreTiles tiles, ParallelLoops parallel) {
    this.kernel = kernel;
    this.tiles = tiles;
    this.parallel = parallel;
    this.dtype = tiles.dtype();
    this.step = tiles.step();
    this.width = tiles.width();
    this.wide = kernel.v().sizes()[kernel.v().rank() - 1];
    this.items = tiles.heads() * tiles.blocksOfQueries();
    this.blocksOfKeys = Blocks.count(tiles.keys(), ScoreTiles.KEYS);
    this.table = tiles.table();
    this.slope = tiles.loop(SLOPE, 1, 1, 1, 1, 1, 1);
    this.sum = tiles.loop(SUM, 1, 1, 1);
    this.product = tiles.loop(PRODUCT, 1, 0, 1);
  }

  /**
   * What a task computes: what belongs to some queries, from item to item, or to some blocks of
   * keys.
   */
  private record Part(
      boolean ofQueries, int fromItem, int toItem, boolean ofKeys, int fromBlock, int toBlock) {}

  void run() {
    int groups = tiles.groups();
    int threads = parallel.availableThreads();
    long work = kernel.flops() / (2 * Products.FMAS);
    if (groups >= threads || !parallel.isWorthSharing(work)) {
      Part all = new Part(true, 0, items, true, 0, blocksOfKeys);
      parallel.each(groups, work, group -> new Task(group, all).run());
      return;
    }
    int wanted = Blocks.count(threads * TASKS_PER_THREAD, groups);
    int byQueries = Math.min(wanted, items);
    int byKeys = Math.min(wanted, blocksOfKeys);
    int each = byQueries + byKeys;
    parallel.each(
        groups * each,
        work,
        task -> {
          int part = task % each;
          new Task(
                  task / each,
                  part < byKeys
                      ? new Part(
                          false,
                          0,
                          items,
                          true,
                          cut(blocksOfKeys, part, byKeys),
                          cut(blocksOfKeys, part + 1, byKeys))
                      : new Part(
                          true,
                          cut(items, part - byKeys, byQueries),
                          cut(items, part - byKeys + 1, byQueries),
                          false,
                          0,
                          blocksOfKeys))
              .run();
        });
  }

  private static int cut(int length, int part, int parts) {
    return (int) ((long) length * part / parts);
  }

  /** The queries of a head in a block, one item; heads come one after another. */
  private int head(int item) {
    return item / tiles.blocksOfQueries();
  }

  private int query(int item) {
    return item % tiles.blocksOfQueries() * ScoreTiles.QUERIES;
  }

  /** One part of what a group of heads has. */
  private final class Task {
    private final int group;
    private final Part part;
    private final int count;

    /** For each item the scaled queries and their cotangents, packed transposed and as they are. */
    private final int ofQueries = width * tiles.whole(ScoreTiles.QUERIES);

    private final int ofCotangents = wide * tiles.whole(ScoreTiles.QUERIES);
    private final int ofRows = ScoreTiles.QUERIES * tiles.whole(width);
    private final int ofWideRows = ScoreTiles.QUERIES * tiles.whole(wide);

    private final Numbers queries;
    private final Numbers cotangents;
    private final Numbers queryRows;
    private final Numbers cotangentRows;
    private final Numbers states;
    private final Numbers byQueries;
    private final Numbers scores = new Numbers(tiles.room());
    private final Numbers slopes = new Numbers(tiles.room());
    private final Numbers more;
    private final Numbers byKeys = new Numbers(ScoreTiles.KEYS * tiles.whole(width));
    private final Numbers byValues = new Numbers(ScoreTiles.KEYS * tiles.whole(wide));
    private final Numbers keysAsLeft = new Numbers(ScoreTiles.KEYS * width);

    /** Those of a block of which not all are seen. */
    private final Numbers someAsLeft = new Numbers(ScoreTiles.KEYS * width);

    Task(int group, Part part) {
      this.group = group;
      this.part = part;
      this.count = part.toItem - part.fromItem;
      queries = new Numbers(count * ofQueries);
      cotangents = new Numbers(count * ofCotangents);
      queryRows = new Numbers(part.ofKeys ? count * ofRows : 0);
      cotangentRows = new Numbers(part.ofKeys ? count * ofWideRows : 0);
      states = new Numbers(count * 2 * step);
      byQueries = new Numbers(part.ofQueries ? count * width * step : 0);
      int most = Math.max(ScoreTiles.KEYS * tiles.whole(Math.max(width, wide)), width * step);
      more = new Numbers(most);
    }

    void run() {
      pack();
      Convolutions.zero(byQueries.array, 0, byQueries.length);
      ScoreTiles.Rows keyRows =
          tiles.new Rows(tiles.ofGroup(kernel.k(), group), tiles.keys(), width);
      ScoreTiles.Rows valueRows =
          tiles.new Rows(tiles.ofGroup(kernel.v(), group), tiles.keys(), wide);
      for (int block = part.fromBlock; block < part.toBlock; block++) {
        block(block * ScoreTiles.KEYS, keyRows, valueRows);
      }
      valueRows.give();
      keyRows.give();
      if (part.ofQueries) {
        storeByQueries();
      }
      for (Numbers numbers :
          List.of(
              queries,
              cotangents,
              queryRows,
              cotangentRows,
              states,
              byQueries,
              scores,
              slopes,
              more,
              byKeys,
              byValues,
              keysAsLeft,
              someAsLeft)) {
        numbers.give();
      }
    }

    private void pack() {
      Numbers scaled = new Numbers(ScoreTiles.QUERIES * width);
      for (int i = 0; i < count; i++) {
        int item = part.fromItem + i;
        int query = query(item);
        int some = tiles.count(query);
        tiles.scale(group, head(item), query, some, scaled.array);
        Matrix rows = new Matrix(scaled.array, 0, width, 1);
        Matrix g = tiles.ofHead(kernel.g(), group, head(item), query);
        tiles.packRight(rows.transposed(), width, some, queries.array, i * ofQueries);
        tiles.packRight(g.transposed(), wide, some, cotangents.array, i * ofCotangents);
        if (part.ofKeys) {
          tiles.packRight(rows, some, width, queryRows.array, i * ofRows);
          tiles.packRight(g, some, wide, cotangentRows.array, i * ofWideRows);
        }
        Matrix state = new Matrix(states.array, i * 2 * step, 0, 1);
        tiles.copy(tiles.ofQueries(kernel.logSums(), group, head(item), query), state, 1, some);
        tiles.copy(
            tiles.ofQueries(kernel.means(), group, head(item), query),
            new Matrix(states.array, (i * 2 + 1) * step, 0, 1),
            1,
            some);
      }
      scaled.give();
    }

    private void block(int key, ScoreTiles.Rows keyRows, ScoreTiles.Rows valueRows) {
      int all = Math.min(ScoreTiles.KEYS, tiles.keys() - key);
      Matrix k = tiles.ofGroup(kernel.k(), group).from(key, 0);
      if (part.ofQueries) {
        tiles.packLeft(k, all, width, keysAsLeft.array, 0);
      }
      Convolutions.zero(byKeys.array, 0, byKeys.length);
      Convolutions.zero(byValues.array, 0, byValues.length);
      for (int i = 0; i < count; i++) {
        int item = part.fromItem + i;
        int query = query(item);
        int seen = Math.min(all, tiles.end(query) - key);
        if (seen > 0) {
          Tile tile = new Tile(group, head(item), query, tiles.count(query), key, seen);
          slopes(tile, i, keyRows, valueRows);
          if (part.ofKeys) {
            addByKeys(tile, i);
          }
          if (part.ofQueries) {
            addByQueries(tile, i, all);
          }
        }
      }
      if (part.ofKeys) {
        tiles.copy(
            new Matrix(byKeys.array, 0, tiles.whole(width), 1),
            tiles.ofGroup(kernel.byK(), group).from(key, 0),
            all,
            width);
        tiles.copy(
            new Matrix(byValues.array, 0, tiles.whole(wide), 1),
            tiles.ofGroup(kernel.byV(), group).from(key, 0),
            all,
            wide);
      }
    }

    /** Weights in place of the scores, and the slopes of these. */
    private void slopes(Tile tile, int i, ScoreTiles.Rows keyRows, ScoreTiles.Rows valueRows) {
      tiles.scores(tile, keyRows, queries.array, i * ofQueries, scores.array);
      valueRows.multiply(
          tile.key(),
          tile.keys(),
          wide,
          cotangents.array,
          i * ofCotangents,
          tile.queries(),
          slopes.array);
      int state = i * 2 * step;
      Attention.pass(
          slope,
          new Object[] {
            scores.array, states.array, slopes.array, states.array, scores.array, slopes.array
          },
          new int[] {0, state, 0, state + step, 0, 0},
          new int[] {step, 0, step, 0, step, step},
          tile.keys(),
          tile.queries());
    }

    private void addByKeys(Tile tile, int i) {
      add(tile, scores, cotangentRows.array, i * ofWideRows, wide, byValues);
      add(tile, slopes, queryRows.array, i * ofRows, width, byKeys);
    }

    private void add(Tile tile, Numbers left, Object right, int at, int columns, Numbers to) {
      int row = tiles.whole(columns);
      Matrix rows = new Matrix(left.array, 0, step, 1);
      tiles.multiply(rows, tile.keys(), tile.queries(), right, at, columns, more.array, row);
      Attention.pass(
          sum,
          new Object[] {to.array, more.array, to.array},
          new int[] {0, 0, 0},
          new int[] {row, row, row},
          tile.keys(),
          columns);
    }

    private void addByQueries(Tile tile, int i, int all) {
      Numbers left = keysAsLeft;
      if (tile.keys() < all) {
        left = someAsLeft;
        Matrix k = tiles.ofGroup(kernel.k(), group).from(tile.key(), 0);
        tiles.packLeft(k, tile.keys(), width, left.array, 0);
      }
      tiles.multiplyByTile(
          left.array, 0, width, tile.keys(), slopes.array, table, tile.queries(), more.array);
      int at = i * width * step;
      Attention.pass(
          sum,
          new Object[] {byQueries.array, more.array, byQueries.array},
          new int[] {at, 0, at},
          new int[] {step, step, step},
          width,
          tile.queries());
    }

    private void storeByQueries() {
      Object scale = tiles.scale();
      for (int i = 0; i < count; i++) {
        int item = part.fromItem + i;
        int query = query(item);
        int some = tiles.count(query);
        int at = i * width * step;
        product.run(
            new Object[] {byQueries.array, scale, byQueries.array},
            new int[] {at, 0, at},
            new int[] {step, 0, step},
            width,
            new int[] {1, 0, 1},
            some);
        Matrix to = tiles.ofHead(kernel.byQ(), group, head(item), query);
        tiles.storeTransposed(byQueries.array, at, width, some, to);
      }
    }
  }

  /** Numbers of the kernel's type, from the pool. */
  private final class Numbers {
    final int length;
    final Object array;

    Numbers(int length) {
      this.length = length;
      this.array = Scratch.take(dtype, length);
    }

    void give() {
      Scratch.give(dtype, length, array);
    }
  }
}
