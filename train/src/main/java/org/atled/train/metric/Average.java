package org.atled.train.metric;

/** How the scores of several classes become one number. */
public enum Average {
  /** Counts of all classes together: each example counts the same. */
  MICRO,
  /** The mean over the classes that occur, as targets or as found: each counts the same. */
  MACRO,
  /** The mean weighted by how many examples each class has. */
  WEIGHTED
}
