package org.atled.lectures.scalar;

import org.atled.core.error.ArgumentException;

/** How far one output is from its target. */
public sealed interface ScalarLoss {
  Value of(Value out, double target);

  /**
   * −y ln(p + ε) − (1 − y) ln(1 − p + ε) for a probability p and a target y of 0 or 1. The ε keeps
   * the logarithms finite where p has been rounded to 0 or 1; with ε = 0 it is the logistic loss.
   */
  record LogLoss(double epsilon) implements ScalarLoss {
    public LogLoss {
      if (!(epsilon >= 0 && epsilon < 1)) {
        throw new ArgumentException(
            "LogLoss: epsilon must be at least 0 and less than 1 but is " + epsilon + ".");
      }
    }

    @Override
    public Value of(Value p, double y) {
      if (y == 1) {
        return p.add(epsilon).log().neg();
      }
      if (y == 0) {
        return p.neg().add(1 + epsilon).log().neg();
      }
      return of(p, 1).mul(y).add(of(p, 0).mul(1 - y));
    }
  }

  /** ½ (a − y)². */
  record Squared() implements ScalarLoss {
    @Override
    public Value of(Value a, double y) {
      Value error = a.sub(y);
      return error.mul(error).mul(0.5);
    }
  }
}
