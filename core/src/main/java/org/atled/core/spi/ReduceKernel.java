package org.atled.core.spi;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;

/**
 * Combines the elements {@code before(in…)} over the last {@code axes} axes of the inputs into out,
 * whose sizes are the leading ones. {@code before} has the inputs' types and one output of out's
 * type; for BOOL, MAX is "any" and MIN is "all".
 *
 * <p>Order: the R reduced elements, row-major, are cut into chunks of {@value #CHUNK}. In a chunk,
 * element r goes to lane r mod {@value #LANES}; each lane starts with the identity and takes its
 * elements in order; lanes l and l + 8, then + 4, + 2, + 1 are combined, the lower one on the left.
 * The chunks' results are combined pairwise: neighbours (0, 1), (2, 3) …, an odd one passing
 * unchanged, until one is left. An empty reduction gives the identity: 0 for SUM, 1 for PRODUCT,
 * the least (greatest) value of the type for MAX (MIN), infinities for floats. Elements are
 * combined in {@link DType#computing} of out's type; a FLOAT16 or BFLOAT16 out is rounded once, at
 * the end.
 */
public record ReduceKernel(
    Combiner combiner,
    Expression before,
    List<Strided> inputs,
    int axes,
    Strided out,
    Optional<Epilogue> epilogue)
    implements WithEpilogue {
  public static final int LANES = 16;
  public static final int CHUNK = 4096;

  public ReduceKernel(
      Combiner combiner, Expression before, List<Strided> inputs, int axes, Strided out) {
    this(combiner, before, inputs, axes, out, Optional.empty());
  }

  @Override
  public ReduceKernel with(Strided results, Epilogue map) {
    return new ReduceKernel(combiner, before, inputs, axes, results, Optional.of(map));
  }

  @Override
  public Kernel over(UnaryOperator<Strided> f) {
    return new ReduceKernel(
        combiner,
        before,
        OperandLists.mapped(inputs, f),
        axes,
        f.apply(out),
        epilogue.map(e -> e.over(f)));
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
