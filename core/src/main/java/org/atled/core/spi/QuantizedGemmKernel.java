package org.atled.core.spi;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * {@code out[i, j] = scale[j]·Σₚ a[i, p]·(b[j / w, p, j mod w] − 128)}: a product with a matrix of
 * one byte an element, which stands in panels of w columns. a [m, k], scale [n] and out [m, n] are
 * FLOAT32, b [n / w, k, w] is UINT8; out overlaps none of them.
 *
 * <p>Order: the sum as that of {@link GemmKernel}, whose right operand is b − {@value #ZERO} in
 * FLOAT32, which is exact; then the product by the scale.
 */
public record QuantizedGemmKernel(Strided a, Strided b, Strided scale, Strided out)
    implements Kernel {
  /** The byte that means 0. */
  public static final int ZERO = 128;

  @Override
  public List<Strided> reads() {
    return List.of(a, b, scale);
  }

  @Override
  public List<Strided> writes() {
    return List.of(out);
  }

  @Override
  public Kernel over(UnaryOperator<Strided> f) {
    return new QuantizedGemmKernel(f.apply(a), f.apply(b), f.apply(scale), f.apply(out));
  }

  @Override
  public String title() {
    return "quantized gemm " + out.sizes()[0] + "×" + a.sizes()[1] + "×" + out.sizes()[1];
  }

  @Override
  public long flops() {
    return out.elements() * (2L * a.sizes()[1] + 1);
  }
}
