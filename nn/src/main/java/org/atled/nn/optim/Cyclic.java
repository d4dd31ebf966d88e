package org.atled.nn.optim;

import java.util.OptionalDouble;
import org.atled.core.error.ArgumentException;

/**
 * The rate goes up and down again and again in equal steps, and the momentum the other way: Smith
 * 2017, PyTorch's CyclicLR. The rule's learning rate is the greatest.
 *
 * @param least the factor where a cycle begins and ends, at least 0
 * @param up how long the rate rises, above 0
 * @param down how long it falls, above 0
 * @param mode what becomes of the height of the cycles
 * @param leastMomentum where the rate is greatest
 * @param greatestMomentum where it is least; NaN: the momentum stays the rule's
 */
public record Cyclic(
    double least, double up, double down, Mode mode, double leastMomentum, double greatestMomentum)
    implements Schedule {
  /** What becomes of the height of the cycles. */
  public sealed interface Mode {
    /** What the height is multiplied by in a cycle, from 0, and at a time. */
    double height(double cycle, double time);
  }

  /** Every cycle is as high as the first: PyTorch's triangular. */
  public record Triangular() implements Mode {
    @Override
    public double height(double cycle, double time) {
      return 1;
    }
  }

  /** It halves with each cycle: PyTorch's triangular2. */
  public record Halving() implements Mode {
    @Override
    public double height(double cycle, double time) {
      return StrictMath.pow(2, -cycle);
    }
  }

  /**
   * It falls with each unit of time: PyTorch's exp_range.
   *
   * @param gamma what it is multiplied by
   */
  public record Falling(double gamma) implements Mode {
    public Falling {
      if (!(gamma >= 0 && gamma < Double.POSITIVE_INFINITY)) {
        throw new ArgumentException(
            "Cyclic: gamma is " + gamma + " but must be at least 0 and finite.");
      }
    }

    @Override
    public double height(double cycle, double time) {
      return StrictMath.pow(gamma, time);
    }
  }

  public Cyclic {
    if (!(least >= 0 && up > 0 && down > 0)) {
      throw new ArgumentException(
          "Cyclic: the least factor is %s but must be at least 0, and the times %s and %s but must be above 0."
              .formatted(least, up, down));
    }
    Optimizer.checkMomenta("Cyclic", leastMomentum, greatestMomentum);
  }

  /** With a momentum that stays the rule's. */
  public Cyclic withoutMomentum() {
    return momentum(Double.NaN, Double.NaN);
  }

  /** Triangles of equal sides, with a momentum that stays the rule's. */
  public static Cyclic triangular(double least, double up) {
    return new Cyclic(least, up, up, new Triangular(), Double.NaN, Double.NaN);
  }

  public Cyclic mode(Mode other) {
    return new Cyclic(least, up, down, other, leastMomentum, greatestMomentum);
  }

  public Cyclic momentum(double lowest, double highest) {
    return new Cyclic(least, up, down, mode, lowest, highest);
  }

  @Override
  public double factor(Moment at) {
    return least + (1 - least) * height(at);
  }

  @Override
  public OptionalDouble momentum(Moment at) {
    return Double.isNaN(greatestMomentum)
        ? OptionalDouble.empty()
        : OptionalDouble.of(greatestMomentum - (greatestMomentum - leastMomentum) * height(at));
  }

  private double height(Moment at) {
    double cycle = Math.floor(at.time() / (up + down));
    double inside = at.time() - cycle * (up + down);
    double share = inside <= up ? inside / up : (up + down - inside) / down;
    return share * mode.height(cycle, at.time());
  }
}
