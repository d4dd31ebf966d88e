package org.atled.core.tensor;

/** How {@link Indexing#scatterReduce} joins what has one target. */
public enum ScatterReduction {
  SUM,
  MEAN,
  /** PyTorch's {@code amax}. */
  MAX,
  /** PyTorch's {@code amin}. */
  MIN
}
