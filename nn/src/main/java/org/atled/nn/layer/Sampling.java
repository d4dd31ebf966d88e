package org.atled.nn.layer;

import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Indexed;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;

/**
 * How the next id is chosen by its logits.
 *
 * @param temperature logits are divided by it; 0 takes the greatest
 * @param topK only so many of the greatest are drawn from; 0 for all (Fan et al. 2018)
 * @param topP only the greatest are, up to that which brings their probabilities to it; 1 for all
 *     (Holtzman et al. 2020)
 */
public record Sampling(double temperature, int topK, double topP) {
  public Sampling {
    if (!(temperature >= 0) || topK < 0 || !(topP > 0 && topP <= 1)) {
      throw new ArgumentException(
          ("Sampling: takes a temperature and a top k of at least 0, and a top p above 0 and at"
                  + " most 1, not %s, %d and %s.")
              .formatted(temperature, topK, topP));
    }
  }

  /** Takes the id of the greatest logit, so that nothing is drawn. */
  public static Sampling greedy() {
    return new Sampling(0, 0, 1);
  }

  /** Draws from all ids by their probabilities, the softmax of the logits. */
  public static Sampling plain() {
    return new Sampling(1, 0, 1);
  }

  /** An id for each row of logits [batch, vocabulary]: int64 [batch]. */
  public Tensor draw(Seed seed, Tensor logits) {
    if ((float) temperature == 0) { // What float32 does not hold cannot divide either.
      return logits.argmax(-1);
    }
    // Beside the greatest, so that none overflows but to −∞.
    Tensor scaled = logits.sub(logits.amax(-1).unsqueeze(-1)).div(temperature);
    int size = Math.toIntExact(logits.shape().size(-1));
    if ((topK == 0 || topK >= size) && topP == 1) {
      return Sample.categorical(seed, scaled);
    }
    Indexed best = scaled.topK(topK == 0 ? size : Math.min(topK, size), -1);
    Tensor values = best.values();
    if (topP < 1) {
      Tensor p = values.softmax(-1);
      Tensor kept = p.cumSum(-1).sub(p).lt(topP); // What stands before does not reach it yet.
      values = kept.where(values, Double.NEGATIVE_INFINITY);
    }
    Tensor place = Sample.categorical(seed, values).unsqueeze(-1);
    return best.indices().gather(-1, place).squeeze(-1);
  }
}
