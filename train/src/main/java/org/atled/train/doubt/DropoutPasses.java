package org.atled.train.doubt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.train.Objective;
import org.atled.train.SavedModel;

/**
 * Monte-Carlo dropout: what a network says as its dropout goes on dropping, many times; the spread
 * is a measure of doubt. Gal and Ghahramani 2016. Only dropout draws: running statistics stay as
 * they are. The same seed gives the same bits, and what is said of an example follows from its
 * number alone.
 *
 * @param mean of the predictions, [examples][outputs], as {@link Objective#predictions} gives them
 * @param spread their standard deviation over the passes, Σ(p − mean)² divided by the passes less
 *     one
 */
public record DropoutPasses(double[][] mean, double[][] spread) {
  private static final int BATCH = 256;

  /**
   * Asks so many times.
   *
   * @param x examples as the network takes them, [examples, …]
   * @param passes at least 2
   * @param meaning of a row of predictions, such as numbers in the units of targets; it is what
   *     means and spreads are of
   * @throws StateException if nothing is dropped
   */
  public static DropoutPasses of(
      SavedModel saved, Tensor x, int passes, Seed seed, UnaryOperator<double[]> meaning) {
    return of(saved, x, 0, passes, seed, meaning);
  }

  /**
   * The same of some of many examples, which get the bits that they would get among all.
   *
   * @param first the number of the first of these, from 0
   */
  public static DropoutPasses of(
      SavedModel saved,
      Tensor x,
      long first,
      int passes,
      Seed seed,
      UnaryOperator<double[]> meaning) {
    if (passes < 2) {
      throw new ArgumentException(
          "Dropout: %d passes have no spread; take at least 2, such as 50.".formatted(passes));
    }
    int count = (int) x.shape().size(0);
    List<double[]> mean = new ArrayList<>();
    List<double[]> spread = new ArrayList<>();
    boolean dropped = false;
    for (int from = 0; from < count; from += BATCH) {
      int to = Math.min(count, from + BATCH);
      double[][] said = said(saved, x.slice(0, from, to), first + from, passes, seed);
      dropped |= Arrays.stream(said).anyMatch(one -> !Arrays.equals(one, said[0]));
      for (int i = 0; i < to - from; i++) {
        double[][] rows = new double[passes][];
        for (int p = 0; p < passes; p++) {
          int width = said[p].length / (to - from);
          rows[p] = meaning.apply(Arrays.copyOfRange(said[p], i * width, (i + 1) * width));
        }
        gather(rows, mean, spread);
      }
    }
    if (!dropped) {
      throw new StateException(
          "All %d passes gave the same: the network %s drops nothing. Train one with dropout, such"
                  .formatted(passes, saved.module())
              + " as with --dropout 0.2, or leave the passes out.");
    }
    return new DropoutPasses(mean.toArray(double[][]::new), spread.toArray(double[][]::new));
  }

  /** The same of several parts of the examples, one after the other. */
  public static DropoutPasses joined(List<DropoutPasses> parts) {
    return new DropoutPasses(
        parts.stream().flatMap(part -> Arrays.stream(part.mean)).toArray(double[][]::new),
        parts.stream().flatMap(part -> Arrays.stream(part.spread)).toArray(double[][]::new));
  }

  /** What each pass says of a batch, row-major. */
  private static double[][] said(SavedModel saved, Tensor batch, long from, int passes, Seed seed) {
    long[] numbers = new long[(int) batch.shape().size(0)];
    Arrays.setAll(numbers, i -> from + i);
    Tensor examples = Tensor.wrap(new Storage.Int64(numbers), Shape.of(numbers.length));
    Slot pass = Slot.of(0L);
    double[][] said = new double[passes][];
    for (int p = 0; p < passes; p++) {
      pass.set(p);
      Mode mode = Mode.evaluation().droppingBy(Mode.training(seed, pass, examples));
      said[p] =
          Autograd.noGrad(() -> saved.objective().predictions(saved.model().apply(batch, mode)))
              .toDoubles();
    }
    return said;
  }

  /** Mean and spread of one example. */
  private static void gather(double[][] passes, List<double[]> means, List<double[]> spreads) {
    double[] mean = new double[passes[0].length];
    double[] spread = new double[mean.length];
    for (int k = 0; k < mean.length; k++) {
      double sum = 0;
      for (double[] pass : passes) {
        sum += pass[k];
      }
      mean[k] = sum / passes.length;
      double squares = 0;
      for (double[] pass : passes) {
        squares += (pass[k] - mean[k]) * (pass[k] - mean[k]);
      }
      spread[k] = Math.sqrt(squares / (passes.length - 1));
    }
    means.add(mean);
    spreads.add(spread);
  }
}
