package org.atled.tables;

import org.atled.data.Batch;
import org.atled.data.NamedTensors;
import org.atled.train.Metric;
import org.atled.train.Outcome;

/**
 * The root mean square error of one of several targets, in its own unit.
 *
 * @param target its name
 * @param output which it is
 * @param deviation by which it was divided
 */
record TargetError(String target, int output, double deviation) implements Metric {
  @Override
  public String name() {
    return "rmse of " + target;
  }

  @Override
  public Meter meter() {
    return new Meter() {
      private double squares;
      private long examples;

      @Override
      public void add(NamedTensors outputs, Batch batch) {
        double[] found = outputs.get(Outcome.OUTPUT).toDoubles();
        double[] right = batch.y().toDoubles();
        double[] weights = batch.weights();
        int width = right.length / batch.size();
        for (int i = output; i < right.length; i += width) {
          squares += weights[i / width] * (found[i] - right[i]) * (found[i] - right[i]);
          examples++;
        }
      }

      @Override
      public double value() {
        return deviation * Math.sqrt(squares / examples);
      }

      @Override
      public double[] sums() {
        return new double[] {squares, examples};
      }

      @Override
      public void resume(double... sums) {
        squares = sums[0];
        examples = (long) sums[1];
      }
    };
  }
}
