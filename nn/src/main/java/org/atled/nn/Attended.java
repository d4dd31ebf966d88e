package org.atled.nn;

import org.atled.core.tensor.Attention;
import org.atled.core.tensor.Tensor;

/**
 * Attention as it took place in a module's call, of which an {@link Observer} hears. The kernel
 * that computed the module's result has no weights in memory; who asks for them has them computed
 * beside it, which changes nothing of the result.
 *
 * @param queries [batch, heads, queries, width of a head]
 * @param keys [batch, heads, keys, width of a head]
 * @param values [batch, heads, keys, width of a head]
 * @param attention who may look at whom
 */
public record Attended(Tensor queries, Tensor keys, Tensor values, Attention attention) {
  /** softmax(Q·Kᵀ/√w + mask), before dropout: [batch, heads, queries, keys]. */
  public Tensor weights() {
    return queries.attentionWeights(keys, attention);
  }
}
