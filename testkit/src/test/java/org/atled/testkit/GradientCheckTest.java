package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;
import org.junit.jupiter.api.Test;

/** A wrong derivative is found, and the message says where. */
class GradientCheckTest {
  /** x³ with the derivative of x². */
  record WrongCube() implements UnaryMap {
    @Override
    public Term expression(Term x) {
      return x.mul(x).mul(x);
    }

    @Override
    public Cotangents vjp(Saved s, Tensor g) {
      return Cotangents.of(g.mul(s.input(0).mul(2)));
    }
  }

  /** x² whose derivative is right but does not depend on x as far as autograd sees. */
  record FrozenSquare() implements UnaryMap {
    @Override
    public Term expression(Term x) {
      return x.mul(x);
    }

    @Override
    public Cotangents vjp(Saved s, Tensor g) {
      return Cotangents.of(g.mul(s.input(0).detach().mul(2)));
    }
  }

  private static final Tensor X = Tensor.of(new double[] {1.5, -0.5});

  @Test
  void aWrongFirstDerivativeIsNamed() {
    assertThatThrownBy(() ->
            GradientCheck.first(
                "wrongCube", in -> Dispatch.apply(new WrongCube(), in.getFirst()), List.of(X)))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("wrongCube: ∂ by input 0 at [0], where it is 1.5: autograd gives ")
        .hasMessageContaining(" but the difference quotient is ");
  }

  @Test
  void aWrongSecondDerivativeIsNamed() {
    assertThatCode(() ->
            GradientCheck.first(
                "square", in -> Dispatch.apply(new FrozenSquare(), in.getFirst()), List.of(X)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() ->
            GradientCheck.second(
                "square", in -> Dispatch.apply(new FrozenSquare(), in.getFirst()), List.of(X)))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "square: ∂² by input 0 at [0], where it is 1.5: autograd gives 0.0");
  }

  @Test
  void whatIsWrongInOneLayoutAloneIsNamed() {
    SequencedMap<String, List<Tensor>> alike = new LinkedHashMap<>();
    alike.put("plain", List.of(Tensor.of(new double[][] {{1.5, 2}, {-0.5, 3}})));
    alike.put("across", List.of(Tensor.of(new double[][] {{1.5, -0.5}, {2, 3}}).mT()));
    GradientCheck.both(in -> in.getFirst().mul(in.getFirst()), alike);
    assertThatThrownBy(() -> GradientCheck.both(in -> across(in, new WrongCube()), alike))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("across: ∂ by input 0 at [0, 0], where it is 1.5: ");
    assertThatThrownBy(() -> GradientCheck.both(in -> across(in, new FrozenSquare()), alike))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("across: ∂² by input 0 at [0, 0], where it is 1.5: ");
  }

  /** The map of an operand that lies across, and what it should be of any other. */
  private static Tensor across(List<Tensor> in, UnaryMap map) {
    Tensor x = in.getFirst();
    return x.strided().isContiguous()
        ? map instanceof WrongCube ? x.mul(x).mul(x) : x.mul(x)
        : Dispatch.apply(map, x);
  }

  @Test
  void aWrongValueIsNamed() {
    assertThatThrownBy(() ->
            Conformance.same(
                "twice",
                Numbers.of(Tensor.of(new double[][] {{2, 4}})),
                Tensor.of(new double[][] {{2, 5}}),
                Tolerance.ulps(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("twice: element [0, 1] is 5.0 but should be 4.0");
  }
}
