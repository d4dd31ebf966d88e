package org.atled.nn.optim;

/** How the learning rate changes in the course of a run. */
@FunctionalInterface
public interface Schedule {
  /**
   * What the rule's learning rate is multiplied by.
   *
   * @param progress the share of all steps that were taken, in [0, 1)
   */
  double factor(double progress);

  /** The same throughout. */
  static Schedule constant() {
    return progress -> 1;
  }

  /** From 1 to 0 along half a cosine, (1 + cos πt)/2: Loshchilov and Hutter 2017, eq. 5. */
  static Schedule cosine() {
    return progress -> (1 + StrictMath.cos(Math.PI * progress)) / 2;
  }

  /** From 1 to 0 in equal steps. */
  static Schedule linear() {
    return progress -> 1 - progress;
  }
}
