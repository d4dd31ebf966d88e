package org.atled.cpu.simd;

import org.atled.core.shape.DType;
import org.atled.cpu.MatrixProduct.Finish;
import org.atled.cpu.MatrixProduct.Matrix;
import org.atled.cpu.MatrixProduct.Team;
import org.atled.cpu.Scratch;

/**
 * A product whose operands are packed first: the left in strips as high as a tile, the right in
 * panels of two vectors, so that a tile reads memory in a row. k is cut into blocks so short that a
 * panel's block stays in the second cache while the strips pass it. The sums of a later block go on
 * from what the earlier one stored, so the chain of additions is that of one long block.
 *
 * <p>After Goto and van de Geijn, <i>Anatomy of High-Performance Matrix Multiplication</i>, 2008.
 *
 * <p>This object is a part of the product that is packed at once: m rows and n columns of it.
 *
 * @param threads that share it
 */
record Packed(
    DType dtype,
    Tiles tiles,
    Panels panels,
    Matrix a,
    Matrix b,
    Matrix c,
    int m,
    int k,
    int n,
    int threads) {
  /** Of k in a block: a panel of two vectors of 64 bytes takes 48 KiB. */
  private static final int DEPTH = 384;

  /** Vectors in a row of a tile. */
  static final int VECTORS = 2;

  /** Elements of an operand that are packed at once; 16 MiB of float32. */
  private static final int MOST_PACKED = 1 << 22;

  /** Parts for each thread, so that one that is slow delays the others little. */
  private static final int PARTS_PER_THREAD = 4;

  /** Rows and panels in a part: its results and its strips stay in the second cache. */
  private static final int MOST_ROWS = 240;

  private static final int MOST_PANELS = 8;

  /**
   * Elements of the right operand that stay in the second cache. If the sums only pass through,
   * parts are whole rows then, few at a time: what is made of them goes through memory in a row.
   */
  private static final int MOST_KEPT = 1 << 17;

  /** Wider results use a strip of the left operand so often that packing it pays, on one thread. */
  private static final int MOST_COLUMNS_IN_PLACE = 128;

  /** The same on several, where one has to fetch what another packed. */
  private static final int MOST_COLUMNS_IN_PLACE_SHARED = 512;

  /** Of k, then in one block: a panel of it takes a quarter of a second cache of 1 MiB. */
  private static final int MOST_DEPTH_IN_PLACE = 2048;

  /**
   * Results of up to so many columns are narrow: a strip of the left operand is used so seldom that
   * to pack it far from the tiles, through memory, would take a good part of their time. Each part
   * of the product packs its own, block by block of k, just before it is used.
   */
  private static final int MOST_COLUMNS_NARROW = 512;

  /** Elements of such a part's block and sums; those of float32 stay in the second cache. */
  private static final int MOST_NARROW = 3 << 15;

  /**
   * Blocks of k from which on sums that are wanted themselves stay in an array of their own, in the
   * second cache, until the last block: a tile that goes on would wait for sums that lie rows apart
   * in memory.
   */
  private static final int LEAST_BLOCKS_APART = 4;

  /**
   * Rows of a right operand that are packed together, panel by panel: few enough that their lines
   * are still cached when the next panel reads on.
   */
  private static final int ROWS_AT_ONCE = 32;

  /** So many elements are packed in about the time that it takes to call for help. */
  private static final int LEAST_SHARED = 1 << 15;

  static void multiply(Packed whole, Team team, Finish finish) {
    int height = Math.max(1, MOST_PACKED / whole.k / whole.tiles.rows()) * whole.tiles.rows();
    int width = Math.max(1, MOST_PACKED / whole.k / whole.unit()) * whole.unit();
    for (long left = 0; left < whole.n; left += width) {
      for (long top = 0; top < whole.m; top += height) {
        int i = (int) top;
        int j = (int) left;
        whole
            .part(i, j, Math.min(height, whole.m - i), Math.min(width, whole.n - j))
            .run(team, finish.of(i, j));
      }
    }
  }

  private Packed part(int top, int left, int height, int width) {
    return new Packed(
        dtype,
        tiles,
        panels,
        a.from(top, 0),
        b.from(0, left),
        c.from(top, left),
        height,
        k,
        width,
        threads);
  }

  private int unit() {
    return VECTORS * tiles.lanes();
  }

  /** n as whole vectors. */
  private int padded() {
    return (n - 1) / tiles.lanes() * tiles.lanes() + tiles.lanes();
  }

  private int depth() {
    if (leftInPlace()) {
      return k;
    }
    int blocks = (k - 1) / DEPTH + 1;
    return (k - 1) / blocks + 1;
  }

  private int blocks() {
    return (k - 1) / depth() + 1;
  }

  private int strips() {
    return m / tiles.rows() + (m % tiles.rows() == 0 ? 0 : 1);
  }

  private int panelCount() {
    return (n - 1) / unit() + 1;
  }

  /**
   * Packed strips of the left operand from row {@code top} on.
   *
   * @param rows of all strips, if block after block of k is there; 0 if one block alone is
   */
  private record Left(Object array, int top, int rows) {
    /** Where the strip that begins at row i has its part of the block that begins at p. */
    int at(int i, int p, int depth) {
      return p * rows + (i - top) * depth;
    }
  }

  private void run(Team team, Finish finish) {
    // With few rows a panel is used up at once by the part that packs it, and is still cached.
    boolean byParts = m <= MOST_ROWS && panelCount() >= threads;
    boolean inPlace = leftInPlace();
    boolean narrow = !byParts && isNarrow();
    int shared = inPlace || narrow ? 0 : leftPieces();
    Left left = new Left(shared == 0 ? a.array() : Scratch.take(dtype, m * k), 0, m);
    Object right = Scratch.take(dtype, byParts ? 1 : padded() * k);
    long packing = (shared == 0 ? 0 : (long) m * k) + (byParts ? 0 : (long) n * k);
    Team packers = packing < LEAST_SHARED ? Team.SOLO : team;
    int pieces = byParts ? 0 : rightPieces();
    packers.each(
        shared + pieces,
        part -> {
          if (part < shared) {
            packLeft(left, part);
          } else {
            packPiece(right, part - shared);
          }
        });
    Parts parts = parts(byParts, finish.isAll());
    boolean isApart = finish.isAll() || blocks() >= LEAST_BLOCKS_APART;
    team.each(
        parts.down() * parts.across(),
        part -> {
          int row = part / parts.across();
          int column = part % parts.across();
          int i = cut(strips(), parts.down(), row) * tiles.rows();
          int j = cut(panelCount(), parts.across(), column) * unit();
          int bottom = Math.min(m, cut(strips(), parts.down(), row + 1) * tiles.rows());
          int end = Math.min(n, cut(panelCount(), parts.across(), column + 1) * unit());
          int length = (bottom - i) * (end - j);
          Matrix to = isApart ? apart(Scratch.take(dtype, length), i, j, end) : c;
          if (byParts) {
            multiplyColumns(left, to, bottom, j, end);
          } else if (narrow) {
            multiplyRows(right, to, i, bottom, j, end);
          } else {
            for (int p = 0; p < k; p += depth()) {
              tiles(left, right, p * padded() + j * depth(p), to, i, bottom, j, end, p);
            }
          }
          if (isApart && !finish.isAll()) {
            panels.copy(to.from(i, j), c.from(i, j), bottom - i, end - j);
          }
          finish.block(to.from(i, j), i, j, bottom - i, end - j);
          if (isApart) {
            Scratch.give(dtype, length, to.array());
          }
        });
    Scratch.give(dtype, byParts ? 1 : padded() * k, right);
    if (shared > 0) {
      Scratch.give(dtype, m * k, left.array());
    }
  }

  /**
   * Whether the tiles read the left operand where it lies, row by row: packing would take a good
   * part of the time that a narrow product takes, and what one thread packs, the others have to
   * fetch from its cache.
   */
  private boolean leftInPlace() {
    return a.columnStride() == 1
        && m <= MOST_ROWS
        && n <= (threads == 1 ? MOST_COLUMNS_IN_PLACE : MOST_COLUMNS_IN_PLACE_SHARED)
        && k <= MOST_DEPTH_IN_PLACE;
  }

  private boolean isNarrow() {
    return n <= MOST_COLUMNS_NARROW && !leftInPlace();
  }

  /** Rows of a part that packs its own left operand. */
  private int mostRowsNarrow() {
    return Math.min(MOST_ROWS, MOST_NARROW / (depth() + n));
  }

  /** A matrix of which only the part from row i and columns j to end is there. */
  private static Matrix apart(Object array, int i, int j, int end) {
    int width = end - j;
    return new Matrix(array, -(i * width + j), width, 1);
  }

  /** How many of k the block has that begins at p. */
  private int depth(int p) {
    return Math.min(depth(), k - p);
  }

  /** Whether the left operand lies column after column, which is then how it is best read. */
  private boolean leftInColumns() {
    return a.rowStride() == 1 && a.columnStride() != 1;
  }

  /** In how many pieces the left operand is packed: a strip each, or some columns of all strips. */
  private int leftPieces() {
    return leftInColumns() ? blocks() * piecesDown() : strips();
  }

  private void packLeft(Left to, int piece) {
    if (leftInColumns()) {
      int p = piece / piecesDown() * depth();
      packColumns(to, 0, m, p, piece % piecesDown() * ROWS_AT_ONCE);
    } else {
      int top = piece * tiles.rows();
      for (int p = 0; p < k; p += depth()) {
        packStrips(to, top, Math.min(m, top + tiles.rows()), p, 0, depth(p));
      }
    }
  }

  /** Packs the block of k that begins at p of some rows. */
  private void packBlock(Left to, int top, int bottom, int p) {
    if (leftInColumns()) {
      for (int first = 0; first < depth(p); first += ROWS_AT_ONCE) {
        packColumns(to, top, bottom, p, first);
      }
    } else {
      packStrips(to, top, bottom, p, 0, depth(p));
    }
  }

  /** A shorter last block has fewer columns than its pieces might. */
  private void packColumns(Left to, int top, int bottom, int p, int first) {
    int columns = Math.min(ROWS_AT_ONCE, depth(p) - first);
    if (columns > 0) {
      packStrips(to, top, bottom, p, first, columns);
    }
  }

  /** Packs strips: columns of the block of k that begins at p, from its column first on. */
  private void packStrips(Left to, int top, int bottom, int p, int first, int columns) {
    for (int i = top, height; i < bottom; i += height) {
      height = tiles.rowsOf(bottom - i);
      int at = to.at(i, p, depth(p)) + first * height;
      panels.pack(a.from(i, p + first), height, columns, to.array(), at, height);
    }
  }

  /** Whether the right operand lies row after row, which is then how it is best read. */
  private boolean rightInRows() {
    return b.columnStride() == 1;
  }

  /**
   * In how many pieces the right operand is packed: a panel each, or some rows of a block of k in a
   * range of panels.
   */
  private int rightPieces() {
    return rightInRows() ? blocks() * piecesDown() * piecesAcross() : panelCount();
  }

  private int piecesDown() {
    return (depth() - 1) / ROWS_AT_ONCE + 1;
  }

  private int piecesAcross() {
    int wanted = threads == 1 ? 1 : threads * PARTS_PER_THREAD;
    return Math.min(panelCount(), (wanted - 1) / (blocks() * piecesDown()) + 1);
  }

  private void packPiece(Object to, int piece) {
    if (rightInRows()) {
      int column = piece % piecesAcross();
      int row = piece / piecesAcross();
      int p = row / piecesDown() * depth();
      int from = cut(panelCount(), piecesAcross(), column) * unit();
      int end = Math.min(n, cut(panelCount(), piecesAcross(), column + 1) * unit());
      int top = row % piecesDown() * ROWS_AT_ONCE;
      packRows(to, p * padded() + from * depth(p), from, end, p, top);
    } else {
      int j = piece * unit();
      for (int p = 0; p < k; p += depth()) {
        packPanel(to, p * padded() + j * depth(p), j, p, 0, depth(p));
      }
    }
  }

  /** Packs the columns of the block of k that begins at p, for which the panels begin at first. */
  private void packPanels(Object to, int first, int from, int end, int p) {
    if (rightInRows()) {
      for (int top = 0; top < depth(p); top += ROWS_AT_ONCE) {
        packRows(to, first, from, end, p, top);
      }
    } else {
      for (int j = from; j < end; j += unit()) {
        packPanel(to, first + (j - from) * depth(p), j, p, 0, depth(p));
      }
    }
  }

  /**
   * Packs rows of the block of k that begins at p, from its row {@code top} on, in some columns,
   * for which the panels begin at first. A shorter last block has fewer rows than its pieces might.
   */
  private void packRows(Object to, int first, int from, int end, int p, int top) {
    int rows = Math.min(ROWS_AT_ONCE, depth(p) - top);
    if (rows <= 0) {
      return;
    }
    for (int j = from; j < end; j += unit()) {
      packPanel(to, first + (j - from) * depth(p), j, p, top, rows);
    }
  }

  /** Rows of the panel of the block of k that begins at p; the panel begins at {@code at}. */
  private void packPanel(Object to, int at, int j, int p, int top, int rows) {
    int width = Math.min(unit(), n - j);
    int step = Math.min(unit(), padded() - j);
    int place = at + top * step;
    panels.pack(b.from(p + top, j).transposed(), width, rows, to, place, step);
    if (width < step) {
      Panels.pad(to, place, step, width, rows);
    }
  }

  /**
   * How the result is shared out: in so many parts down and across, which differ by one strip and
   * one panel at most.
   */
  private record Parts(int down, int across) {}

  private Parts parts(boolean allRows, boolean onlyBlocks) {
    int wanted = threads == 1 ? 1 : threads * PARTS_PER_THREAD;
    int least = allRows ? 1 : (m - 1) / MOST_ROWS + 1;
    int columns = Math.max((panelCount() - 1) / MOST_PANELS + 1, (wanted - 1) / least + 1);
    int across = Math.min(columns, panelCount());
    if (onlyBlocks && !allRows && (long) padded() * k <= MOST_KEPT) {
      return new Parts(strips(), 1);
    }
    if (!allRows && isNarrow()) {
      int fitting = (m - 1) / mostRowsNarrow() + 1;
      int down = Math.clamp(wanted, Math.min(fitting, strips()), strips());
      return new Parts(down, Math.min(panelCount(), (wanted - 1) / down + 1));
    }
    int rows = Math.max(least, Math.min(strips(), (wanted - 1) / across + 1));
    return new Parts(allRows ? 1 : rows, across);
  }

  /** Where a part begins, of so many that share a number of strips or panels. */
  private static int cut(int all, int parts, int part) {
    return (int) ((long) all * part / parts);
  }

  /** Some columns of the result, for which nobody has packed the right operand. */
  private void multiplyColumns(Left left, Matrix to, int bottom, int from, int end) {
    int size = ((end - from - 1) / unit() + 1) * unit() * depth();
    Object own = Scratch.take(dtype, size);
    for (int p = 0; p < k; p += depth()) {
      packPanels(own, 0, from, end, p);
      tiles(left, own, 0, to, 0, bottom, from, end, p);
    }
    Scratch.give(dtype, size, own);
  }

  /** Some rows of the result, for which nobody has packed the left operand. */
  private void multiplyRows(Object right, Matrix to, int top, int bottom, int from, int end) {
    int size = (bottom - top) * depth();
    Left own = new Left(Scratch.take(dtype, size), top, 0);
    for (int p = 0; p < k; p += depth()) {
      packBlock(own, top, bottom, p);
      tiles(own, right, p * padded() + from * depth(p), to, top, bottom, from, end, p);
    }
    Scratch.give(dtype, size, own.array());
  }

  /** The block of k that begins at p; the panels of these columns begin at {@code first}. */
  private void tiles(
      Left left,
      Object right,
      int first,
      Matrix to,
      int top,
      int bottom,
      int from,
      int end,
      int p) {
    int d = depth(p);
    boolean inPlace = leftInPlace();
    for (int j = from; j < end; j += unit()) {
      int width = Math.min(unit(), end - j);
      int vectors = (width - 1) / tiles.lanes() + 1;
      int atRight = first + (j - from) * d;
      for (int i = top, height; i < bottom; i += height) {
        Tile.Kind kind = inPlace ? Tile.Kind.LEFT_IN_PLACE : Tile.Kind.PACKED;
        height = tiles.rowsOf(bottom - i, kind);
        Tile tile = tiles.tile(height, vectors, p == 0, kind);
        int atLeft = inPlace ? a.at() + i * a.rowStride() + p : left.at(i, p, d);
        int step = a.rowStride();
        if (width == vectors * tiles.lanes()) {
          int at = to.at() + i * to.rowStride() + j;
          tile.run(
              left.array(), atLeft, step, right, atRight, 0, to.array(), at, to.rowStride(), d);
        } else {
          edge(tile, left.array(), atLeft, right, atRight, to.from(i, j), height, width, p);
        }
      }
    }
  }

  /** A tile that is wider than what is left of the result: it works on a copy. */
  private void edge(
      Tile tile,
      Object left,
      int atLeft,
      Object right,
      int atRight,
      Matrix place,
      int height,
      int width,
      int p) {
    int size = tiles.rows() * unit();
    Matrix copy = new Matrix(Scratch.take(dtype, size), 0, unit(), 1);
    if (p > 0) {
      panels.copy(place, copy, height, width);
    }
    tile.run(left, atLeft, a.rowStride(), right, atRight, 0, copy.array(), 0, unit(), depth(p));
    panels.copy(copy, place, height, width);
    Scratch.give(dtype, size, copy.array());
  }
}
