package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.atled.core.shape.DType;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.data.Split;
import org.atled.lectures.backprop.RowNetwork;
import org.atled.lectures.matrix.Matrix;
import org.atled.lectures.matrix.Softmax;
import org.atled.lectures.rung.Rung;
import org.atled.lectures.rung.Start;

/**
 * How long an epoch takes on a rung, and what is learned in it.
 *
 * @param rung its name
 * @param seconds for the epoch; scaled to it if not all examples were taken
 * @param examples how many were taken
 * @param isWhole whether these are all
 * @param weights afterwards
 * @param loss afterwards, on examples that it did not learn from
 * @param accuracy afterwards, on the same
 */
record TimedEpoch(
    String rung,
    double seconds,
    int examples,
    boolean isWhole,
    List<Matrix> weights,
    double loss,
    double accuracy) {
  private static final double NANOS = 1e9;
  private static final int MOST_TEST_EXAMPLES = 1_000;
  private static final int WARM_UP_STEPS = 10;
  private static final int PREPARED_STEPS = 100;
  private static final int MOST_EPOCHS = 3;

  /**
   * Trains for one epoch in the order of the data, or until the time is up. Before that, another
   * network warms the code up on the first batches. If there is time for more, new networks do the
   * same again, three in all, and the fastest counts: an optimising Java compiler is at work beside
   * the first. What it takes to bring a batch into the rung's own form is not counted.
   */
  static TimedEpoch of(
      Supplier<Rung> maker,
      Start start,
      Split data,
      int batch,
      double warmUpSeconds,
      double mostSeconds) {
    warmUp(maker.get(), start, data.train(), batch, warmUpSeconds);
    Rung rung = maker.get();
    Taken taken = run(rung, start, data.train(), batch, mostSeconds);
    double fastest = taken.seconds();
    double total = fastest;
    for (int more = 1; more < MOST_EPOCHS && total + fastest < mostSeconds; more++) {
      double again = run(maker.get(), start, data.train(), batch, mostSeconds).seconds();
      fastest = Math.min(fastest, again);
      total += again;
    }
    int all = data.train().size();
    RowNetwork learned = start.with(rung.weights());
    int[] others = firstOf(data.test(), 0, MOST_TEST_EXAMPLES);
    Batch test = data.test().batch(others);
    Matrix targets = targets(test, start);
    Matrix outputs = learned.forward(inputs(test, start)).output();
    int[] found = Softmax.greatestOf(outputs);
    int[] right = Softmax.greatestOf(targets);
    int hits = 0;
    for (int i = 0; i < found.length; i++) {
      hits += found[i] == right[i] ? 1 : 0;
    }
    return new TimedEpoch(
        rung.name(),
        fastest * all / taken.examples(),
        taken.examples(),
        taken.examples() == all,
        rung.weights(),
        start.network().loss().of(outputs, targets),
        (double) hits / found.length);
  }

  /** The greatest difference of a weight from one after another epoch. */
  double distance(TimedEpoch other) {
    double most = 0;
    for (int i = 0; i < weights.size(); i++) {
      most = Math.max(most, weights.get(i).distance(other.weights().get(i)));
    }
    return most;
  }

  private static void warmUp(Rung rung, Start start, Dataset data, int batch, double mostSeconds) {
    List<Runnable> steps = prepared(rung, start, data, 0, WARM_UP_STEPS, batch);
    long begin = System.nanoTime();
    for (int i = 0; (System.nanoTime() - begin) / NANOS < mostSeconds; i++) {
      steps.get(i % steps.size()).run();
    }
  }

  private record Taken(double seconds, int examples) {}

  private static Taken run(Rung rung, Start start, Dataset data, int batch, double mostSeconds) {
    double seconds = 0;
    int taken = 0;
    do {
      // One after the other without a pause, as in a real epoch, as far as memory should go.
      for (Runnable step : prepared(rung, start, data, taken, PREPARED_STEPS, batch)) {
        long from = System.nanoTime();
        step.run();
        seconds += (System.nanoTime() - from) / NANOS;
        taken += Math.min(batch, data.size() - taken);
        if (seconds >= mostSeconds) {
          break;
        }
      }
    } while (taken < data.size() && seconds < mostSeconds);
    return new Taken(seconds, taken);
  }

  private static List<Runnable> prepared(
      Rung rung, Start start, Dataset data, int first, int most, int batch) {
    List<Runnable> steps = new ArrayList<>();
    for (int from = first; from < data.size() && steps.size() < most; from += batch) {
      Batch next = data.batch(firstOf(data, from, batch));
      steps.add(rung.step(inputs(next, start), targets(next, start)));
    }
    return steps;
  }

  private static int[] firstOf(Dataset data, int from, int most) {
    int[] numbers = new int[Math.min(most, data.size() - from)];
    Arrays.setAll(numbers, i -> from + i);
    return numbers;
  }

  /** A row of pixels for each image. */
  private static Matrix inputs(Batch batch, Start start) {
    float[][] rows = (float[][]) batch.x().reshape(batch.size(), -1).toArray();
    Matrix x = Matrix.of(rows);
    return start.dtype() == DType.FLOAT32 ? x : x.to(start.dtype());
  }

  private static Matrix targets(Batch batch, Start start) {
    int[] classes = Arrays.stream(batch.y().toLongs()).mapToInt(c -> (int) c).toArray();
    List<RowNetwork.Layer> layers = start.network().layers();
    return Matrix.oneHot(start.dtype(), classes, layers.getLast().w().columns());
  }
}
