package org.atled.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.atled.nn.Lookup.at;

import java.util.List;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.junit.jupiter.api.Test;

/** Groups of parameters, and clipping. */
class GroupTest {
  private final Parameter weight = named("fc.weight", Tensor.of(new double[][] {{1, 2}}));
  private final Parameter bias = named("fc.bias", Tensor.of(new double[] {4}));
  private final List<Parameter> both = List.of(weight, bias);

  private static Parameter named(String name, Tensor initial) {
    Parameter parameter = new Parameter(initial);
    parameter.name(name);
    return parameter;
  }

  /** Of 3·w₀ + 4·w₁ + 0·b. */
  private Gradients gradients() {
    Tensor loss = weight.value().mul(Tensor.of(new double[] {3, 4})).sum();
    return Autograd.gradients(loss.add(bias.value().mul(0).sum()), both);
  }

  @Test
  void biasesDecayNot() {
    Rule rule = Sgd.withLearningRate(0.1).weightDecay(0.5);

    rule.group("*.bias", rule.with("weightDecay", 0)).over(both).step(gradients());

    assertThat(bias.value().toDoubles()).containsExactly(4);
    assertThat(weight.value().toDoubles())
        .containsExactly(new double[] {1 - 0.1 * 3.5, 2 - 0.1 * 5}, within(1e-15));
    rule.over(both).step(gradients());
    assertThat(bias.value().toDoubles()).containsExactly(new double[] {3.8}, within(1e-15));
    rule.decayingMatricesOnly().over(both).step(gradients());
    assertThat(bias.value().toDoubles()).containsExactly(new double[] {3.8}, within(1e-15));
  }

  @Test
  void anotherNumberMustBeOneThatTheRuleTakes() {
    Rule adam = Adam.withLearningRate(0.1);
    assertThatThrownBy(() -> adam.with("beta1", 1.5))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Adam: beta1 is 1.5 but must be from 0.0 to 0.9999999999999999.");
    assertThatThrownBy(() -> adam.with("weightDecay", -1))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Adam: weightDecay is -1.0 but must be at least 0.0 and finite.");
    assertThat(adam.with("beta1", 0.5).hyperparameters()).containsEntry("beta1", 0.5);
  }

  @Test
  void aGroupMayHaveAnotherRuleAndItsRateChangesInProportion() {
    Optimizer optimizer =
        Muon.withLearningRate(0.02).with(AdamW.withLearningRate(0.001)).over(both);

    optimizer.learningRate(0.01);
    optimizer.momentum(0.5);
    optimizer.step(gradients());

    assertThat(optimizer.state().keySet())
        .containsExactly(
            "lr",
            "momentum",
            "weightDecay",
            "group1.lr",
            "group1.beta1",
            "group1.beta2",
            "group1.epsilon",
            "group1.weightDecay",
            "fc.weight.step",
            "fc.weight.momentum_buffer",
            "fc.bias.step",
            "fc.bias.exp_avg",
            "fc.bias.exp_avg_sq");
    assertThat(at(optimizer.state(), "group1.lr").value().item()).isEqualTo(0.0005);
    assertThat(at(optimizer.state(), "group1.beta1").value().item()).isEqualTo(0.5);
    assertThat(at(optimizer.state(), "fc.bias.step").value().item()).isEqualTo(1);
  }

  @Test
  void ratesOfGroupsFollowAScheduleWhereAllElseStays() {
    Optimizer optimizer =
        Sgd.withLearningRate(0).group("*.bias", Sgd.withLearningRate(0.3)).over(both);

    optimizer.scaleLearningRates(0.5);

    assertThat(optimizer.learningRate()).isZero();
    assertThat(at(optimizer.state(), "group1.lr").value().item()).isEqualTo(0.15);
  }

  @Test
  void mistakesAreNamed() {
    Rule rule = AdamW.withLearningRate(0.1);

    assertThatThrownBy(() -> rule.group("*.bais", rule).over(both))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("AdamW: no parameter's path fits \"*.bais\"; there are [fc.weight, fc.bias].");
    assertThatThrownBy(() -> rule.with("decay", 0))
        .isInstanceOf(ArgumentException.class)
        .hasMessageEndingWith(
            " has no \"decay\"; it has [lr, beta1, beta2, epsilon, weightDecay].");
    assertThatThrownBy(() -> Muon.withLearningRate(0.1).over(both))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Muon: moves matrices, but there is Parameter \"fc.bias\" float64[1]; give the others a"
                + " rule of theirs: Muon.withLearningRate(…).with(AdamW.withLearningRate(…)).");
    assertThatThrownBy(() -> rule.group("*.bias", rule.group("*", rule)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "The rule of a group has groups or clips itself; say so of the whole:"
                + " rule.group(…).group(…).clipping(…).");
    assertThatThrownBy(() -> rule.group("*", rule).decayingMatricesOnly())
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "AdamW has groups already; say decayingMatricesOnly() before the first of them.");
    assertThatThrownBy(() -> Rprop.withLearningRate(0.1).over(both).momentum(0.5))
        .isInstanceOf(ArgumentException.class)
        .hasMessageEndingWith(
            " has neither a momentum above 0 nor a beta1, which the schedule would change; give it"
                + " a momentum, or take another schedule or this one withoutMomentum().");
    assertThatThrownBy(() -> rule.decayingMatricesOnly().group("*.bias", rule).over(both))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "AdamW: what fits \"*.bias\", [fc.bias], is all in groups before it, of which the first"
                + " counts; say this one earlier.");
    assertThatThrownBy(() -> Clip.byNorm(0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Clip: the most is 0.0 but must be above 0 and finite.");
  }

  @Test
  void gradientsAreClippedBeforeAStep() {
    assertThat(moved(Clip.byValue(3.5))).containsExactly(new double[] {3, 3.5}, within(1e-12));
    // A norm of 5 becomes 1: PyTorch divides by 5 + 1e-6.
    double factor = 1 / (5 + 1e-6);
    assertThat(moved(Clip.byNorm(1)))
        .containsExactly(new double[] {3 * factor, 4 * factor}, within(1e-12));
    assertThat(moved(Clip.eachByNorm(1)))
        .containsExactly(new double[] {3 * factor, 4 * factor}, within(1e-12));
    assertThat(moved(Clip.byNorm(6))).containsExactly(new double[] {3, 4}, within(1e-12));
  }

  /** What another optimizer moves by the same gradients does not count. */
  @Test
  void theNormIsOfWhatItMoves() {
    Tensor loss = weight.value().mul(Tensor.of(new double[] {3, 4})).sum();
    Gradients g = Autograd.gradients(loss.add(bias.value().mul(100).sum()), both);

    Sgd.withLearningRate(1).clipping(Clip.byNorm(6)).over(List.of(weight)).step(g);

    assertThat(weight.value().toDoubles()).containsExactly(new double[] {-2, -2}, within(1e-12));
    assertThat(bias.value().toDoubles()).containsExactly(4);
  }

  private double[] moved(Clip clip) {
    Tensor before = weight.value().detach().copy();
    Sgd.withLearningRate(1).clipping(clip).over(both).step(gradients());
    return before.sub(weight.value().detach()).toDoubles();
  }

  @Test
  void penaltiesAreOfTheirGroupAlone() {
    Rule rule = Sgd.withLearningRate(0.1);
    rule.group("*.weight", rule.penalised(0.5, 0.25)).over(both).step(gradients());

    assertThat(bias.value().toDoubles()).containsExactly(4);
    assertThat(weight.value().toDoubles())
        .containsExactly(
            new double[] {1 - 0.1 * (3 + 0.5 + 0.25), 2 - 0.1 * (4 + 0.5 + 0.5)}, within(1e-15));
    assertThatThrownBy(() -> rule.penalised(-1, 0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("l1 is -1.0 but must be at least 0.0 and finite.");
  }

  @Test
  void rowsHaveAtMostTheirNorm() {
    Parameter matrix = new Parameter(Tensor.of(new double[][] {{3, 4}, {0.3, 0.4}}));
    Optimizer optimizer = Sgd.withLearningRate(0).withMaxNorm(1).over(List.of(matrix, bias));
    Tensor loss = matrix.value().sum().add(bias.value().sum());

    optimizer.step(Autograd.gradients(loss, List.of(matrix, bias)));

    assertThat(matrix.value().toDoubles())
        .containsExactly(new double[] {0.6, 0.8, 0.3, 0.4}, within(1e-7));
    assertThat(bias.value().toDoubles()).containsExactly(4);
  }

  @Test
  void eachByItsOwnNorm() {
    Tensor loss = weight.value().mul(Tensor.of(new double[] {3, 4})).sum();
    Gradients g = Autograd.gradients(loss.add(bias.value().mul(0.25).sum()), both);

    Gradients clipped = Clip.eachByNorm(0.5).of(g);

    assertThat(clipped.of(bias).toDoubles()).containsExactly(0.25);
    assertThat(clipped.of(weight).square().sum().sqrt().item()).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void aNetworksVectorsAreItsBiases() {
    Sequential network = Sequential.of(new Linear(2, 3), new Linear(3, 1));
    Optimizer optimizer =
        AdamW.withLearningRate(0.1)
            .decayingMatricesOnly()
            .clipping(Clip.byNorm(1))
            .over(network.parameters());

    assertThat(at(optimizer.state(), "weightDecay").value().item()).isEqualTo(0.01);
    assertThat(at(optimizer.state(), "group1.weightDecay").value().item()).isZero();
  }
}
