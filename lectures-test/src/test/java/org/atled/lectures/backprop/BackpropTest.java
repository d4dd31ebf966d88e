package org.atled.lectures.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.lectures.Slopes;
import org.atled.lectures.matrix.Activation;
import org.atled.lectures.matrix.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackpropTest {
  private static final int EXAMPLES = 9;

  private static ColumnNetwork network(OutputLoss loss, Activation g, Activation last) {
    ColumnNetwork network =
        ColumnNetwork.drawn(Seed.of(1), DType.FLOAT64, loss, g, last, 4, 6, 5, 3);
    Draws draws = Seed.of(2).draws();
    network.layers().forEach(l -> l.b().subtract(1, l.b().map(unused -> draws.normal())));
    return network;
  }

  private static Matrix targets(OutputLoss loss) {
    Draws draws = Seed.of(4).draws();
    Matrix y = Matrix.zeros(DType.FLOAT64, 3, EXAMPLES);
    return switch (loss) {
      case SQUARED -> y.map(unused -> draws.normal());
      case LOGISTIC -> y.map(unused -> draws.below(2));
      case SOFTMAX -> {
        for (int i = 0; i < EXAMPLES; i++) {
          y.set(draws.below(3), i, 1);
        }
        yield y;
      }
    };
  }

  private static Activation activation(String name) {
    return switch (name) {
      case "sigmoid" -> Activation.SIGMOID;
      case "tanh" -> Activation.TANH;
      case "relu" -> Activation.RELU;
      case "sine" -> new Activation("sine", StrictMath::sin, StrictMath::cos);
      default -> Activation.IDENTITY;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "LOGISTIC, relu, identity",
    "SOFTMAX, tanh, identity",
    "SOFTMAX, sine, identity",
    "SQUARED, sigmoid, sigmoid",
    "SQUARED, tanh, identity"
  })
  void gradientsAreSlopesByColumnsAndByRows(OutputLoss loss, String inside, String last) {
    ColumnNetwork columns = network(loss, activation(inside), activation(last));
    RowNetwork rows = columns.transposed();
    Matrix x = Matrix.normal(DType.FLOAT64, 4, EXAMPLES, 1, Seed.of(3).draws());
    Matrix y = targets(loss);
    List<LayerGradient> byColumns = columns.backward(columns.forward(x), y);
    List<LayerGradient> byRows = rows.backward(rows.forward(x.transposed()), y.transposed());

    assertThat(rows.loss(x.transposed(), y.transposed()))
        .isCloseTo(columns.loss(x, y), within(1e-14));
    for (int l = 0; l < 3; l++) {
      LayerGradient g = byColumns.get(l);
      ColumnNetwork.Layer layer = columns.layers().get(l);
      assertThat(g.w().distance(Slopes.of(() -> columns.loss(x, y), layer.w()))).isLessThan(1e-7);
      assertThat(g.b().distance(Slopes.of(() -> columns.loss(x, y), layer.b()))).isLessThan(1e-7);
      assertThat(byRows.get(l).w().transposed().distance(g.w())).isLessThan(1e-14);
      assertThat(byRows.get(l).b().transposed().distance(g.b())).isLessThan(1e-14);
    }
  }

  @Test
  void drawnWeightsHaveTheVarianceOfOneOverTheInputs() {
    int[] sizes = {100, 50, 30, 200};
    ColumnNetwork network =
        ColumnNetwork.drawn(
            Seed.of(5), DType.FLOAT64, OutputLoss.SQUARED, Activation.RELU, Activation.TANH, sizes);

    assertThat(network.layers()).hasSize(3);
    for (int l = 1; l <= 3; l++) {
      ColumnNetwork.Layer layer = network.layers().get(l - 1);
      assertThat(layer.w().shape()).isEqualTo("[" + sizes[l] + ", " + sizes[l - 1] + "]");
      assertThat(layer.b().distance(Matrix.zeros(DType.FLOAT64, sizes[l], 1))).isZero();
      assertThat(layer.g()).isSameAs(l == 3 ? Activation.TANH : Activation.RELU);
      // Of 1,500 squares or more the mean is within 3 · √(2/1,500) = 0.11 in 997 draws of 1,000.
      double squares = layer.w().map(x -> x * x).sum();
      assertThat(squares / sizes[l])
          .as("inputs · variance of layer " + l)
          .isCloseTo(1, within(0.12));
    }
    Matrix first = network.layers().getFirst().w();
    assertThat(first.sum() / (100 * 50)).isCloseTo(0, within(3 * 0.1 / Math.sqrt(100 * 50)));
  }

  @Test
  void theForwardPassKeepsEveryZAndA() {
    ColumnNetwork network = network(OutputLoss.SQUARED, Activation.TANH, Activation.SIGMOID);
    Matrix x = Matrix.normal(DType.FLOAT64, 4, EXAMPLES, 1, Seed.of(3).draws());
    Forward pass = network.forward(x);

    assertThat(pass.a(0)).isSameAs(x);
    for (int l = 1; l <= 3; l++) {
      ColumnNetwork.Layer layer = network.layers().get(l - 1);
      assertThat(pass.z(l).distance(layer.w().times(pass.a(l - 1)).plus(layer.b()))).isZero();
      assertThat(pass.a(l).distance(layer.g().of(pass.z(l)))).isZero();
    }
    assertThat(pass.output()).isSameAs(pass.a(3));
  }

  @Test
  void aChainOfUnitsIsANetworkOfWidthOne() {
    UnitChain chain =
        new UnitChain(List.of(0.8, -1.2, 0.5), List.of(0.1, 0.4, -0.3), Activation.SIGMOID);
    List<ColumnNetwork.Layer> layers = new ArrayList<>();
    for (int l = 0; l < 3; l++) {
      layers.add(
          new ColumnNetwork.Layer(
              Matrix.column(chain.w().get(l)), Matrix.column(chain.b().get(l)), chain.g()));
    }
    ColumnNetwork network = new ColumnNetwork(layers, OutputLoss.SQUARED);
    Matrix x = Matrix.column(0.7);
    Matrix y = Matrix.column(0.2);
    UnitChain.Forward pass = chain.forward(0.7);
    UnitChain.Gradients d = chain.backward(pass, 0.2);
    List<LayerGradient> expected = network.backward(network.forward(x), y);

    assertThat(pass.cost(0.2)).isCloseTo(network.loss(x, y), within(1e-16));
    for (int l = 0; l < 3; l++) {
      assertThat(d.w()[l]).isCloseTo(expected.get(l).w().get(0, 0), within(1e-16));
      assertThat(d.b()[l]).isCloseTo(expected.get(l).b().get(0, 0), within(1e-16));
    }
    double h = 1e-6;
    double slope = (chain.forward(0.7 + h).cost(0.2) - chain.forward(0.7 - h).cost(0.2)) / (2 * h);
    assertThat(d.a()[0]).isCloseTo(slope, within(1e-10));
  }

  @Test
  void theTreeHasEveryValueAndDerivative() {
    UnitChain chain = new UnitChain(List.of(2.0, 0.5), List.of(0.0, 1.0), Activation.IDENTITY);

    String svg = DependencyTree.of(chain, 3, 1).figure().toSvg();

    // z¹ = a¹ = 6, z² = a² = 4, C = ½·3²; ∂C/∂a2 = 3, ∂C/∂w2 = 18, ∂C/∂a1 = 1.5, ∂C/∂w1 = 4.5.
    assertThat(svg)
        .contains("What C depends on", "x = 3", "w1", "z2 = 4", "a2 = 4", ">y = 1<", ">C = 4.5<")
        .contains("∂C/∂w2 = 18", "∂C/∂w1 = 4.5", "∂C/∂a1 = 1.5", "∂C/∂a2 = 3", "∂C/∂x = 3");
  }

  @Test
  void aChainNeedsAsManyBiasesAsWeights() {
    assertThatThrownBy(() -> new UnitChain(List.of(1.0), List.of(), Activation.TANH))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "UnitChain: there are 1 weights and 0 biases; give one of each for every layer, and at"
                + " least one layer.");
  }
}
