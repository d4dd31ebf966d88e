package org.atled.train.architecture;

import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.nn.layer.Dropout;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;

/**
 * The multi-layer perceptron for series of Wang, Yan and Oates 2017, <i>Time series classification
 * from scratch with deep neural networks: a strong baseline</i>, {@code mlp}: three layers of 500
 * with ReLU, and dropout of 0.1 in front of the first, 0.2 of the second and third, 0.3 of the
 * last.
 */
public record SeriesMlp() implements Architecture.OfSeries {
  private static final String NAME = "mlp";
  private static final int WIDTH = 500;

  static final Family FAMILY =
      new Family(
          NAME,
          "for series: three layers of 500 with dropout (Wang et al. 2017)",
          NAME::equals,
          _ -> new SeriesMlp());

  /**
   * {@inheritDoc}
   *
   * @throws ArgumentException if the examples are no series
   */
  @Override
  public Sequential build(Shape input, int outputs) {
    if (input.rank() != 2) {
      throw new ArgumentException(
          "mlp without widths is for series [channels, steps], but an example is %s; write hidden layers as mlp:512 or mlp:512,256."
              .formatted(input));
    }
    return Sequential.of(
        new Flatten(),
        new Dropout(0.1),
        new Linear(input.elements(), WIDTH),
        new ReLU(),
        new Dropout(0.2),
        new Linear(WIDTH, WIDTH),
        new ReLU(),
        new Dropout(0.2),
        new Linear(WIDTH, WIDTH),
        new ReLU(),
        new Dropout(0.3),
        new Linear(WIDTH, outputs));
  }

  @Override
  public String toString() {
    return NAME;
  }
}
