package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.GradientException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Gradients that cannot be had, and what is said of them. */
class AutogradErrorsTest {
  private static void fails(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(GradientException.class).hasMessage(message);
  }

  private static Parameter parameter(String name, double... values) {
    Parameter p = new Parameter(Tensor.of(values));
    p.name(name);
    return p;
  }

  @Test
  void aLossOfManyNumbers() {
    Tensor x = Tensor.of(new double[] {1, 2}).requiresGrad();
    fails(
        () -> Autograd.gradients(x.mul(2), x),
        "gradients: the loss is float64[2], not one number; take its sum or mean, or use vjp with a"
            + " cotangent.");
    fails(
        () -> Autograd.vjp(x.mul(2), Tensor.of(1.0), x),
        "vjp: the cotangent is [] but the output is [2]; they must be equal.");
  }

  @Test
  void aParameterThatDoesNotMatter() {
    Parameter w = parameter("fc1.weight", 1);
    Parameter b = parameter("fc1.bias", 1);
    fails(
        () -> Autograd.gradients(w.value().sum(), List.of(w, b)),
        "gradients: the loss does not depend on Parameter \"fc1.bias\" float64[1]; leave it out, or"
            + " pass Independent.ZEROS if zeros are meant.");
    Tensor x = Tensor.of(1.0).requiresGrad();
    fails(
        () -> Autograd.gradients(w.value().sum(), w.value(), x),
        "gradients: the loss does not depend on tensor 1 (float64[]); leave it out, or pass"
            + " Independent.ZEROS if zeros are meant.");
  }

  @Test
  void aLossWithoutHistory() {
    Tensor x = Tensor.of(1.0).requiresGrad();
    fails(
        () -> Autograd.gradients(Autograd.noGrad(() -> x.mul(2)), x),
        "gradients: the loss (float64[]) depends on nothing that needs a gradient: it was computed"
            + " inside noGrad, from detached or frozen tensors, or by operations without a"
            + " derivative.");
  }

  @Test
  void aTensorThatIsNotTracked() {
    Tensor x = Tensor.of(1.0);
    Tensor y = Tensor.of(1.0).requiresGrad();
    fails(
        () -> Autograd.gradients(x.mul(y), y, x),
        "gradients: tensor 1 (float64[]) keeps no history: make it with requiresGrad() before it is"
            + " used.");
    Parameter frozen = parameter("w", 1);
    frozen.freeze(true);
    fails(
        () -> Autograd.gradients(frozen.value().mul(y).sum(), frozen.value()),
        "gradients: Parameter \"w\" float64[1] keeps no history: make it with requiresGrad() before"
            + " it is used, or unfreeze it.");
    fails(
        () -> Tensor.of(1).requiresGrad(),
        "requiresGrad: only floating-point types have gradients, not int32[].");
  }

  @Test
  void aParameterThatChangedSinceTheForwardPass() {
    Parameter w = parameter("fc2.weight", 1, 2);
    Tensor x = Tensor.of(new double[] {3, 4}).requiresGrad();
    Tensor loss = w.value().mul(x).sum();
    w.copyInto(Tensor.of(new double[] {5, 6}));
    fails(
        () -> Autograd.gradients(loss, x),
        "mul: Parameter \"fc2.weight\" float64[2] was changed after the forward pass that this"
            + " gradient goes back through; take the gradients before the step, or run the forward"
            + " pass again.");
    assertThat(Autograd.gradients(w.value().mul(x).sum(), x).of(x).toDoubles())
        .containsExactly(5, 6);
  }

  @Test
  void aViewOfAParameterThatChanged() {
    Parameter w = parameter("fc3.weight", 1, 2);
    Tensor x = Tensor.of(new double[] {3, 4}).requiresGrad();
    Tensor loss = w.value().flip(0).mul(x).sum();
    w.copyInto(Tensor.of(new double[] {5, 6}));
    assertThatThrownBy(() -> Autograd.gradients(loss, x))
        .isInstanceOf(GradientException.class)
        .hasMessageContaining("was changed after the forward pass");
  }

  @Test
  void whatWasNotAskedFor() {
    Tensor x = Tensor.of(1.0).requiresGrad();
    Tensor y = Tensor.of(2.0).requiresGrad();
    Parameter w = parameter("w", 1);
    var g = Autograd.gradients(x.mul(y), x);
    fails(() -> g.of(y), "These gradients were not taken by this float64[].");
    fails(() -> g.of(w), "These gradients were not taken by Parameter \"w\" float64[1].");
    var other = Autograd.gradients(x.mul(y), y);
    fails(() -> g.plus(other), "plus: the two gradients were taken by different things.");
  }

  @Test
  void cells() {
    assertThatThrownBy(() -> new Parameter(Tensor.of(1)))
        .isInstanceOf(TypeException.class)
        .hasMessage("A parameter holds floats, not int32; use a Buffer.");
    Buffer mean = new Buffer(Tensor.of(new float[] {1, 2}));
    assertThatThrownBy(() -> mean.copyInto(Tensor.of(new float[] {1, 2, 3})))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("the cell holds float32[2] but the tensor is float32[3].");
    assertThat(mean.value().toFloats()).containsExactly(1, 2);
  }

  @Test
  void aCellStartsFromACopy() {
    Tensor initial = Tensor.of(new double[] {1, 2});
    Parameter w = new Parameter(initial);
    w.copyInto(w.value().flip(0));
    assertThat(w.value().toDoubles()).containsExactly(2, 1);
    assertThat(initial.toDoubles()).containsExactly(1, 2);
  }
}
