package org.atled.train;

import org.atled.core.tensor.Tensor;

/** Something that is measured over the examples of a data set, batch by batch. */
public interface Metric {
  /** What reports call it: {@code accuracy}. */
  String name();

  /** Begins to measure: what this gives belongs to one pass over the data. */
  Meter meter();

  /** What was seen so far. */
  interface Meter {
    /**
     * Takes a batch in.
     *
     * @param output what the network gave
     * @param target what it should have given
     */
    void add(Tensor output, Tensor target);

    /** The metric over all that was added; NaN where it is not defined. */
    double value();
  }

  /** A metric that each example has for itself, averaged over the examples. */
  interface Mean extends Metric {
    /** The sum over the batch. */
    double sum(Tensor output, Tensor target);

    @Override
    default Meter meter() {
      return new Meter() {
        private double sum;
        private long examples;

        @Override
        public void add(Tensor output, Tensor target) {
          sum += Mean.this.sum(output, target);
          examples += target.shape().size(0);
        }

        @Override
        public double value() {
          return sum / examples;
        }
      };
    }
  }
}
