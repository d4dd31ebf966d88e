package org.atled.data;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * Examples that do not count the same: one of weight 2 counts as if it were there twice, in the
 * loss and in what is measured. Batches have a tensor {@link Batch#WEIGHT}, FLOAT32 [B], whose mean
 * over the data set is 1, so that only how weights lie beside each other matters.
 *
 * <pre>{@code
 * Dataset survey = WeightedDataset.of(rows, households);
 * }</pre>
 *
 * <p>{@link Resampled} draws examples as often as their weights say, in place of that.
 */
public final class WeightedDataset implements Dataset {
  private final Dataset whole;
  private final float[] weights;
  private final DatasetInfo info;

  private WeightedDataset(Dataset whole, float[] weights) {
    this.whole = whole;
    this.weights = weights;
    SequencedMap<String, TensorType> tensors = new LinkedHashMap<>(whole.info().tensors());
    tensors.put(Batch.WEIGHT, new TensorType(DType.FLOAT32, Shape.scalar()));
    DatasetInfo plain = whole.info();
    this.info = new DatasetInfo(plain.name(), tensors, plain.task(), plain.scale());
  }

  /**
   * The same examples with a weight each.
   *
   * @param weights in any unit
   * @throws ArgumentException if the weights are not of the examples, one is below 0 or not finite,
   *     or all are 0
   */
  public static WeightedDataset of(Dataset whole, double... weights) {
    if (weights.length != whole.size()) {
      throw new ArgumentException(
          "Data set \"%s\": there are %d weights for %d examples; give each one."
              .formatted(whole.info().name(), weights.length, whole.size()));
    }
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
        throw new ArgumentException(
            "Data set \"%s\": the weight of example %d is %s but must be a number that is at least 0."
                .formatted(whole.info().name(), i, weights[i]));
      }
      sum += weights[i];
    }
    if (sum == 0) {
      throw new ArgumentException(
          "Data set \"%s\": all weights are 0, so that no example counts; give some more."
              .formatted(whole.info().name()));
    }
    float[] scaled = new float[weights.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (weights[i] / sum * weights.length);
    }
    return new WeightedDataset(whole, scaled);
  }

  @Override
  public DatasetInfo info() {
    return info;
  }

  @Override
  public int size() {
    return whole.size();
  }

  @Override
  public Batch batch(int... examples) {
    Batch batch = whole.batch(examples);
    float[] some = new float[examples.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = weights[examples[i]];
    }
    return batch.with(
        Batch.WEIGHT, Tensor.wrap(new Storage.Float32(some), Shape.of(examples.length)));
  }

  @Override
  public Dataset inEpoch(int epoch) {
    Dataset changed = whole.inEpoch(epoch);
    return changed == whole ? this : new WeightedDataset(changed, weights);
  }

  @Override
  public int[] order(Seed seed, int batchSize) {
    return whole.order(seed, batchSize);
  }

  @Override
  public String toString() {
    return whole + ", weighted";
  }
}
