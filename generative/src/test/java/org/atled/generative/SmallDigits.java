package org.atled.generative;

import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.data.Digits;
import org.atled.data.NamedTensors;
import org.atled.data.Split;
import org.atled.data.TensorDataset;

/** Digits in 8×8 pixels, each the mean of 3×3: a twelfth of the work, and digits still. */
final class SmallDigits {
  private static final int SIDE = 8;
  private static final int EACH = 3;

  private SmallDigits() {}

  static Split generate(Seed seed, int train, int test) {
    Split digits = Digits.generate(seed, train, test);
    return new Split(small(digits.train()), small(digits.test()));
  }

  private static Dataset small(Dataset digits) {
    Batch all = digits.spread(digits.size());
    long n = all.x().shape().size(0);
    Tensor inner = all.x().slice(2, 2, 2 + SIDE * EACH).slice(3, 2, 2 + SIDE * EACH);
    Tensor means = inner.reshape(n, 1, SIDE, EACH, SIDE, EACH).mean(5).mean(3);
    return TensorDataset.of(
        "small digits", digits.info().task(), NamedTensors.of("x", means).with("y", all.y()));
  }
}
