package org.atled.nn.optim;

import org.atled.core.error.ArgumentException;

/**
 * The rate is made smaller when the loss of epochs stays where it is: PyTorch's ReduceLROnPlateau.
 * It follows from the losses of all epochs so far, so that it goes on as before in a run that is
 * resumed. An epoch is better if its loss is below the best one by a share of its size; PyTorch's
 * threshold of negative losses lies above the best, and it leaves out changes of rates below an
 * eps, which is 0 here.
 *
 * @param gamma what the rate is multiplied by, in (0, 1)
 * @param patience how many epochs in a row may be no better, at least 0
 * @param threshold the share of the best loss by which a loss must be lower, at least 0
 * @param cooldown how many epochs are not counted after a change, at least 0
 * @param least the least factor, at least 0
 */
public record ReduceOnPlateau(
    double gamma, int patience, double threshold, int cooldown, double least) implements Schedule {
  public ReduceOnPlateau {
    if (!(gamma > 0 && gamma < 1)) {
      throw new ArgumentException(
          "ReduceOnPlateau: gamma is " + gamma + " but must be inside (0, 1).");
    }
    if (patience < 0 || cooldown < 0 || !(threshold >= 0) || !(least >= 0)) {
      throw new ArgumentException(
          "ReduceOnPlateau: patience, cooldown, threshold and least factor are %d, %d, %s and %s but must be at least 0."
              .formatted(patience, cooldown, threshold, least));
    }
  }

  /** PyTorch's: a tenth after 10 epochs that are not better by 1e-4. */
  public static ReduceOnPlateau usual() {
    return new ReduceOnPlateau(0.1, 10, 1e-4, 0, 0);
  }

  public ReduceOnPlateau patience(int epochs) {
    return new ReduceOnPlateau(gamma, epochs, threshold, cooldown, least);
  }

  public ReduceOnPlateau gamma(double factor) {
    return new ReduceOnPlateau(factor, patience, threshold, cooldown, least);
  }

  @Override
  public double factor(Moment at) {
    double factor = 1;
    double best = Double.POSITIVE_INFINITY;
    int bad = 0;
    int resting = 0;
    for (double loss : at.losses()) {
      boolean isFirst = best == Double.POSITIVE_INFINITY;
      if (isFirst ? loss < best : loss < best - threshold * Math.abs(best)) {
        best = loss;
        bad = 0;
      } else {
        bad++;
      }
      if (resting > 0) {
        resting--;
        bad = 0;
      }
      if (bad > patience) {
        factor = Math.max(factor * gamma, least);
        resting = cooldown;
        bad = 0;
      }
    }
    return factor;
  }
}
