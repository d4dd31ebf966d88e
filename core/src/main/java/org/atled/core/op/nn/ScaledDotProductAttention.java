package org.atled.core.op.nn;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Attention;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/**
 * P·V with P the {@link AttentionWeights} of Q and K, times factors if there are any: Q [.., g·h,
 * q, w], K [.., h, k, w], V [.., h, k, v], a mask, factors [.., g·h, q, k] → [.., g·h, q, v].
 *
 * @param masked whether there is a mask
 * @param causal as {@link AttentionWeights}
 * @param scale as {@link AttentionWeights}
 */
public record ScaledDotProductAttention(
    boolean masked, Optional<Long> causal, Optional<Double> scale) implements Composite {
  @Override
  public Operands operands() {
    return Operands.between(masked ? 4 : 3, masked ? 5 : 4);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor q = inputs.get(0);
    Tensor k = inputs.get(1);
    Tensor v = inputs.get(2);
    AttentionWeights.checkTypes("keys", q, k);
    AttentionWeights.checkTypes("values", q, v);
    Shape keys = k.shape();
    if (v.shape().rank() != keys.rank()
        || keys.rank() < 2
        || !v.shape().slice(0, keys.rank() - 1).equals(keys.slice(0, keys.rank() - 1))) {
      throw new ShapeException(
          "the values are %s but must be like the keys %s on all axes but the last."
              .formatted(v.shape(), keys));
    }
    DType type = q.dtype().computing();
    Optional<Tensor> mask = masked ? Optional.of(inputs.get(3)) : Optional.empty();
    Tensor weights =
        q.to(type)
            .attentionWeights(k.to(type), new Attention(mask, causal, scale, Optional.empty()));
    int factors = masked ? 4 : 3;
    if (inputs.size() > factors) {
      checkFactors(inputs.get(factors), weights.shape());
      weights = weights.mul(inputs.get(factors).to(type));
    }
    Shape result = q.shape().with(q.shape().rank() - 1, v.shape().size(-1));
    return AttentionWeights.sharing(weights, v, each -> each.matmul(v.to(type)))
        .reshape(result)
        .to(q.dtype());
  }

  private static void checkFactors(Tensor factors, Shape weights) {
    if (!factors.shape().broadcastsTo(weights)) {
      throw new ShapeException(
          "the factors are %s, which do not fit the weights %s."
              .formatted(factors.shape(), weights));
    }
  }
}
