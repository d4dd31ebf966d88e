package org.atled.data;

import org.atled.core.error.ArgumentException;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;

/**
 * Examples of a FLOAT32 {@code x} that training sees otherwise in each epoch, as a function of the
 * seed, the epoch and the example, whatever the batches and the threads; outside of epochs they are
 * as they are.
 *
 * <p>Normal noise is added to the numbers of {@code x}: Bishop, "Training with noise is equivalent
 * to Tikhonov regularization", 1995. Before that an example may be mixed with any other, λ·x + (1 −
 * λ)·x' with λ of Beta(α, α), and its target in the same way: Zhang et al., "mixup: beyond
 * empirical risk minimization", 2018. Classes are then probabilities, FLOAT32 [B, classes] as
 * {@code CrossEntropyLoss} takes them, and of two classes that of the second, [B, 1].
 */
public final class VariedDataset implements Dataset {
  private final Dataset plain;
  private final Seed seed;
  private final double noise;
  private final double mixup;

  private VariedDataset(Dataset plain, Seed seed, double noise, double mixup) {
    this.plain = plain;
    this.seed = seed;
    this.noise = noise;
    this.mixup = mixup;
  }

  /**
   * A data set that is varied in training.
   *
   * @param noise the standard deviation of what is added, at least 0
   * @param mixup α, above 0; or 0, where nothing is mixed
   * @throws ArgumentException if a number is out of range, {@code x} is not FLOAT32, or examples
   *     are to be mixed whose task is their own, or that have weights
   */
  public static VariedDataset of(Dataset plain, Seed seed, double noise, double mixup) {
    DatasetInfo info = plain.info();
    if (!(noise >= 0 && mixup >= 0 && Double.isFinite(noise + mixup))) {
      throw new ArgumentException(
          "VariedDataset: the noise is %s and alpha of mixup %s but both must be at least 0 and finite."
              .formatted(noise, mixup));
    }
    if (!info.tensors().containsKey(Batch.X) || info.x().dtype() != DType.FLOAT32) {
      throw new ArgumentException(
          "\"%s\" has no inputs x of float32, which could be varied.".formatted(info.name()));
    }
    if (mixup > 0 && info.task() instanceof Task.Own) {
      throw new ArgumentException(
          "\"%s\" has a task of its own, whose targets nobody else can mix."
              .formatted(info.name()));
    }
    if (mixup > 0 && info.tensors().containsKey(Batch.WEIGHT)) {
      throw new ArgumentException(
          "\"%s\" has examples that do not count the same, of which no mixture has one weight."
              .formatted(info.name()));
    }
    return new VariedDataset(plain, seed.at("vary"), noise, mixup);
  }

  @Override
  public DatasetInfo info() {
    return plain.info();
  }

  @Override
  public int size() {
    return plain.size();
  }

  /** As they are. */
  @Override
  public Batch batch(int... examples) {
    return plain.batch(examples);
  }

  @Override
  public Dataset inEpoch(int epoch) {
    return new InEpoch(plain.inEpoch(epoch), seed.at(epoch));
  }

  private final class InEpoch implements Dataset {
    private final Dataset from;
    private final Seed own;

    InEpoch(Dataset from, Seed own) {
      this.from = from;
      this.own = own;
    }

    @Override
    public DatasetInfo info() {
      return from.info();
    }

    @Override
    public int size() {
      return from.size();
    }

    @Override
    public Batch batch(int... examples) {
      Batch batch = from.batch(examples);
      float[] x = batch.x().toFloats();
      Tensor y = batch.tensors().has(Batch.Y) ? batch.y() : batch.index();
      if (mixup > 0) {
        double[] shares = new double[examples.length];
        int[] partners = new int[examples.length];
        for (int i = 0; i < examples.length; i++) {
          Draws draws = own.at(examples[i]).at("mix").draws();
          partners[i] = draws.below(size());
          shares[i] = (float) beta(draws);
        }
        Batch others = from.batch(partners);
        mix(x, others.x().toFloats(), shares);
        float[] targets = targets(y);
        mix(targets, targets(others.y()), shares);
        int width = targets.length / examples.length;
        y = Tensor.wrap(new Storage.Float32(targets), Shape.of(examples.length, width));
      }
      if (noise > 0) {
        int each = x.length / examples.length;
        for (int i = 0; i < examples.length; i++) {
          Draws draws = own.at(examples[i]).at("noise").draws();
          for (int k = i * each; k < (i + 1) * each; k++) {
            x[k] += (float) (noise * draws.normal());
          }
        }
      }
      Tensor varied = Tensor.wrap(new Storage.Float32(x), batch.x().shape());
      NamedTensors tensors = NamedTensors.none();
      for (String name : batch.tensors().entries().keySet()) {
        tensors =
            tensors.with(
                name, name.equals(Batch.X) ? varied : name.equals(Batch.Y) ? y : batch.get(name));
      }
      return new Batch(tensors, batch.index());
    }

    /** Beta(α, α), by two gamma numbers; 0 or 1 where both are too small to divide. */
    private double beta(Draws draws) {
      double a = draws.gamma(mixup);
      double b = draws.gamma(mixup);
      return a + b > 0 ? a / (a + b) : draws.below(2);
    }

    private static void mix(float[] into, float[] others, double[] shares) {
      int each = into.length / shares.length;
      for (int k = 0; k < into.length; k++) {
        float share = (float) shares[k / each];
        into[k] = share * into[k] + (1 - share) * others[k];
      }
    }

    /** Numbers as they are, classes as probabilities. */
    private float[] targets(Tensor y) {
      if (!(info().task() instanceof Task.Classification task) || y.dtype().isFloating()) {
        return y.toFloats();
      }
      long[] labels = y.toLongs();
      int classes = task.classes().size();
      int columns = classes == 2 ? 1 : classes;
      float[] chances = new float[labels.length * columns];
      for (int i = 0; i < labels.length; i++) {
        int column = classes == 2 ? 0 : (int) labels[i];
        chances[i * columns + column] = classes == 2 ? labels[i] : 1;
      }
      return chances;
    }
  }

  @Override
  public String toString() {
    return "%s varied by noise %s and mixup %s".formatted(plain, noise, mixup);
  }
}
