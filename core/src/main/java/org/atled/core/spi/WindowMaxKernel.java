package org.atled.core.spi;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The greatest element of each window on {@code in} [n, c, axes..], in {@code values} [n, c,
 * windows..], and its {@code places} (INT64): its number in the plane [axes..], row-major. Element
 * k of the window p stands at p·stride + k·dilation − before; what lies outside is not there. NaN
 * is greater than all; of NaNs the last is meant, of equal others the first. If nothing is there,
 * the least number of the type and 0. For all types but BOOL.
 */
public record WindowMaxKernel(
    Strided in, Strided values, Strided places, List<Integer> kernel, WindowSteps steps)
    implements Kernel {
  public WindowMaxKernel {
    kernel = List.copyOf(kernel);
  }

  @Override
  public List<Strided> reads() {
    return List.of(in);
  }

  @Override
  public List<Strided> writes() {
    return List.of(values, places);
  }

  @Override
  public Kernel over(UnaryOperator<Strided> f) {
    return new WindowMaxKernel(f.apply(in), f.apply(values), f.apply(places), kernel, steps);
  }

  @Override
  public String title() {
    return "greatest of windows " + values.shape();
  }
}
