package org.atled.nn.optim;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.atled.core.error.ArgumentException;

/**
 * How the learning rate changes in the course of a run: what the rule's own is multiplied by. A
 * function of one's own is one: {@code at -> 1 / (1 + at.time())}.
 *
 * <p>Times are steps. {@link #perEpoch} counts whole epochs, so that the rate stays the same within
 * one; {@link #inEpochs} measures in epochs and changes with each step.
 */
@FunctionalInterface
public interface Schedule {
  /**
   * Where a run is when a schedule is asked.
   *
   * @param time since it began, in the schedule's unit: steps, unless {@link #perEpoch} or {@link
   *     #inEpochs} says otherwise
   * @param end how long the run will be, in the same unit
   * @param stepsPerEpoch at least 1
   * @param losses one for each epoch that has ended: measured in validation, where there is one
   */
  record Moment(double time, double end, long stepsPerEpoch, List<Double> losses) {
    public Moment {
      losses = List.copyOf(losses);
    }

    /** Before a step, from 0, of a run of so many in one epoch. */
    public static Moment of(long step, long steps) {
      return new Moment(step, steps, steps, List.of());
    }

    /** The share of the run that is over, in [0, 1). */
    public double progress() {
      return time / end;
    }

    /** The same with a time in epochs, of a moment in steps. */
    Moment inEpochs(double epoch) {
      return new Moment(epoch, end / stepsPerEpoch, stepsPerEpoch, losses);
    }

    /** The same of what is left of the run after some time. */
    Moment after(double begun) {
      return new Moment(time - begun, end - begun, stepsPerEpoch, losses);
    }
  }

  /** What the rule's learning rate is multiplied by, before a step. */
  double factor(Moment at);

  /** The momentum, or β₁, where the schedule changes it too. */
  default OptionalDouble momentum(Moment at) {
    return OptionalDouble.empty();
  }

  /** The same throughout. */
  static Schedule constant() {
    return at -> 1;
  }

  /** A factor for some time, then 1: PyTorch's ConstantLR. */
  static Schedule constant(double factor, double time) {
    checked("the factor", factor, 0);
    checked("the time", time, 0);
    return at -> at.time() < time ? factor : 1;
  }

  /** From 1 to 0 in equal steps, over the run. */
  static Schedule linear() {
    return at -> 1 - at.progress();
  }

  /** From 1 to another factor in equal steps, over the run. */
  static Schedule linear(double to) {
    checked("the factor", to, 0);
    return at -> 1 - (1 - to) * at.progress();
  }

  /** From one factor to another in equal steps, then the other: PyTorch's LinearLR. */
  static Schedule linear(double from, double to, double time) {
    checked("the first factor", from, 0);
    checked("the last factor", to, 0);
    checked("the time", time, Double.MIN_VALUE);
    return at -> from + (to - from) * Math.min(at.time(), time) / time;
  }

  /** Times gamma after each so long time: PyTorch's StepLR. */
  static Schedule step(double time, double gamma) {
    checked("the time", time, Double.MIN_VALUE);
    checked("gamma", gamma, 0);
    return at -> StrictMath.pow(gamma, Math.floor(at.time() / time));
  }

  /** Times gamma at some times: PyTorch's MultiStepLR. */
  static Schedule multiStep(double gamma, double... times) {
    checked("gamma", gamma, 0);
    double[] own = times.clone();
    return at ->
        StrictMath.pow(gamma, Arrays.stream(own).filter(time -> time <= at.time()).count());
  }

  /** Times gamma with each unit of time: PyTorch's ExponentialLR. */
  static Schedule exponential(double gamma) {
    checked("gamma", gamma, 0);
    return at -> StrictMath.pow(gamma, at.time());
  }

  /** From 1 to 0 along (1 − t)^power, over the run: PyTorch's PolynomialLR. */
  static Schedule polynomial(double power) {
    checked("the power", power, 0);
    return at -> StrictMath.pow(Math.max(0, 1 - at.progress()), power);
  }

  /**
   * From 1 to 0 along half a cosine, (1 + cos πt)/2, over the run: Loshchilov and Hutter 2017, eq.
   * 5.
   */
  static Schedule cosine() {
    return at -> (1 + StrictMath.cos(Math.PI * at.progress())) / 2;
  }

  /** The same from 1 to a least factor: PyTorch's CosineAnnealingLR. */
  static Schedule cosine(double least) {
    checked("the least factor", least, 0);
    Schedule whole = cosine();
    return at -> least + (1 - least) * whole.factor(at);
  }

  /**
   * Half a cosine again and again, each time begun with 1: Loshchilov and Hutter 2017, PyTorch's
   * CosineAnnealingWarmRestarts.
   *
   * @param first how long the first is
   * @param growth how many times as long the next one is, at least 1
   * @param least the factor at the end of each
   */
  static Schedule warmRestarts(double first, double growth, double least) {
    checked("the first time", first, Double.MIN_VALUE);
    checked("the growth", growth, 1);
    checked("the least factor", least, 0);
    return at -> {
      double begun = 0;
      double length = first;
      if (growth == 1) {
        begun = Math.floor(at.time() / first) * first;
      }
      while (growth > 1 && at.time() >= begun + length) {
        begun += length;
        length *= growth;
      }
      double share = (at.time() - begun) / length;
      return least + (1 - least) * (1 + StrictMath.cos(Math.PI * share)) / 2;
    };
  }

  /** Up and down once over the run, with the usual numbers: see {@link OneCycle}. */
  static Schedule oneCycle() {
    return OneCycle.usual();
  }

  /**
   * Up in equal steps over some time, then as the square root of time falls: Vaswani et al. 2017,
   * eq. 3. 1 where it is greatest.
   */
  static Schedule inverseSquareRoot(double warmUp) {
    checked("the time of warming up", warmUp, Double.MIN_VALUE);
    return at -> {
      double time = at.time() + 1;
      return Math.min(time / warmUp, Math.sqrt(warmUp / time));
    };
  }

  /** This after a time in which the factor goes from a first one to 1 in equal steps. */
  default Schedule warmedUp(double time, double from) {
    return linear(from, 1, time).then(time, this);
  }

  /** The same from a tenth. */
  default Schedule warmedUp(double time) {
    return warmedUp(time, 0.1);
  }

  /** This for a time, then another, whose time begins there: PyTorch's SequentialLR. */
  default Schedule then(double time, Schedule next) {
    checked("the time", time, 0);
    Schedule first = this;
    return new Schedule() {
      @Override
      public double factor(Moment at) {
        return at.time() < time ? first.factor(at) : next.factor(at.after(time));
      }

      @Override
      public OptionalDouble momentum(Moment at) {
        return at.time() < time ? first.momentum(at) : next.momentum(at.after(time));
      }
    };
  }

  /** The product of two: PyTorch's ChainedScheduler. */
  default Schedule times(Schedule other) {
    Schedule own = this;
    return new Schedule() {
      @Override
      public double factor(Moment at) {
        return own.factor(at) * other.factor(at);
      }

      @Override
      public OptionalDouble momentum(Moment at) {
        return own.momentum(at).isPresent() ? own.momentum(at) : other.momentum(at);
      }
    };
  }

  /** The same with whole epochs for its time: the rate stays the same within an epoch. */
  default Schedule perEpoch() {
    return asked(at -> at.inEpochs(Math.floor(at.time() / at.stepsPerEpoch())));
  }

  /** The same with epochs for its time, in parts of which it changes too. */
  default Schedule inEpochs() {
    return asked(at -> at.inEpochs(at.time() / at.stepsPerEpoch()));
  }

  /** This, asked about another moment. */
  private Schedule asked(UnaryOperator<Moment> other) {
    Schedule own = this;
    return new Schedule() {
      @Override
      public double factor(Moment at) {
        return own.factor(other.apply(at));
      }

      @Override
      public OptionalDouble momentum(Moment at) {
        return own.momentum(other.apply(at));
      }
    };
  }

  private static double checked(String what, double value, double least) {
    if (!(value >= least && value < Double.POSITIVE_INFINITY)) {
      throw new ArgumentException(
          "Schedule: %s is %s but must be %s and finite."
              .formatted(what, value, least == Double.MIN_VALUE ? "above 0" : "at least " + least));
    }
    return value;
  }
}
