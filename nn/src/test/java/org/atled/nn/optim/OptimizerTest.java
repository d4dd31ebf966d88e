package org.atled.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.atled.nn.Lookup.at;

import java.util.List;
import java.util.function.Supplier;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.GradientException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {
  private static final double[] START = {1, -2, 0.125, 30};

  static List<Rule> rules() {
    return List.of(
        Sgd.withLearningRate(0.1),
        Sgd.withLearningRate(0.1).weightDecay(0.05),
        Sgd.withLearningRate(0.1).momentum(0.9),
        new Sgd(0.1, 0.9, 0.3, 0.01, false),
        new Sgd(0.1, 0.9, 0, 0.01, true),
        Adam.withLearningRate(0.1),
        new Adam(0.1, 0.8, 0.95, 1e-3, 0.2),
        new Adam(0.1, 0, 0, 1e-8, 0),
        AdamW.withLearningRate(0.1),
        new AdamW(0.1, 0.8, 0.95, 1e-3, 0.2));
  }

  @Test
  void aGradientOfAnotherShapeMovesNothing() {
    Parameter first = new Parameter(Tensor.of(new float[] {1, 2}));
    Parameter second = new Parameter(Tensor.of(new float[] {3, 4}));
    Optimizer optimizer = Sgd.withLearningRate(1).over(List.of(first, second));
    Tensor loss = first.value().mul(second.value()).sum();
    Gradients wrong =
        Autograd.gradients(loss, List.of(first, second))
            .map(g -> g.toDoubles()[0] == 1 ? g.sum() : g);

    assertThatThrownBy(() -> optimizer.step(wrong))
        .isInstanceOf(GradientException.class)
        .hasMessage(
            "step: the gradient of Parameter float32[2] is float32[]; it must be of the parameter's"
                + " type.");
    assertThat(first.value().toDoubles()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void tenStepsAreThoseOfTheManual(Rule rule) {
    assertThat(steps(rule, DType.FLOAT64)).containsExactly(reference(rule), within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void float32ParametersFollow(Rule rule) {
    assertThat(steps(rule, DType.FLOAT32)).containsExactly(reference(rule), within(2e-5));
  }

  /** Ten steps, the learning rate changed after the sixth. */
  private static double[] steps(Rule rule, DType type) {
    Parameter p = new Parameter(Tensor.of(START).to(type));
    Optimizer optimizer = rule.over(List.of(p));
    for (int t = 1; t <= 10; t++) {
      if (t == 7) {
        optimizer.learningRate(0.03);
      }
      optimizer.step(gradient(p, t));
    }
    assertThat(optimizer.learningRate()).isEqualTo(0.03);
    return p.value().toDoubles();
  }

  private static double[] reference(Rule rule) {
    double[] expected = new double[START.length];
    for (int i = 0; i < START.length; i++) {
      Reference number = new Reference(rule, 0.1, START[i]);
      for (int t = 1; t <= 10; t++) {
        if (t == 7) {
          number.learningRate(0.03);
        }
        expected[i] = number.step(slopes(t)[i]);
      }
    }
    return expected;
  }

  /** Exact in float32. */
  private static double[] slopes(int t) {
    return new double[] {0.5 * t, -0.25, 2 - 0.5 * t, 0x1p-6};
  }

  private static Gradients gradient(Parameter p, int t) {
    Tensor loss = p.value().mul(Tensor.of(slopes(t)).to(p.type().dtype())).sum();
    return Autograd.gradients(loss, List.of(p));
  }

  static Arguments[] sequences() {
    return new Arguments[] {
      Arguments.of(Sgd.withLearningRate(0.1), new double[] {0.95, 0.85, 0.7}),
      Arguments.of(Sgd.withLearningRate(0.1).momentum(0.9), new double[] {0.95, 0.805, 0.5245}),
      Arguments.of(new Sgd(0.1, 0.9, 0.5, 0, false), new double[] {0.95, 0.855, 0.6945}),
      Arguments.of(new Sgd(0.1, 0.9, 0, 0, true), new double[] {0.905, 0.6745, 0.27205}),
      Arguments.of(
          Sgd.withLearningRate(0.1).momentum(0.9).weightDecay(0.1),
          new double[] {0.94, 0.7766, 0.471774}),
      Arguments.of(
          Adam.withLearningRate(0.1),
          new double[] {0.900000002, 0.8034818006385094, 0.7076816791153657}),
      Arguments.of(
          Adam.withLearningRate(0.1).weightDecay(0.1),
          new double[] {0.9000000016666666, 0.8025029703202308, 0.7056952879647671}),
      Arguments.of(
          AdamW.withLearningRate(0.1).weightDecay(0.1),
          new double[] {0.890000002, 0.7845818006185094, 0.6809358610891806}),
    };
  }

  /** Start 1, gradients 0.5, 1, 1.5; the numbers by NumPy in float64. */
  @ParameterizedTest
  @MethodSource("sequences")
  void threeStepsAreTheseNumbers(Rule rule, double[] numbers) {
    Parameter p = new Parameter(Tensor.of(START));
    Optimizer optimizer = rule.over(List.of(p));
    for (int t = 1; t <= 3; t++) {
      optimizer.step(gradient(p, t));
      assertThat(p.value().toDoubles()[0]).isCloseTo(numbers[t - 1], within(1e-14));
    }
  }

  static List<Rule> rulesThatRemember() {
    return List.of(
        Sgd.withLearningRate(0.1).momentum(0.9),
        new Sgd(0.1, 0.9, 0, 0, true),
        new Adam(0.1, 0.9, 0.9, 1e-8, 0),
        new Adam(0.1, 0.9, 0.5, 0, 0),
        new AdamW(0.1, 0.9, 0.9, 1e-8, 0.1));
  }

  /** Of 0.9 times the smallest numbers, rounding makes the same numbers again. */
  @ParameterizedTest
  @MethodSource("rulesThatRemember")
  void whatIsRememberedOfAGradientThatStoppedEndsAtZero(Rule rule) {
    Parameter p = new Parameter(Tensor.of(new float[] {1, -2}));
    Optimizer optimizer = rule.over(List.of(p));
    optimizer.step(Autograd.gradients(p.value().sum(), List.of(p)));

    for (int t = 0; t < 1200; t++) {
      optimizer.step(Autograd.gradients(p.value().mul(0).sum(), List.of(p)));
    }

    for (String buffer : rule.buffers()) {
      assertThat(at(optimizer.state(), "#0." + buffer).value().toDoubles()).containsOnly(0);
    }
    assertThat(p.value().sum().item()).isFinite();
  }

  @Test
  void parametersWithoutGradientStayAndCountNoStep() {
    Parameter used = named("used");
    Parameter unused = named("unused");
    Optimizer optimizer = AdamW.withLearningRate(0.1).over(List.of(used, unused));

    optimizer.step(gradient(used, 1));

    assertThat(used.value().toDoubles()).isNotEqualTo(START);
    assertThat(unused.value().toDoubles()).isEqualTo(START);
    assertThat(at(optimizer.state(), "used.step").value().item()).isEqualTo(1);
    assertThat(at(optimizer.state(), "unused.step").value().item()).isZero();
  }

  @Test
  void frozenParametersStayAndDoNotDecay() {
    Parameter frozen = named("frozen");
    Parameter other = named("other");
    Optimizer optimizer = AdamW.withLearningRate(0.1).over(List.of(frozen, other));
    Gradients both =
        Autograd.gradients(frozen.value().sum().add(other.value().sum()), List.of(frozen, other));

    frozen.freeze(true);
    optimizer.step(both);
    assertThat(frozen.value().toDoubles()).isEqualTo(START);
    assertThat(other.value().toDoubles()).isNotEqualTo(START);

    frozen.freeze(false);
    optimizer.step(both);
    assertThat(frozen.value().toDoubles()).isNotEqualTo(START);
    assertThat(at(optimizer.state(), "frozen.step").value().item()).isEqualTo(1);
  }

  @Test
  void refusesGradientsOfAnotherModel() {
    Optimizer optimizer = Adam.withLearningRate(1).over(new Linear(2, 2).parameters());
    Gradients foreign = gradient(named("foreign"), 1);

    assertThatThrownBy(() -> optimizer.step(foreign))
        .isInstanceOf(GradientException.class)
        .hasMessage(
            "step: the gradients were taken by none of the optimizer's 2 parameters; were they"
                + " made from another model?");
  }

  @Test
  void refusesAParameterThatIsOnlyStoredInItsType() {
    Parameter half = new Parameter(Tensor.zeros(DType.FLOAT16, 2));
    half.name("w");
    Optimizer optimizer = Adam.withLearningRate(1).over(List.of(half));
    Gradients g = Autograd.gradients(half.value().sum(), List.of(half));

    assertThatThrownBy(() -> optimizer.step(g))
        .isInstanceOf(TypeException.class)
        .hasMessage(
            "step: Parameter \"w\" float16[2] is only stored in float16, in which most steps would"
                + " be rounded away; keep a float32 parameter and convert it with to(…) where it is"
                + " used, or freeze it.");
  }

  @Test
  void refusesAParameterTwice() {
    Parameter p = named("w");

    assertThatThrownBy(() -> Sgd.withLearningRate(1).over(List.of(p, p)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Sgd: Parameter \"w\" float64[4] is given twice; it would be moved twice in each"
                + " step.");
  }

  @Test
  void everyBufferHasANameOfItsOwn() {
    Linear shared = new Linear(2, 2);
    Sequential first = Sequential.of(new Linear(2, 2), shared);
    Sequential second = Sequential.of(shared, new Linear(2, 2));

    assertThat(Adam.withLearningRate(1).over(first.parameters()).state().keySet())
        .containsExactly(
            "lr",
            "beta1",
            "beta2",
            "epsilon",
            "weightDecay",
            "0.weight.step",
            "0.weight.exp_avg",
            "0.weight.exp_avg_sq",
            "0.bias.step",
            "0.bias.exp_avg",
            "0.bias.exp_avg_sq",
            "1.weight.step",
            "1.weight.exp_avg",
            "1.weight.exp_avg_sq",
            "1.bias.step",
            "1.bias.exp_avg",
            "1.bias.exp_avg_sq");
    assertThat(Sgd.withLearningRate(1).over(second.parameters()).state().keySet())
        .containsExactly(
            "lr",
            "weightDecay",
            "1.weight.step",
            "1.bias.step",
            "1.weight#2.step",
            "1.bias#3.step");
    List<Parameter> nameless =
        List.of(new Parameter(Tensor.of(START)), new Parameter(Tensor.of(START)));
    assertThat(Sgd.withLearningRate(1).over(nameless).state().keySet())
        .containsExactly("lr", "weightDecay", "#0.step", "#1.step");
  }

  static Arguments[] mistakes() {
    return new Arguments[] {
      mistake(
          () -> Sgd.withLearningRate(-1), "Sgd: lr is -1.0 but must be at least 0.0 and finite."),
      mistake(
          () -> Adam.withLearningRate(Double.NaN),
          "Adam: lr is NaN but must be at least 0.0 and finite."),
      mistake(
          () -> AdamW.withLearningRate(Double.POSITIVE_INFINITY),
          "AdamW: lr is Infinity but must be at least 0.0 and finite."),
      mistake(
          () -> new Adam(0.1, 1, 0.9, 1e-8, 0),
          "Adam: beta1 is 1.0 but must be from 0.0 to 0.9999999999999999."),
      mistake(
          () -> Sgd.withLearningRate(1).momentum(-0.5),
          "Sgd: momentum is -0.5 but must be at least 0.0 and finite."),
      mistake(
          () -> new Sgd(1, 0.9, Double.NaN, 0, false), "Sgd: dampening is NaN but must be finite."),
      mistake(
          () -> AdamW.withLearningRate(1).weightDecay(-1),
          "AdamW: weightDecay is -1.0 but must be at least 0.0 and finite."),
      mistake(
          () -> new Sgd(1, 0, 0, 0, true),
          "Sgd: nesterov needs a momentum above 0 and a dampening of 0."),
      mistake(
          () -> new Sgd(1, 0.9, 0.1, 0, true),
          "Sgd: nesterov needs a momentum above 0 and a dampening of 0."),
    };
  }

  private static Arguments mistake(Supplier<Rule> rule, String message) {
    return Arguments.of(rule, message);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void refusesHyperparametersOutOfRange(Supplier<Rule> rule, String message) {
    assertThatThrownBy(rule::get).isInstanceOf(ArgumentException.class).hasMessage(message);
  }

  @Test
  void refusesALearningRateOutOfRangeBetweenSteps() {
    Optimizer optimizer = Sgd.withLearningRate(0.5).over(List.of(named("w")));

    assertThatThrownBy(() -> optimizer.learningRate(-1))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("lr is -1.0 but must be at least 0.0 and finite.");
    assertThat(optimizer.learningRate()).isEqualTo(0.5);
    assertThatThrownBy(() -> optimizer.slot("momentum"))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("has no \"momentum\"; it has [lr, weightDecay].");
  }

  private static Parameter named(String name) {
    Parameter parameter = new Parameter(Tensor.of(START));
    parameter.name(name);
    return parameter;
  }
}
