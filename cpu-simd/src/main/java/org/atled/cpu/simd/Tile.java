package org.atled.cpu.simd;

/** Computes a block of a product that fits the registers. */
@FunctionalInterface
interface Tile {
  /**
   * For each row r and column j of the tile: {@code c[cAt + r·cStep + j] = z + Σₚ a(r, p)·b(p, j)}
   * by fused multiply-adds, p ascending from 0 to k; z is +0 for a tile that starts and what c
   * holds for one that goes on. Where a(r, p) and b(p, j) stand says the {@link Kind}.
   *
   * @param aStep read only by tiles whose a is in place
   * @param bStep read only by tiles whose b is in place
   */
  void run(
      Object a,
      int aAt,
      int aStep,
      Object b,
      int bAt,
      int bStep,
      Object c,
      int cAt,
      int cStep,
      int k);

  /** How a tile's operands lie. */
  enum Kind {
    /** {@code a[aAt + p·rows + r]} and {@code b[bAt + p·width + j]}. */
    PACKED,
    /** {@code a[aAt + r·aStep + p]}: rows where they lie; b packed. */
    LEFT_IN_PLACE,
    /** {@code b[bAt + p·bStep + j]}: rows where they lie; a packed. */
    RIGHT_IN_PLACE
  }
}
