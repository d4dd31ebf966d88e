package org.atled.core.spi;

import java.util.List;
import java.util.function.UnaryOperator;

/** {@code out[i] = in[i]}; same sizes and type, storages that do not overlap. */
public record CopyKernel(Strided in, Strided out) implements Kernel {
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
    return new CopyKernel(f.apply(in), f.apply(out));
  }

  @Override
  public String title() {
    return "copy " + out.shape();
  }

  @Override
  public int independentAxes() {
    return out.rank();
  }
}
