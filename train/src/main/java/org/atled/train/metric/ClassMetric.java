package org.atled.train.metric;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.NamedTensors;
import org.atled.train.Metric;
import org.atled.train.Outcome;

/**
 * A metric of classes that were found, by the counts of all: {@link ClassCounts} says what each is.
 *
 * @param classes how many there are
 * @param of what follows from the counts
 */
public record ClassMetric(String name, int classes, ToDoubleFunction<ClassCounts> of)
    implements Metric {
  public static ClassMetric balancedAccuracy(int classes) {
    return new ClassMetric("balanced_accuracy", classes, ClassCounts::balancedAccuracy);
  }

  public static ClassMetric precision(int classes, Average average) {
    return new ClassMetric(named("precision", average), classes, m -> m.precision(average));
  }

  public static ClassMetric recall(int classes, Average average) {
    return new ClassMetric(named("recall", average), classes, m -> m.recall(average));
  }

  public static ClassMetric f1(int classes, Average average) {
    return new ClassMetric(named("f1", average), classes, m -> m.f1(average));
  }

  /** Of one class against all others: {@code f1_3}. */
  public static ClassMetric f1(int classes, int of) {
    if (of < 0 || of >= classes) {
      throw new ArgumentException(
          "f1: the class is " + of + " but must be from 0 to " + (classes - 1) + ".");
    }
    return new ClassMetric("f1_" + of, classes, m -> m.f1(of));
  }

  public static ClassMetric kappa(int classes) {
    return new ClassMetric("kappa", classes, ClassCounts::kappa);
  }

  public static ClassMetric matthews(int classes) {
    return new ClassMetric("matthews", classes, ClassCounts::matthews);
  }

  private static String named(String what, Average average) {
    return what + "_" + average.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Meter meter() {
    ClassCounts matrix = new ClassCounts(classes);
    return new Meter() {
      @Override
      public void add(NamedTensors outputs, Batch batch) {
        Tensor output = outputs.get(Outcome.OUTPUT);
        matrix.add(output, batch);
      }

      @Override
      public double value() {
        return of.applyAsDouble(matrix);
      }

      @Override
      public double[] sums() {
        return matrix.sums();
      }

      @Override
      public void resume(double... sums) {
        matrix.resume(sums);
      }
    };
  }
}
