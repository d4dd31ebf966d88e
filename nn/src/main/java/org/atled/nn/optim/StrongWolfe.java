package org.atled.nn.optim;

import java.util.function.DoubleFunction;

/**
 * A length along a direction at which the loss has fallen enough and the slope has become small
 * enough: the strong Wolfe conditions, Nocedal and Wright, <i>Numerical Optimization</i>, 2006,
 * algorithms 3.5 and 3.6, by cubic interpolation, in the order of PyTorch's.
 *
 * @param loss the loss and the slope at a length
 * @param tolerance ends the search when the bracket is no longer
 */
record StrongWolfe(DoubleFunction<Trial> loss, double tolerance) {
  private static final double DECREASE = 1e-4;
  private static final double CURVATURE = 0.9;
  private static final int MOST = 25;

  /** A length, and what was found there. */
  record Trial(double t, LbfgsOptimizer.Point point, double slope) {
    double value() {
      return point.loss();
    }
  }

  /** Where the search ended. */
  record Found(Trial at, int evaluations) {}

  /**
   * Searches.
   *
   * @param first the length that is tried first
   * @param size the greatest number of the direction
   */
  Found search(double first, Trial start, double size) {
    Trial before = start;
    Trial now = loss.apply(first);
    int evaluations = 1;
    int tries = 0;
    Trial[] ends = {start, now};
    boolean done = false;
    boolean bracketed = false;
    while (tries < MOST && !bracketed) {
      boolean rises = tries > 1 && now.value() >= before.value();
      if (!isLower(now, start) || rises || isFlat(now, start) || now.slope() >= 0) {
        done = isLower(now, start) && !rises && isFlat(now, start);
        ends = new Trial[] {done ? now : before, now};
        bracketed = true;
      } else {
        double t = cubic(before, now, now.t() + 0.01 * (now.t() - before.t()), now.t() * 10);
        before = now;
        now = loss.apply(t);
        evaluations++;
        tries++;
      }
    }
    if (!bracketed) {
      ends = new Trial[] {start, now};
    }
    int low = lower(ends);
    boolean stuck = false;
    while (!done && tries < MOST && Math.abs(ends[1].t() - ends[0].t()) * size >= tolerance) {
      double left = Math.min(ends[0].t(), ends[1].t());
      double right = Math.max(ends[0].t(), ends[1].t());
      double t = cubic(ends[0], ends[1], left, right);
      double margin = 0.1 * (right - left);
      if (Math.min(right - t, t - left) < margin) {
        // Twice near an end, or at it: a tenth away from it.
        if (stuck || t >= right || t <= left) {
          t = Math.abs(t - right) < Math.abs(t - left) ? right - margin : left + margin;
          stuck = false;
        } else {
          stuck = true;
        }
      } else {
        stuck = false;
      }
      now = loss.apply(t);
      evaluations++;
      tries++;
      if (!isLower(now, start) || now.value() >= ends[low].value()) {
        ends[1 - low] = now;
        low = lower(ends);
      } else {
        done = isFlat(now, start);
        if (!done && now.slope() * (ends[1 - low].t() - ends[low].t()) >= 0) {
          ends[1 - low] = ends[low];
        }
        ends[low] = now;
      }
    }
    return new Found(ends[low], evaluations);
  }

  private static int lower(Trial[] ends) {
    return ends[0].value() <= ends[1].value() ? 0 : 1;
  }

  private static boolean isLower(Trial now, Trial start) {
    return !(now.value() > start.value() + DECREASE * now.t() * start.slope());
  }

  private static boolean isFlat(Trial now, Trial start) {
    return Math.abs(now.slope()) <= -CURVATURE * start.slope();
  }

  /** The minimum of the cubic through two values and slopes, inside bounds; else their middle. */
  private static double cubic(Trial a, Trial b, double least, double greatest) {
    double d1 = a.slope() + b.slope() - 3 * (a.value() - b.value()) / (a.t() - b.t());
    double square = d1 * d1 - a.slope() * b.slope();
    if (!(square >= 0)) {
      return (least + greatest) / 2;
    }
    double d2 = Math.sqrt(square);
    double t =
        a.t() <= b.t()
            ? b.t() - (b.t() - a.t()) * ((b.slope() + d2 - d1) / (b.slope() - a.slope() + 2 * d2))
            : a.t() - (a.t() - b.t()) * ((a.slope() + d2 - d1) / (a.slope() - b.slope() + 2 * d2));
    return Math.min(Math.max(t, least), greatest);
  }
}
