package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.nn.optim.Lbfgs;
import org.atled.nn.optim.LbfgsOptimizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LbfgsTest {
  static Stream<Arguments> rows() {
    return Stream.of(
        Arguments.of("lbfgs wolfe", Lbfgs.searching().iterations(4).history(5)),
        Arguments.of("lbfgs wolfe once", Lbfgs.searching().iterations(1)),
        Arguments.of("lbfgs", Lbfgs.withLearningRate(0.01).iterations(4)));
  }

  private static Parameter start() {
    return new Parameter(Tensor.of(new double[] {-1.2, 1}));
  }

  /** Rosenbrock 1960. */
  private static Tensor valley(Parameter p) {
    Tensor x = p.value().at("0");
    Tensor y = p.value().at("1");
    return y.sub(x.square()).square().mul(100).add(x.neg().add(1).square());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void stepsArePyTorchs(String name, Lbfgs rule) {
    double[] all =
        Literals.of("optimizers").stream()
            .filter(literal -> literal.row().equals(name))
            .findFirst()
            .orElseThrow()
            .result()
            .toDoubles();
    Parameter p = start();
    LbfgsOptimizer optimizer = rule.over(List.of(p));
    for (int step = 0; step < all.length / 2; step++) {
      optimizer.step(() -> valley(p));
      assertThat(p.value().toDoubles())
          .as("step %d", step + 1)
          .containsExactly(new double[] {all[2 * step], all[2 * step + 1]}, within(1e-7));
    }
  }

  /** A thousand steps, ten from each of a hundred points. */
  @Test
  void aThousandStepsArePyTorchs() {
    Literals.Literal literal =
        Literals.of("optimizers").stream()
            .filter(each -> each.row().equals("lbfgs hundred"))
            .findFirst()
            .orElseThrow();
    double[] starts = literal.operands().getFirst().toDoubles();
    double[] expected = literal.result().toDoubles();
    int at = 0;
    for (int i = 0; i < starts.length; i += 2) {
      Parameter p = new Parameter(Tensor.of(new double[] {starts[i], starts[i + 1]}));
      LbfgsOptimizer optimizer = Lbfgs.searching().iterations(2).history(5).over(List.of(p));
      for (int step = 1; step <= 10; step++) {
        optimizer.step(() -> valley(p));
        if (step <= 3 || step == 5 || step == 10) {
          assertThat(p.value().toDoubles())
              .as("from point %d, step %d", i / 2, step)
              .containsExactly(new double[] {expected[at], expected[at + 1]}, within(1e-9));
          at += 2;
        }
      }
    }
    assertThat(at).isEqualTo(expected.length);
  }

  @Test
  void aCompiledLossAndASavedStateGoOnWithTheSameBits() {
    Parameter p = start();
    LbfgsOptimizer never = Lbfgs.searching().iterations(3).over(List.of(p));
    never.step(() -> valley(p));
    Parameter q = new Parameter(p.value().detach().copy());
    LbfgsOptimizer later = Lbfgs.searching().iterations(3).over(List.of(q));
    later.restore(never.state());
    Compiled plan =
        Compiled.of(unused -> {
          Tensor loss = valley(q);
          Gradients g = Autograd.gradients(loss, List.of(q));
          return List.of(loss, g.of(q));
        });
    for (int step = 0; step < 5; step++) {
      double before = never.step(() -> valley(p));
      assertThat(later.stepBy(plan::run)).isEqualTo(before);
      assertThat(q.value().toDoubles()).isEqualTo(p.value().toDoubles());
    }
  }

  @Test
  void whatIsFrozenStays() {
    Parameter p = start();
    Parameter shift = new Parameter(Tensor.of(2.0));
    shift.freeze(true);
    LbfgsOptimizer optimizer = Lbfgs.searching().over(List.of(p, shift));

    double before = optimizer.step(() -> valley(p).add(shift.value()));

    assertThat(optimizer.step(() -> valley(p).add(shift.value()))).isLessThan(before);
    assertThat(shift.value().item()).isEqualTo(2);
  }

  @Test
  void refusesWhatItCannotUse() {
    assertThatThrownBy(() -> Lbfgs.searching().history(0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Lbfgs: iterations, evaluations and history are 20, 25 and 0 but must be at least 1.");
    Parameter start = start();
    LbfgsOptimizer optimizer = Lbfgs.searching().over(List.of(start));
    assertThatThrownBy(() -> optimizer.restore(Map.of("direction", Tensor.of(new double[3]))))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "Lbfgs: the saved state is not of these 2 numbers; give it the parameters that it began"
                + " with.");
    optimizer.step(() -> valley(start));
    Map<String, Tensor> own = optimizer.state();
    Map<String, Tensor> partly = new HashMap<>(own);
    partly.remove("gradient");
    partly.put("scalars", Tensor.of(new double[] {7, 7, 7}));
    assertThatThrownBy(() -> optimizer.restore(partly))
        .isInstanceOf(StateException.class)
        .hasMessage("Lbfgs: the saved state lacks \"gradient\".");
    assertThat(Objects.requireNonNull(optimizer.state().get("scalars")).toDoubles())
        .isEqualTo(Objects.requireNonNull(own.get("scalars")).toDoubles());
  }
}
