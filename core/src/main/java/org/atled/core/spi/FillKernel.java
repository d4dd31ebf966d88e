package org.atled.core.spi;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Every element becomes the number whose bits are given ({@code doubleToRawLongBits} for floats).
 */
public record FillKernel(Strided out, long bits) implements Kernel {
  @Override
  public List<Strided> reads() {
    return List.of();
  }

  @Override
  public List<Strided> writes() {
    return List.of(out);
  }

  @Override
  public Kernel over(UnaryOperator<Strided> f) {
    return new FillKernel(f.apply(out), bits);
  }

  @Override
  public String title() {
    return "fill " + out.shape();
  }

  @Override
  public int independentAxes() {
    return out.rank();
  }

  @Override
  public boolean isUniform() {
    return true;
  }
}
