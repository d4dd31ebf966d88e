package org.atled.generative;

import java.util.Optional;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/** What a decoder's output says of the data, and so how far the data are from it. */
public enum Likelihood {
  /** Each number is a probability, of which the output is the logit: pixels from 0 to 1. */
  BERNOULLI {
    @Override
    public Tensor mean(Tensor output) {
      return output.sigmoid();
    }

    @Override
    Tensor each(Tensor output, Tensor x) {
      return output.binaryCrossEntropyWithLogits(
          x, Optional.empty(), Optional.empty(), Reduction.NONE);
    }
  },
  /** Each number is normal with variance 1 about the output. */
  GAUSSIAN {
    @Override
    public Tensor mean(Tensor output) {
      return output;
    }

    @Override
    Tensor each(Tensor output, Tensor x) {
      return output.mseLoss(x, Reduction.NONE).mul(0.5);
    }
  };

  /** What is shown: the expected data, of the output's shape. */
  public abstract Tensor mean(Tensor output);

  abstract Tensor each(Tensor output, Tensor x);

  /**
   * −ln p(x) of each example but for a constant: [batch, …] → [batch], the sum over its numbers.
   */
  public Tensor surprise(Tensor output, Tensor x) {
    return each(output, x).flatten(1).sum(1);
  }
}
