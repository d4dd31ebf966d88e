package org.atled.core.spi;

import java.util.List;
import java.util.function.UnaryOperator;
import org.atled.core.expr.Expression;

/**
 * {@code out[…, 0] = in[…, 0], out[…, i] = step(out[…, i − 1], in[…, i])} along the last axis: with
 * a + b the cumulative sum, with {@code LogAddExp} the cumulative log-sum-exp. {@code step} has two
 * inputs and an output of out's type, which is in's; out does not overlap in.
 *
 * <p>Order: from the first element to the last, each result rounded to its type.
 */
public record ScanKernel(Expression step, Strided in, Strided out) implements Kernel {
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
    return new ScanKernel(step, f.apply(in), f.apply(out));
  }

  @Override
  public String title() {
    return "scan " + out.shape();
  }

  @Override
  public int independentAxes() {
    return out.rank() - 1;
  }

  @Override
  public long flops() {
    return out.elements() * step.flops();
  }
}
