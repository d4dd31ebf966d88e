package org.atled.core.spi;

/** How a reduction joins two elements; MAX and MIN as {@code Math.max} and {@code Math.min}. */
public enum Combiner {
  SUM,
  PRODUCT,
  MAX,
  MIN
}
