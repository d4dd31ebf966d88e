package org.atled.core.spi;

/**
 * A function of blocks of numbers, computed in Java on arrays: what {@link CallKernel} runs where
 * no other family serves, such as a decomposition by a library.
 *
 * <p>It is a record, whose components are the sizes of its blocks and what else it depends on:
 * equal functions give equal results, which plans rely on. It has no state, as several threads may
 * run it at once, and gives the same bits on every machine: it may add, multiply, divide and take
 * roots, in an order of its own, but {@code Math.exp} and its kin differ.
 */
public interface BlockFunction {
  /** How errors and plans call it: the name of its operation. */
  String name();

  /** Multiplications, additions and other arithmetic for one block, roughly. */
  long flops();

  /**
   * Computes one block.
   *
   * @param inputs the block of each input, row-major; copies, which it may work in
   * @param outputs where the block of each result goes, row-major, zeros before
   * @throws org.atled.core.error.AtledException if it has no result for these numbers; the kernel
   *     adds which block that was, and the name
   */
  void apply(double[][] inputs, double[][] outputs);
}
