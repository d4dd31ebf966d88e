package org.atled.cpu.simd;

import org.atled.core.shape.DType;
import org.atled.cpu.MatrixProduct.Matrix;
import org.atled.cpu.TableProduct;

/**
 * Tiles that read the rows of the table where they lie. k is cut into blocks so short that what a
 * column of tiles reads of them stays in the first cache; the sums of a later block go on from
 * those of the earlier.
 */
final class VectorTableProduct implements TableProduct {
  /** Of k in a block: two vectors of 32 bytes from each row take 16 KiB. */
  private static final int DEPTH = 256;

  private static final int VECTORS = 2;

  private final Tiles tiles;
  private final Panels panels;

  VectorTableProduct(DType dtype) {
    this.tiles = new Tiles(dtype);
    this.panels = new Panels(dtype, tiles);
  }

  /** All of the tallest tile, or four, two, one. */
  @Override
  public int strip(int left) {
    int most = tiles.rows();
    return left >= most ? most : left >= 4 ? 4 : left >= 2 ? 2 : 1;
  }

  @Override
  public void pack(Matrix strip, int rows, int columns, Object to, int at) {
    panels.pack(strip, rows, columns, to, at, rows);
  }

  @Override
  public int unit() {
    return VECTORS * tiles.lanes();
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
      Object c,
      int cAt,
      int cStep,
      int n) {
    int p = 0;
    do {
      int depth = Math.min(DEPTH, k - p);
      for (int j = 0; j < n; j += unit()) {
        for (int i = 0, height; i < m; i += height) {
          height = strip(m - i);
          int atA = aAt + i * k + p * height;
          tiles
              .tile(height, VECTORS, p == 0, Tile.Kind.RIGHT_IN_TABLE)
              .run(a, atA, 0, b, bAt + j, p, table, c, cAt + i * cStep + j, cStep, depth);
        }
      }
      p += DEPTH;
    } while (p < k);
  }

  /** Runs every tile and packer once on short strips, so that HotSpot comes to compile them. */
  void rehearse(Object a, Object b, int[] table, Object c) {
    for (int height = tiles.rows(); height > 0; height = height == 1 ? 0 : strip(height - 1)) {
      pack(new Matrix(a, 1, table.length, 1), height, 2 * tiles.lanes(), c, 0);
      for (int on = 0; on < 2; on++) {
        tiles
            .tile(height, VECTORS, on == 0, Tile.Kind.RIGHT_IN_TABLE)
            .run(a, 0, 0, b, 3, 0, table, c, 1, 2 * unit(), table.length);
      }
    }
  }
}
