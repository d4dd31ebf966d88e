package org.atled.lectures.rung;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.lectures.backprop.ColumnNetwork;
import org.atled.lectures.backprop.OutputLoss;
import org.atled.lectures.backprop.RowNetwork;
import org.atled.lectures.matrix.Activation;
import org.atled.lectures.matrix.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same network from the same weights, on every rung that can express it. */
class RungsAgreeTest {
  private static final int EXAMPLES = 25;
  private static final int BATCH = 7; // the last batch of an epoch has 4
  private static final int STEPS = 100;

  /** A network, and examples for it. */
  private record Problem(String name, Start start, Matrix x, Matrix y) {
    @Override
    public String toString() {
      return name;
    }

    Problem in(DType dtype) {
      return new Problem(name, start.to(dtype), x.to(dtype), y.to(dtype));
    }

    /** The rungs that can express it. */
    List<Rung> rungs() {
      List<Rung> rungs = new ArrayList<>();
      if (start.network().layers().size() == 1) {
        rungs.add(new ByRegression(start));
      }
      if (!start.biases()) {
        rungs.add(new ByHand(start));
      }
      rungs.addAll(
          List.of(
              new ByRows(start),
              new ByColumns(start),
              new ByLayers(start),
              new ByScalars(start),
              new ByTensors(start, false),
              new ByTensors(start, true)));
      return rungs;
    }

    void train(Rung rung) {
      List<Runnable> steps = new ArrayList<>();
      for (int from = 0; from < EXAMPLES; from += BATCH) {
        int to = Math.min(EXAMPLES, from + BATCH);
        steps.add(rung.step(x.rows(from, to), y.rows(from, to)));
      }
      for (int i = 0; i < STEPS; i++) {
        steps.get(i % steps.size()).run();
      }
    }
  }

  private static Problem problem(
      String name,
      OutputLoss loss,
      boolean biases,
      Activation g,
      Activation last,
      double learningRate,
      int... sizes) {
    Seed seed = Seed.of(5).at(name);
    var network =
        ColumnNetwork.drawn(seed.at("weights"), DType.FLOAT64, loss, g, last, sizes).transposed();
    if (biases) {
      Draws draws = seed.at("biases").draws();
      network.layers().forEach(l -> l.b().subtract(1, l.b().map(unused -> draws.normal())));
    }
    Matrix x = Matrix.normal(DType.FLOAT64, EXAMPLES, sizes[0], 1, seed.at("x").draws());
    int k = sizes[sizes.length - 1];
    Draws classes = seed.at("y").draws();
    int[] y = new int[EXAMPLES];
    Arrays.setAll(y, i -> classes.below(Math.max(2, k)));
    Matrix targets =
        k > 1
            ? Matrix.oneHot(DType.FLOAT64, y, k)
            : Matrix.column(Arrays.stream(y).asDoubleStream().toArray());
    return new Problem(name, new Start(network, biases, learningRate), x, targets);
  }

  static Stream<Problem> problems() {
    return Stream.of(
        problem(
            "softmax regression",
            OutputLoss.SOFTMAX,
            true,
            Activation.RELU,
            Activation.IDENTITY,
            0.3,
            5,
            4),
        problem(
            "logistic regression",
            OutputLoss.LOGISTIC,
            true,
            Activation.RELU,
            Activation.IDENTITY,
            0.3,
            5,
            1),
        problem(
            "softmax cross-entropy",
            OutputLoss.SOFTMAX,
            false,
            Activation.RELU,
            Activation.IDENTITY,
            0.3,
            5,
            7,
            4),
        problem(
            "logistic",
            OutputLoss.LOGISTIC,
            true,
            Activation.RELU,
            Activation.IDENTITY,
            0.3,
            3,
            6,
            5,
            1),
        problem(
            "sigmoid units with squared error",
            OutputLoss.SQUARED,
            true,
            Activation.SIGMOID,
            Activation.SIGMOID,
            1,
            3,
            6,
            2));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void gradientsAreTheSame(Problem problem) {
    List<Matrix> expected = new ByRows(problem.start()).gradients(problem.x(), problem.y());

    assertThat(expected).allSatisfy(g -> assertThat(g.distance(zeros(g))).isGreaterThan(1e-3));
    for (Rung rung : problem.rungs()) {
      assertNear(rung.name(), rung.gradients(problem.x(), problem.y()), expected, 1e-10);
    }
  }

  @ParameterizedTest
  @MethodSource("problems")
  void weightsAreTheSameAfterAHundredSteps(Problem problem) {
    Rung first = new ByRows(problem.start());
    List<Matrix> before = first.weights();
    problem.train(first);

    assertThat(first.weights().getFirst().distance(before.getFirst())).isGreaterThan(0.1);
    for (Rung rung : problem.rungs()) {
      assertNear(rung.name(), rung.weights(), before, 0);
      problem.train(rung);
      assertNear(rung.name(), rung.weights(), first.weights(), 1e-8);
    }
  }

  @ParameterizedTest
  @MethodSource("problems")
  void float32IsNearFloat64(Problem problem) {
    Rung exact = new ByRows(problem.start());
    problem.train(exact);
    Problem rough = problem.in(DType.FLOAT32);
    for (Rung rung : rough.rungs()) {
      rough.train(rung);
      List<Matrix> weights = rung.weights();
      assertThat(weights).allMatch(w -> w.dtype() == DType.FLOAT32, rung.name());
      List<Matrix> wider = weights.stream().map(w -> w.to(DType.FLOAT64)).toList();
      assertNear(rung.name(), wider, exact.weights(), 1e-4);
      assertThat(wider.getFirst().distance(exact.weights().getFirst()))
          .as(rung.name())
          .isPositive();
    }
  }

  @Test
  void eagerAndCompiledHaveTheSameBits() {
    Problem problem = problems().toList().get(2);
    Rung eager = new ByTensors(problem.start(), false);
    Rung compiled = new ByTensors(problem.start(), true);
    problem.train(eager);
    problem.train(compiled);

    assertNear("compiled", compiled.weights(), eager.weights(), 0);
  }

  @Test
  void whatARungCannotExpressIsSaid() {
    Problem squared = problems().toList().getLast();
    assertThatThrownBy(() -> new ByHand(squared.start()))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Rung 2 is derived for two layers without biases, ReLU between them and softmax"
                + " cross-entropy; climb to rung 3 for any other network.");
    assertThatThrownBy(() -> new ByRegression(squared.start()))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Rung 1 is one layer with a bias and a logistic or softmax loss; climb to rung 3 for"
                + " any other network.");
  }

  @Test
  void biasesThatDoNotLearnAreBiasesToo() {
    Start start = problems().toList().get(2).start();
    start.network().layers().getLast().b().set(0, 1, 1e-200);

    assertThatThrownBy(() -> new ByHand(start))
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith("Rung 2 is derived for two layers without biases, ");
  }

  @Test
  void scalarsDoNotSilentlyMakeAnotherNetwork() {
    Start mixed = withActivations(Activation.RELU, Activation.SIGMOID, Activation.IDENTITY);
    assertThatThrownBy(() -> new ByScalars(mixed))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Rung 5 has one activation for all hidden layers, but the network has [ReLU, sigmoid];"
                + " climb to rung 6, or down to rung 3.");
    Start tanh = withActivations(Activation.TANH, Activation.TANH, Activation.IDENTITY);
    assertThatThrownBy(() -> new ByScalars(tanh))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Rung 5 has no unit for the activation tanh.");
    Start twice = withActivations(Activation.RELU, Activation.RELU, Activation.SIGMOID);
    assertThatThrownBy(() -> new ByScalars(twice))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Rung 5 has the σ of the logistic loss as its last activation, but the last layer has"
                + " sigmoid besides; let it be the identity.");
  }

  /** The logistic problem's start with an activation for each layer. */
  private static Start withActivations(Activation... gs) {
    Start start = problems().toList().get(3).start();
    List<RowNetwork.Layer> layers = new ArrayList<>();
    for (RowNetwork.Layer layer : start.network().layers()) {
      layers.add(new RowNetwork.Layer(layer.w(), layer.b(), gs[layers.size()]));
    }
    return new Start(
        new RowNetwork(layers, start.network().loss()), start.biases(), start.learningRate());
  }

  private static Matrix zeros(Matrix like) {
    return like.zeros(like.rows(), like.columns());
  }

  private static void assertNear(
      String rung, List<Matrix> got, List<Matrix> expected, double tolerance) {
    assertThat(got).as(rung).hasSameSizeAs(expected);
    for (int i = 0; i < got.size(); i++) {
      assertThat(got.get(i).distance(expected.get(i)))
          .as(rung + ", " + i)
          .isLessThanOrEqualTo(tolerance);
    }
  }
}
