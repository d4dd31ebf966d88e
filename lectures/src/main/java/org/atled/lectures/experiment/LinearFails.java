package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.lectures.byhand.TwoLayerNetwork;
import org.atled.lectures.matrix.Matrix;
import org.atled.lectures.matrix.Softmax;
import org.atled.lectures.regression.Batches;
import org.atled.lectures.regression.GradientDescent;
import org.atled.lectures.regression.SoftmaxRegression;
import org.atled.plot.Chart;
import org.atled.plot.DecisionMap;
import org.atled.plot.Figure;
import org.atled.plot.Panels;

/**
 * Three rings, which no lines tell apart. A person who knows what rings are adds the feature x² +
 * y², and softmax regression succeeds; a network of two layers finds features of its own. All is
 * trained by the hand-derived gradients of the first two rungs.
 */
public final class LinearFails implements Experiment {
  private static final int CLASSES = 3;
  private static final double NOISE = 0.2;
  private static final int POINTS = 300;
  private static final int SEEDS = 5;
  private static final int EPOCHS = 400;
  private static final int HIDDEN = 20;
  private static final int BATCH = 20;
  private static final double LEARNING_RATE = 0.05;

  /** One way to learn. */
  private record Method(String key, String name, Trainer trainer) {}

  /** Learns from points [n, 2] and their classes how to make logits [n, 3] of any points. */
  @FunctionalInterface
  private interface Trainer {
    Function<Matrix, Matrix> logits(Matrix x, int[] y, int epochs, Seed seed);
  }

  private static final List<Method> METHODS =
      List.of(
          new Method("linear", "softmax regression on x, y", LinearFails::linear),
          new Method("feature", "the same on x, y, x² + y²", LinearFails::withFeature),
          new Method("network", "two-layer network on x, y", LinearFails::network));

  @Override
  public String name() {
    return "linear-fails";
  }

  @Override
  public String title() {
    return "Rings: softmax regression fails, a feature or a hidden layer saves it";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, SEEDS, EPOCHS);
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, 2, 150);
  }

  Findings run(Seed seed, int seeds, int epochs) {
    double[][] accuracy = new double[METHODS.size()][seeds];
    Figure[] maps = new Figure[METHODS.size()];
    for (int s = 0; s < seeds; s++) {
      Seed at = seed.at(s);
      Plane train = PlaneSets.rings(CLASSES, NOISE, POINTS, at.at("train"));
      Plane test = PlaneSets.rings(CLASSES, NOISE, POINTS, at.at("test"));
      Matrix x = Matrix.of(train.points());
      for (int m = 0; m < METHODS.size(); m++) {
        Method method = METHODS.get(m);
        var logits = method.trainer().logits(x, train.labels(), epochs, at.at(method.key()));
        int[] found = Softmax.greatestOf(logits.apply(Matrix.of(test.points())));
        accuracy[m][s] = share(found, test.labels());
        if (s == 0) {
          maps[m] = map(method, train, logits);
        }
      }
    }
    return findings(
        accuracy, maps, PlaneSets.rings(CLASSES, NOISE, POINTS, seed.at(0).at("train")));
  }

  private static Function<Matrix, Matrix> linear(Matrix x, int[] y, int epochs, Seed seed) {
    return regression(points -> points, x, y, epochs, seed);
  }

  private static Function<Matrix, Matrix> withFeature(Matrix x, int[] y, int epochs, Seed seed) {
    return regression(LinearFails::withSquares, x, y, epochs, seed);
  }

  /** logits = φ(X)·W + b, for features φ that are given. */
  private static Function<Matrix, Matrix> regression(
      Function<Matrix, Matrix> features, Matrix x, int[] y, int epochs, Seed seed) {
    Matrix phi = features.apply(x);
    var regression = SoftmaxRegression.zeros(DType.FLOAT64, phi.columns(), CLASSES);
    var descent = new GradientDescent(new Batches.Minibatches(BATCH), LEARNING_RATE);
    var draws = seed.draws();
    for (int epoch = 0; epoch < epochs; epoch++) {
      descent.epoch(regression, phi, y, draws);
    }
    return points -> regression.logits(features.apply(points));
  }

  /** logits = ReLU([X 1]·W1)·W2: the column of ones gives each hidden unit its bias. */
  private static Function<Matrix, Matrix> network(Matrix x, int[] y, int epochs, Seed seed) {
    Matrix biased = withOnes(x);
    Matrix w1 = Matrix.normal(DType.FLOAT64, 3, HIDDEN, 1, seed.at("w1").draws());
    Matrix w2 = Matrix.normal(DType.FLOAT64, HIDDEN, CLASSES, 0.3, seed.at("w2").draws());
    for (int epoch = 0; epoch < epochs; epoch++) {
      TwoLayerNetwork.epoch(biased, y, w1, w2, LEARNING_RATE, BATCH);
    }
    return points -> TwoLayerNetwork.logits(withOnes(points), w1, w2);
  }

  /** [x, y, x² + y²]. */
  private static Matrix withSquares(Matrix points) {
    return withColumn(points, points.hadamard(points).sumOfColumns());
  }

  private static Matrix withOnes(Matrix points) {
    return withColumn(points, points.zeros(points.rows(), 1).map(zero -> 1));
  }

  private static Matrix withColumn(Matrix points, Matrix column) {
    Matrix wider = points.zeros(points.rows(), points.columns() + 1);
    for (int i = 0; i < points.rows(); i++) {
      for (int j = 0; j < points.columns(); j++) {
        wider.set(i, j, points.get(i, j));
      }
      wider.set(i, points.columns(), column.get(i, 0));
    }
    return wider;
  }

  private static double share(int[] found, int[] labels) {
    long right = IntStream.range(0, labels.length).filter(i -> found[i] == labels[i]).count();
    return (double) right / labels.length;
  }

  private static Findings findings(double[][] accuracy, Figure[] maps, Plane train) {
    double[] means = Arrays.stream(accuracy).mapToDouble(LinearFails::mean).toArray();
    Findings.Builder findings =
        Findings.builder()
            .say(
                "Softmax regression draws straight lines, and three rings cannot be told apart by"
                    + " them: it finds the class of %.0f %% of new points, where guessing finds"
                    + " 33 %%.",
                100 * means[0])
            .say(
                "With x² + y² as a third feature the same regression finds %.1f %%: it still cuts"
                    + " by planes, but in a space where the rings lie above each other.",
                100 * means[1])
            .say(
                "A network with %d hidden ReLU units is told nothing of squares and finds %.1f %%:"
                    + " its hidden layer has learned features in which the last layer, a softmax"
                    + " regression itself, can separate.",
                HIDDEN, 100 * means[2])
            .say(
                "These are means over %d draws of data and weights; the table has the extremes.",
                accuracy[0].length);
    Table table = Table.of("Accuracy on new points", "method", "mean", "least", "greatest");
    for (int m = 0; m < accuracy.length; m++) {
      Method method = METHODS.get(m);
      double least = Arrays.stream(accuracy[m]).min().orElseThrow();
      double greatest = Arrays.stream(accuracy[m]).max().orElseThrow();
      findings
          .number(method.key() + "-mean", means[m])
          .number(method.key() + "-least", least)
          .number(method.key() + "-greatest", greatest);
      table = table.row(method.name(), percent(means[m]), percent(least), percent(greatest));
    }
    return findings
        .table(table)
        .figure(
            "decisions",
            Panels.of("Three rings, three ways to learn them", 3, maps),
            "Lines cut through all three rings. The feature makes circles of them; the network"
                + " makes polygons, with corners where its hidden units switch on or off.")
        .figure(
            "feature",
            lifted(train),
            "The same points by x and the added feature: here level lines separate the classes, but"
                + " for a few points that noise has moved.")
        .build();
  }

  private static Figure map(Method method, Plane train, Function<Matrix, Matrix> logits) {
    return DecisionMap.of(
            method.name(),
            train.points(),
            train.labels(),
            points -> Softmax.of(logits.apply(Matrix.of(points))).toArray())
        .axes("x", "y")
        .classes("inner", "middle", "outer")
        .figure();
  }

  private static Figure lifted(Plane train) {
    Chart chart = Chart.of("The rings in the space of the feature", "x", "x² + y²");
    List<String> names = List.of("inner", "middle", "outer");
    Matrix all = withSquares(Matrix.of(train.points()));
    int[] labels = train.labels();
    for (int c = 0; c < CLASSES; c++) {
      int wanted = c;
      int[] own = IntStream.range(0, labels.length).filter(i -> labels[i] == wanted).toArray();
      Matrix rows = all.take(own).transposed();
      chart = chart.points(names.get(c), rows.take(0).toDoubles(), rows.take(2).toDoubles());
    }
    return chart.figure();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
