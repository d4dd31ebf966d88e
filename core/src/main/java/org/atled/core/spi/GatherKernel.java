package org.atled.core.spi;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * {@code out[i…, j, k…] = in[i…, index[i…, j, k…], k…]} along {@code axis}; index is INT64 or INT32
 * with the sizes of out, which may be smaller than in's on the other axes. The backend checks that
 * every index lies in [0, in's size) before it writes anything, and throws the {@link
 * IndexOutOfBoundsException} of {@link java.util.Objects#checkIndex(int, int)} if not.
 *
 * @param wraps whether an index may also be negative, down to −in's size, and counts from the end
 */
public record GatherKernel(Strided in, Strided index, int axis, boolean wraps, Strided out)
    implements Kernel {
  /** Of indices from 0. */
  public GatherKernel(Strided in, Strided index, int axis, Strided out) {
    this(in, index, axis, false, out);
  }

  @Override
  public List<Strided> reads() {
    return List.of(in, index);
  }

  @Override
  public List<Strided> writes() {
    return List.of(out);
  }

  @Override
  public Kernel over(UnaryOperator<Strided> f) {
    return new GatherKernel(f.apply(in), f.apply(index), axis, wraps, f.apply(out));
  }

  @Override
  public String title() {
    return "gather to " + out.shape();
  }

  @Override
  public int independentAxes() {
    return axis == 0 ? 0 : 1;
  }

  @Override
  public Optional<Picking> picking() {
    return Optional.of(new Picking("gather", index, in, axis));
  }
}
