package org.atled.train;

import java.util.List;

/** Hears how training goes. Called on the training thread, between steps. */
public interface TrainingListener {
  /** A run begins, or goes on: what was heard of another is over. */
  default void runStarted() {}

  /** A saved run goes on, of which these epochs have ended. */
  default void resumed(List<EpochReport> history) {}

  /**
   * The same.
   *
   * @param seen examples of the epoch that it goes on in, which were learned from before
   */
  default void resumed(List<EpochReport> history, long seen) {
    resumed(history);
  }

  /** An epoch begins; epochs count from 1. */
  default void epochStarted(int epoch, int epochs, long examples) {}

  /**
   * A step was taken.
   *
   * @param examples seen in this epoch so far
   * @param soFar means over them
   */
  default void stepDone(long examples, EpochReport.Measured soFar) {}

  /** An epoch ended, its validation included. */
  default void epochDone(EpochReport report) {}
}
