package org.atled.core.tensor;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.op.nn.AttentionWeights;
import org.atled.core.op.nn.Rotary;
import org.atled.core.op.nn.ScaledDotProductAttention;
import org.atled.core.op.nn.WeightedAttention;

/** Queries that look at keys and take a mean of their values. */
public sealed interface Attending permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * softmax(scale·Q·Kᵀ + mask)·V, Q this tensor: [.., heads, queries, width], keys [.., heads,
   * keys, width] and values [.., heads, keys, out] → [.., heads, queries, out] (Vaswani et al.
   * 2017, eq. 1). Heads of queries may be a multiple of those of keys and values, which neighbours
   * then share (Ainslie et al. 2023). A query that may look at no key gives 0, and no gradient.
   * Weights are never in memory, forward or backward, which so grows with the number of queries and
   * keys and not their product, unless there are factors, the mask has a gradient, a gradient is
   * differentiated, or the numbers are short floats. A query's bits do not depend on how many
   * queries there are.
   *
   * <pre>{@code
   * Tensor y = q.scaledDotProductAttention(k, v, Attention.toAll().causally());
   * }</pre>
   *
   * @param keys of this type
   * @param values of this type
   * @throws org.atled.core.error.ShapeException if the shapes do not fit, or the mask does not fit
   *     them
   * @throws org.atled.core.error.TypeException if they are not floats of one type, or the mask
   *     holds whole numbers
   */
  default Tensor scaledDotProductAttention(Tensor keys, Tensor values, Attention attention) {
    List<Tensor> inputs = new ArrayList<>(List.of(self(), keys, values));
    attention.mask().ifPresent(inputs::add);
    boolean masked = attention.mask().isPresent();
    if (attention.factors().isPresent()) {
      inputs.add(attention.factors().get());
      return Dispatch.apply(
          new WeightedAttention(masked, attention.causal(), attention.scale()),
          inputs.toArray(Tensor[]::new));
    }
    return Dispatch.apply(
            new ScaledDotProductAttention(masked, attention.causal(), attention.scale()),
            inputs.toArray(Tensor[]::new))
        .getFirst();
  }

  /** {@link #scaledDotProductAttention(Tensor, Tensor, Attention)} to all keys. */
  default Tensor scaledDotProductAttention(Tensor keys, Tensor values) {
    return scaledDotProductAttention(keys, values, Attention.toAll());
  }

  /**
   * How much each query takes of each key's value in {@link #scaledDotProductAttention(Tensor,
   * Tensor, Attention)}: softmax(scale·Q·Kᵀ + mask), [.., heads, queries, keys], before any
   * factors.
   *
   * @param keys as there
   * @throws org.atled.core.error.ShapeException as there
   * @throws org.atled.core.error.TypeException as there
   */
  default Tensor attentionWeights(Tensor keys, Attention attention) {
    List<Tensor> inputs = new ArrayList<>(List.of(self(), keys));
    attention.mask().ifPresent(inputs::add);
    return Dispatch.apply(
        new AttentionWeights(attention.mask().isPresent(), attention.causal(), attention.scale()),
        inputs.toArray(Tensor[]::new));
  }

  /**
   * Pairs of numbers turned by angles that grow with the place of their step, so that a product of
   * two depends on how far they are apart: [.., steps, width], pair j of step t by (from +
   * t)·base^(−2j/width) (Su et al. 2021). Pairs are neighbours, as there, or lie half a width
   * apart, as in Llama's and GPT-NeoX's weights.
   *
   * @param from the place of the first step
   * @param base 10,000 there
   * @param halves whether pairs lie half a width apart
   * @throws org.atled.core.error.ShapeException if the width is odd
   */
  default Tensor rotary(long from, double base, boolean halves) {
    return Dispatch.apply(new Rotary(from, base, halves), self());
  }
}
