package org.atled.linalg;

/** Which norm of a matrix; PyTorch's and NumPy's {@code ord}. */
public enum NormOrder {
  /** √Σ x²: {@code "fro"}. */
  FROBENIUS,
  /** The sum of the singular values: {@code "nuc"}. */
  NUCLEAR,
  /** The greatest sum of |x| down a column: 1. */
  ONE,
  /** The least sum of |x| down a column: −1. */
  MINUS_ONE,
  /** The greatest singular value: 2. */
  TWO,
  /** The least singular value: −2. */
  MINUS_TWO,
  /** The greatest sum of |x| along a row: ∞. */
  INFINITY,
  /** The least sum of |x| along a row: −∞. */
  MINUS_INFINITY
}
