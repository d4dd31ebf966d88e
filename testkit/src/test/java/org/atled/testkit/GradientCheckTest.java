package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.BinaryMap;
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

  /** x·y with the derivatives by x and y in each other's place. */
  record MistakenProduct() implements BinaryMap {
    @Override
    public Term expression(Term x, Term y) {
      return x.mul(y);
    }

    @Override
    public Cotangents vjp(Saved s, Tensor g) {
      return Cotangents.of(g.mul(s.input(0)), g.mul(s.input(1)));
    }
  }

  /** x² with a derivative that is infinite at 1.5. */
  record SteepSquare() implements UnaryMap {
    @Override
    public Term expression(Term x) {
      return x.mul(x);
    }

    @Override
    public Cotangents vjp(Saved s, Tensor g) {
      Tensor x = s.input(0);
      return Cotangents.of(g.mul(x.mul(2)).div(x.ne(1.5).to(DType.FLOAT64)));
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

  /** Of two inputs that are alike: with one direction for both, their errors would cancel. */
  @Test
  void derivativesInEachOthersPlaceAreFound() {
    SequencedMap<String, List<Tensor>> plain = new LinkedHashMap<>();
    Tensor y = Tensor.of(new double[] {0.25, 0.75});
    plain.put("plain", List.of(Tensor.of(new double[] {0.5, -0.5}), y));
    assertThatThrownBy(() ->
            GradientCheck.both(
                in -> Dispatch.apply(new MistakenProduct(), in.get(0), in.get(1)), plain))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("plain: ∂ by input 0 at [0], where it is 0.5: ");
  }

  @Test
  void aDerivativeThatIsInfiniteIsFound() {
    SequencedMap<String, List<Tensor>> plain = new LinkedHashMap<>();
    plain.put("plain", List.of(X));
    assertThatThrownBy(
            () -> GradientCheck.both(in -> Dispatch.apply(new SteepSquare(), in.getFirst()), plain))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("plain: ∂ by input 0 at [0], where it is 1.5: autograd gives ");
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
