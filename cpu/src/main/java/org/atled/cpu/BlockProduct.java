package org.atled.cpu;

import org.atled.cpu.MatrixProduct.Matrix;

/** Multiplies two matrices that lie anywhere in memory, on the caller's thread. */
@FunctionalInterface
interface BlockProduct {
  /** As {@link MatrixProduct#multiply}. */
  void multiply(Matrix a, Matrix b, Matrix c, int m, int k, int n);
}
