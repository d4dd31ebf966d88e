package org.atled.nn.optim;

import java.util.OptionalDouble;
import org.atled.core.error.ArgumentException;

/**
 * The rate goes up and then down to next to nothing over the run, along halves of a cosine, and the
 * momentum the other way: Smith and Topin 2018, PyTorch's OneCycleLR of two phases. The rule's
 * learning rate is the greatest.
 *
 * @param rising the share of the run in which the rate rises, in (0, 1)
 * @param startDivisor what the greatest rate is divided by at the beginning, at least 1
 * @param endDivisor what that is divided by at the end, at least 1
 * @param leastMomentum where the rate is greatest
 * @param greatestMomentum where it begins and ends; NaN: the momentum stays the rule's
 */
public record OneCycle(
    double rising,
    double startDivisor,
    double endDivisor,
    double leastMomentum,
    double greatestMomentum)
    implements Schedule {
  public OneCycle {
    if (!(rising > 0 && rising < 1 && startDivisor >= 1 && endDivisor >= 1)) {
      throw new ArgumentException(
          "OneCycle: the rising share is %s but must be inside (0, 1), and the divisors %s and %s but must be at least 1."
              .formatted(rising, startDivisor, endDivisor));
    }
    Optimizer.checkMomenta("OneCycle", leastMomentum, greatestMomentum);
  }

  /** PyTorch's: 30 % rising, from a 25th, to a 10,000th of that, momentum from 0.95 to 0.85. */
  public static OneCycle usual() {
    return new OneCycle(0.3, 25, 1e4, 0.85, 0.95);
  }

  /** With a momentum that stays the rule's. */
  public OneCycle withoutMomentum() {
    return new OneCycle(rising, startDivisor, endDivisor, Double.NaN, Double.NaN);
  }

  @Override
  public double factor(Moment at) {
    double start = 1 / startDivisor;
    return at(at, start, 1, start / endDivisor);
  }

  @Override
  public OptionalDouble momentum(Moment at) {
    return Double.isNaN(greatestMomentum)
        ? OptionalDouble.empty()
        : OptionalDouble.of(at(at, greatestMomentum, leastMomentum, greatestMomentum));
  }

  /** The turn is one unit of time before the share of the run, the end one before the run's. */
  private double at(Moment at, double from, double turning, double to) {
    double turn = rising * at.end() - 1;
    double end = at.end() - 1;
    return turn > 0 && at.time() <= turn
        ? between(from, turning, at.time() / turn)
        : between(turning, to, Math.min(1, (at.time() - turn) / (end - turn)));
  }

  private static double between(double from, double to, double share) {
    return to + (from - to) / 2 * (StrictMath.cos(Math.PI * share) + 1);
  }
}
