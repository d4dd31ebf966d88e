package org.atled.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.data.DatasetInfo;
import org.atled.nn.layer.Layers;
import org.atled.train.doubt.DropoutPasses;

/**
 * What a trained model says of inputs: an immutable snapshot that belongs to nobody else. Safe to
 * call from any thread.
 *
 * <p><b>Shapes.</b> One example or a batch of them, each in the shape the model was trained on,
 * without some of its axes of size 1, or flat: for images [1, 28, 28] also [28, 28], [784], and [n,
 * 1, 28, 28], [n, 28, 28], [n, 784]. What has as many numbers as one example is one.
 *
 * <p><b>Numbers.</b> Floats are taken as they are, in the scale of the training data. Integers are
 * divided by the {@linkplain org.atled.data.Scale#unit unit} of the data set: pixels by 255, others
 * by 1. A number that is not finite is an error, and so is one that lies further from the training
 * inputs than ten times their size: pixels from 0 to 255 for a model of pixels from 0 to 1. It is
 * an error and no warning, since answers to such inputs look like any other. {@link
 * SavedModel#model} takes what is meant so. Examples that are {@linkplain SavedModel#preparation
 * prepared} by what knows their scale, as the rows of tables are, may be as far away as they like.
 */
public final class Predictor {
  /** Examples that go through the network together. */
  private static final int BATCH = 1024;

  private final SavedModel saved;
  private final Examples examples;
  private final HotFunction plan;

  private Predictor(SavedModel saved) {
    this.saved = saved;
    this.examples = new Examples(saved.info(), saved.preparation().isEmpty());
    this.plan =
        new HotFunction("prediction", Compiled.of(in -> List.of(operations(in.getFirst()))));
  }

  /** Loads a model made of Atled's layers; see {@link #load(Path, Layers)}. */
  public static Predictor load(Path folder) {
    return load(folder, Layers.standard());
  }

  /**
   * Loads a model made of known layers.
   *
   * @throws StateException if it learned by a step of one's own, so that {@link NamedPredictor}
   *     must be told how to apply it, or if its examples are prepared in a way that is saved with
   *     it: they would be taken for what they are not
   */
  public static Predictor load(Path folder, Layers layers) {
    SavedModel saved = SavedModel.load(folder, layers);
    if (saved.preparation().isPresent()) {
      throw new StateException(
          "The model in "
              + folder
              + " takes examples that are prepared as it says under \"preparation\"; load it with"
              + " what saved it: TableModel for a model of a table, ImageModel for one of images.");
    }
    return of(saved);
  }

  /**
   * For examples that are prepared already.
   *
   * @throws StateException if it learned by a step of one's own
   */
  public static Predictor of(SavedModel saved) {
    if (saved.objective() instanceof Objective.Own) {
      throw Objective.Own.unknown();
    }
    return new Predictor(saved);
  }

  /** The data set it was trained on. */
  public DatasetInfo info() {
    return saved.info();
  }

  /** What its outputs mean. */
  public Objective objective() {
    return saved.objective();
  }

  /**
   * What the model says of all examples, as a tensor.
   *
   * @param x one example or a batch, see above
   * @return the probabilities [batch, classes], or the numbers or raw outputs [batch, outputs], as
   *     {@link #objective} says; of one example a batch of one
   * @throws org.atled.core.error.ShapeException if the examples are not of the shape the model was
   *     trained on, or there is none
   * @throws org.atled.core.error.ArgumentException naming example and element of a number that is
   *     not finite, or far from those that the model learned from
   */
  public Tensor predict(Tensor x) {
    return answers(examples.of(x));
  }

  /**
   * What the model says of each example: its class with the probabilities of all, or its numbers.
   * Errors are those of {@link #predict}.
   *
   * @param x one example or a batch, of which a thousand at a time go through the network
   */
  public List<Prediction> predictions(Tensor x) {
    Tensor all = examples.of(x);
    int count = (int) all.shape().size(0);
    List<Prediction> predictions = new ArrayList<>(count);
    for (int from = 0; from < count; from += BATCH) {
      int to = Math.min(count, from + BATCH);
      float[] values = answers(count <= BATCH ? all : all.slice(0, from, to)).toFloats();
      int width = values.length / (to - from);
      for (int i = 0; i < to - from; i++) {
        predictions.add(prediction(Arrays.copyOfRange(values, i * width, (i + 1) * width)));
      }
    }
    return predictions;
  }

  /**
   * What the model says of each example as its dropout goes on dropping, with the spread: {@link
   * DropoutPasses}. Other errors are those of {@link #predict}.
   *
   * @param x one example or a batch
   * @param passes how often it is asked, at least 2
   * @throws StateException if the network drops nothing
   */
  public DropoutPasses dropoutPasses(Tensor x, int passes, Seed seed) {
    return DropoutPasses.of(saved, examples.of(x), passes, seed, row -> row);
  }

  private Prediction prediction(float[] values) {
    Optional<List<String>> classes = saved.objective().named();
    return classes.isPresent()
        ? new Prediction.OfClass(classes.get(), values)
        : new Prediction.OfNumbers(values);
  }

  private Tensor answers(Tensor batch) {
    return Autograd.noGrad(
        () -> plan.run(batch).map(List::getFirst).orElseGet(() -> operations(batch)));
  }

  private Tensor operations(Tensor batch) {
    return saved.objective().predictions(saved.model().apply(batch));
  }
}
