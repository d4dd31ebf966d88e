package org.atled.core.spi;

import java.util.List;
import java.util.Optional;
import org.atled.core.expr.BoxMuller;
import org.atled.core.expr.Expression;

/**
 * What a backend can do: a handful of families, each a record of its operands. Shapes and types are
 * checked before a kernel is made, so a backend trusts them. A backend switches over the families
 * without a default, so that the compiler names what is missing.
 *
 * <p>Every kernel fixes the order of its arithmetic as a function of operation, type and shape
 * alone (see {@link Reduce} and {@link Gemm}), so that layout, threads and vector width do not
 * change a bit.
 */
public sealed interface Kernel {

  /**
   * Every element becomes the number whose bits are given ({@code doubleToRawLongBits} for floats).
   */
  record Fill(Strided out, long bits) implements Kernel {}

  /** {@code out[i] = in[i]}; same sizes and type, storages that do not overlap. */
  record Copy(Strided in, Strided out) implements Kernel {}

  /**
   * {@code outputs[k][i] = expression_k(inputs[0][i], …)}. All operands have the same sizes; an
   * output may be an input (same storage, offset and strides).
   */
  record Map(Expression expression, List<Strided> inputs, List<Strided> outputs)
      implements Kernel {}

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
   * PRODUCT, the least (greatest) value of the type for MAX (MIN), infinities for floats.
   */
  record Reduce(
      Combiner combiner,
      Expression before,
      List<Strided> inputs,
      int axes,
      Strided out,
      Optional<After> after)
      implements Kernel {
    public static final int LANES = 16;
    public static final int CHUNK = 4096;

    public Reduce(
        Combiner combiner, Expression before, List<Strided> inputs, int axes, Strided out) {
      this(combiner, before, inputs, axes, out, Optional.empty());
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
  record ArgReduce(Combiner combiner, Strided in, Strided out) implements Kernel {}

  /**
   * {@code out[…, i, j] = Σₚ a[…, i, p]·b[…, p, j]} for FLOAT32 or FLOAT64; equal leading sizes
   * (strides may be 0), out does not overlap a or b.
   *
   * <p>Order: p runs in chunks of {@value #CHUNK}; in a chunk, the sum starts as fma(a, b, +0) and
   * continues with one fma per p, ascending. The chunks' sums are combined pairwise as in {@link
   * Reduce}. An empty sum is +0.
   *
   * @param after what becomes of each sum before it is stored
   */
  record Gemm(Strided a, Strided b, Strided out, Optional<After> after) implements Kernel {
    public static final int CHUNK = 4096;

    public Gemm(Strided a, Strided b, Strided out) {
      this(a, b, out, Optional.empty());
    }
  }

  /**
   * A map on the results of a product or a reduction: {@code outputs[k][i] =
   * expression_k(result[i], inputs[0][i], …)}. The bits are those of the kernel and then a map,
   * which would go through memory once more. All operands have the sizes of the kernel's out; an
   * output may be an input, or that out. If none is that out, it is only a place to work in, and
   * what it holds in the end is not said.
   */
  record After(Expression expression, List<Strided> inputs, List<Strided> outputs) {}

  /**
   * {@code out[i…, j, k…] = in[i…, index[i…, j, k…], k…]} along {@code axis}; index is INT64 or
   * INT32 with the sizes of out, which may be smaller than in's on the other axes. The backend
   * checks that every index lies in [0, in's size) before it writes anything, and throws the {@link
   * IndexOutOfBoundsException} of {@link java.util.Objects#checkIndex(int, int)} if not.
   */
  record Gather(Strided in, Strided index, int axis, Strided out) implements Kernel {}

  /**
   * {@code out[i…, index[i…, j, k…], k…] += in[i…, j, k…]}: the transpose of {@link Gather}. Equal
   * targets are added in row-major order of in. Floats and integers. Checks indices like Gather.
   */
  record ScatterAdd(Strided in, Strided index, int axis, Strided out) implements Kernel {}

  /**
   * Draws from Philox4x32-10. Element e of row r (the leading axis when {@code rows} is present;
   * else the only row is 0 and e counts all elements) comes from the block with counter (b, low and
   * high half of the row's number, low half of the step) under the key; {@link Draw} says from
   * which of its four words, and b is e div 4 for FLOAT32 and e div 2 for FLOAT64. {@code step} is
   * a 0-d INT64, {@code rows} an INT64 vector of the leading axis's size.
   */
  record Random(Draw draw, long key, Strided step, Optional<Strided> rows, Strided out)
      implements Kernel {}

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
}
