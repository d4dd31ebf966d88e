package org.atled.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.CaptureException;
import org.atled.core.error.GradientException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What cannot be compiled, and what a plan finds wrong. */
class CompiledErrorsTest {
  @Test
  void aLossThatDependsOnACellWhichTheStepChangesCannotBeKnownBefore() {
    Buffer count = new Buffer(Tensor.of(1.0));
    Compiled compiled =
        Compiled.of(in -> {
          count.copyInto(count.value().add(1));
          return List.of(in.getFirst().mul(count.value()).sum());
        });
    assertThat(compiled.run(Tensor.of(3.0)).getFirst().item()).isEqualTo(6);
    assertThatThrownBy(() -> compiled.unlessNotFinite(0).run(Tensor.of(3.0)))
        .isInstanceOf(CaptureException.class)
        .hasMessageStartingWith(
            "The number that must be finite before cells are changed depends itself on a cell that"
                + " the step changes (by Assign, ")
        .hasMessageEndingWith("; change that cell in another step, or leave unlessNotFinite out.");
    assertThat(count.value().item()).isEqualTo(2);
  }

  @Test
  void anIndexOutsideIsFoundBeforeACellIsChanged() {
    Buffer product = new Buffer(Tensor.zeros(3, 3));
    Buffer sum = new Buffer(Tensor.of(0f));
    Compiled compiled =
        Compiled.of(in -> {
          Tensor square = in.get(0).matmul(in.get(0));
          Tensor picked = in.get(0).gather(0, in.get(1));
          product.copyInto(square);
          sum.copyInto(picked.sum());
          return List.of();
        });
    Tensor a = Sample.normal(Seed.of(1), 3, 3);
    assertThatThrownBy(() -> compiled.run(a, Tensor.of(new long[][] {{7, 0, 0}})))
        .isInstanceOf(ShapeException.class);
    assertThat(product.value().toFloats()).containsOnly(0);

    compiled.run(a, Tensor.of(new long[][] {{2, 0, 0}}));
    assertThat(product.value().toFloats()).isEqualTo(a.matmul(a).toFloats());
  }

  @Test
  void aRandomNumberOfJavaIsNoticed() {
    Random random = new Random(1);
    Compiled noisy = Compiled.of(in -> List.of(in.getFirst().add(Tensor.of(random.nextDouble()))));
    assertThatThrownBy(() -> noisy.run(Tensor.of(1.0)))
        .isInstanceOf(CaptureException.class)
        .hasMessage(
            "Two recordings of the function differ: it depends on something besides tensors and"
                + " cells that changes from call to call, such as a random number of Java; draw it"
                + " from a seed, or keep it in a Slot.");
  }

  @Test
  void aGuardedFunctionIsNoPartOfAnother() {
    Compiled inner = Compiled.of(in -> in).unlessNotFinite(0);
    assertThatThrownBy(() -> Compiled.of(in -> inner.run(in.getFirst())).run(Tensor.of(1.0)))
        .isInstanceOf(CaptureException.class)
        .hasMessageStartingWith("Compiled: a function with unlessNotFinite decides by a number");
  }

  @Test
  void lookingAtANumberNamesTheLine() {
    Tensor x = Tensor.of(new double[] {1, 2});
    assertThatThrownBy(() -> Compiled.of(in -> List.of(in.getFirst().mul(itemOf(in)))).run(x))
        .isInstanceOf(CaptureException.class)
        .hasMessageStartingWith("item of a float64[] tensor inside a captured step, at ")
        .hasMessageContaining(
            "org.atled.compile.CompiledErrorsTest.itemOf(CompiledErrorsTest.java:")
        .hasMessageEndingWith(
            ": its number is not known when the step is replayed; return the tensor from the step"
                + " and read it there.");
    assertThatThrownBy(
            () -> Compiled.of(in -> List.of(Tensor.of(in.getFirst().toDoubles()))).run(x))
        .isInstanceOf(CaptureException.class)
        .hasMessageStartingWith("toStorage of a float64[2] tensor inside a captured step, at ")
        .hasMessageContaining("CompiledErrorsTest.java:");
    Slot slot = Slot.of(1.0);
    Compiled setting =
        Compiled.of(in -> {
          slot.set(2);
          return in;
        });
    assertThatThrownBy(() -> setting.run(x))
        .isInstanceOf(CaptureException.class)
        .hasMessageStartingWith("setting the Slot float64[] inside a captured step, at ")
        .hasMessageContaining("CompiledErrorsTest.java:");
    assertThat(slot.get()).isEqualTo(1);
    assertThatThrownBy(() ->
            Compiled.of(
                    in -> {
                      in.getFirst().strided().storage().array();
                      return in;
                    })
                .run(x))
        .isInstanceOf(CaptureException.class)
        .hasMessageStartingWith("The numbers of a tensor are looked at while its step is recorded");
  }

  private static double itemOf(List<Tensor> in) {
    return in.getFirst().sum().item();
  }

  @Test
  void anIndexOutsideIsAnErrorWithTheOperationsName() {
    Buffer touched = new Buffer(Tensor.of(0.0));
    Compiled compiled =
        Compiled.of(in -> {
          Tensor picked = in.get(0).gather(0, in.get(1));
          touched.copyInto(picked.sum());
          return List.of(picked);
        });
    Tensor x = Tensor.of(new double[] {1, 2, 3});
    assertThatThrownBy(() -> compiled.run(x, Tensor.of(new long[] {0, 3})))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "gather along axis 0 of shape [3]: Index 3 out of bounds for length 3 (place 1 of the"
                + " index).");
    assertThat(touched.value().item()).isZero();
    assertThat(compiled.run(x, Tensor.of(new long[] {0, 2})).getFirst().toDoubles())
        .containsExactly(1, 3);
  }

  @Test
  void aPlanKeepsNoHistory() {
    Tensor x = Tensor.of(2.0).requiresGrad();
    Compiled square = Compiled.of(in -> List.of(in.getFirst().square()));
    assertThatThrownBy(() -> square.run(x))
        .isInstanceOf(GradientException.class)
        .hasMessage(
            "Compiled: argument 0 (float64[]) needs a gradient, but a plan keeps no history; take"
                + " the gradients inside the compiled function, or pass detach().");
    assertThat(Autograd.noGrad(() -> square.run(x).getFirst().item())).isEqualTo(4);
  }
}
