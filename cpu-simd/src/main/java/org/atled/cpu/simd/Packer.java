package org.atled.cpu.simd;

/** Moves a strip of a matrix to where a {@link Tile} reads it in a row. */
@FunctionalInterface
interface Packer {
  /**
   * For p below n: {@code to[toAt + p·toStep + r] = from[at + …]} for each r below the packer's
   * width; which element that is says the packer. It writes whole vectors, and so beyond its width:
   * what comes later in the strip overwrites that.
   *
   * @param step of the source, along p or along r
   */
  void run(Object from, int at, int step, Object to, int toAt, int toStep, int n);
}
