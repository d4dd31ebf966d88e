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
import org.atled.core.tensor.TensorType;

/**
 * (P∘F)·V with P the {@link AttentionWeights} of Q and K and factors F, those of a dropout: Q [..,
 * g·h, q, w], K [.., h, k, w], V [.., h, k, v], a mask, F [.., g·h, q, k] → [.., g·h, q, v].
 *
 * @param masked whether there is a mask
 * @param causal as {@link AttentionWeights}
 * @param scale as {@link AttentionWeights}
 */
public record WeightedAttention(boolean masked, Optional<Long> causal, Optional<Double> scale)
    implements Composite {
  @Override
  public String name() {
    return "scaledDotProductAttention";
  }

  @Override
  public Operands operands() {
    return Operands.exactly(masked ? 5 : 4);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor q = inputs.get(0);
    Tensor k = inputs.get(1);
    Tensor v = inputs.get(2);
    AttentionWeights.checkTypes("keys", q.type(), k.type());
    ScaledDotProductAttention.checkValues(q.type(), k.type(), v.type());
    DType type = q.dtype().computing();
    Optional<Tensor> mask = masked ? Optional.of(inputs.get(3)) : Optional.empty();
    Tensor weights =
        q.to(type)
            .attentionWeights(k.to(type), new Attention(mask, causal, scale, Optional.empty()));
    Tensor factors = inputs.getLast();
    check(factors.type(), weights.shape());
    return mean(weights.mul(factors.to(type)), q, v);
  }

  /** What weights take of the values, of the type of the queries. */
  static Tensor mean(Tensor weights, Tensor queries, Tensor values) {
    Tensor v = values.to(weights.dtype());
    Shape shape = queries.shape();
    return AttentionWeights.sharing(weights, v, each -> each.matmul(v))
        .reshape(shape.with(shape.rank() - 1, v.shape().size(-1)))
        .to(queries.dtype());
  }

  private static void check(TensorType factors, Shape weights) {
    if (!factors.shape().broadcastsTo(weights)) {
      throw new ShapeException(
          "the factors are %s, which do not fit the weights %s."
              .formatted(factors.shape(), weights));
    }
  }
}
