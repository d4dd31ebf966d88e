package org.atled.core.tensor;

import java.util.Optional;
import org.atled.core.error.ArgumentException;

/**
 * Which keys a query looks at, and how, in {@link Attending}: {@code Attention.toAll().causally()}.
 *
 * @param mask what fits [.., heads, queries, keys] by broadcasting: bools, true where a query may
 *     look at a key, or floats that are added to the scores, where −∞ forbids
 * @param causal that query i sees keys up to i + this alone; 0 for a sequence that looks at itself,
 *     the number of the keys before it for the continuation of one
 * @param scale of the products; 1/√width if it is missing
 * @param factors that the weights are multiplied by, such as those of a dropout
 */
public record Attention(
    Optional<Tensor> mask,
    Optional<Long> causal,
    Optional<Double> scale,
    Optional<Tensor> factors) {
  public Attention {
    if (causal.isPresent() && causal.get() < 0) {
      throw new ArgumentException(
          "Attention: the causal offset is %d but must be at least 0.".formatted(causal.get()));
    }
  }

  /** Every query looks at every key. */
  public static Attention toAll() {
    return new Attention(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public Attention masked(Tensor by) {
    return new Attention(Optional.of(by), causal, scale, factors);
  }

  /** Query i sees keys up to i. */
  public Attention causally() {
    return causally(0);
  }

  /** Query i sees keys up to i + before. */
  public Attention causally(long before) {
    return new Attention(mask, Optional.of(before), scale, factors);
  }

  public Attention scaledBy(double factor) {
    return new Attention(mask, causal, Optional.of(factor), factors);
  }

  public Attention weightedBy(Tensor each) {
    return new Attention(mask, causal, scale, Optional.of(each));
  }
}
