package org.atled.cpu.simd;

/** Computes a block of a product that fits the registers. */
@FunctionalInterface
interface Tile {
  /**
   * For each row r and column j of the tile: {@code c[cAt + r·cStep + j] = z + Σₚ a[aAt + p·rows +
   * r]·b[bAt + p·bStep + j]} by fused multiply-adds, p ascending from 0 to k; z is +0 for a tile
   * that starts and what c holds for one that goes on.
   *
   * @param a packed: the tile's rows are neighbours, for each p
   * @param bStep read only by tiles whose b is not packed
   */
  void run(Object a, int aAt, Object b, int bAt, int bStep, Object c, int cAt, int cStep, int k);
}
