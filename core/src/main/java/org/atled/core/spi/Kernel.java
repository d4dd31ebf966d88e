package org.atled.core.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.atled.core.expr.BoxMuller;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;

/**
 * What a backend can do: a handful of families, each a record of its operands that knows what it
 * does with them. Shapes and types are checked before a kernel is made, so a backend trusts them. A
 * backend switches over the families without a default, so that the compiler names what is missing;
 * nobody else has to know them all.
 *
 * <p>Every kernel fixes the order of its arithmetic as a function of operation, type and shape
 * alone (see {@link Reduce} and {@link Gemm}), so that layout, threads and vector width do not
 * change a bit.
 */
public sealed interface Kernel {
  /** What it reads before it writes there. */
  List<Strided> reads();

  /** What it writes. */
  List<Strided> writes();

  /** The same work on other operands. */
  Kernel over(UnaryOperator<Strided> f);

  /** What it computes, with its sizes, for people. */
  String title();

  /** All that it writes or reads. */
  default List<Strided> operands() {
    return joined(writes(), reads());
  }

  /**
   * Of the leading axes of all operands how many there are along which it is the sum of its parts,
   * each on the same slices: these axes may be seen as one. 0 if it does not work so.
   */
  default int independentAxes() {
    return 0;
  }

  /** How many {@link #rows} it works on one by one: it is their sum. 0 if it does not work so. */
  default int independentRows() {
    return independentAxes() == 0 ? 0 : writes().getFirst().sizes()[0];
  }

  /** Its work on some of its {@link #independentRows}: on a slice of its operands' leading axis. */
  default Kernel rows(int from, int count) {
    return over(window -> window.slice(0, from, 1, count));
  }

  /** Of what it reads, that of which {@link #rows} need all. */
  default List<Strided> readsWhole() {
    return List.of();
  }

  /** What its indices pick from, if it has any: they may lie outside of it. */
  default Optional<Picking> picking() {
    return Optional.empty();
  }

  /**
   * Whether it may refuse the numbers that it finds, by an exception: so it runs before what
   * changes cells.
   */
  default boolean mayRefuse() {
    return picking().isPresent();
  }

  /** Whether all that it writes is one number. */
  default boolean isUniform() {
    return false;
  }

  /** Multiplications, additions and other arithmetic of floats; an fma counts twice. */
  default long flops() {
    return 0;
  }

  /** Bytes of the operands, each element read or written once. */
  default long bytes() {
    return operands().stream().mapToLong(Strided::bytes).sum();
  }

  /** Whether it gives every element of a storage a number that depends on none in it. */
  default boolean overwrites(Storage storage) {
    return reads().stream().noneMatch(r -> r.storage() == storage)
        && writes().stream().anyMatch(w -> w.storage() == storage && w.isWhole());
  }

  /**
   * What indices pick from.
   *
   * @param operation its name
   * @param index the operand that holds the indices
   * @param from the operand and {@code axis} its axis that is indexed
   */
  record Picking(String operation, Strided index, Strided from, int axis) {}

  /**
   * Every element becomes the number whose bits are given ({@code doubleToRawLongBits} for floats).
   */
  record Fill(Strided out, long bits) implements Kernel {
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
      return new Fill(f.apply(out), bits);
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

  /** {@code out[i] = in[i]}; same sizes and type, storages that do not overlap. */
  record Copy(Strided in, Strided out) implements Kernel {
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
      return new Copy(f.apply(in), f.apply(out));
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

  /**
   * {@code outputs[k][i] = expression_k(inputs[0][i], …)}. All operands have the same sizes; an
   * output may be an input (same storage, offset and strides).
   */
  record Map(Expression expression, List<Strided> inputs, List<Strided> outputs) implements Kernel {
    @Override
    public List<Strided> reads() {
      return inputs;
    }

    @Override
    public List<Strided> writes() {
      return outputs;
    }

    @Override
    public Kernel over(UnaryOperator<Strided> f) {
      return new Map(expression, all(inputs, f), all(outputs, f));
    }

    @Override
    public String title() {
      return "map " + outputs.getFirst().shape();
    }

    @Override
    public int independentAxes() {
      return outputs.getFirst().rank();
    }

    @Override
    public boolean isUniform() {
      return inputs.stream().allMatch(Strided::isOneNumber);
    }

    @Override
    public long flops() {
      return outputs.getFirst().elements() * expression.flops();
    }
  }

  /**
   * A family whose results can go through a map on their way to memory.
   *
   * @see Epilogue
   */
  sealed interface WithEpilogue extends Kernel {
    /** What it reads itself. */
    List<Strided> inputs();

    /** Its results, before the map. */
    Strided out();

    Optional<Epilogue> epilogue();

    /** The same work with results elsewhere and another map. */
    WithEpilogue with(Strided out, Epilogue epilogue);

    @Override
    default List<Strided> reads() {
      return joined(inputs(), epilogue().map(Epilogue::inputs).orElse(List.of()));
    }

    @Override
    default List<Strided> writes() {
      return joined(List.of(out()), epilogue().map(Epilogue::outputs).orElse(List.of()));
    }

    /** Of a kernel and a map, the map's outputs are what is written. */
    @Override
    default long bytes() {
      return Kernel.super.bytes() - (epilogue().isPresent() ? out().bytes() : 0);
    }

    /** The flops of the map. */
    default long epilogueFlops() {
      return epilogue().map(e -> out().elements() * e.expression().flops()).orElse(0L);
    }

    /** The title with a word on the map. */
    default String titled(String own) {
      return own + epilogue().map(e -> ", then map of its results").orElse("");
    }
  }

  /**
   * Combines the elements {@code before(in…)} over the last {@code axes} axes of the inputs into
   * out, whose sizes are the leading ones. {@code before} has the inputs' types and one output of
   * out's type; for BOOL, MAX is "any" and MIN is "all".
   *
   * <p>Order: the R reduced elements, row-major, are cut into chunks of {@value #CHUNK}. In a
   * chunk, element r goes to lane r mod {@value #LANES}; each lane starts with the identity and
   * takes its elements in order; lanes l and l + 8, then + 4, + 2, + 1 are combined, the lower one
   * on the left. The chunks' results are combined pairwise: neighbours (0, 1), (2, 3) …, an odd one
   * passing unchanged, until one is left. An empty reduction gives the identity: 0 for SUM, 1 for
   * PRODUCT, the least (greatest) value of the type for MAX (MIN), infinities for floats. Elements
   * are combined in {@link DType#computing} of out's type; a FLOAT16 or BFLOAT16 out is rounded
   * once, at the end.
   */
  record Reduce(
      Combiner combiner,
      Expression before,
      List<Strided> inputs,
      int axes,
      Strided out,
      Optional<Epilogue> epilogue)
      implements WithEpilogue {
    public static final int LANES = 16;
    public static final int CHUNK = 4096;

    public Reduce(
        Combiner combiner, Expression before, List<Strided> inputs, int axes, Strided out) {
      this(combiner, before, inputs, axes, out, Optional.empty());
    }

    @Override
    public Reduce with(Strided results, Epilogue map) {
      return new Reduce(combiner, before, inputs, axes, results, Optional.of(map));
    }

    @Override
    public Kernel over(UnaryOperator<Strided> f) {
      return new Reduce(
          combiner, before, all(inputs, f), axes, f.apply(out), epilogue.map(e -> e.over(f)));
    }

    @Override
    public String title() {
      return titled(
          combiner.name().toLowerCase(Locale.ROOT)
              + " of "
              + inputs.getFirst().elements() / Math.max(1, out.elements())
              + " to "
              + out.shape());
    }

    @Override
    public int independentAxes() {
      return out.rank();
    }

    @Override
    public long flops() {
      return inputs.getFirst().elements() * (1 + before.flops()) + epilogueFlops();
    }
  }

  /** How a reduction joins two elements; MAX and MIN as {@code Math.max} and {@code Math.min}. */
  enum Combiner {
    SUM,
    PRODUCT,
    MAX,
    MIN
  }

  /**
   * The index (INT64) of the greatest (least) element along the last axis of in, which is not
   * empty. Of equal ones the first; a NaN is greater (less) than all, the first NaN wins.
   */
  record ArgReduce(Combiner combiner, Strided in, Strided out) implements Kernel {
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
      return new ArgReduce(combiner, f.apply(in), f.apply(out));
    }

    @Override
    public String title() {
      return "index of the extremum, to " + out.shape();
    }

    @Override
    public int independentAxes() {
      return out.rank();
    }
  }

  /**
   * {@code out[…, i, j] = Σₚ a[…, i, p]·b[…, p, j]} for FLOAT32 or FLOAT64; equal leading sizes
   * (strides may be 0), out does not overlap a or b.
   *
   * <p>Order: p runs in chunks of {@value #CHUNK}; in a chunk, the sum starts as fma(a, b, +0) and
   * continues with one fma per p, ascending. The chunks' sums are combined pairwise as in {@link
   * Reduce}. An empty sum is +0.
   *
   * @param epilogue what becomes of each sum before it is stored
   */
  record Gemm(Strided a, Strided b, Strided out, Optional<Epilogue> epilogue)
      implements WithEpilogue {
    public static final int CHUNK = 4096;

    public Gemm(Strided a, Strided b, Strided out) {
      this(a, b, out, Optional.empty());
    }

    @Override
    public List<Strided> inputs() {
      return List.of(a, b);
    }

    @Override
    public Gemm with(Strided results, Epilogue map) {
      return new Gemm(a, b, results, Optional.of(map));
    }

    @Override
    public Kernel over(UnaryOperator<Strided> f) {
      return new Gemm(f.apply(a), f.apply(b), f.apply(out), epilogue.map(e -> e.over(f)));
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
      return new Gemm(slice.apply(a), right, slice.apply(out), epilogue.map(e -> e.over(slice)));
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

  /**
   * One of the three products of a convolution y = x ⋆ w with {@code x} [n, c, axes..], {@code w}
   * [o, c / groups, kernel..] and {@code y} [n, o, windows..], all FLOAT32 or FLOAT64: {@code
   * wanted} says which of them is computed from the other two. Element k of the window p stands at
   * i = p·stride + k·dilation − before along each axis; channel c of the group with that of o.
   *
   * <ul>
   *   <li>{@code Y[n, o, p] = Σ x[n, c, i]·w[o, c, k]} over c and k;
   *   <li>{@code X[n, c, i] = Σ y[n, o, p]·w[o, c, k]} over o and those k for which there is a
   *       whole p;
   *   <li>{@code W[o, c, k] = Σ y[n, o, p]·x[n, c, i]} over n and p.
   * </ul>
   *
   * <p>What lies outside of x, or for X outside of y, is a factor of 0. Order: the sum starts as +0
   * and goes on with one fma a term, row-major in what is named after "over". For W the terms are
   * taken in chunks of {@value Gemm#CHUNK}, whose sums are combined pairwise as in {@link Reduce}.
   *
   * <p>Where {@link #tile} says 2, the same is computed from two by two neighbours at a time with 4
   * multiplications for 9: F(2×2, 3×3) of Lavin and Gray, "Fast Algorithms for Convolutional Neural
   * Networks", 2016. The tile (i, j) takes the elements d from (2i − before, 2j − before) on, four
   * by four with zeros outside, a kernel is g, and for each channel of the group
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
   * where y has zeros beyond its end, sixteen sums N = Σ D·V over the tiles, row-major, in chunks
   * of max(1, {@value #TILES} div the tiles in a row) rows of tiles that are combined pairwise, and
   * Gᵀ·N·G with GᵀN = (n₀ + (n₁ + n₂)/2, (n₁ − n₂)/2, (n₁ + n₂)/2 + n₃). An infinity or NaN reaches
   * all results of its tile.
   *
   * <p>If steps ask for tiles of four by four, and there are enough of them, it is F(4×4, 3×3) of
   * the same: 36 products for 16 windows, from (4i − before, 4j − before) on, six by six, and where
   * a·b + c is one fma and a/24 a product with the number nearest to 1/24
   *
   * <ul>
   *   <li>Bᵀd = (4d₀ + (−5d₂ + d₄), p + q, p − q, r + s, r − s, 4d₁ + (−5d₃ + d₅)) with p = −4d₂ +
   *       d₄, q = −4d₁ + d₃, r = d₄ − d₂, s = 2(d₃ − d₁),
   *   <li>Gg = (g₀/4, −⅙(p + g₁), −⅙(p − g₁), (2g₁ + q)/24, (−2g₁ + q)/24, g₂) with p = g₀ + g₂, q
   *       = 4g₂ + g₀,
   *   <li>Aᵀm = ((m₀ + p) + r, 2s + q, 4r + p, (8s + q) + m₅) with p = m₁ + m₂, q = m₁ − m₂, r = m₃
   *       + m₄, s = m₃ − m₄,
   *   <li>Ay = (y₀, p + q, p − q, r + s, r − s, y₃) with p = y₀ + y₂, q = y₁ + y₃, r = 4y₂ + y₀, s
   *       = 2(4y₃ + y₁),
   *   <li>Gᵀn = (r/24 + (−⅙p + n₀/4), s/12 − ⅙q, ⅙(r − p) + n₅) with p = n₁ + n₂, q = n₁ − n₂, r =
   *       n₃ + n₄, s = n₃ − n₄.
   * </ul>
   */
  record Convolve(
      Factor wanted,
      Strided x,
      Strided w,
      Strided y,
      Steps steps,
      int groups,
      Optional<Epilogue> epilogue)
      implements WithEpilogue {
    /** Of which a chunk of a gradient by the weight has about so many. */
    public static final int TILES = 128;

    private static final int LEAST_CHANNELS = 16;

    private static final int MOST_CHANNELS = 4096;

    /** They are one sum in a gradient by the weight, and the least that a thread works on. */
    private static final int MOST_TILES_IN_A_ROW = Gemm.CHUNK;

    /** With more channels for each tile, transforming the kernels takes too long. */
    private static final int CHANNELS_PER_TILE = 8;

    /** The same for tiles of four by four, which only who asks for them gets. */
    private static final int CHANNELS_PER_LARGE_TILE = 32;

    public Convolve(Factor wanted, Strided x, Strided w, Strided y, Steps steps, int groups) {
      this(wanted, x, w, y, steps, groups, Optional.empty());
    }

    /**
     * Of how many windows down as across the tiles are by which it is computed: 2, 4, or 0 for
     * none. That depends on sizes and what steps ask for, but not on the number of examples: two
     * axes, a kernel of 3×3, steps of 1, no groups, enough channels and windows, and at most
     * {@value Gemm#CHUNK} tiles in a row.
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
    public Convolve with(Strided results, Epilogue map) {
      return new Convolve(
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
      return new Convolve(
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
  }

  /** The three tensors of a convolution. */
  enum Factor {
    X,
    W,
    Y
  }

  /**
   * The greatest element of each window on {@code in} [n, c, axes..], in {@code values} [n, c,
   * windows..], and its {@code places} (INT64): its number in the plane [axes..], row-major.
   * Element k of the window p stands at p·stride + k·dilation − before; what lies outside is not
   * there. NaN is greater than all; of NaNs the last is meant, of equal others the first. If
   * nothing is there, the least number of the type and 0. For all types but BOOL.
   */
  record WindowMax(Strided in, Strided values, Strided places, List<Integer> kernel, Steps steps)
      implements Kernel {
    public WindowMax {
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
      return new WindowMax(f.apply(in), f.apply(values), f.apply(places), kernel, steps);
    }

    @Override
    public String title() {
      return "greatest of windows " + values.shape();
    }
  }

  /**
   * Attention: {@code out[h, i] = Σ p(i, j)·v[j]} over the keys j, p the softmax of the scores
   * {@code s(i, j) = Σ scale·q[h, i, x]·k[j, x]}. All are FLOAT32 or FLOAT64: {@code q} [.., heads,
   * queries, width], {@code k} [.., keys, width], {@code v} [.., keys, n], {@code out} [.., heads,
   * queries, n], and in {@code logSums} [.., heads, queries] the logarithm of Σ e^s. A query that
   * sees no key gets 0 and −∞. Neither keys nor n are 0.
   *
   * <p>Order: scale·q is rounded; a score is one chain of fmas over x from +0, and then that of
   * {@link Seen}. Keys are taken in blocks of {@value #KEYS}, the first from key 0 on. In each, m′
   * is the greatest of m, −∞ at first, and the block's scores; p = e^(s − m′), and 0 where s = −∞;
   * a = e^(m − m′), and 0 where m = −∞; r is the sum of the block's p and t one chain of fmas p·v,
   * both from +0 with the keys ascending; l′ = l·a + r and o′ = o·a + t, each an fma, l and o being
   * 0 at first. In the end out = o/l + 0 and logSums = m + ln l (Milakov and Gimelshein 2018; Dao
   * et al. 2022, algorithm 1). So a query's bits depend on its keys alone, and not on how many
   * queries there are. Blocks of which no query sees a key may be left out: an infinity or NaN in v
   * at a key that a query does not see reaches it or not.
   *
   * @param seen which keys a query sees
   */
  record Attend(
      Strided q, Strided k, Strided v, Seen seen, double scale, Strided out, Strided logSums)
      implements Kernel {
    /** In a block. */
    public static final int KEYS = 128;

    @Override
    public List<Strided> reads() {
      return joined(List.of(q, k, v), seen.mask().map(List::of).orElse(List.of()));
    }

    @Override
    public List<Strided> writes() {
      return List.of(out, logSums);
    }

    @Override
    public Kernel over(UnaryOperator<Strided> f) {
      return new Attend(
          f.apply(q), f.apply(k), f.apply(v), seen.over(f), scale, f.apply(out), f.apply(logSums));
    }

    @Override
    public String title() {
      return "attention " + q.shape() + " to " + k.shape();
    }

    @Override
    public long flops() {
      return 2 * seen.pairs(q, k) * (k.sizes()[k.rank() - 1] + v.sizes()[v.rank() - 1]);
    }
  }

  /**
   * The gradients of {@link Attend}: from the cotangent {@code g} of out, of its shape, and {@code
   * means} = Σ g·out, of the shape of logSums, those by q, k and v, of their shapes. With p = e^(s
   * − logSums) and d = p·(Σ g[h, i, x]·v[j, x] − means[h, i]), both 0 where s = −∞:
   *
   * <ul>
   *   <li>{@code byQ[h, i] = scale·Σ d·k[j]} over the keys,
   *   <li>{@code byK[j] = Σ d·(scale·q[h, i])} and {@code byV[j] = Σ p·g[h, i]} over heads and
   *       queries.
   * </ul>
   *
   * <p>Order: scores as there, g·v one chain of fmas over x from +0. Keys are taken in blocks of
   * {@value Attend#KEYS}, the queries of a head in blocks of {@value #QUERIES}: in each the sum is
   * one chain of fmas from +0, ascending, and these are added to +0 in their order, head by head.
   */
  record AttendGradient(
      Strided q,
      Strided k,
      Strided v,
      Seen seen,
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
      return joined(
          List.of(q, k, v, logSums, means, g), seen.mask().map(List::of).orElse(List.of()));
    }

    @Override
    public List<Strided> writes() {
      return List.of(byQ, byK, byV);
    }

    @Override
    public Kernel over(UnaryOperator<Strided> f) {
      return new AttendGradient(
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

  /**
   * Which keys a query sees in {@link Attend}; a score becomes −∞ where it does not.
   *
   * @param mask [.., heads, queries, keys]: BOOL, true where it does, or of the operands' type, to
   *     be added to the scores, where −∞ says that it does not
   * @param before that query i sees keys up to i + this alone
   */
  record Seen(Optional<Strided> mask, Optional<Long> before) {
    private Seen over(UnaryOperator<Strided> f) {
      return new Seen(mask.map(f), before);
    }

    /** Of so many keys, before which those end that the query may see. */
    public int end(int query, int keys) {
      long most = before.map(b -> Math.min(b, keys) + query + 1).orElse((long) keys);
      return (int) Math.min(keys, most);
    }

    private long pairs(Strided q, Strided k) {
      int queries = q.sizes()[q.rank() - 2];
      int keys = k.sizes()[k.rank() - 2];
      long each = 0;
      for (int i = 0; i < queries; i++) {
        each += end(i, keys);
      }
      return each * (q.elements() / Math.max(1, queries * q.sizes()[q.rank() - 1]));
    }
  }

  /**
   * How windows go over the spatial axes, a number for each of them.
   *
   * @param tile of how many windows along an axis the tiles of a convolution may be: 2, or 4
   */
  record Steps(List<Integer> stride, List<Integer> before, List<Integer> dilation, int tile) {
    public Steps(List<Integer> stride, List<Integer> before, List<Integer> dilation) {
      this(stride, before, dilation, 2);
    }

    public Steps {
      stride = List.copyOf(stride);
      before = List.copyOf(before);
      dilation = List.copyOf(dilation);
    }
  }

  /**
   * A map on the results of a product or a reduction: {@code outputs[k][i] =
   * expression_k(result[i], inputs[0][i], …)}. The bits are those of the kernel and then a map,
   * which would go through memory once more. All operands have the sizes of the kernel's out; an
   * output may be an input, or that out. If none is that out, it is only a place to work in, and
   * what it holds in the end is not said.
   */
  record Epilogue(Expression expression, List<Strided> inputs, List<Strided> outputs) {
    private Epilogue over(UnaryOperator<Strided> f) {
      return new Epilogue(expression, all(inputs, f), all(outputs, f));
    }
  }

  /**
   * {@code out[i…, j, k…] = in[i…, index[i…, j, k…], k…]} along {@code axis}; index is INT64 or
   * INT32 with the sizes of out, which may be smaller than in's on the other axes. The backend
   * checks that every index lies in [0, in's size) before it writes anything, and throws the {@link
   * IndexOutOfBoundsException} of {@link java.util.Objects#checkIndex(int, int)} if not.
   *
   * @param wraps whether an index may also be negative, down to −in's size, and counts from the end
   */
  record Gather(Strided in, Strided index, int axis, boolean wraps, Strided out) implements Kernel {
    /** Of indices from 0. */
    public Gather(Strided in, Strided index, int axis, Strided out) {
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
      return new Gather(f.apply(in), f.apply(index), axis, wraps, f.apply(out));
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

  /**
   * {@code out[i…, index[i…, j, k…], k…] ⊕= in[i…, j, k…]}: with SUM the transpose of {@link
   * Gather}. Equal targets take their elements in row-major order of in; without a combiner the
   * last one stays. For BOOL, SUM and MAX are "any", PRODUCT and MIN "all". FLOAT16 and BFLOAT16
   * take no combiner. Checks indices like Gather.
   */
  record Scatter(Optional<Combiner> combiner, Strided in, Strided index, int axis, Strided out)
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
      return new Scatter(combiner, f.apply(in), f.apply(index), axis, f.apply(out));
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

  /**
   * {@code out[…, 0] = in[…, 0], out[…, i] = step(out[…, i − 1], in[…, i])} along the last axis:
   * with a + b the cumulative sum, with {@code LogAddExp} the cumulative log-sum-exp. {@code step}
   * has two inputs and an output of out's type, which is in's; out does not overlap in.
   *
   * <p>Order: from the first element to the last, each result rounded to its type.
   */
  record Scan(Expression step, Strided in, Strided out) implements Kernel {
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
      return new Scan(step, f.apply(in), f.apply(out));
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

  /**
   * The elements along the last axis in order, and where in it each stood (INT64): all, or as many
   * of the first as values and indices have room for. Of equal ones the first comes first; a NaN is
   * greater than all, and −0 equals 0. Nothing overlaps.
   */
  record Sort(Order order, Strided in, Strided values, Strided indices) implements Kernel {
    @Override
    public List<Strided> reads() {
      return List.of(in);
    }

    @Override
    public List<Strided> writes() {
      return List.of(values, indices);
    }

    @Override
    public Kernel over(UnaryOperator<Strided> f) {
      return new Sort(order, f.apply(in), f.apply(values), f.apply(indices));
    }

    @Override
    public String title() {
      return "sort " + in.shape();
    }

    @Override
    public int independentAxes() {
      return in.rank() - 1;
    }
  }

  /** From the least or from the greatest. */
  enum Order {
    ASCENDING,
    DESCENDING
  }

  /**
   * Draws from Philox4x32-10. Element e of row r (the leading axis when {@code rows} is present;
   * else the only row is 0 and e counts all elements) comes from the block with counter (b, low and
   * high half of the row's number, low half of the step) under the key; {@link Draw} says from
   * which of its four words, and b is e div 4 for FLOAT32 and e div 2 for FLOAT64. {@code step} is
   * a 0-d INT64, {@code rows} an INT64 vector of the leading axis's size.
   */
  record Random(Draw draw, long key, Strided step, Optional<Strided> rows, Strided out)
      implements Kernel {
    @Override
    public List<Strided> reads() {
      return joined(List.of(step), rows.map(List::of).orElse(List.of()));
    }

    @Override
    public List<Strided> writes() {
      return List.of(out);
    }

    @Override
    public Kernel over(UnaryOperator<Strided> f) {
      return new Random(draw, key, f.apply(step), rows.map(f), f.apply(out));
    }

    @Override
    public String title() {
      return "random " + out.shape();
    }
  }

  /** What is made of the random words. */
  enum Draw {
    /**
     * FLOAT32: the high 24 bits of a word times 2⁻²⁴, in [0, 1). FLOAT64: element e uses the words
     * 2·(e mod 2) and the next of block e div 2: (high 27 bits of the first · 2²⁶ + high 26 bits of
     * the second) · 2⁻⁵³.
     */
    UNIFORM,
    /**
     * Standard normal numbers by {@link BoxMuller}, whose two outputs are elements 2p and 2p + 1.
     * FLOAT32: from words 2·(p mod 2) and the next of block p div 2. FLOAT64: from u = 1 − U(2p)
     * and v = U(2p + 1), the UNIFORM elements of the same numbers.
     */
    NORMAL
  }

  /**
   * The parts together, slice by slice along the leading axis: at each of its indices in turn every
   * part in order, on the slices of its operands there. So a part reads what others wrote at
   * earlier indices: a recurrence over steps. The bits are those of the parts on their slices.
   *
   * <p>Parts are {@link Map}s and {@link Gemm}s of three axes, [steps, rows, columns]; only a
   * Gemm's b has others, [steps, k, columns]. No row reads what is written of another one. A window
   * that does not move along steps is one place, used again and again.
   */
  record Recur(List<Kernel> parts) implements Kernel {
    public Recur {
      parts = List.copyOf(parts);
    }

    @Override
    public List<Strided> reads() {
      return parts.stream().flatMap(part -> part.reads().stream()).toList();
    }

    @Override
    public List<Strided> writes() {
      return parts.stream().flatMap(part -> part.writes().stream()).toList();
    }

    @Override
    public Kernel over(UnaryOperator<Strided> f) {
      return new Recur(parts.stream().map(part -> part.over(f)).toList());
    }

    /** How many indices the leading axis has. */
    public int steps() {
      return parts.getFirst().writes().getFirst().sizes()[0];
    }

    @Override
    public String title() {
      return "recurrence over "
          + steps()
          + " steps: "
          + parts.stream().map(Kernel::title).collect(Collectors.joining("; "));
    }

    @Override
    public long flops() {
      return parts.stream().mapToLong(Kernel::flops).sum();
    }

    @Override
    public boolean overwrites(Storage storage) {
      return WrittenSlices.areAll(parts, storage);
    }
  }

  /**
   * {@code function} on each block of the inputs: the first {@code batch} axes of all operands,
   * which have equal sizes, say which, and the others are its axes. All are FLOAT32 or FLOAT64; the
   * function sees doubles, and its results are rounded once. Nothing overlaps.
   *
   * <p>Order: the function's own, and blocks know nothing of each other. If it refuses some, the
   * first of them is named, and what the outputs then hold is not said.
   */
  record Call(BlockFunction function, int batch, List<Strided> inputs, List<Strided> outputs)
      implements Kernel {
    @Override
    public List<Strided> reads() {
      return inputs;
    }

    @Override
    public List<Strided> writes() {
      return outputs;
    }

    @Override
    public Kernel over(UnaryOperator<Strided> f) {
      return new Call(function, batch, all(inputs, f), all(outputs, f));
    }

    @Override
    public String title() {
      return function.name() + " of " + inputs.getFirst().shape();
    }

    @Override
    public boolean mayRefuse() {
      return true;
    }

    /** Of the leading axes, as a shape: which blocks there are. */
    public Shape blocks() {
      return outputs.getFirst().shape().slice(0, batch);
    }

    @Override
    public long flops() {
      return blocks().elements() * function.flops();
    }
  }

  private static List<Strided> all(List<Strided> some, UnaryOperator<Strided> f) {
    return some.stream().map(f).toList();
  }

  private static List<Strided> joined(List<Strided> some, List<Strided> others) {
    List<Strided> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }
}
