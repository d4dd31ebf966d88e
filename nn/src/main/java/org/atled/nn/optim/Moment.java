package org.atled.nn.optim;

import java.util.List;

/**
 * Where a run is when a schedule is asked.
 *
 * @param time since it began, in the schedule's unit: steps, unless {@link Schedule#perEpoch} or
 *     {@link Schedule#inEpochs} says otherwise
 * @param end how long the run will be, in the same unit
 * @param stepsPerEpoch at least 1
 * @param losses one for each epoch that has ended: measured in validation, where there is one
 */
public record Moment(double time, double end, long stepsPerEpoch, List<Double> losses) {
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
