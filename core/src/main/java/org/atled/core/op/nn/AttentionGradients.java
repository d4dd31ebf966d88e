package org.atled.core.op.nn;

import java.util.List;
import java.util.Optional;
import org.atled.core.expr.FloatExpression;
import org.atled.core.shape.DType;
import org.atled.core.spi.Combiner;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.MultiOp;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * The gradients of {@link ScaledDotProductAttention} by Q, K and V, from these, a mask, the result
 * Y, the logarithms L of its sums and its cotangent G: with P = e^(S − L) and S the scores, dS =
 * P∘(G·Vᵀ − Σ G∘Y) gives scale·dS·K, scale·dSᵀ·Q and Pᵀ·G (Dao et al. 2022, appendix B.4). It has
 * no derivative of its own: what is differentiated again is computed in another way.
 *
 * @param masked as there
 * @param causal as there
 * @param scale as there
 */
public record AttentionGradients(boolean masked, Optional<Long> causal, Optional<Double> scale)
    implements MultiOp {
  private static final FloatExpression PRODUCT =
      FloatExpression.of(2, in -> in.get(0).mul(in.get(1)));

  @Override
  public Operands operands() {
    return Operands.exactly(masked ? 7 : 6);
  }

  @Override
  public boolean isDifferentiable() {
    return false;
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    return inputs.subList(0, 3);
  }

  @Override
  public List<Tensor> forward(Kernels kernels, List<TensorType> types, List<Tensor> inputs) {
    DType type = types.getFirst().dtype();
    Tensor q = inputs.getFirst();
    Tensor y = inputs.get(inputs.size() - 3);
    Tensor g = inputs.getLast();
    int[] last = {q.shape().rank() - 1};
    Tensor means = kernels.reduce(Combiner.SUM, PRODUCT.at(type), List.of(g, y), last, false);
    return kernels.attendGradient(
        q,
        inputs.get(1),
        inputs.get(2),
        ScaledDotProductAttention.mask(kernels, masked, inputs, type),
        causal,
        AttentionWeights.scale(scale, q.shape()),
        inputs.get(inputs.size() - 2),
        means,
        g);
  }
}
