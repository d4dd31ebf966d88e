package org.atled.core.tensor;

/** How {@link Indexing#scatterReduce} joins what has one target. */
public enum ScatterReduction {
  SUM,
  /** A product, PyTorch's {@code prod}. */
  PROD,
  MEAN,
  /** PyTorch's {@code amax}. */
  MAX,
  /** PyTorch's {@code amin}. */
  MIN
}
