package org.atled.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.nn.layer.EntityEmbedding;
import org.atled.nn.layer.Linear;
import org.atled.train.EpochReport;
import org.atled.train.Predictor;
import org.atled.train.SavedModel;

/**
 * What can be drawn of a trained model: its learning curves; of a classification the confusion
 * matrix and, where an example is two numbers, the decision map; of a first linear layer on grey
 * images its weights as images.
 */
public final class ModelFigures {
  private static final int BATCH = 1024;

  /** Of large examples fewer go together: images may be decoded for each batch. */
  private static final int NUMBERS = 1 << 20;

  private static final int MOST_POINTS = 1000;
  private static final int MOST_UNITS = 40;
  private static final int COLUMNS = 8;

  private final SavedModel saved;
  private final List<EpochReport> history;
  private final Optional<Dataset> test;
  private final List<String> inputs;

  /**
   * A figure and the name of its files.
   *
   * @param name such as {@code decision-map}
   */
  public record Named(String name, Figure figure) {}

  private ModelFigures(
      SavedModel saved, List<EpochReport> history, Optional<Dataset> test, List<String> inputs) {
    this.saved = saved;
    this.history = List.copyOf(history);
    this.test = test;
    this.inputs = List.copyOf(inputs);
  }

  /** Of a model and what was measured while it was trained. */
  public static ModelFigures of(SavedModel saved, List<EpochReport> history) {
    return new ModelFigures(saved, history, Optional.empty(), List.of());
  }

  /** With examples that it did not learn from. */
  public ModelFigures test(Dataset examples) {
    return new ModelFigures(saved, history, Optional.of(examples), inputs);
  }

  /** With names of the numbers that an example consists of. */
  public ModelFigures inputs(List<String> names) {
    return new ModelFigures(saved, history, test, names);
  }

  /** All that can be drawn. */
  public List<Named> all() {
    List<Named> all = new ArrayList<>();
    if (!history.isEmpty()) {
      String title = "Learning " + saved.info().name();
      all.add(new Named("learning-curves", LearningCurves.of(title, history)));
    }
    Optional<List<String>> classes = saved.objective().named();
    if (test.isPresent() && classes.isPresent()) {
      all.addAll(classification(test.get(), classes.get()));
    }
    weights().ifPresent(figure -> all.add(new Named("weights", figure)));
    if (saved.info().input().rank() == 3 && Filters.first(saved.module()).isPresent()) {
      all.add(new Named("filters", Filters.of(saved.module())));
    }
    return all;
  }

  private List<Named> classification(Dataset examples, List<String> classes) {
    Predictor predictor = Predictor.of(saved);
    List<Named> figures = new ArrayList<>();
    figures.add(new Named("confusion-matrix", confusion(predictor, examples, classes)));
    if (saved.info().input().equals(Shape.of(2)) && isPlane() && decides(predictor)) {
      figures.add(new Named("decision-map", decisions(predictor, examples, classes)));
    }
    return figures;
  }

  /** Not where a number is that of a vector, between which there is nothing. */
  private boolean isPlane() {
    return saved.model().modules().stream().noneMatch(EntityEmbedding.class::isInstance);
  }

  /** Not a model whose parameters became NaN in training. */
  private static boolean decides(Predictor predictor) {
    double[] origin = ask(predictor, new double[1][2])[0];
    return Arrays.stream(origin).noneMatch(Double::isNaN);
  }

  /** What a title adds where not all examples are shown. */
  private static String some(int shown, int all) {
    return shown == all ? "" : String.format(Locale.ROOT, ": %,d of %,d examples", shown, all);
  }

  /** Examples for which the model gives NaN are of no class. */
  private static Figure confusion(Predictor predictor, Dataset examples, List<String> classes) {
    long[][] counts = new long[classes.size()][classes.size()];
    int unknown = 0;
    int together = Math.clamp(NUMBERS / Math.max(1, examples.info().input().elements()), 1, BATCH);
    for (int from = 0; from < examples.size(); from += together) {
      int to = Math.min(examples.size(), from + together);
      Batch batch = examples.batch(IntStream.range(from, to).toArray());
      double[][] p = rows(predictor.predict(batch.x()));
      long[] right = batch.y().toLongs();
      for (int i = 0; i < p.length; i++) {
        if (Arrays.stream(p[i]).anyMatch(Double::isNaN)) {
          unknown++;
        } else {
          counts[(int) right[i]][Field.winner(p[i])]++;
        }
      }
    }
    String title =
        "Confusion matrix of "
            + examples.info().name()
            + some(examples.size() - unknown, examples.size());
    return ConfusionMatrix.of(title, classes, counts);
  }

  private Figure decisions(Predictor predictor, Dataset examples, List<String> classes) {
    Batch batch = examples.spread(MOST_POINTS);
    int[] labels = Arrays.stream(batch.y().toLongs()).mapToInt(Math::toIntExact).toArray();
    String title = "Decisions on " + examples.info().name() + some(labels.length, examples.size());
    DecisionMap map =
        DecisionMap.of(title, rows(batch.x()), labels, points -> ask(predictor, points))
            .classes(classes.toArray(String[]::new));
    return (inputs.size() == 2 ? map.axes(inputs.get(0), inputs.get(1)) : map).figure();
  }

  private static double[][] ask(Predictor predictor, double[][] points) {
    double[][] all = new double[points.length][];
    for (int from = 0; from < points.length; from += BATCH) {
      int count = Math.min(BATCH, points.length - from);
      float[] some = new float[2 * count];
      for (int i = 0; i < some.length; i++) {
        some[i] = (float) points[from + i / 2][i % 2];
      }
      Tensor x = Tensor.wrap(new Storage.Float32(some), Shape.of(count, 2));
      System.arraycopy(rows(predictor.predict(x)), 0, all, from, count);
    }
    return all;
  }

  private static double[][] rows(Tensor matrix) {
    double[] values = matrix.toDoubles();
    int width = (int) matrix.shape().size(1);
    double[][] rows = new double[values.length / width][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
    }
    return rows;
  }

  /** Of a linear layer, the first with parameters, that sees all pixels of grey images. */
  private Optional<Figure> weights() {
    long[] input = saved.info().input().toArray();
    if (input.length != 3 || input[0] != 1) {
      return Optional.empty();
    }
    int height = (int) input[1];
    int width = (int) input[2];
    return saved.model().modules().stream()
        .filter(module -> module.cells().values().stream().anyMatch(Parameter.class::isInstance))
        .findFirst()
        .flatMap(first -> first instanceof Linear linear ? Optional.of(linear) : Optional.empty())
        .map(linear -> rows(linear.weight().value()))
        .filter(units -> units[0].length == height * width)
        .map(units -> weights(units, height, width));
  }

  private static Figure weights(double[][] units, int height, int width) {
    int shown = Math.min(MOST_UNITS, units.length);
    String of = shown < units.length ? ": " + shown + " of " + units.length + " units" : "";
    ImageGrid grid = ImageGrid.of("Weights of the first layer" + of, COLUMNS).diverging();
    for (int unit = 0; unit < shown; unit++) {
      double[][] image = new double[height][];
      for (int row = 0; row < height; row++) {
        image[row] = Arrays.copyOfRange(units[unit], row * width, (row + 1) * width);
      }
      grid = grid.image(image, "unit " + unit);
    }
    return grid.figure();
  }
}
