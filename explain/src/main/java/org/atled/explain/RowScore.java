package org.atled.explain;

/** What a model says of examples: a number for each. */
@FunctionalInterface
public interface RowScore {
  double[] of(double[][] rows);
}
