package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Attention;
import org.atled.core.tensor.Tensor;

/**
 * Which keys a query may look at: {@code Mask.causally().withKeys(tokens.ne(0))}. True allows, here
 * as in {@link Tensor#scaledDotProductAttention}; in PyTorch's modules true forbids.
 *
 * @param pairs what fits [batch, heads, queries, keys] by broadcasting: bools, true where the query
 *     may look at the key, or floats that are added to the scores, such as {@link Alibi}'s
 * @param keys bool [batch, keys], true where there is a key and not only padding
 * @param causal whether none may look ahead
 */
public record Mask(Optional<Tensor> pairs, Optional<Tensor> keys, boolean causal) {
  /** Every query looks at every key. */
  public static Mask none() {
    return new Mask(Optional.empty(), Optional.empty(), false);
  }

  /** Each query looks at keys up to its own place and at none behind it. */
  public static Mask causally() {
    return new Mask(Optional.empty(), Optional.empty(), true);
  }

  /** Only at what is a key and not padding: bool [batch, keys], true where there is one. */
  public static Mask ofKeys(Tensor keys) {
    return none().withKeys(keys);
  }

  /** By pairs of queries and keys. */
  public static Mask of(Tensor pairs) {
    return none().withPairs(pairs);
  }

  public Mask withPairs(Tensor each) {
    return new Mask(Optional.of(each), keys, causal);
  }

  public Mask withKeys(Tensor each) {
    return new Mask(pairs, Optional.of(each), causal);
  }

  /**
   * For an operation.
   *
   * @param scores their shape, [batch, heads, queries, keys]
   * @param before how many keys stand before the first query
   */
  Attention attention(Shape scores, long before) {
    Attention attention = Attention.toAll();
    attention = causal ? attention.causally(before) : attention;
    pairs.ifPresent(each -> checkPairs(each, scores));
    if (keys.isEmpty()) {
      return pairs.map(attention::masked).orElse(attention);
    }
    Tensor real = checkedKeys(keys.get(), Shape.of(scores.size(0), scores.size(3)));
    Tensor each = real.reshape(scores.size(0), 1, 1, scores.size(3));
    return attention.masked(pairs.map(pair -> both(each, pair)).orElse(each));
  }

  private static Tensor both(Tensor real, Tensor pairs) {
    return pairs.dtype() == DType.BOOL
        ? real.logicalAnd(pairs)
        : real.where(pairs, Double.NEGATIVE_INFINITY);
  }

  private static Tensor checkedKeys(Tensor keys, Shape wanted) {
    if (keys.dtype() != DType.BOOL) {
      throw new TypeException(
          "the mask of keys is %s but must be bool, true where there is a key; make it so by ne(0)."
              .formatted(keys.type()));
    }
    if (!keys.shape().equals(wanted)) {
      throw new ShapeException(
          "the mask of keys is %s but must be %s, [batch, keys].".formatted(keys.shape(), wanted));
    }
    return keys;
  }

  private static void checkPairs(Tensor pairs, Shape scores) {
    if (pairs.dtype() != DType.BOOL && !pairs.dtype().isFloating()) {
      throw new TypeException(
          ("the mask is %s but must be bool, true where a query may look at a key, or float, to be"
                  + " added to the scores; make it bool by ne(0).")
              .formatted(pairs.type()));
    }
    if (!pairs.shape().broadcastsTo(scores)) {
      throw new ShapeException(
          ("the mask is %s, which does not fit %s, [batch, heads, queries, keys]; its axes, from"
                  + " the last on, must be of these sizes or 1.")
              .formatted(pairs.shape(), scores));
    }
  }
}
