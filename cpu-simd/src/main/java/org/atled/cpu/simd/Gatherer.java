package org.atled.cpu.simd;

/** Copies vectors of the rows of a table to where a {@link Tile} reads them in a row. */
@FunctionalInterface
interface Gatherer {
  /**
   * For p below n: {@code to[toAt + p·toStep + l] = from[at + table[first + p] + l]} for each l of
   * a vector, or of several side by side.
   */
  void run(Object from, int at, int[] table, int first, Object to, int toAt, int toStep, int n);
}
