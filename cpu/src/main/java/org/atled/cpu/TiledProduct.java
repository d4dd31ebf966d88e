package org.atled.cpu;

/** Cuts a product into tiles of the result that threads compute by themselves. */
record TiledProduct(BlockProduct product) implements MatrixProduct {
  /** Narrower tiles than this are cut along the rows instead. */
  private static final int LEAST_WIDTH = 256;

  private static final int LEAST_ROWS = 32;

  /** Tiles begin at multiples of this: vectors of 64 bytes of the smaller type. */
  private static final int UNIT = 16;

  @Override
  public void multiply(
      Matrix a, Matrix b, Matrix c, int m, int k, int n, Team team, Finish finish) {
    int wanted = team.threads() == 1 ? 1 : 2 * team.threads();
    int columns = pieces(n, wanted, LEAST_WIDTH);
    int rows = pieces(m, Blocks.count(wanted, columns), LEAST_ROWS);
    team.each(
        rows * columns,
        part -> {
          int row = part / columns;
          int column = part % columns;
          int top = cut(m, rows, row);
          int left = cut(n, columns, column);
          int height = cut(m, rows, row + 1) - top;
          int width = cut(n, columns, column + 1) - left;
          product.multiply(a.from(top, 0), b.from(0, left), c.from(top, left), height, k, width);
          finish.block(c.from(top, left), top, left, height, width);
        });
  }

  private static int pieces(int length, int wanted, int least) {
    return Math.max(1, Math.min(wanted, length / least));
  }

  private static int cut(int length, int pieces, int piece) {
    return piece == pieces ? length : (int) ((long) length * piece / pieces) / UNIT * UNIT;
  }
}
