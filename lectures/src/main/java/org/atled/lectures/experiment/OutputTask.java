package org.atled.lectures.experiment;

import java.util.Arrays;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.lectures.matrix.Pointwise;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.Tanh;
import org.atled.nn.loss.Loss;
import org.atled.nn.optim.Adam;

/** Four things that may be asked about one number x in [−3, 3). */
enum OutputTask {
  /** 2 sin 3x/2, seen through normal noise. */
  NUMBER(1) {
    @Override
    float[] target(double x, Draws draws) {
      return new float[] {(float) (sine(x) + 0.2 * draws.normal())};
    }
  },

  /** Yes with the probability {@link #chance}. */
  YES_OR_NO(1) {
    @Override
    float[] target(double x, Draws draws) {
      return new float[] {draws.uniform() < chance(x) ? 1 : 0};
    }
  },

  /** Whether x, seen through noise, lies below −1, between, or above 1. */
  ONE_OF_THREE(3) {
    @Override
    float[] target(double x, Draws draws) {
      double seen = x + 0.5 * draws.normal();
      return new float[] {seen < -1 ? 1 : 0, seen >= -1 && seen < 1 ? 1 : 0, seen >= 1 ? 1 : 0};
    }
  },

  /** The first holds below 1, the second above −1, and so both between. */
  ANY_OF_TWO(2) {
    @Override
    float[] target(double x, Draws draws) {
      return new float[] {x < 1 ? 1 : 0, x > -1 ? 1 : 0};
    }
  };

  private static final double REACH = 3;
  private static final int EXAMPLES = 400;
  private static final int HIDDEN = 16;
  private static final double LEARNING_RATE = 0.03;

  private final int outputs;

  OutputTask(int outputs) {
    this.outputs = outputs;
  }

  /** What is true of x: a draw from its distribution. */
  abstract float[] target(double x, Draws draws);

  static double sine(double x) {
    return 2 * StrictMath.sin(1.5 * x);
  }

  /** σ(3 · 2 sin 3x/2). */
  static double chance(double x) {
    return Pointwise.sigmoid(3 * sine(x));
  }

  /** Places from −3 to 3 at which networks are asked; an odd number, the middle one is 0. */
  static double[] grid() {
    return Tensor.linspace(-REACH, REACH, 121).toDoubles();
  }

  /**
   * Trains 1 → 16 tanh → outputs.
   *
   * @return what it says on the grid, [outputs, places]
   */
  double[][] learned(OutputUnit unit, Loss loss, int steps, Seed seed) {
    Draws draws = seed.at("examples").draws();
    float[][] x = new float[EXAMPLES][1];
    float[][] y = new float[EXAMPLES][];
    for (int i = 0; i < EXAMPLES; i++) {
      x[i][0] = (float) draws.uniform(-REACH, REACH);
      y[i] = target(x[i][0], draws);
    }
    Sequential model =
        Sequential.of(new Linear(1, HIDDEN), new Tanh(), new Linear(HIDDEN, outputs));
    model.initialize(seed.at("weights"));
    Adam adam = Adam.withLearningRate(LEARNING_RATE);
    new FullBatch(model, loss, adam).steps(steps, Tensor.of(x), Tensor.of(y));
    float[][] places =
        Arrays.stream(grid()).mapToObj(at -> new float[] {(float) at}).toArray(float[][]::new);
    return Plane.rows(Autograd.noGrad(() -> unit.of(model.apply(Tensor.of(places))).mT().copy()));
  }
}
