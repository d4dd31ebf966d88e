package org.atled.lectures.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.atled.core.error.ArgumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueTest {
  private static final double H = 1e-6;

  private record Formula(String name, BinaryOperator<Value> of) {
    double at(double a, double b) {
      return of.apply(Value.of(a), Value.of(b)).data();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Formula> formulas() {
    return Stream.of(
        new Formula("a + b", Value::add),
        new Formula("a − b", Value::sub),
        new Formula("a × b", Value::mul),
        new Formula("a ÷ b", Value::div),
        new Formula("a³ + b⁻⁰·⁵", (a, b) -> a.pow(3).add(b.pow(-0.5))),
        new Formula("eᵃ − ln b", (a, b) -> a.exp().sub(b.log())),
        new Formula("tanh a · σ(b)", (a, b) -> a.tanh().mul(b.sigmoid())),
        new Formula("relu(a) + relu(−b)", (a, b) -> a.relu().add(b.neg().relu())),
        new Formula("with numbers", (a, b) -> a.add(1).mul(2).sub(3).div(4).mul(b)),
        new Formula("a met three times", (a, b) -> a.mul(a).add(a.mul(b)).sub(b.div(a))));
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void gradientsAreSlopes(Formula f) {
    Value a = Value.of(0.7);
    Value b = Value.of(1.3);
    Value y = f.of().apply(a, b);
    y.backward();

    assertThat(a.grad())
        .isCloseTo((f.at(0.7 + H, 1.3) - f.at(0.7 - H, 1.3)) / (2 * H), within(1e-8));
    assertThat(b.grad())
        .isCloseTo((f.at(0.7, 1.3 + H) - f.at(0.7, 1.3 - H)) / (2 * H), within(1e-8));
    assertThat(y.grad()).isEqualTo(1);
  }

  @Test
  void numbersAreThoseOfTheFormulas() {
    assertThat(new Formula("", Value::div).at(7, 2)).isEqualTo(3.5);
    assertThat(Value.of(2.0).pow(10).data()).isEqualTo(1024);
    assertThat(Value.of(0.0).sigmoid().data()).isEqualTo(0.5);
    assertThat(Value.of(-1000.0).sigmoid().data()).isZero();
    assertThat(Value.of(-2.0).relu().data()).isZero();
    assertThat(Value.of(1.0).exp().log().data()).isEqualTo(1);
    assertThat(Value.of(1.0).tanh().data()).isEqualTo(StrictMath.tanh(1));
  }

  @Test
  void aMillionValuesInARowNeedNoRecursion() {
    Value x = Value.of(1.0);
    Value y = x;
    for (int i = 0; i < 1_000_000; i++) {
      y = y.add(x);
    }
    y.backward();

    assertThat(y.data()).isEqualTo(1_000_001);
    assertThat(x.grad()).isEqualTo(1_000_001);
  }

  @Test
  void aValueSharedByManyWaysIsVisitedOnce() {
    // 2⁶⁰ ways lead from y to x.
    Value x = Value.of(1.0);
    Value y = x;
    for (int i = 0; i < 60; i++) {
      y = y.add(y);
    }
    y.backward();

    assertThat(x.grad()).isEqualTo(0x1p60);
  }

  @Test
  void aSecondPassBeginsAnew() {
    Value x = Value.of(3.0);
    Value square = x.mul(x);
    Value y = square.mul(2);
    y.backward();
    y.backward();

    assertThat(x.grad()).isEqualTo(12);
    square.backward();
    assertThat(x.grad()).isEqualTo(6);
  }

  @Test
  void float32StaysFloat32AndMeetsFloat64AsFloat64() {
    float a = 0.1f;
    float b = 3f;
    Value x = Value.of(a);
    Value y = x.div(Value.of(b)).add(0.2).mul(x);
    y.backward();

    assertThat(y.data()).isEqualTo((a / b + 0.2f) * a);
    assertThat(x.grad()).isEqualTo((float) x.grad());
    assertThat(Value.of(a).add(Value.of(1e-9)).data()).isEqualTo(a + 1e-9);
    assertThat(Value.of(a).exp().data()).isEqualTo((float) StrictMath.exp(a));
  }

  @Test
  void integersAreFloat64() {
    assertThat(Value.of(1).div(3).data()).isEqualTo(1.0 / 3);
    assertThat(Value.of(16_777_217L).data()).isEqualTo(16_777_217.0);
  }

  @Test
  void onlyInputsCanBeSet() {
    Value x = Value.of(1.0);
    Value y = x.mul(2);
    x.set(5);

    assertThat(x.data()).isEqualTo(5);
    assertThat(y.data()).isEqualTo(2);
    assertThatThrownBy(() -> y.set(3))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Value: 2 (grad 0) was made of others by ×; only inputs can be set.");
  }

  @Test
  void itSaysWhatItIs() {
    Value x = Value.of(-0.25);
    Value y = x.pow(2);
    y.backward();

    assertThat(x).hasToString("−0.25 (grad −0.5)");
    assertThat(y.operation()).isEqualTo("pow 2");
    assertThat(y.operands()).containsExactly(x);
    assertThat(x.operands()).isEmpty();
    assertThat(x.add(x).operands()).containsExactly(x, x);
  }

  @Test
  void theGraphIsDrawnWithValueAndGradientInEachNode() {
    Value a = Value.of(2.0);
    Value b = Value.of(-3.0);
    Value y = a.mul(b).tanh();
    y.backward();

    String svg = ValueGraph.of("tanh ab", y, Map.of(a, "a", b, "b")).figure().toSvg();

    assertThat(svg)
        .contains("tanh ab", ">a = 2<", ">b = −3<", ">× = −6<", ">tanh = −1<", ">grad 1<")
        .contains("4 nodes and 3 arrows");
  }

  @Test
  void aGraphThatNobodyCouldReadIsRefused() {
    Value x = Value.of(1.0);
    Value y = x;
    for (int i = 0; i < ValueGraph.MOST; i++) {
      y = y.add(x);
    }
    Value large = y;
    assertThatThrownBy(() -> ValueGraph.of("sum", large, Map.of()))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "The graph \"sum\" has 121 nodes, and more than 120 cannot be read; draw a smaller"
                + " network, or one example instead of a batch.");
  }
}
