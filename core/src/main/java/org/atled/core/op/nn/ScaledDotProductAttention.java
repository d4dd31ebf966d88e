package org.atled.core.op.nn;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Attention;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Defined;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.MultiOp;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Recorder;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * P·V with P the {@link AttentionWeights} of Q and K, which are never in memory: Q [.., g·h, q, w],
 * K [.., h, k, w], V [.., h, k, v], a mask → [.., g·h, q, v], and for its own gradient the
 * logarithms of the sums of e^score, [.., g·h, q].
 *
 * <p>With G the cotangent, dP = G·Vᵀ and dS = P∘(dP − Σ P∘dP): ∂L/∂Q = scale·dS·K, ∂L/∂K =
 * scale·dSᵀ·Q, ∂L/∂V = Pᵀ·G, each summed over the heads that share keys; the mask gets dS. {@link
 * AttentionGradients} computes the weights again. Where that gradient is differentiated itself, the
 * mask has one, or numbers are short floats, which are too coarse for Σ P∘dP = Σ G∘P·V, it is
 * computed from weights in memory.
 *
 * @param masked whether there is a mask
 * @param causal as {@link AttentionWeights}
 * @param scale as {@link AttentionWeights}
 */
public record ScaledDotProductAttention(
    boolean masked, Optional<Long> causal, Optional<Double> scale) implements MultiOp, Defined {
  private static final int MASK = 3;

  @Override
  public Operands operands() {
    return Operands.exactly(masked ? MASK + 1 : MASK);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor weights = weights(inputs);
    return WeightedAttention.mean(weights, inputs.get(0), inputs.get(2));
  }

  private Tensor weights(List<Tensor> inputs) {
    DType type = inputs.getFirst().dtype().computing();
    Optional<Tensor> mask = masked ? Optional.of(inputs.get(MASK)) : Optional.empty();
    return inputs
        .get(0)
        .to(type)
        .attentionWeights(
            inputs.get(1).to(type), new Attention(mask, causal, scale, Optional.empty()));
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    TensorType q = inputs.get(0);
    TensorType k = inputs.get(1);
    TensorType v = inputs.get(2);
    AttentionWeights.checkTypes("keys", q, k);
    checkValues(q, k, v);
    AttentionWeights.check(q, k);
    Shape queries = q.shape();
    int rank = queries.rank();
    if (masked) {
      AttentionWeights.checkMask(inputs.get(MASK), queries.with(rank - 1, k.shape().size(-2)));
    }
    return List.of(
        new TensorType(q.dtype(), queries.with(rank - 1, v.shape().size(-1))),
        new TensorType(q.dtype().computing(), queries.slice(0, rank - 1)));
  }

  static void checkValues(TensorType q, TensorType k, TensorType v) {
    AttentionWeights.checkTypes("values", q, v);
    Shape keys = k.shape();
    if (v.shape().rank() != keys.rank()
        || keys.rank() < 2
        || !v.shape().slice(0, keys.rank() - 1).equals(keys.slice(0, keys.rank() - 1))) {
      throw new ShapeException(
          "the values are %s but must be like the keys %s on all axes but the last."
              .formatted(v.shape(), keys));
    }
  }

  @Override
  public List<Tensor> forward(Kernels kernels, List<TensorType> types, List<Tensor> inputs) {
    DType type = types.getFirst().dtype().computing();
    Tensor q = inputs.getFirst();
    Kernels.Attended attended =
        kernels.attend(
            kernels.cast(q, type),
            kernels.cast(inputs.get(1), type),
            kernels.cast(inputs.get(2), type),
            mask(kernels, masked, inputs, type),
            causal,
            AttentionWeights.scale(scale, q.shape()));
    return List.of(kernels.cast(attended.result(), q.dtype()), attended.logSums());
  }

  /** The fourth input, as kernels take it. */
  static Optional<Tensor> mask(Kernels kernels, boolean masked, List<Tensor> inputs, DType type) {
    if (!masked) {
      return Optional.empty();
    }
    Tensor mask = inputs.get(MASK);
    return Optional.of(mask.dtype() == DType.BOOL ? mask : kernels.cast(mask, type));
  }

  @Override
  public Keep keeps() {
    return Keep.inputs().andResult(0).andResult(1);
  }

  @Override
  public Cotangents vjp(Saved s, List<Optional<Tensor>> g) {
    Tensor arrived = g.getFirst().orElseThrow();
    return isByTiles(s) ? byTiles(s, arrived) : byWeights(s, arrived);
  }

  private boolean isByTiles(Saved s) {
    Scope scope = Scope.current();
    TensorType q = s.type(0);
    return !scope.grad()
        && scope.recorder().filter(Recorder::repeats).isEmpty()
        && !(masked && s.wants(MASK))
        && q.dtype() == q.dtype().computing()
        && q.shape().size(-1) > 0;
  }

  private Cotangents byTiles(Saved s, Tensor g) {
    AttentionGradients op = new AttentionGradients(masked, causal, scale);
    Tensor[] operands = new Tensor[s.inputCount() + 3];
    for (int i = 0; i < s.inputCount(); i++) {
      operands[i] = s.input(i);
    }
    operands[s.inputCount()] = s.output(0);
    operands[s.inputCount() + 1] = s.output(1);
    operands[s.inputCount() + 2] = g;
    List<Tensor> all = Dispatch.apply(op, operands);
    Cotangents shares = Cotangents.start();
    all.forEach(each -> shares.and(s, () -> each));
    return masked ? shares.andNone() : shares;
  }

  private Cotangents byWeights(Saved s, Tensor arrived) {
    DType type = s.type(0).dtype().computing();
    Tensor q = s.input(0).to(type);
    Tensor k = s.input(1).to(type);
    Tensor v = s.input(2).to(type);
    Tensor g = arrived.to(type);
    Tensor weights = weights(masked ? List.of(q, k, v, s.input(MASK)) : List.of(q, k, v));
    Tensor products =
        AttentionWeights.sharing(g, v, each -> each.matmul(v.mT())).reshape(weights.shape());
    Tensor mean = weights.mul(products).sum(-1).unsqueeze(-1);
    Tensor slopes = weights.mul(products.sub(mean));
    double by = AttentionWeights.scale(scale, q.shape());
    Cotangents shares =
        Cotangents.start()
            .and(
                s,
                () ->
                    AttentionWeights.sharing(slopes, k, each -> each.matmul(k))
                        .reshape(q.shape())
                        .mul(by))
            .and(s, () -> together(slopes, k).mT().matmul(together(q.mul(by), k)))
            .and(s, () -> together(weights, k).mT().matmul(together(g, k)));
    if (!masked) {
      return shares;
    }
    return s.type(MASK).dtype() == DType.BOOL ? shares.andNone() : shares.and(s, () -> slopes);
  }

  /** The queries of all heads that share keys, one head after another. */
  private static Tensor together(Tensor queries, Tensor keys) {
    Shape shape = queries.shape();
    int rank = shape.rank();
    if (rank < 3) {
      return queries;
    }
    long heads = keys.shape().size(-3);
    long each = heads == 0 ? 0 : shape.size(-3) / heads * shape.size(-2);
    return queries.reshape(shape.with(rank - 3, heads).with(rank - 2, each));
  }
}
