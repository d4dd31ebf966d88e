package org.atled.lectures.scalar;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;

/** How far the outputs for one example are from its targets. */
public sealed interface ScalarLoss {
  /**
   * The loss, on which {@link Value#backward} can be called.
   *
   * @throws ShapeException if there are not as many targets as outputs
   */
  Value of(List<Value> outs, double... targets);

  /**
   * Σ −y ln(p + ε) − (1 − y) ln(1 − p + ε) for probabilities p and targets y of 0 or 1. The ε keeps
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
    public Value of(List<Value> outs, double... targets) {
      return sum(outs, targets, this::one);
    }

    private Value one(Value p, double y) {
      if (y == 1) {
        return p.add(epsilon).log().neg();
      }
      if (y == 0) {
        // Not 1 + ε at once: in float32 that is 1, and nothing would be left of ε.
        return p.neg().add(1).add(epsilon).log().neg();
      }
      return one(p, 1).mul(y).add(one(p, 0).mul(1 - y));
    }
  }

  /** Σ ½ (a − y)². */
  record Squared() implements ScalarLoss {
    @Override
    public Value of(List<Value> outs, double... targets) {
      return sum(
          outs,
          targets,
          (a, y) -> {
            Value error = a.sub(y);
            return error.mul(error).mul(0.5);
          });
    }
  }

  /**
   * −Σ y ln S with S = softmax(z) of logits z, for a one-hot y: ln Σ eᶻ⁻ᵐ − Σ y (z − m). The
   * greatest logit m is a mere number here: it cancels, and so has no derivative.
   */
  record SoftmaxCrossEntropy() implements ScalarLoss {
    @Override
    public Value of(List<Value> outs, double... targets) {
      double m = outs.stream().mapToDouble(Value::data).max().orElse(0);
      List<Value> shifted = outs.stream().map(z -> z.sub(m)).toList();
      Value all = shifted.stream().map(Value::exp).reduce(Value::add).orElseThrow().log();
      return all.sub(sum(shifted, targets, (z, y) -> z.mul(y)));
    }
  }

  /** What one output adds. */
  @FunctionalInterface
  interface Part {
    Value of(Value out, double target);
  }

  private static Value sum(List<Value> outs, double[] targets, Part part) {
    if (outs.size() != targets.length || targets.length == 0) {
      throw new ShapeException(
          "Loss: the example has "
              + Text.count(targets.length, "target")
              + " but the network has "
              + Text.count(outs.size(), "output")
              + "; give one for each.");
    }
    Value sum = part.of(outs.getFirst(), targets[0]);
    for (int i = 1; i < targets.length; i++) {
      sum = sum.add(part.of(outs.get(i), targets[i]));
    }
    return sum;
  }
}
