package org.atled.train.doubt;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.train.Objective;
import org.atled.train.SavedModel;

/**
 * What a network gives for examples that it did not learn from, and what was right.
 *
 * @param objective what the outputs mean
 * @param outputs [examples, outputs], as the network gives them
 * @param truth [examples, 1], the number of the right class, or [examples, outputs]
 * @param weights how much each example counts, above 0: of {@link Batch#weights}
 */
public record HeldOut(Objective objective, double[][] outputs, double[][] truth, double[] weights) {
  private static final int BATCH = 256;

  /** More make nothing better: a coverage then strays by a third of a percent. */
  private static final int MOST = 20_000;

  /** Examples that count the same. */
  public HeldOut(Objective objective, double[][] outputs, double[][] truth) {
    this(objective, outputs, truth, same(outputs.length));
  }

  private static double[] same(int count) {
    double[] same = new double[count];
    Arrays.fill(same, 1);
    return same;
  }

  /**
   * Asks the network; of more than 20,000 examples so many, evenly spread. Those of weight 0 are as
   * if they were not there.
   *
   * @throws StateException if the outputs are neither logits of classes nor numbers
   * @throws ArgumentException if there are fewer than 2 examples, or an output is not finite
   */
  public static HeldOut of(SavedModel saved, Dataset examples) {
    Objective objective = saved.objective();
    if (objective.named().isEmpty() && !(objective instanceof Objective.Numbers)) {
      throw new StateException(
          "How sure a model may be is found for those that tell classes or numbers, but this one"
              + " gives %s; measure it with atled eval."
                  .formatted(
                      objective instanceof Objective.Chances
                          ? "several labels, each for itself"
                          : "outputs whose meaning is its author's"));
    }
    int count = Math.min(MOST, examples.size());
    double[][] outputs = new double[count][];
    double[][] truth = new double[count][];
    double[] weights = new double[count];
    for (int from = 0; from < count; from += BATCH) {
      int[] some =
          IntStream.range(from, Math.min(count, from + BATCH))
              .map(i -> (int) ((long) i * examples.size() / count))
              .toArray();
      Batch batch = examples.batch(some);
      Tensor given = Autograd.noGrad(() -> saved.model().apply(batch.x()));
      copy(given, outputs, from, some.length);
      copy(batch.y(), truth, from, some.length);
      System.arraycopy(batch.weights(), 0, weights, from, some.length);
    }
    for (double[] output : outputs) {
      if (!Arrays.stream(output).allMatch(Double::isFinite)) {
        throw new ArgumentException(
            "The model gives %s, which is not finite; train it anew with a lower learning rate."
                .formatted(Arrays.toString(output)));
      }
    }
    int[] counting = IntStream.range(0, count).filter(i -> weights[i] > 0).toArray();
    if (counting.length < 2) {
      throw new ArgumentException(
          "\"%s\" has %d examples that the model did not learn from, but it takes at least 2: one to calibrate on and one to measure on. Train it on data of which more is kept."
              .formatted(examples.info().name(), counting.length));
    }
    return new HeldOut(objective, outputs, truth, weights).part(counting);
  }

  private static void copy(Tensor batch, double[][] into, int from, int count) {
    double[] values = batch.toDoubles();
    int width = values.length / count;
    for (int i = 0; i < count; i++) {
      into[from + i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
    }
  }

  /** How many examples there are. */
  public int size() {
    return outputs.length;
  }

  /** Two halves at random: one to calibrate on, and one to measure on, never the smaller. */
  public List<HeldOut> halves(Seed seed) {
    int[] order = seed.draws().permutation(size());
    int half = size() / 2;
    return List.of(
        part(Arrays.copyOfRange(order, 0, half)), part(Arrays.copyOfRange(order, half, size())));
  }

  private HeldOut part(int... numbers) {
    return new HeldOut(
        objective,
        Arrays.stream(numbers).mapToObj(i -> outputs[i]).toArray(double[][]::new),
        Arrays.stream(numbers).mapToObj(i -> truth[i]).toArray(double[][]::new),
        Arrays.stream(numbers).mapToDouble(i -> weights[i]).toArray());
  }

  /** A logit for each class, [examples, classes]: of one logit for two classes 0 and it. */
  public double[][] logits() {
    return objective instanceof Objective.Logit
        ? Arrays.stream(outputs).map(z -> new double[] {0, z[0]}).toArray(double[][]::new)
        : outputs;
  }

  /** The number of the right class of each example. */
  public int[] labels() {
    return Arrays.stream(truth).mapToInt(y -> (int) y[0]).toArray();
  }

  /** The probabilities of the classes at a temperature, [examples, classes]. */
  public double[][] probabilities(double temperature) {
    return Arrays.stream(logits())
        .map(z -> Temperature.probabilities(z, temperature))
        .toArray(double[][]::new);
  }
}
