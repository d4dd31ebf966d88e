package org.atled.lectures.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.junit.jupiter.api.Test;

class NeuralNetworkTest {
  private static final double[][] XOR = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  private static final double[] ONE_OF_TWO = {0, 1, 1, 0};

  @Test
  void weightsAreUniformAndBiasesZero() {
    NeuralNetwork model = new NeuralNetwork(Seed.of(1), 30, 20, 10, 1);
    double[] w = model.weights().stream().mapToDouble(Value::data).toArray();
    double squares = 0;
    for (double x : w) {
      assertThat(x).isBetween(-1.0, 1.0);
      squares += x * x;
    }

    assertThat(w).hasSize(30 * 20 + 20 * 10 + 10);
    assertThat(squares / w.length).isCloseTo(1.0 / 3, within(0.03));
    assertThat(model.parameters()).hasSize(w.length + 31);
    assertThat(model.layers().getFirst().neurons())
        .allMatch(neuron -> neuron.bias().data() == 0 && neuron.unit() == Unit.RELU);
    assertThat(model.layers().getLast().neurons()).allMatch(n -> n.unit() == Unit.SIGMOID);
    assertThat(new NeuralNetwork(Seed.of(1), 30, 20, 10, 1).weights().getLast().data())
        .isEqualTo(w[w.length - 1]);
    assertThat(new NeuralNetwork(Seed.of(2), 30, 20, 10, 1).weights().getLast().data())
        .isNotEqualTo(w[w.length - 1]);
  }

  @Test
  void aNeuronKeepsItsLastOutput() {
    NeuralNetwork model = new NeuralNetwork(2, 1);
    Neuron neuron = model.layers().getFirst().neurons().getFirst();

    assertThat(neuron.out()).isEmpty();
    Value first = model.apply(1, 2).getFirst();
    assertThat(neuron.out()).contains(first);
    Value second = model.apply(3, 4).getFirst();
    assertThat(neuron.out()).contains(second);
  }

  @Test
  void theyAreReadableAsText() {
    NeuralNetwork model = new NeuralNetwork(2, 2, 1);
    double[] numbers = {0.5, -0.25, 0.1, -1, 2, 0, 1, -1.5, -0.125};
    for (int i = 0; i < numbers.length; i++) {
      model.parameters().get(i).set(numbers[i]);
    }

    assertThat(model)
        .hasToString(
            """
            network 2 → 2 → 1, 9 parameters
            2 ReLU neurons of 2 inputs
              ReLU(0.5·x1 − 0.25·x2 + 0.1)
              ReLU(−1·x1 + 2·x2 + 0)
            1 sigmoid neuron of 2 inputs
              sigmoid(1·x1 − 1.5·x2 − 0.125)\
            """);
    assertThat(model.names().get(model.parameters().get(1))).isEqualTo("w1[1,2]");
    assertThat(model.names().get(model.parameters().get(8))).isEqualTo("b2[1]");
  }

  @Test
  void theLogLossHasItsEpsilonInsideTheLogarithms() {
    Value p = Value.of(0.25);
    assertThat(new ScalarLoss.LogLoss(0.5).of(List.of(p), 1).data())
        .isCloseTo(-StrictMath.log(0.75), within(1e-15));
    assertThat(new ScalarLoss.LogLoss(0.5).of(List.of(p), 0).data())
        .isCloseTo(-StrictMath.log(1.25), within(1e-15));
    assertThat(new ScalarLoss.LogLoss(0).of(List.of(p), 0.5).data())
        .isCloseTo(-0.5 * StrictMath.log(0.25) - 0.5 * StrictMath.log(0.75), within(1e-15));

    NeuralNetwork model = new NeuralNetwork(1, 1);
    assertThat(model.loss()).isEqualTo(new ScalarLoss.LogLoss(1e-8));
    assertThat(model.withEpsilon(0).loss()).isEqualTo(new ScalarLoss.LogLoss(0));
    Value sure = Value.of(1.0);
    assertThat(model.loss().of(List.of(sure), 0).data()).isCloseTo(18.42, within(0.01));
    assertThat(model.withEpsilon(0).loss().of(List.of(sure), 0).data()).isInfinite();
    assertThatThrownBy(() -> model.withEpsilon(-1))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("LogLoss: epsilon must be at least 0 and less than 1 but is -1.0.");
  }

  @Test
  void theEpsilonKeepsTheLogLossFiniteInFloat32() {
    ScalarLoss loss = new ScalarLoss.LogLoss(1e-8);
    for (float p : new float[] {0, 1}) {
      Value sure = Value.of(p);
      Value wrong = loss.of(List.of(sure), 1 - p);
      wrong.backward();

      assertThat(wrong.data()).isCloseTo(18.42, within(0.01));
      assertThat(Math.abs(sure.grad())).isCloseTo(1e8, within(10.0));
    }
  }

  @Test
  void softmaxOverflowsNowhere() {
    List<Value> logits = List.of(Value.of(1000.0), Value.of(999.0));
    Value loss = new ScalarLoss.SoftmaxCrossEntropy().of(logits, 0, 1);
    loss.backward();

    double s = 1 / (1 + StrictMath.exp(-1));
    assertThat(loss.data()).isCloseTo(-StrictMath.log(1 - s), within(1e-12));
    assertThat(logits.getFirst().grad()).isCloseTo(s, within(1e-12));
    assertThat(logits.getLast().grad()).isCloseTo(-s, within(1e-12));
  }

  @Test
  void xorIsLearnedAndReported() {
    NeuralNetwork model = new NeuralNetwork(Seed.of(3), 2, 8, 1);
    List<Training.Report> heard = new ArrayList<>();
    List<Training.Report> reports =
        Training.train(model, XOR, ONE_OF_TWO, 0.5, 300, 4, 100, Optional.empty(), heard::add);

    assertThat(reports).extracting(Training.Report::epoch).containsExactly(100, 200, 300);
    assertThat(heard).isEqualTo(reports);
    assertThat(reports.getLast().loss()).isLessThan(0.1).isLessThan(reports.getFirst().loss());
    assertThat(reports.getLast().accuracy()).isEqualTo(1);
    assertThat(new Training.Report(20, 0.12344, 0.975))
        .hasToString("epoch 20  loss 0.1234  accuracy 0.9750");
  }

  @Test
  void batchesAreTakenInOrderAndTheLastIsDividedByItsOwnSize() {
    NeuralNetwork trained = new NeuralNetwork(Seed.of(4), 2, 3, 1);
    NeuralNetwork byHand = new NeuralNetwork(Seed.of(4), 2, 3, 1);

    List<Training.Report> reports = Training.train(trained, XOR, ONE_OF_TWO, 0.5, 1, 3, 1);

    double first = step(byHand, 0, 3);
    double second = step(byHand, 3, 4);
    for (int i = 0; i < trained.parameters().size(); i++) {
      assertThat(trained.parameters().get(i).data())
          .isCloseTo(byHand.parameters().get(i).data(), within(1e-15));
    }
    assertThat(reports.getFirst().loss()).isCloseTo((3 * first + second) / 4, within(1e-15));
  }

  private static double step(NeuralNetwork model, int from, int to) {
    double[][] x = java.util.Arrays.copyOfRange(XOR, from, to);
    double[][] ys = new double[to - from][];
    for (int i = from; i < to; i++) {
      ys[i - from] = new double[] {ONE_OF_TWO[i]};
    }
    Value loss = model.loss(x, ys);
    loss.backward();
    model.parameters().forEach(p -> p.set(p.data() - 0.5 * p.grad()));
    return loss.data();
  }

  @Test
  void aPenaltyDrawsWeightsToZeroAndLeavesBiasesAlone() {
    List<Value> weights = List.of(Value.of(2.0), Value.of(-3.0));
    assertThat(Penalty.l2(0.1).of(weights).data()).isCloseTo(1.3, within(1e-15));
    assertThat(Penalty.l1(0.1).of(weights).data()).isCloseTo(0.5, within(1e-15));

    NeuralNetwork plain = afterOneStep(Optional.empty());
    NeuralNetwork l2 = afterOneStep(Optional.of(Penalty.l2(0.01)));
    NeuralNetwork l1 = afterOneStep(Optional.of(Penalty.l1(0.01)));
    List<Value> start = new NeuralNetwork(Seed.of(3), 2, 8, 1).weights();
    for (int i = 0; i < start.size(); i++) {
      double w = start.get(i).data();
      double moved = plain.weights().get(i).data();
      assertThat(l2.weights().get(i).data() - moved).isCloseTo(-0.5 * 0.02 * w, within(1e-15));
      assertThat(l1.weights().get(i).data() - moved)
          .isCloseTo(-0.5 * 0.01 * Math.signum(w), within(1e-15));
    }
    for (int l = 0; l < 2; l++) {
      for (int i = 0; i < plain.layers().get(l).neurons().size(); i++) {
        assertThat(l2.layers().get(l).neurons().get(i).bias().data())
            .isEqualTo(plain.layers().get(l).neurons().get(i).bias().data());
      }
    }
  }

  private static NeuralNetwork afterOneStep(Optional<Penalty> penalty) {
    NeuralNetwork model = new NeuralNetwork(Seed.of(3), 2, 8, 1);
    Training.train(model, XOR, ONE_OF_TWO, 0.5, 1, 4, 1, penalty, unused -> {});
    return model;
  }

  @Test
  void float32LearnsAlmostTheSame() {
    NeuralNetwork rough =
        NeuralNetwork.of(DType.FLOAT32, Seed.of(3), Unit.RELU, Unit.SIGMOID, 2, 8, 1);
    NeuralNetwork exact = new NeuralNetwork(Seed.of(3), 2, 8, 1);
    Training.train(rough, XOR, ONE_OF_TWO, 0.5, 50, 4, 50);
    Training.train(exact, XOR, ONE_OF_TWO, 0.5, 50, 4, 50);

    for (int i = 0; i < exact.parameters().size(); i++) {
      double number = rough.parameters().get(i).data();
      assertThat(number).isEqualTo((float) number);
      assertThat(number).isCloseTo(exact.parameters().get(i).data(), within(1e-4));
    }
  }

  @Test
  void aNetworkIsDrawn() {
    NeuralNetwork model = new NeuralNetwork(2, 2, 1);
    Value loss = model.loss(new double[][] {{1, -1}}, new double[][] {{1}});
    loss.backward();

    String svg = ValueGraph.of("a network", loss, model.names()).figure().toSvg();

    assertThat(svg).contains("w1[1,1] = ", "b2[1] = 0", "relu = ", "sigmoid = ", "log = ");
  }

  @Test
  void whatDoesNotFitIsNamed() {
    NeuralNetwork model = new NeuralNetwork(2, 3, 1);
    Draws draws = Seed.of(0).draws();
    assertThatThrownBy(() -> model.apply(1))
        .isInstanceOf(ShapeException.class)
        .hasMessage("NeuralNetwork: the example has 1 number but the network takes 2.");
    assertThatThrownBy(() -> model.loss(XOR, new double[][] {{1, 2}}))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Loss: the example has 2 targets but the network has 1 output; give one for each.");
    assertThatThrownBy(() -> new NeuralNetwork(2, 3, 0))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "NeuralNetwork: 2 inputs and layers of [3, 0] neurons; there must be at least one"
                + " input, one layer, and one neuron in each.");
    assertThatThrownBy(
            () -> Neuron.drawn(DType.FLOAT64, 2, Unit.RELU, draws).apply(List.of(Value.of(1.0))))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Neuron: it gets 1 input but has 2 weights; give one for each.");
    assertThatThrownBy(() -> Training.train(model, XOR, new double[] {1}, 0.1, 1, 1, 1))
        .isInstanceOf(ShapeException.class)
        .hasMessage("train: there are 4 examples and 1 target; give one target for each example.");
    assertThatThrownBy(() -> Training.train(model, XOR, ONE_OF_TWO, 0.1, 1, 0, 1))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "train: 4 examples, batches of 0, a report every 1 epochs; all must be at least 1.");
  }
}
