package org.atled.cpu;

import static org.atled.cpu.Convolutions.roundUp;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.atled.core.expr.Expression;
import org.atled.core.expr.FloatExpression;
import org.atled.core.shape.DType;
import org.atled.core.spi.AttendGradientKernel;
import org.atled.core.spi.AttendKernel;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.cpu.MatrixProduct.Matrix;

/**
 * The scores of attention by tiles: a row for each of some keys, in it a place for each of some
 * queries. So what goes over keys goes over rows, in an order that no vector's width changes.
 */
final class ScoreTiles {
  /** Of keys in a tile. */
  static final int KEYS = AttendKernel.KEYS;

  /** Of queries in a tile. */
  static final int QUERIES = AttendGradientKernel.QUERIES;

  private static final FloatExpression SCALED =
      FloatExpression.of(2, in -> in.get(0).mul(in.get(1)));
  private static final FloatExpression MOVED =
      FloatExpression.of(
          2, in -> in.get(1).eq(OnlineSoftmax.NEVER).select(in.get(1), in.get(0).add(in.get(1))));
  private static final ConcurrentHashMap<DType, Expression> ALLOWED = new ConcurrentHashMap<>();

  /**
   * One tile.
   *
   * @param group which keys, of all that stand on the leading axes
   * @param head which of the heads that share them
   * @param query the first
   * @param queries how many
   * @param key the first
   * @param keys how many
   */
  record Tile(int group, int head, int query, int queries, int key, int keys) {}

  private final Strided q;
  private final Strided k;
  private final AttendKernel.Seen seen;
  private final DType dtype;
  private final TableProduct product;
  private final LoopCache loops;
  private final Object scale;
  private final Loop scaled;
  private final Loop copy;
  private final Loop copyRows;
  private final int leading;

  ScoreTiles(
      Strided q,
      Strided k,
      AttendKernel.Seen seen,
      double scale,
      TableProduct product,
      LoopCache loops) {
    this.q = q;
    this.k = k;
    this.seen = seen;
    this.dtype = q.dtype();
    this.product = product;
    this.loops = loops;
    this.scale = Storage.one(dtype, Double.doubleToRawLongBits(scale)).array();
    this.scaled = loop(SCALED, q.strides()[q.rank() - 1], 0, 1);
    this.copy = loops.get(Maps.same(dtype), Reductions.steps(2, 2));
    this.copyRows = loops.get(Maps.same(dtype), Reductions.steps(1, 1));
    this.leading = k.rank() - 2;
  }

  int groups() {
    int groups = 1;
    for (int axis = 0; axis < leading; axis++) {
      groups *= k.sizes()[axis];
    }
    return groups;
  }

  int heads() {
    return q.sizes()[leading];
  }

  int queries() {
    return q.sizes()[leading + 1];
  }

  int width() {
    return q.sizes()[leading + 2];
  }

  int keys() {
    return k.sizes()[leading];
  }

  /** How far apart rows are of what has a place for each query of a tile. */
  int step() {
    return roundUp(QUERIES, product.unit());
  }

  int blocksOfQueries() {
    return Blocks.count(queries(), QUERIES);
  }

  /** The queries of a block. */
  int count(int query) {
    return Math.min(QUERIES, queries() - query);
  }

  /** Before which key those end that a block of queries sees. */
  int end(int query) {
    return seen.end(query + count(query) - 1, keys());
  }

  DType dtype() {
    return dtype;
  }

  /** What products are multiplied by, in an array. */
  Object scale() {
    return scale;
  }

  /** The matrix of a group, of k or what is like it. */
  Matrix ofGroup(Strided x, int group) {
    return new Matrix(
        x.storage().array(), start(x, group), x.strides()[leading], x.strides()[leading + 1]);
  }

  /** The matrix of a head, of q or what is like it, from a query on. */
  Matrix ofHead(Strided x, int group, int head, int query) {
    int at = start(x, group) + head * x.strides()[leading] + query * x.strides()[leading + 1];
    return new Matrix(x.storage().array(), at, x.strides()[leading + 1], x.strides()[leading + 2]);
  }

  /** A row of numbers for the queries of a head, from one on: of logarithms of sums, say. */
  Matrix ofQueries(Strided x, int group, int head, int query) {
    int at = start(x, group) + head * x.strides()[leading] + query * x.strides()[leading + 1];
    return new Matrix(x.storage().array(), at, 0, x.strides()[leading + 1]);
  }

  private int start(Strided x, int group) {
    int at = x.offset();
    int rest = group;
    for (int axis = leading - 1; axis >= 0; axis--) {
      int size = x.sizes()[axis];
      at += rest % size * x.strides()[axis];
      rest /= size;
    }
    return at;
  }

  /** A loop over operands of the tiles' type. */
  Loop loop(FloatExpression expression, int... strides) {
    return loops.get(expression.at(dtype), Reductions.steps(strides));
  }

  void copy(Matrix from, Matrix to, int rows, int columns) {
    Loop loop = from.columnStride() == 1 && to.columnStride() == 1 ? copyRows : copy;
    loop.run(
        new Object[] {from.array(), to.array()},
        new int[] {from.at(), to.at()},
        new int[] {from.rowStride(), to.rowStride()},
        rows,
        new int[] {from.columnStride(), to.columnStride()},
        columns);
  }

  /** Stores the transpose of a matrix whose rows are a step apart. */
  void storeTransposed(Object from, int at, int columns, int rows, Matrix to) {
    Matrix matrix = new Matrix(from, at, step(), 1);
    if (to.columnStride() == 1 && to.rowStride() == columns) {
      product.pack(matrix, columns, rows, to.array(), to.at());
      return;
    }
    Object rowMajor = Scratch.take(dtype, rows * columns);
    product.pack(matrix, columns, rows, rowMajor, 0);
    copy(new Matrix(rowMajor, 0, columns, 1), to, rows, columns);
    Scratch.give(dtype, rows * columns, rowMajor);
  }

  /** Queries of a head times the scale, row by row. */
  void scale(int group, int head, int query, int count, Object to) {
    Matrix from = ofHead(q, group, head, query);
    scaled.run(
        new Object[] {from.array(), scale, to},
        new int[] {from.at(), 0, 0},
        new int[] {from.rowStride(), 0, width()},
        count,
        new int[] {from.columnStride(), 0, 1},
        width());
  }

  /** A matrix whose rows are neighbours, as it lies or copied into a place. */
  final class Rows {
    private final int room;
    private final Object copied;
    private final Matrix matrix;

    Rows(Matrix of, int rows, int columns) {
      boolean inPlace = of.columnStride() == 1 || columns == 1;
      room = inPlace ? 0 : rows * columns;
      copied = Scratch.take(dtype, room);
      matrix = inPlace ? of : new Matrix(copied, 0, columns, 1);
      if (!inPlace && of.rowStride() == 1) {
        product.pack(of.transposed(), columns, rows, copied, 0);
      } else if (!inPlace) {
        copy(of, matrix, rows, columns);
      }
    }

    /**
     * {@code to[i, j] = Σ row(from + i)[p]·right[p, j]}.
     *
     * @param columns how many p there are
     * @param right as {@link TableProduct#packRight} packed it
     * @param n how many j there are
     */
    void multiply(int from, int rows, int columns, Object right, int at, int n, Object to) {
      ScoreTiles.this.multiply(matrix.from(from, 0), rows, columns, right, at, n, to, step());
    }

    void give() {
      Scratch.give(dtype, room, copied);
    }
  }

  /** {@code to = left·right}, the left matrix with rows of neighbours, the right one packed. */
  void multiply(
      Matrix left, int m, int k, Object right, int rightAt, int n, Object to, int toStep) {
    if (k == 0) {
      Convolutions.zero(to, 0, m * toStep);
      return;
    }
    product.multiplyPacked(
        left.array(), left.at(), left.rowStride(), m, k, n, right, rightAt, to, 0, toStep);
  }

  /**
   * A tile's scores.
   *
   * @param keyRows of the tile's group
   * @param queries scaled, transposed and packed, from {@code at} on
   */
  void scores(Tile tile, Rows keyRows, Object queries, int at, Object to) {
    keyRows.multiply(tile.key, tile.keys, width(), queries, at, tile.queries, to);
    seen.mask().ifPresent(mask -> mask(tile, mask, to));
    seen.before().ifPresent(before -> hide(tile, Math.min(before, keys()), to));
  }

  private void mask(Tile tile, Strided mask, Object scores) {
    Matrix of = ofHead(mask, tile.group, tile.head, tile.query).from(0, tile.key);
    int[] inner = {1, of.rowStride(), 1};
    masking(mask, inner)
        .run(
            new Object[] {scores, of.array(), scores},
            new int[] {0, of.at(), 0},
            new int[] {step(), of.columnStride(), step()},
            tile.keys,
            inner,
            tile.queries);
  }

  /** A loop: (scores, mask) → scores. */
  Loop masking(Strided mask, int... strides) {
    Expression expression =
        mask.dtype() == DType.BOOL
            ? ALLOWED.computeIfAbsent(dtype, ScoreTiles::allowed)
            : MOVED.at(dtype);
    return loops.get(expression, Reductions.steps(strides));
  }

  private static Expression allowed(DType type) {
    return Expression.of(
        List.of(type, DType.BOOL), type, in -> in.get(1).select(in.get(0), OnlineSoftmax.NEVER));
  }

  /** What looks ahead. */
  private void hide(Tile tile, long before, Object scores) {
    int first = Math.clamp(before + tile.query - tile.key + 1, 0, tile.keys);
    for (int j = first; j < tile.keys; j++) {
      int hidden = (int) Math.min(tile.queries, tile.key + j - before - tile.query);
      int from = j * step();
      if (scores instanceof float[] floats) {
        Arrays.fill(floats, from, from + hidden, Float.NEGATIVE_INFINITY);
      } else {
        Arrays.fill((double[]) scores, from, from + hidden, OnlineSoftmax.NEVER);
      }
    }
  }

  /** Where each row of a tile begins. */
  int[] table() {
    int[] table = new int[KEYS];
    Arrays.setAll(table, j -> j * step());
    return table;
  }

  /** {@code to = left·tile}, a packed left matrix of m rows and a tile with a row for each key. */
  void multiplyByTile(
      Object left, int at, int m, int keys, Object tile, int[] table, int queries, Object to) {
    product.multiply(
        left,
        at,
        m,
        keys,
        tile,
        0,
        keys == table.length ? table : Arrays.copyOf(table, keys),
        TableProduct.Columns.of(queries),
        to,
        0,
        step());
  }

  /** Packs the transpose of some rows of a matrix as a left operand of m rows. */
  void packLeft(Matrix rows, int keys, int m, Object to, int at) {
    Matrix left = rows.transposed();
    for (int i = 0, height; i < m; i += height) {
      height = product.strip(m - i);
      product.pack(left.from(i, 0), height, keys, to, at + i * keys);
    }
  }

  /** Room for a tile, also for what a product reads behind its last row. */
  int room() {
    return KEYS * step() + product.unit();
  }

  /** How many columns a packed right operand has. */
  int whole(int columns) {
    return columns == 0 ? 0 : roundUp(columns, product.unit());
  }

  void packRight(Matrix right, int rows, int columns, Object to, int at) {
    if (rows > 0) {
      product.packRight(right, rows, columns, to, at);
    }
  }
}
