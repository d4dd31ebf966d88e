package org.atled.lectures.experiment;

import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.data.Digits;
import org.atled.data.NamedTensors;
import org.atled.data.Split;
import org.atled.data.TensorDataset;

/** Digits in fewer pixels, for models that would learn the whole ones too long for a lecture. */
final class SmallDigits {
  /** What lies around is empty. */
  private static final int INNER = 24;

  private static final int MARGIN = (28 - INNER) / 2;

  private SmallDigits() {}

  /**
   * Images [1, side, side] of the means of squares.
   *
   * @param side 12 or 8
   */
  static Split of(Seed seed, int train, int test, int side) {
    Split digits = Digits.generate(seed, train, test);
    return new Split(small(digits.train(), side), small(digits.test(), side));
  }

  private static Dataset small(Dataset digits, int side) {
    Batch all = digits.spread(digits.size());
    long n = digits.size();
    int each = INNER / side;
    Tensor inner = all.x().slice(2, MARGIN, MARGIN + INNER).slice(3, MARGIN, MARGIN + INNER);
    Tensor means = inner.reshape(n, 1, side, each, side, each).mean(5).mean(3);
    return TensorDataset.of(
        "digits of %d×%d".formatted(side, side),
        digits.info().task(),
        NamedTensors.of("x", means).with("y", all.y()));
  }

  /** All images and classes of a data set. */
  static Batch all(Dataset digits) {
    return digits.spread(digits.size());
  }
}
