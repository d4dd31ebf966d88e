package org.atled.core.op.nn;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * softmax(scale·Q·Kᵀ + mask) over the keys, and 0 for a query that may look at none: Vaswani et al.
 * 2017, eq. 1. Q [.., g·h, q, w], K [.., h, k, w] → [.., g·h, q, k].
 *
 * @param masked whether there is a mask as well
 * @param causal how many keys stand before the first query, if none may look ahead
 * @param scale 1/√w if it is missing
 */
public record AttentionWeights(boolean masked, Optional<Long> causal, Optional<Double> scale)
    implements Composite {
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  @Override
  public Operands operands() {
    return Operands.exactly(masked ? 3 : 2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor q = inputs.get(0);
    Tensor k = inputs.get(1);
    check(q.type(), k.type());
    DType type = q.dtype().computing();
    Shape queries = q.shape();
    int rank = queries.rank();
    long keys = k.shape().size(-2);
    double by = scale(scale, queries);
    Tensor scores =
        sharing(q.to(type).mul(by), k, each -> each.matmul(k.to(type).mT()))
            .reshape(queries.with(rank - 1, keys));
    Optional<Tensor> allowed = causal.map(before -> notAhead(queries.size(-2), keys, before));
    if (masked) {
      Tensor mask = inputs.get(2);
      checkMask(mask.type(), scores.shape());
      Tensor allows = mask;
      if (mask.dtype().isFloating()) {
        allows = mask.detach().ne(NEVER);
        scores = scores.add(allows.where(mask.to(type), 0.0));
      }
      Tensor each = allows;
      allowed = Optional.of(allowed.map(each::logicalAnd).orElse(each));
    }
    if (allowed.isEmpty()) {
      return scores.softmax(-1).to(q.dtype());
    }
    Tensor open = allowed.get();
    if (!masked) { // A query sees the first key at least.
      return open.where(scores, NEVER).softmax(-1).to(q.dtype());
    }
    // Where nothing is allowed all is, so that no NaN comes about, and counts for nothing then.
    Tensor some = open.any(-1).unsqueeze(-1);
    Tensor weights = open.logicalOr(some.logicalNot()).where(scores, NEVER).softmax(-1);
    return some.where(weights, 0.0).to(q.dtype());
  }

  /** What may be computed for all heads that share keys as for one head with more queries. */
  interface Product {
    Tensor of(Tensor queries);
  }

  /** A product of what belongs to queries with what belongs to keys, whose heads are fewer. */
  static Tensor sharing(Tensor queries, Tensor keys, Product product) {
    Shape shape = queries.shape();
    int rank = shape.rank();
    if (rank < 3 || shape.size(-3) == keys.shape().size(-3) || keys.shape().size(-3) == 1) {
      return product.of(queries);
    }
    long heads = keys.shape().size(-3);
    long together = shape.size(-3) / heads * shape.size(-2);
    return product.of(queries.reshape(shape.with(rank - 3, heads).with(rank - 2, together)));
  }

  private static Tensor notAhead(long queries, long keys, long before) {
    Tensor last = Tensor.arange(before, before + queries, 1).unsqueeze(1);
    return Tensor.arange(0, keys, 1).le(last);
  }

  /** What products are multiplied by. */
  static double scale(Optional<Double> scale, Shape queries) {
    return scale.orElse(1 / Math.sqrt(Math.max(1, queries.size(-1))));
  }

  static void check(TensorType q, TensorType k) {
    Shape a = q.shape();
    Shape b = k.shape();
    int rank = a.rank();
    boolean fits = rank >= 2 && b.rank() == rank && a.size(-1) == b.size(-1);
    for (int axis = 0; fits && axis < rank - 2; axis++) {
      fits =
          a.size(axis) == b.size(axis)
              || axis == rank - 3 && b.size(axis) > 0 && a.size(axis) % b.size(axis) == 0;
    }
    if (!fits) {
      throw new ShapeException(
          ("the queries are %s and the keys %s, but must be [.., heads, queries, width] and [..,"
                  + " heads, keys, width], heads of queries a multiple of those of keys.")
              .formatted(a, b));
    }
    checkTypes("keys", q, k);
  }

  static void checkTypes(String name, TensorType q, TensorType other) {
    if (!q.dtype().isFloating() || other.dtype() != q.dtype()) {
      throw new TypeException(
          "the queries are %s and the %s %s, but must be floats of one type; convert with to(…)."
              .formatted(q, name, other));
    }
  }

  static void checkMask(TensorType mask, Shape scores) {
    if (mask.dtype() != DType.BOOL && !mask.dtype().isFloating()) {
      throw new TypeException(
          ("the mask is %s but must be bool, true where a query may look at a key, or float, to be"
                  + " added to the scores; make it bool by ne(0).")
              .formatted(mask));
    }
    if (!mask.shape().broadcastsTo(scores)) {
      throw new ShapeException(
          ("the mask is %s, which does not fit the scores %s, [.., heads, queries, keys]; its axes,"
                  + " from the last on, must be of these sizes or 1.")
              .formatted(mask.shape(), scores));
    }
  }
}
