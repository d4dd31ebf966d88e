package org.atled.core.spi;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The index (INT64) of the greatest (least) element along the last axis of in, which is not empty.
 * Of equal ones the first; a NaN is greater (less) than all, the first NaN wins.
 */
public record ArgReduceKernel(Combiner combiner, Strided in, Strided out) implements Kernel {
  @Override
  public List<Strided> reads() {
    return List.of(in);
  }

  @Override
  public List<Strided> writes() {
    return List.of(out);
  }

  @Override
  public Kernel over(UnaryOperator<Strided> f) {
    return new ArgReduceKernel(combiner, f.apply(in), f.apply(out));
  }

  @Override
  public String title() {
    return "index of the extremum, to " + out.shape();
  }

  @Override
  public int independentAxes() {
    return out.rank();
  }
}
