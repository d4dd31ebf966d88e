package org.atled.lectures;

import org.atled.core.random.Seed;

/**
 * Something that a lecture shows. It ends in less than a minute on two cores; all that it draws at
 * random comes from the seed, so that the same seed finds the same, times apart. Where what it
 * claims is empirical, it tries several seeds ({@code seed.at(0)}, {@code seed.at(1)} …) and
 * reports what they show, whatever that is.
 */
public interface Experiment {
  /** What the command calls it: lower-case words with hyphens, such as {@code linear-fails}. */
  String name();

  /** One line for the list: what is shown, without a full stop. */
  String title();

  /** Runs it. */
  Findings run(Seed seed);

  /**
   * The same with less of everything, in seconds: what it shows is coarser, and may be missed. One
   * that takes no longer as a whole has no other.
   */
  default Findings quick(Seed seed) {
    return run(seed);
  }
}
