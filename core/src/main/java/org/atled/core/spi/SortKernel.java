package org.atled.core.spi;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The elements along the last axis in order, and where in it each stood (INT64): all, or as many of
 * the first as values and indices have room for. Of equal ones the first comes first; a NaN is
 * greater than all, and −0 equals 0. Nothing overlaps.
 */
public record SortKernel(Order order, Strided in, Strided values, Strided indices)
    implements Kernel {
  @Override
  public List<Strided> reads() {
    return List.of(in);
  }

  @Override
  public List<Strided> writes() {
    return List.of(values, indices);
  }

  @Override
  public Kernel over(UnaryOperator<Strided> f) {
    return new SortKernel(order, f.apply(in), f.apply(values), f.apply(indices));
  }

  @Override
  public String title() {
    return "sort " + in.shape();
  }

  @Override
  public int independentAxes() {
    return in.rank() - 1;
  }

  /** From the least or from the greatest. */
  public enum Order {
    ASCENDING,
    DESCENDING
  }
}
