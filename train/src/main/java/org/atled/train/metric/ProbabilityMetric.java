package org.atled.train.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.atled.core.error.ArgumentException;
import org.atled.data.Batch;
import org.atled.data.NamedTensors;
import org.atled.train.Metric;
import org.atled.train.Outcome;

/**
 * A metric of the probabilities of classes, of logits [batch, classes, …], or one logit for two
 * classes, against classes.
 *
 * @param counter begins to count
 */
public record ProbabilityMetric(String name, Supplier<Counter> counter) implements Metric {
  /** Counts examples. */
  public interface Counter {
    /**
     * Takes an example in.
     *
     * @param logarithms ln of the probabilities of the classes
     * @param label the right class
     */
    void add(double[] logarithms, int label);

    /** The metric so far. */
    double value();

    /** As {@link Metric.Meter#sums}. */
    default double[] sums() {
      return new double[0];
    }

    /** As {@link Metric.Meter#resume}. */
    default void resume(double... sums) {}
  }

  /** A mean over the examples. */
  private static final class Mean implements Counter {
    private interface Each {
      double of(double[] logarithms, int label);
    }

    private final Each each;
    private double sum;
    private long examples;

    Mean(Each each) {
      this.each = each;
    }

    @Override
    public void add(double[] logarithms, int label) {
      sum += each.of(logarithms, label);
      examples++;
    }

    @Override
    public double value() {
      return sum / examples;
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
  }

  /** The right class is among the k most probable; of equal ones those before count first. */
  public static ProbabilityMetric topK(int k) {
    if (k < 1) {
      throw new ArgumentException("topK: k is " + k + " but must be at least 1.");
    }
    return new ProbabilityMetric(
        "top_" + k + "_accuracy", () -> new Mean((logs, label) -> before(logs, label) < k ? 1 : 0));
  }

  private static int before(double[] logs, int label) {
    int before = 0;
    for (int i = 0; i < logs.length; i++) {
      before += logs[i] > logs[label] || (logs[i] == logs[label] && i < label) ? 1 : 0;
    }
    return before;
  }

  /** The mean of −ln of the probability of the right class. */
  public static ProbabilityMetric logLoss() {
    return new ProbabilityMetric("log_loss", () -> new Mean((logs, label) -> -logs[label]));
  }

  /** e to the log loss: among how many equally probable classes the network seems to choose. */
  public static ProbabilityMetric perplexity() {
    return new ProbabilityMetric(
        "perplexity",
        () -> {
          Mean mean = new Mean((logs, label) -> -logs[label]);
          return new Counter() {
            @Override
            public void add(double[] logarithms, int label) {
              mean.add(logarithms, label);
            }

            @Override
            public double value() {
              return StrictMath.exp(mean.value());
            }

            @Override
            public double[] sums() {
              return mean.sums();
            }

            @Override
            public void resume(double... sums) {
              mean.resume(sums);
            }
          };
        });
  }

  /**
   * The mean squared distance of probabilities from what is so: Brier 1950, of two classes that of
   * the second alone, which is half as much.
   */
  public static ProbabilityMetric brier() {
    return new ProbabilityMetric(
        "brier",
        () ->
            new Mean((logs, label) -> {
              double sum = 0;
              for (int i = logs.length == 2 ? 1 : 0; i < logs.length; i++) {
                double off = StrictMath.exp(logs[i]) - (i == label ? 1 : 0);
                sum += off * off;
              }
              return sum;
            }));
  }

  /** The expected calibration error over 15 bins: {@link Calibration}. */
  public static ProbabilityMetric calibrationError() {
    return new ProbabilityMetric(
        "calibration_error",
        () -> {
          Calibration calibration = new Calibration(15);
          return new Counter() {
            @Override
            public void add(double[] logs, int label) {
              int found = 0;
              for (int i = 1; i < logs.length; i++) {
                found = logs[i] > logs[found] ? i : found;
              }
              calibration.add(StrictMath.exp(logs[found]), found == label);
            }

            @Override
            public double value() {
              return calibration.error();
            }

            @Override
            public double[] sums() {
              return calibration.sums();
            }

            @Override
            public void resume(double... sums) {
              calibration.resume(sums);
            }
          };
        });
  }

  /**
   * {@link Ranking#rocAuc}: of two classes of the second, of more the mean of each against all
   * others, without those that have no examples or all of them.
   */
  public static ProbabilityMetric rocAuc() {
    return new ProbabilityMetric("roc_auc", () -> new Ranked(true));
  }

  /**
   * {@link Ranking#averagePrecision}: of two classes of the second, of more the mean of each
   * against all others.
   */
  public static ProbabilityMetric averagePrecision() {
    return new ProbabilityMetric("average_precision", () -> new Ranked(false));
  }

  private static final class Ranked implements Counter {
    private final boolean roc;
    private final List<Ranking> rankings = new ArrayList<>();

    Ranked(boolean roc) {
      this.roc = roc;
    }

    @Override
    public void add(double[] logs, int label) {
      int first = logs.length == 2 ? 1 : 0;
      while (rankings.size() < logs.length - first) {
        rankings.add(new Ranking());
      }
      for (int i = first; i < logs.length; i++) {
        rankings.get(i - first).add(StrictMath.exp(logs[i]), i == label);
      }
    }

    @Override
    public double[] sums() {
      DoubleStream scores = rankings.stream().map(Ranking::sums).flatMapToDouble(Arrays::stream);
      return rankings.isEmpty()
          ? new double[0]
          : DoubleStream.concat(DoubleStream.of(rankings.size()), scores).toArray();
    }

    /** All rankings have as many scores. */
    @Override
    public void resume(double... sums) {
      int count = (int) sums[0];
      int each = (sums.length - 1) / count;
      for (int i = 0; i < count; i++) {
        Ranking ranking = new Ranking();
        ranking.resume(Arrays.copyOfRange(sums, 1 + i * each, 1 + (i + 1) * each));
        rankings.add(ranking);
      }
    }

    @Override
    public double value() {
      return rankings.stream()
          .mapToDouble(each -> roc ? each.rocAuc() : each.averagePrecision())
          .filter(value -> !Double.isNaN(value))
          .average()
          .orElse(Double.NaN);
    }
  }

  @Override
  public Meter meter() {
    Counter begun = counter.get();
    return new Meter() {
      @Override
      public void add(NamedTensors outputs, Batch batch) {
        ClassScores scores = ClassScores.of(name, outputs.get(Outcome.OUTPUT), batch.y());
        for (int i = 0; i < scores.labels().length; i++) {
          double[] logarithms = scores.logarithms()[i];
          int label = (int) scores.labels()[i];
          if (label < 0 || label >= logarithms.length) {
            throw new ArgumentException(
                "%s: the class %d is not from 0 to %d."
                    .formatted(name, label, logarithms.length - 1));
          }
          begun.add(logarithms, label);
        }
      }

      @Override
      public double value() {
        return begun.value();
      }

      @Override
      public double[] sums() {
        return begun.sums();
      }

      @Override
      public void resume(double... sums) {
        begun.resume(sums);
      }
    };
  }
}
