package org.atled.cpu;

import org.atled.core.spi.QuantizedGemmKernel;

/**
 * Products of one row of numbers by {@value #COLUMNS} columns of bytes, whose sums stay in
 * registers throughout.
 */
@FunctionalInterface
public interface ByteTile {
  /** Of a tile: a row of bytes is a line of a cache. */
  int COLUMNS = 64;

  /**
   * {@code c[cAt + j] = Σₚ a[aAt + p·aStep]·(b[bAt + p·bStep + j] − }{@value
   * QuantizedGemmKernel#ZERO}{@code )} for j below {@value #COLUMNS}, each as one chain of fused
   * multiply-adds from +0, p ascending below k.
   */
  void run(float[] a, int aAt, int aStep, byte[] b, int bAt, int bStep, float[] c, int cAt, int k);
}
