package org.atled.core.spi;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * {@code out[i…, index[i…, j, k…], k…] ⊕= in[i…, j, k…]}: with SUM the transpose of {@link
 * GatherKernel}. Equal targets take their elements in row-major order of in; without a combiner the
 * last one stays. For BOOL, SUM and MAX are "any", PRODUCT and MIN "all". FLOAT16 and BFLOAT16 take
 * no combiner. Checks indices like GatherKernel.
 */
public record ScatterKernel(
    Optional<Combiner> combiner, Strided in, Strided index, int axis, Strided out)
    implements Kernel {
  @Override
  public List<Strided> reads() {
    return List.of(in, index, out);
  }

  @Override
  public List<Strided> writes() {
    return List.of(out);
  }

  @Override
  public Kernel over(UnaryOperator<Strided> f) {
    return new ScatterKernel(combiner, f.apply(in), f.apply(index), axis, f.apply(out));
  }

  @Override
  public String title() {
    return "scatter to " + out.shape();
  }

  @Override
  public int independentAxes() {
    return axis == 0 || in.sizes()[0] != out.sizes()[0] ? 0 : 1;
  }

  @Override
  public Optional<Picking> picking() {
    return Optional.of(new Picking("scatter", index, out, axis));
  }

  @Override
  public long flops() {
    return combiner.isPresent() ? in.elements() : 0;
  }
}
