package org.atled.core.spi;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The gradients of {@link AttendKernel}: from the cotangent {@code g} of out, of its shape, and
 * {@code means} = Σ g·out, of the shape of logSums, those by q, k and v, of their shapes. With p =
 * e^(s − logSums) and d = p·(Σ g[h, i, x]·v[j, x] − means[h, i]), both 0 where s = −∞:
 *
 * <ul>
 *   <li>{@code byQ[h, i] = scale·Σ d·k[j]} over the keys,
 *   <li>{@code byK[j] = Σ d·(scale·q[h, i])} and {@code byV[j] = Σ p·g[h, i]} over heads and
 *       queries.
 * </ul>
 *
 * <p>Order: scores as there, g·v one chain of fmas over x from +0. Keys are taken in blocks of
 * {@value AttendKernel#KEYS}, the queries of a head in blocks of {@value #QUERIES}: in each the sum
 * is one chain of fmas from +0, ascending, and these are added to +0 in their order, head by head.
 */
public record AttendGradientKernel(
    Strided q,
    Strided k,
    Strided v,
    AttendKernel.Seen seen,
    double scale,
    Strided logSums,
    Strided means,
    Strided g,
    Strided byQ,
    Strided byK,
    Strided byV)
    implements Kernel {
  /** In a block. */
  public static final int QUERIES = 64;

  @Override
  public List<Strided> reads() {
    return OperandLists.joined(
        List.of(q, k, v, logSums, means, g), seen.mask().map(List::of).orElse(List.of()));
  }

  @Override
  public List<Strided> writes() {
    return List.of(byQ, byK, byV);
  }

  @Override
  public Kernel over(UnaryOperator<Strided> f) {
    return new AttendGradientKernel(
        f.apply(q),
        f.apply(k),
        f.apply(v),
        seen.over(f),
        scale,
        f.apply(logSums),
        f.apply(means),
        f.apply(g),
        f.apply(byQ),
        f.apply(byK),
        f.apply(byV));
  }

  @Override
  public String title() {
    return "gradients of attention " + q.shape() + " to " + k.shape();
  }

  @Override
  public long flops() {
    return 2 * seen.pairs(q, k) * (3L * k.sizes()[k.rank() - 1] + 2L * v.sizes()[v.rank() - 1]);
  }
}
