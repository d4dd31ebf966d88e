package org.atled.train;

import java.util.Arrays;
import java.util.stream.Stream;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.NamedTensors;

/**
 * The coefficient of determination, 1 − Σ(y − ŷ)² / Σ(y − ȳ)²: the share of the target's variance
 * that the network explains. 1 is perfect, 0 is what the mean of the targets would get; it can be
 * negative, and is NaN where all targets are equal. It is the same in any unit of the target.
 * Several outputs are measured each for itself and averaged; examples of other weights count as
 * these say.
 */
public record R2() implements Metric {
  @Override
  public String name() {
    return "r2";
  }

  @Override
  public Meter meter() {
    return new Sums();
  }

  /**
   * Σ(y − ȳ)² grows as in Welford, "Note on a method for calculating corrected sums", 1962, with
   * weights as in West, "Updating mean and variance estimates", 1979.
   */
  private static final class Sums implements Meter {
    private double[] mean = {};
    private double[] spread = {};
    private double[] missed = {};

    /** How many were seen, or the sum of their weights. */
    private double examples;

    @Override
    public void add(NamedTensors outputs, Batch batch) {
      add(outputs.get(Outcome.OUTPUT), batch.y(), batch.weights());
    }

    private void add(Tensor output, Tensor target, double[] weights) {
      if (!output.shape().equals(target.shape()) || output.shape().rank() != 2) {
        throw new ShapeException(
            "R²: takes outputs [batch, numbers] and targets of that shape, not outputs "
                + output.shape()
                + " and targets "
                + target.shape()
                + ".");
      }
      int width = (int) target.shape().size(1);
      if (mean.length == 0) {
        mean = new double[width];
        spread = new double[width];
        missed = new double[width];
      }
      double[] found = output.toDoubles();
      double[] right = target.toDoubles();
      for (int row = 0; row < right.length; row += width) {
        double weight = weights[row / width];
        if (weight == 0) {
          continue; // which the first of all would divide by
        }
        examples += weight;
        for (int i = 0; i < width; i++) {
          double y = right[row + i];
          double before = y - mean[i];
          mean[i] += weight * before / examples;
          spread[i] += weight * before * (y - mean[i]);
          double miss = y - found[row + i];
          missed[i] += weight * miss * miss;
        }
      }
    }

    @Override
    public double[] sums() {
      return examples == 0
          ? new double[0]
          : Stream.of(new double[] {examples}, mean, spread, missed)
              .flatMapToDouble(Arrays::stream)
              .toArray();
    }

    @Override
    public void resume(double... sums) {
      int width = (sums.length - 1) / 3;
      examples = sums[0];
      mean = Arrays.copyOfRange(sums, 1, 1 + width);
      spread = Arrays.copyOfRange(sums, 1 + width, 1 + 2 * width);
      missed = Arrays.copyOfRange(sums, 1 + 2 * width, 1 + 3 * width);
    }

    @Override
    public double value() {
      double sum = 0;
      for (int i = 0; i < mean.length; i++) {
        sum += spread[i] > 0 ? 1 - missed[i] / spread[i] : Double.NaN;
      }
      return sum / mean.length;
    }
  }
}
