package org.atled.train.metric;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.NamedTensors;
import org.atled.train.Metric;
import org.atled.train.Outcome;

/**
 * A metric of numbers, outputs and targets [batch, …] of one shape; several numbers an example are
 * measured each for itself and averaged.
 *
 * @param counter begins to count one number of each example
 */
public record NumberMetric(String name, Supplier<Counter> counter) implements Metric {
  /** Counts one number of each example. */
  public interface Counter {
    /** Takes an example in. */
    void add(double found, double right);

    /** The metric so far. */
    double value();

    /** As {@link Metric.Meter#sums}. */
    default double[] sums() {
      return new double[0];
    }

    /** As {@link Metric.Meter#resume}. */
    default void resume(double... sums) {}
  }

  private static Counter mean(DoubleBinaryOperator each, DoubleUnaryOperator last) {
    return new Counter() {
      private double sum;
      private long examples;

      @Override
      public void add(double found, double right) {
        sum += each.applyAsDouble(found, right);
        examples++;
      }

      @Override
      public double value() {
        return last.applyAsDouble(sum / examples);
      }

      @Override
      public double[] sums() {
        return new double[] {sum, examples};
      }

      @Override
      public void resume(double... sums) {
        sum = sums[0];
        examples = (long) sums[1];
      }
    };
  }

  /** The mean of |ŷ − y|. */
  public static NumberMetric mae() {
    return new NumberMetric("mae", () -> mean((f, y) -> Math.abs(f - y), x -> x));
  }

  /** The mean of (ŷ − y)². */
  public static NumberMetric mse() {
    return new NumberMetric("mse", () -> mean((f, y) -> (f - y) * (f - y), x -> x));
  }

  /** The root of the mean of (ŷ − y)². */
  public static NumberMetric rmse() {
    return new NumberMetric("rmse", () -> mean((f, y) -> (f - y) * (f - y), Math::sqrt));
  }

  /** The mean of |ŷ − y|/|y|, a share; a y of 0 counts as 2⁻⁵², as in scikit-learn. */
  public static NumberMetric mape() {
    return new NumberMetric(
        "mape", () -> mean((f, y) -> Math.abs(f - y) / Math.max(Math.abs(y), 0x1p-52), x -> x));
  }

  /**
   * 1 − Var(y − ŷ)/Var(y): R² but for an error that is the same everywhere. NaN where all targets
   * are equal.
   */
  public static NumberMetric explainedVariance() {
    return new NumberMetric(
        "explained_variance",
        () -> {
          Spread errors = new Spread();
          Spread targets = new Spread();
          return new Counter() {
            @Override
            public void add(double found, double right) {
              errors.add(right - found);
              targets.add(right);
            }

            @Override
            public double value() {
              return targets.sum > 0 ? 1 - errors.sum / targets.sum : Double.NaN;
            }

            @Override
            public double[] sums() {
              return new double[] {
                errors.mean, errors.sum, errors.count, targets.mean, targets.sum, targets.count
              };
            }

            @Override
            public void resume(double... sums) {
              errors.resume(sums[0], sums[1], sums[2]);
              targets.resume(sums[3], sums[4], sums[5]);
            }
          };
        });
  }

  /** Σ(x − x̄)² as in Welford, "Note on a method for calculating corrected sums", 1962. */
  private static final class Spread {
    private double mean;
    private double sum;
    private long count;

    void add(double x) {
      count++;
      double before = x - mean;
      mean += before / count;
      sum += before * (x - mean);
    }

    void resume(double lastMean, double lastSum, double lastCount) {
      mean = lastMean;
      sum = lastSum;
      count = (long) lastCount;
    }
  }

  @Override
  public Meter meter() {
    return new Meter() {
      private Counter[] counters = {};

      @Override
      public void add(NamedTensors outputs, Batch batch) {
        add(outputs.get(Outcome.OUTPUT), batch.y());
      }

      private void add(Tensor output, Tensor target) {
        if (!output.shape().equals(target.shape())) {
          throw new ShapeException(
              "%s: takes outputs and targets of one shape, not outputs %s and targets %s."
                  .formatted(name, output.shape(), target.shape()));
        }
        int width = (int) (target.shape().elements() / Math.max(1, target.shape().size(0)));
        if (counters.length == 0) {
          counters = new Counter[width];
          Arrays.setAll(counters, i -> counter.get());
        }
        double[] found = output.toDoubles();
        double[] right = target.toDoubles();
        for (int i = 0; i < found.length; i++) {
          counters[i % width].add(found[i], right[i]);
        }
      }

      @Override
      public double value() {
        return Arrays.stream(counters).mapToDouble(Counter::value).average().orElse(Double.NaN);
      }

      @Override
      public double[] sums() {
        List<double[]> each = Arrays.stream(counters).map(Counter::sums).toList();
        return each.isEmpty() || each.getFirst().length == 0
            ? new double[0]
            : DoubleStream.concat(
                    DoubleStream.of(counters.length), each.stream().flatMapToDouble(Arrays::stream))
                .toArray();
      }

      // All counters remember as many numbers.
      @Override
      public void resume(double... sums) {
        counters = new Counter[(int) sums[0]];
        int each = (sums.length - 1) / counters.length;
        for (int i = 0; i < counters.length; i++) {
          counters[i] = counter.get();
          counters[i].resume(Arrays.copyOfRange(sums, 1 + i * each, 1 + (i + 1) * each));
        }
      }
    };
  }
}
