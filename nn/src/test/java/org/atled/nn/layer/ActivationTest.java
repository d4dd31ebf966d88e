package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What activations are called, what they start from and what they refuse. */
class ActivationTest {
  private static void fails(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(ArgumentException.class).hasMessage(message);
  }

  @Test
  void namesHaveTheNumbersOfTheLayer() {
    assertThat(new ReLU()).hasToString("ReLU()");
    assertThat(new LeakyReLU()).hasToString("LeakyReLU(0.01)");
    assertThat(new Hardtanh(-0.5, 2)).hasToString("Hardtanh(-0.5, 2.0)");
    assertThat(new PReLU(3)).hasToString("PReLU(3)");
    assertThat(new GLU()).hasToString("GLU(-1)");
    assertThat(new Softmax(1)).hasToString("Softmax(1)");
    assertThat(new LogSoftmax(-1)).hasToString("LogSoftmax(-1)");
    assertThat(new Unflatten(1, 2, -1)).hasToString("Unflatten(1, [2, -1])");
  }

  @Test
  void slopesStartAsAQuarter() {
    assertThat(new PReLU(2).weight().value().toFloats()).containsExactly(0.25f, 0.25f);
  }

  @Test
  void numbersThatDoNotFit() {
    fails(() -> new CELU(0), "CELU: alpha must not be 0, by which the input is divided.");
    fails(() -> new Hardtanh(2, 1), "Hardtanh: least is 2.0 but must be less than most, 1.0.");
    fails(() -> new Softshrink(-1), "Softshrink: lambda is -1.0 but must be at least 0.");
    fails(() -> new PReLU(0), "PReLU: the number of weights must be at least 1, not 0.");
  }

  @Test
  void inputsThatDoNotFit() {
    assertThatThrownBy(() -> new PReLU(3).apply(Tensor.zeros(2, 4)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("PReLU: prelu: the weight is [3] but x [2, 4] needs one of [1] or [4].");
    assertThatThrownBy(() -> new GLU().apply(Tensor.zeros(2, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "GLU: glu: axis 1 of [2, 3] has size 3, which is odd; it must have two halves.");
    assertThatThrownBy(() -> new Softmax(2).apply(Tensor.zeros(2, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("Softmax: ");
    assertThatThrownBy(() -> new Unflatten(1, 2, 2).apply(Tensor.zeros(2, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("Unflatten: ");
  }
}
