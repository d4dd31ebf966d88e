package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.capture.Capture;
import org.atled.core.capture.Recording;
import org.atled.core.error.CaptureException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** A captured step does what the step does. */
class CaptureTest {
  /** A small network with everything that changes from step to step. */
  private static final class Step {
    final Parameter weight = new Parameter(Sample.normal(Seed.of(1).at("w"), 5, 3));
    final Parameter bias = new Parameter(Tensor.zeros(3));
    final Buffer meanLoss = new Buffer(Tensor.of(0f));
    final Slot learningRate = Slot.of(0.1);
    final Slot number = Slot.of(0L);

    List<Tensor> run(List<Tensor> inputs) {
      Tensor x = inputs.get(0);
      TensorType type = x.type();
      Tensor kept =
          Sample.uniform(Seed.of(2), number.value(), java.util.Optional.empty(), type).gt(0.3);
      Tensor y = x.mul(kept).matmul(weight.value()).add(bias.value()).tanh();
      Tensor loss = y.sub(inputs.get(1)).square().mean();
      Gradients g = Autograd.gradients(loss, List.of(weight, bias));
      for (Parameter p : List.of(weight, bias)) {
        p.copyInto(p.value().detach().sub(g.of(p).mul(learningRate.value())));
      }
      meanLoss.copyInto(meanLoss.value().mul(0.9).add(loss.detach().mul(0.1)));
      return List.of(loss, weight.value().detach().sum());
    }
  }

  private static List<Tensor> batch(int step) {
    Seed seed = Seed.of(3).at(step);
    return List.of(Sample.normal(seed.at("x"), 7, 5), Sample.uniform(seed.at("y"), 7, 3));
  }

  @Test
  void oneTensorCannotBeTwoInputs() {
    Tensor x = Tensor.of(2.0);

    assertThatThrownBy(() -> Capture.record(List.of(x, x), in -> List.of(in.get(0).mul(in.get(1)))))
        .isInstanceOf(CaptureException.class)
        .hasMessage(
            "record: input 1 is the same tensor as an earlier one, so that a replay could not tell"
                + " them apart; pass a copy() of it.");
  }

  @Test
  void anOperationThatReturnsItsOperandIsKnownByItsResult() {
    record Same() implements Op {
      @Override
      public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
      }

      @Override
      public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
        return inputs.getFirst();
      }
    }
    Tensor x = Tensor.of(2.0);
    Recording recording =
        Capture.record(
            List.of(x), in -> List.of(Dispatch.apply(new Same(), in.get(0)), in.get(0).mul(1)));

    assertThat(recording.outputs().getFirst()).isEqualTo(new Recording.Source.Result(0));
    assertThat(recording.replay(List.of(Tensor.of(7.0))).getFirst().item()).isEqualTo(7);
    Recording.Step second = recording.steps().get(1);
    assertThat(((Recording.Step.Apply) second).inputs().getFirst())
        .isEqualTo(new Recording.Source.Input(0));
  }

  @Test
  void aRecordingRepeatsTheStepBitForBit() {
    Step eager = new Step();
    Step captured = new Step();
    Recording recording = null;
    for (int i = 0; i < 20; i++) {
      for (Step step : List.of(eager, captured)) {
        step.learningRate.set(0.1 / (1 + i));
        step.number.set((long) i);
      }
      List<Tensor> batch = batch(i);
      List<Tensor> wanted = eager.run(batch);
      List<Tensor> got;
      if (recording == null) {
        recording = Capture.record(batch, captured::run);
        got = recording.first();
      } else {
        got = recording.replay(batch);
      }
      for (int k = 0; k < wanted.size(); k++) {
        assertThat(got.get(k).toFloats()).as("step %d", i).isEqualTo(wanted.get(k).toFloats());
      }
      assertThat(captured.weight.value().toFloats()).isEqualTo(eager.weight.value().toFloats());
      assertThat(captured.bias.value().toFloats()).isEqualTo(eager.bias.value().toFloats());
      assertThat(captured.meanLoss.value().toFloats()).isEqualTo(eager.meanLoss.value().toFloats());
    }
    assertThat(eager.weight.value().toFloats()).isNotEqualTo(new Step().weight.value().toFloats());
    assertThat(eager.meanLoss.value().item()).isPositive();
  }

  @Test
  void aCellReadAfterItsUpdateHasTheNewNumbers() {
    Buffer count = new Buffer(Tensor.of(new double[] {1, 2}));
    Recording recording =
        Capture.record(
            List.of(Tensor.of(10.0)),
            in -> {
              Tensor before = count.value().copy();
              Tensor view = count.value().flip(0);
              count.copyInto(count.value().add(in.getFirst()));
              return List.of(before, view.add(0), count.value().add(0));
            });
    assertThat(recording.first().get(2).toDoubles()).containsExactly(11, 12);
    List<Tensor> again = recording.replay(List.of(Tensor.of(100.0)));
    assertThat(again.get(0).toDoubles()).containsExactly(11, 12);
    assertThat(again.get(1).toDoubles()).containsExactly(112, 111);
    assertThat(again.get(2).toDoubles()).containsExactly(111, 112);
  }

  @Test
  void inferenceWithoutGradientsIsCapturedToo() {
    Tensor w = Tensor.of(new double[] {2, 3});
    Recording recording =
        Capture.record(
            List.of(Tensor.of(1.0)), in -> Autograd.noGrad(() -> List.of(in.getFirst().mul(w))));
    assertThat(recording.steps()).hasSize(1);
    assertThat(recording.replay(List.of(Tensor.of(5.0))).getFirst().toDoubles())
        .containsExactly(10, 15);
  }

  @Test
  void lookingAtANumberNamesTheLine() {
    List<Tensor> x = List.of(Tensor.of(new double[] {1, 2}));
    assertThatThrownBy(() -> Capture.record(x, in -> List.of(in.getFirst().mul(itemOf(in)))))
        .isInstanceOf(CaptureException.class)
        .hasMessageStartingWith("item of a float64[] tensor inside a captured step, at ")
        .hasMessageContaining("org.atled.testkit.CaptureTest.itemOf(CaptureTest.java:")
        .hasMessageEndingWith(
            ": its number is not known when the step is replayed; return the tensor from the step"
                + " and read it there.");
    assertThatThrownBy(() -> Capture.record(x, in -> List.of(Tensor.of(in.getFirst().toDoubles()))))
        .isInstanceOf(CaptureException.class)
        .hasMessageStartingWith("toStorage of a float64[2] tensor inside a captured step, at ")
        .hasMessageContaining("CaptureTest.java:");
    Slot slot = Slot.of(1.0);
    assertThatThrownBy(() ->
            Capture.record(
                x,
                in -> {
                  slot.set(2);
                  return in;
                }))
        .isInstanceOf(CaptureException.class)
        .hasMessageStartingWith("setting the Slot float64[] inside a captured step, at ")
        .hasMessageContaining("CaptureTest.java:");
    assertThat(slot.get()).isEqualTo(1);
  }

  private static double itemOf(List<Tensor> in) {
    return in.getFirst().sum().item();
  }

  @Test
  void inputsOfOtherTypesAreRefused() {
    Recording recording =
        Capture.record(List.of(Tensor.zeros(2, 3)), in -> List.of(in.getFirst().sum()));
    assertThatThrownBy(() -> recording.replay(List.of(Tensor.zeros(4, 3))))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "replay: the step was recorded for inputs [float32[2, 3]] but is given [float32[4, 3]];"
                + " record it again for these.");
    assertThatThrownBy(() -> recording.replay(List.of(Tensor.zeros(DType.FLOAT64, 2, 3))))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("is given [float64[2, 3]]");
    assertThat(recording.inputs()).containsExactly(new TensorType(DType.FLOAT32, Shape.of(2, 3)));
  }
}
