package org.atled.train;

import java.util.function.ToDoubleBiFunction;
import org.atled.data.Batch;
import org.atled.data.NamedTensors;

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
     * @param outputs of the step, or of all phases together; of the usual step {@link
     *     Outcome#OUTPUT}
     */
    void add(NamedTensors outputs, Batch batch);

    /** The metric over all that was added; NaN where it is not defined. */
    double value();

    /**
     * All that it remembers, for a run that is stopped within an epoch; nothing if it cannot say:
     * then it measures what is left of the epoch.
     */
    default double[] sums() {
      return new double[0];
    }

    /**
     * Goes on with what {@link #sums} gave.
     *
     * @param sums not empty; of a meter of the same metric
     */
    default void resume(double... sums) {}
  }

  /**
   * A metric that each example has for itself, averaged over the examples.
   *
   * @param sum over a batch; of examples that do not count the same each times its {@linkplain
   *     Batch#weights weight}, whose mean over the data is 1
   */
  record Mean(String name, ToDoubleBiFunction<NamedTensors, Batch> sum) implements Metric {
    @Override
    public Meter meter() {
      return new Meter() {
        private double total;
        private long examples;

        @Override
        public void add(NamedTensors outputs, Batch batch) {
          total += sum.applyAsDouble(outputs, batch);
          examples += batch.size();
        }

        @Override
        public double value() {
          return total / examples;
        }

        @Override
        public double[] sums() {
          return new double[] {total, examples};
        }

        @Override
        public void resume(double... sums) {
          total = sums[0];
          examples = (long) sums[1];
        }
      };
    }
  }
}
