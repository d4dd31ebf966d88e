package org.atled.core.spi;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * {@code out[…, i, j] = Σₚ a[…, i, p]·b[…, p, j]} for FLOAT32 or FLOAT64; equal leading sizes
 * (strides may be 0), out does not overlap a or b.
 *
 * <p>Order: p runs in chunks of {@value #CHUNK}; in a chunk, the sum starts as fma(a, b, +0) and
 * continues with one fma per p, ascending. The chunks' sums are combined pairwise as in {@link
 * ReduceKernel}. An empty sum is +0.
 *
 * @param epilogue what becomes of each sum before it is stored
 */
public record GemmKernel(Strided a, Strided b, Strided out, Optional<Epilogue> epilogue)
    implements WithEpilogue {
  public static final int CHUNK = 4096;

  public GemmKernel(Strided a, Strided b, Strided out) {
    this(a, b, out, Optional.empty());
  }

  @Override
  public List<Strided> inputs() {
    return List.of(a, b);
  }

  @Override
  public GemmKernel with(Strided results, Epilogue map) {
    return new GemmKernel(a, b, results, Optional.of(map));
  }

  @Override
  public Kernel over(UnaryOperator<Strided> f) {
    return new GemmKernel(f.apply(a), f.apply(b), f.apply(out), epilogue.map(e -> e.over(f)));
  }

  @Override
  public String title() {
    int rank = out.rank();
    return titled(
        "gemm "
            + out.sizes()[rank - 2]
            + "×"
            + a.sizes()[rank - 1]
            + "×"
            + out.sizes()[rank - 1]
            + (rank > 2 ? " in " + out.shape() : ""));
  }

  /** Matrices of a batch, or rows of the left operand. */
  @Override
  public int independentAxes() {
    return isOne() ? 1 : out.rank() - 2;
  }

  @Override
  public Kernel rows(int from, int count) {
    UnaryOperator<Strided> slice = window -> window.slice(0, from, 1, count);
    Strided right = isOne() ? b : slice.apply(b);
    return new GemmKernel(
        slice.apply(a), right, slice.apply(out), epilogue.map(e -> e.over(slice)));
  }

  @Override
  public List<Strided> readsWhole() {
    return isOne() ? List.of(b) : List.of();
  }

  private boolean isOne() {
    return out.rank() == 2;
  }

  @Override
  public long flops() {
    return 2L * out.elements() * a.sizes()[out.rank() - 1] + epilogueFlops();
  }
}
