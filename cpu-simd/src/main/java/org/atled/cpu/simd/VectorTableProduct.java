package org.atled.cpu.simd;

import org.atled.core.shape.DType;
import org.atled.cpu.MatrixProduct.Matrix;
import org.atled.cpu.Scratch;
import org.atled.cpu.TableProduct;

/**
 * Gathers a panel of two vectors from the rows of the table, which stays in the first cache while
 * the strips of the left operand pass it. To read the rows where they lie would cost a tile more:
 * each index into the table is looked up and checked anew for every strip. k is cut into blocks as
 * long as such a panel; the sums of a later block go on from those of the earlier. More rows of the
 * left operand than the second cache holds are cut into blocks as well, each of which several
 * panels pass.
 */
final class VectorTableProduct implements TableProduct {
  /** Of k in a block: a panel of two vectors of 32 bytes takes 16 KiB. */
  private static final int DEPTH = 256;

  /** Of a, with such a depth: 256 KiB of float32. */
  private static final int MOST_ROWS = 256;

  /** Panels that pass one block of those rows after the other. */
  private static final int PANELS = 8;

  private static final int VECTORS = Packed.VECTORS;

  /** Products of so many columns pack a left operand that lies in rows: taller tiles repay it. */
  private static final int LEAST_COLUMNS_TO_PACK = 192;

  private final DType dtype;
  private final int lanes;
  private final int unit;
  private final Tiles tiles;
  private final Panels panels;
  private final Gatherer oneVector;
  private final Gatherer wholeRow;
  private final RunGatherer runs;

  VectorTableProduct(DType dtype) {
    this(dtype, Tiles.newest(dtype));
  }

  private VectorTableProduct(DType dtype, Tiles tiles) {
    this.dtype = dtype;
    this.tiles = tiles;
    this.panels = new Panels(dtype, tiles);
    this.lanes = tiles.lanes();
    this.unit = VECTORS * lanes;
    this.oneVector = new GathererWriter(dtype, 1).write();
    this.wholeRow = new GathererWriter(dtype, VECTORS).write();
    this.runs = new RunGathererWriter(dtype).write();
  }

  /** The same of other tiles than these, which HotSpot did not compile well. */
  VectorTableProduct renewed() {
    return new VectorTableProduct(dtype, Tiles.otherThan(tiles));
  }

  /** All of the tallest tile, or four, two, one. */
  @Override
  public int strip(int left) {
    int most = tiles.rows();
    return left >= most ? most : left >= 4 ? 4 : left >= 2 ? 2 : 1;
  }

  /**
   * The same where rows are not cut into blocks, in which strips would have to begin alike: of
   * eight or nine rows not six, since two rows take as long as four.
   */
  private int height(int left, Tile.Kind kind) {
    boolean isTwoOfFour = tiles.rows() < 8 && (left == 8 || left == 9);
    return tiles.rowsOf(isTwoOfFour ? 4 : strip(left), kind);
  }

  @Override
  public void pack(Matrix strip, int rows, int columns, Object to, int at) {
    panels.pack(strip, rows, columns, to, at, rows);
  }

  @Override
  public int unit() {
    return unit;
  }

  @Override
  public void multiply(
      Object a,
      int aAt,
      int m,
      int k,
      Object b,
      int bAt,
      int[] table,
      Columns columns,
      Object c,
      int cAt,
      int cStep) {
    int n = columns.count();
    int together = m <= rowsInBlock() ? unit : PANELS * unit;
    int room = DEPTH * together + lanes;
    Object panels = Scratch.take(dtype, room);
    int p = 0;
    do {
      int depth = Math.min(DEPTH, k - p);
      for (int j = 0; j < n; j += together) {
        int end = Math.min(n, j + together);
        for (int x = j; x < end; x += unit) {
          int at = (x - j) * depth;
          gather(b, bAt, table, p, depth, columns, x, Math.min(n, x + unit), panels, at);
        }
        for (int i = 0, bottom; i < m; i = bottom) {
          bottom = Math.min(m, i + rowsInBlock());
          for (int x = j; x < end; x += unit) {
            int at = (x - j) * depth;
            strips(a, aAt, m, i, bottom, k, p, depth, panels, at, c, cAt + x, cStep);
          }
        }
      }
      p += DEPTH;
    } while (p < k);
    Scratch.give(dtype, room, panels);
  }

  /** Of a, so that their block stays in the second cache; whole strips. */
  private int rowsInBlock() {
    return MOST_ROWS / tiles.rows() * tiles.rows();
  }

  /** A panel by the strips of some rows. */
  private void strips(
      Object a,
      int aAt,
      int m,
      int top,
      int bottom,
      int k,
      int p,
      int depth,
      Object panel,
      int panelAt,
      Object c,
      int cAt,
      int cStep) {
    for (int i = top, height; i < bottom; i += height) {
      height = strip(m - i);
      tiles
          .tile(height, VECTORS, p == 0, Tile.Kind.PACKED)
          .run(a, aAt + i * k + p * height, 0, panel, panelAt, 0, c, cAt + i * cStep, cStep, depth);
    }
  }

  @Override
  public void packRight(Matrix b, int k, int n, Object to, int at) {
    for (int j = 0; j < n; j += unit) {
      int width = Math.min(unit, n - j);
      panels.pack(b.from(0, j).transposed(), width, k, to, at + j * k, unit);
      if (width < unit) {
        Panels.pad(to, at + j * k, unit, width, k);
      }
    }
  }

  @Override
  public void multiplyPacked(
      Object a,
      int aAt,
      int aStep,
      int m,
      int k,
      int n,
      Object b,
      int bAt,
      Object c,
      int cAt,
      int cStep) {
    boolean isPacked = n >= LEAST_COLUMNS_TO_PACK && m >= tiles.rows();
    Tile.Kind kind = isPacked ? Tile.Kind.PACKED : Tile.Kind.LEFT_IN_PLACE;
    int room = isPacked ? m * Math.min(k, DEPTH) : 1;
    Object own = Scratch.take(dtype, room);
    for (int p = 0; p < k; p += DEPTH) {
      int depth = Math.min(DEPTH, k - p);
      for (int i = 0, height; isPacked && i < m; i += height) {
        height = height(m - i, kind);
        pack(new Matrix(a, aAt + i * aStep + p, aStep, 1), height, depth, own, i * depth);
      }
      for (int j = 0; j < n; j += unit) {
        int panel = bAt + j * k + p * unit;
        for (int i = 0, height; i < m; i += height) {
          height = height(m - i, kind);
          int at = isPacked ? i * depth : aAt + i * aStep + p;
          tiles
              .tile(height, VECTORS, p == 0, kind)
              .run(
                  isPacked ? own : a, at, aStep, b, panel, 0, c, cAt + i * cStep + j, cStep, depth);
        }
      }
    }
    Scratch.give(dtype, room, own);
  }

  /** Gathers the columns from j to end, run by run. */
  private void gather(
      Object b,
      int bAt,
      int[] table,
      int p,
      int depth,
      Columns columns,
      int j,
      int end,
      Object panel,
      int panelAt) {
    int length = columns.length();
    if (length < lanes) {
      gatherRuns(b, bAt, table, p, depth, columns, j, end, panel, panelAt);
      return;
    }
    // What a short run at the end writes into the next row is written over by what comes later.
    int last = Math.max(j, (end - 1) / length * length);
    boolean lastFirst = last > j && last - j + lanes > unit;
    if (lastFirst) {
      int from = bAt + columns.starts()[last / length];
      copy(b, from, table, p, depth, end - last, panel, panelAt + last - j);
    }
    for (int x = j, next; x < (lastFirst ? last : end); x = next) {
      int run = x / length;
      next = Math.min(end, (run + 1) * length);
      int from = bAt + columns.starts()[run] + x - run * length;
      copy(b, from, table, p, depth, next - x, panel, panelAt + x - j);
    }
  }

  /** Copies so many columns; if they are fewer than a vector has lanes, as many as it has. */
  private void copy(
      Object b, int from, int[] table, int p, int depth, int count, Object panel, int at) {
    if (count == unit) {
      wholeRow.run(b, from, table, p, panel, at, unit, depth);
      return;
    }
    oneVector.run(b, from, table, p, panel, at, unit, depth);
    if (count > lanes) {
      int behind = count - lanes;
      oneVector.run(b, from + behind, table, p, panel, at + behind, unit, depth);
    }
  }

  /**
   * The same for runs shorter than a vector, row by row: what each writes too much is written over
   * by the next one, or by the next row.
   */
  private void gatherRuns(
      Object b,
      int bAt,
      int[] table,
      int p,
      int depth,
      Columns columns,
      int j,
      int end,
      Object panel,
      int panelAt) {
    int length = columns.length();
    int first = j / length;
    int count = (end - 1) / length - first + 1;
    int[] starts = new int[count];
    int[] places = new int[count];
    for (int r = 0; r < count; r++) {
      int column = Math.max(j, (first + r) * length);
      starts[r] = columns.starts()[first + r] + column % length;
      places[r] = panelAt + column - j;
    }
    runs.run(b, bAt, table, p, starts, places, panel, unit, depth);
  }

  /** Runs all that multiplies, on short strips, so that HotSpot comes to compile it. */
  void rehearse(Object a, Object b, int[] table, Object c) {
    for (int height = tiles.rows(); height > 0; height = height == 1 ? 0 : strip(height - 1)) {
      pack(new Matrix(a, 1, table.length, 1), height, 2 * lanes, c, 0);
      for (int on = 0; on < 2; on++) {
        tiles
            .tile(height, VECTORS, on == 0, Tile.Kind.PACKED)
            .run(a, 0, 0, b, 3, 0, c, 1, 2 * unit, table.length);
        if (height == tiles.rowsOf(height, Tile.Kind.LEFT_IN_PLACE)) {
          tiles
              .tile(height, VECTORS, on == 0, Tile.Kind.LEFT_IN_PLACE)
              .run(a, 0, table.length, b, 3, 0, c, 1, 2 * unit, table.length);
        }
      }
    }
    tiles.rehearsePackers(b, c);
    oneVector.run(b, 1, table, 0, c, 0, unit, table.length);
    wholeRow.run(b, 1, table, 0, c, 0, unit, table.length);
    runs.run(b, 1, table, 0, new int[] {0, 1}, new int[] {0, lanes}, c, unit, table.length);
  }
}
