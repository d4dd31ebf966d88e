package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.List;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.ArrayDataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Rows;
import org.atled.data.Task;
import org.atled.nn.Layer;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.Tanh;
import org.atled.nn.loss.MSELoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Schedule;
import org.atled.train.Trainer;

/**
 * A made-up table of flats, whose rule is known: rent = 300 + 9·size + 0.12·(age − 50)² + floor·(30
 * with a lift, −30 without) + noise. Every high floor is good for some and bad for others.
 *
 * @param rows [n, {@link #COLUMNS}]
 * @param rents [n], in euros a month
 */
record Rents(double[][] rows, double[] rents) {
  static final List<String> COLUMNS = List.of("size", "age", "floor", "lift");
  static final int AGE = 1;
  static final int FLOOR = 2;
  static final int LIFT = 3;

  /** Euros a month for a floor more, or less without a lift. */
  static final double A_FLOOR = 30;

  private static final double[] LEAST = {20, 0, 0, 0};
  private static final double[] GREATEST = {120, 100, 9, 1};
  private static final double NOISE = 20;

  private static double rule(double[] row) {
    double old = row[AGE] - 50;
    double higher = row[LIFT] == 1 ? A_FLOOR : -A_FLOOR;
    return 300 + 9 * row[0] + 0.12 * old * old + higher * row[FLOOR];
  }

  /** The rule without noise, for each row. */
  static double[] rules(double[][] rows) {
    return Arrays.stream(rows).mapToDouble(Rents::rule).toArray();
  }

  static Rents drawn(int count, Seed seed) {
    Draws draws = seed.draws();
    double[][] rows = new double[count][];
    double[] rents = new double[count];
    for (int i = 0; i < count; i++) {
      rows[i] =
          new double[] {
            draws.uniform(LEAST[0], GREATEST[0]),
            draws.uniform(LEAST[AGE], GREATEST[AGE]),
            draws.below(10),
            draws.below(2)
          };
      rents[i] = rule(rows[i]) + NOISE * draws.normal();
    }
    return new Rents(rows, rents);
  }

  /** What a network says, trained on this table: 4-32-32-1 with tanh. */
  Model learned(int epochs, Seed seed) {
    int inputs = COLUMNS.size();
    Sequential network =
        Sequential.of(
            new Linear(inputs, 32), new Tanh(), new Linear(32, 32), new Tanh(), new Linear(32, 1));
    float[] targets = new float[rents.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (float) (rents[i] / 1000);
    }
    var info = new DatasetInfo("rents", Shape.of(inputs), new Task.Regression(1));
    Trainer.of(network, new MSELoss(), Adam.withLearningRate(3e-3))
        .schedule(Schedule.cosine())
        .epochs(epochs)
        .batchSize(64)
        .seed(seed.value())
        .fit(
            ArrayDataset.of(
                info,
                new Rows.Floats(scaled(rows).toFloats(), info.input()),
                new Rows.Floats(targets, Shape.of(1))));
    return new Model(network);
  }

  /** A trained network and its units: rows of the table to euros. */
  record Model(Layer network) {
    double[] rents(double[][] rows) {
      double[] thousands = network.apply(scaled(rows)).toDoubles();
      for (int i = 0; i < thousands.length; i++) {
        thousands[i] *= 1000;
      }
      return thousands;
    }
  }

  /** Each column to −1 … 1. */
  private static Tensor scaled(double[][] rows) {
    float[] values = new float[rows.length * LEAST.length];
    for (int i = 0; i < values.length; i++) {
      int column = i % LEAST.length;
      double share =
          (rows[i / LEAST.length][column] - LEAST[column]) / (GREATEST[column] - LEAST[column]);
      values[i] = (float) (2 * share - 1);
    }
    return Tensor.of(values, rows.length, LEAST.length);
  }
}
