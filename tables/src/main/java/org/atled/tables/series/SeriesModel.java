package org.atled.tables.series;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.StateException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.Dataset;
import org.atled.data.Task;
import org.atled.train.Prediction;
import org.atled.train.Predictor;
import org.atled.train.SavedModel;

/**
 * A model that tells classes of series, with all that is needed to ask it about others. Safe to ask
 * from any thread.
 *
 * <pre>{@code
 * SeriesModel gestures = SeriesModel.load(Path.of("atled-out/GunPoint"));
 * SeriesFile others = gestures.read(Path.of("others.ts"), Optional.empty());
 * List<Prediction> says = gestures.predictions(others);
 * }</pre>
 */
public final class SeriesModel {
  private final SavedModel saved;
  private final SeriesPreparation preparation;
  private final Predictor predictor;

  private SeriesModel(SavedModel saved, SeriesPreparation preparation) {
    this.saved = saved;
    this.preparation = preparation;
    this.predictor = Predictor.of(saved);
  }

  /** Whether a saved model is one of classes of series. */
  public static boolean isMeant(SavedModel saved) {
    return saved
        .preparation()
        .filter(json -> json.string("type").equals(SeriesPreparation.TYPE))
        .isPresent();
  }

  /**
   * Loads a model.
   *
   * @throws StateException if it did not learn from series
   */
  public static SeriesModel load(Path folder) {
    return of(folder, SavedModel.load(folder));
  }

  /**
   * The same of a model that is loaded.
   *
   * @param folder where from
   * @throws StateException if it did not learn from series
   * @throws org.atled.core.error.FormatException if what is saved of the preparation is damaged
   */
  public static SeriesModel of(Path folder, SavedModel saved) {
    if (!isMeant(saved)) {
      throw new StateException(
          "The model in %s learned from %s, and not from series with classes."
              .formatted(folder, saved.info().name()));
    }
    SeriesPreparation preparation = SeriesPreparation.read(saved.preparation().orElseThrow());
    Shape form = Shape.of(preparation.form().channels(), preparation.form().steps());
    if (!saved.info().input().equals(form)
        || !(saved.info().task() instanceof Task.Classification)) {
      throw saved
          .preparation()
          .get()
          .error("does not go with examples " + saved.info().input() + "; it is damaged.");
    }
    return new SeriesModel(saved, preparation);
  }

  public SavedModel saved() {
    return saved;
  }

  /** How examples are made of series. */
  public SeriesPreparation preparation() {
    return preparation;
  }

  /** The names of the classes. */
  public List<String> classes() {
    return saved.info().task() instanceof Task.Classification(List<String> names)
        ? names
        : List.of();
  }

  /**
   * Reads a file as that which was learned from, or one without classes.
   *
   * @param labelled whether each series has its class, where the file may be read either way
   * @throws org.atled.core.error.FormatException if a line is no series, or it is open whether
   *     lines begin with a class or a value
   */
  public SeriesFile read(Path file, Optional<Boolean> labelled) {
    return preparation.read(file, classes(), labelled);
  }

  /** The series of a file as the network sees them, [n, channels, steps]. */
  public Tensor input(SeriesFile file) {
    return preparation.batch(file);
  }

  /** What the model says of each series of a file. */
  public List<Prediction> predictions(SeriesFile file) {
    return predictor.predictions(preparation.batch(file));
  }

  /** The series of a file with their classes. */
  public Dataset examples(String name, SeriesFile file) {
    return preparation.examples(name, file, classes());
  }

  /**
   * What was kept from the model in training.
   *
   * @throws StateException if a file is no longer there, or not what it was
   */
  public Dataset kept() {
    SeriesOrigin origin = preparation.origin();
    SeriesFile train = origin.again(origin.train(), preparation);
    Optional<SeriesFile> test = origin.test().map(named -> origin.again(named, preparation));
    return preparation.split(saved.info().name(), train, test).test();
  }
}
