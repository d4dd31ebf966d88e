package org.atled.core.spi;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One of the three products of a convolution y = x ⋆ w with {@code x} [n, c, axes..], {@code w} [o,
 * c / groups, kernel..] and {@code y} [n, o, windows..], all FLOAT32 or FLOAT64: {@code wanted}
 * says which of them is computed from the other two. Element k of the window p stands at i =
 * p·stride + k·dilation − before along each axis; channel c of the group with that of o.
 *
 * <ul>
 *   <li>{@code Y[n, o, p] = Σ x[n, c, i]·w[o, c, k]} over c and k;
 *   <li>{@code X[n, c, i] = Σ y[n, o, p]·w[o, c, k]} over o and those k for which there is a whole
 *       p;
 *   <li>{@code W[o, c, k] = Σ y[n, o, p]·x[n, c, i]} over n and p.
 * </ul>
 *
 * <p>What lies outside of x, or for X outside of y, is a factor of 0. Order: the sum starts as +0
 * and goes on with one fma a term, row-major in what is named after "over". For W the terms are
 * taken in chunks of {@value GemmKernel#CHUNK}, whose sums are combined pairwise as in {@link
 * ReduceKernel}.
 *
 * <p>Where {@link #tile} says 2, the same is computed from two by two neighbours at a time with 4
 * multiplications for 9: F(2×2, 3×3) of Lavin and Gray, "Fast Algorithms for Convolutional Neural
 * Networks", 2016. The tile (i, j) takes the elements d from (2i − before, 2j − before) on, four by
 * four with zeros outside, a kernel is g, and for each channel of the group
 *
 * <ul>
 *   <li>V = Bᵀ·d·B with Bᵀd = (d₀ − d₂, d₁ + d₂, d₂ − d₁, d₁ − d₃),
 *   <li>U = G·g·Gᵀ with Gg = (g₀, ((g₀ + g₂) + g₁)/2, ((g₀ + g₂) − g₁)/2, g₂),
 *   <li>M = Σ V·U, sixteen sums over c as above: from +0, one fma a channel,
 *   <li>Y = Aᵀ·M·A with AᵀM = ((m₀ + m₁) + m₂, (m₁ − m₂) − m₃);
 * </ul>
 *
 * each transform down first and then across. X is the same of y and of w turned about both axes,
 * with 2 − before, over o. W goes the way back: D = A·y·Aᵀ with Ay = (y₀, y₀ + y₁, y₀ − y₁, −y₁),
 * where y has zeros beyond its end, sixteen sums N = Σ D·V over the tiles, row-major, in chunks of
 * max(1, {@value #TILES} div the tiles in a row) rows of tiles that are combined pairwise, and
 * Gᵀ·N·G with GᵀN = (n₀ + (n₁ + n₂)/2, (n₁ − n₂)/2, (n₁ + n₂)/2 + n₃). An infinity or NaN reaches
 * all results of its tile.
 *
 * <p>If steps ask for tiles of four by four, and there are enough of them, it is F(4×4, 3×3) of the
 * same: 36 products for 16 windows, from (4i − before, 4j − before) on, six by six, and where a·b +
 * c is one fma and a/24 a product with the number nearest to 1/24
 *
 * <ul>
 *   <li>Bᵀd = (4d₀ + (−5d₂ + d₄), p + q, p − q, r + s, r − s, 4d₁ + (−5d₃ + d₅)) with p = −4d₂ +
 *       d₄, q = −4d₁ + d₃, r = d₄ − d₂, s = 2(d₃ − d₁),
 *   <li>Gg = (g₀/4, −⅙(p + g₁), −⅙(p − g₁), (2g₁ + q)/24, (−2g₁ + q)/24, g₂) with p = g₀ + g₂, q =
 *       4g₂ + g₀,
 *   <li>Aᵀm = ((m₀ + p) + r, 2s + q, 4r + p, (8s + q) + m₅) with p = m₁ + m₂, q = m₁ − m₂, r = m₃ +
 *       m₄, s = m₃ − m₄,
 *   <li>Ay = (y₀, p + q, p − q, r + s, r − s, y₃) with p = y₀ + y₂, q = y₁ + y₃, r = 4y₂ + y₀, s =
 *       2(4y₃ + y₁),
 *   <li>Gᵀn = (r/24 + (−⅙p + n₀/4), s/12 − ⅙q, ⅙(r − p) + n₅) with p = n₁ + n₂, q = n₁ − n₂, r = n₃
 *       + n₄, s = n₃ − n₄.
 * </ul>
 */
public record ConvolveKernel(
    Factor wanted,
    Strided x,
    Strided w,
    Strided y,
    WindowSteps steps,
    int groups,
    Optional<Epilogue> epilogue)
    implements WithEpilogue {
  /** Of which a chunk of a gradient by the weight has about so many. */
  public static final int TILES = 128;

  private static final int LEAST_CHANNELS = 16;

  private static final int MOST_CHANNELS = 4096;

  /** They are one sum in a gradient by the weight, and the least that a thread works on. */
  private static final int MOST_TILES_IN_A_ROW = GemmKernel.CHUNK;

  /** With more channels for each tile, transforming the kernels takes too long. */
  private static final int CHANNELS_PER_TILE = 8;

  /** The same for tiles of four by four, which only who asks for them gets. */
  private static final int CHANNELS_PER_LARGE_TILE = 32;

  public ConvolveKernel(
      Factor wanted, Strided x, Strided w, Strided y, WindowSteps steps, int groups) {
    this(wanted, x, w, y, steps, groups, Optional.empty());
  }

  /**
   * Of how many windows down as across the tiles are by which it is computed: 2, 4, or 0 for none.
   * That depends on sizes and what steps ask for, but not on the number of examples: two axes, a
   * kernel of 3×3, steps of 1, no groups, enough channels and windows, and at most {@value
   * GemmKernel#CHUNK} tiles in a row.
   */
  public int tile() {
    List<Integer> ones = List.of(1, 1);
    if (w.rank() != 4
        || w.sizes()[2] != 3
        || w.sizes()[3] != 3
        || groups != 1
        || !steps.stride().equals(ones)
        || !steps.dilation().equals(ones)) {
      return 0;
    }
    if (steps.tile() == 4 && fits(4, CHANNELS_PER_LARGE_TILE)) {
      return 4;
    }
    return fits(2, CHANNELS_PER_TILE) ? 2 : 0;
  }

  private boolean fits(int tile, int channelsPerTile) {
    int least = Math.min(w.sizes()[0], w.sizes()[1]);
    int most = Math.max(w.sizes()[0], w.sizes()[1]);
    long down = (y.sizes()[2] + tile - 1L) / tile;
    long across = (y.sizes()[3] + tile - 1L) / tile;
    return least >= LEAST_CHANNELS
        && most <= MOST_CHANNELS
        && most <= channelsPerTile * down * across
        && across <= MOST_TILES_IN_A_ROW;
  }

  @Override
  public Strided out() {
    return switch (wanted) {
      case X -> x;
      case W -> w;
      case Y -> y;
    };
  }

  @Override
  public List<Strided> inputs() {
    return switch (wanted) {
      case X -> List.of(w, y);
      case W -> List.of(x, y);
      case Y -> List.of(x, w);
    };
  }

  @Override
  public ConvolveKernel with(Strided results, Epilogue map) {
    return new ConvolveKernel(
        wanted,
        wanted == Factor.X ? results : x,
        wanted == Factor.W ? results : w,
        wanted == Factor.Y ? results : y,
        steps,
        groups,
        Optional.of(map));
  }

  @Override
  public Kernel over(UnaryOperator<Strided> f) {
    return new ConvolveKernel(
        wanted, f.apply(x), f.apply(w), f.apply(y), steps, groups, epilogue.map(e -> e.over(f)));
  }

  @Override
  public String title() {
    String role =
        switch (wanted) {
          case X -> "convolution's gradient by its input ";
          case W -> "convolution's gradient by its weight ";
          case Y -> "convolution ";
        };
    return titled(role + x.shape() + " ⋆ " + w.shape());
  }

  @Override
  public long flops() {
    long products = (long) y.elements() * (w.elements() / Math.max(1, w.sizes()[0]));
    return 2 * products + epilogueFlops();
  }

  /** The three tensors of a convolution. */
  public enum Factor {
    X,
    W,
    Y
  }
}
