package org.atled.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.capture.Capture;
import org.atled.core.capture.Recording;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** How much there is to do to plan a long step: a recurrent network over many times, unrolled. */
class ManyKernelsTest {
  private static final int BATCH = 4;
  private static final int INPUTS = 3;
  private static final int HIDDEN = 5;

  /**
   * What is counted.
   *
   * @param tried pairs of tasks that a rule was tried on
   * @param visited tasks by searches for paths
   * @param intervals of the arena
   */
  private record Work(int kernels, long tried, long visited, long intervals) {
    static Work of(Recording recording) {
      Simplification simple = new Simplification(recording);
      Program program = new Program(simple.steps(), simple.outputs(), Optional.empty());
      long tried = Fusion.apply(program);
      return new Work(
          recording.steps().size(),
          tried,
          program.order().visits(),
          Plan.of(recording, Optional.empty()).layout().visits());
    }
  }

  @Test
  void twiceAsManyAreAboutTwiceTheWork() {
    Work half = Work.of(recording(100));
    Work whole = Work.of(recording(200));

    assertThat(whole.kernels()).isBetween(2 * half.kernels() - 50, 2 * half.kernels());
    assertThat((double) whole.tried() / half.tried()).isBetween(1.8, 2.2);
    assertThat((double) whole.visited() / half.visited()).isBetween(1.5, 2.2);
    // A tree of trees: n log² n.
    assertThat((double) whole.intervals() / half.intervals()).isBetween(1.8, 2.8);
    assertThat(whole.tried()).isLessThan(50L * whole.kernels());
    assertThat(whole.visited()).isLessThan(50L * whole.kernels());
    assertThat(whole.intervals()).isLessThan(50L * whole.kernels());
  }

  /** A network with h' = tanh(x·W + h·U + b), the mean of h² at all times, and a step down. */
  private static Recording recording(int times) {
    Parameter w = new Parameter(Sample.normal(Seed.of(1), INPUTS, HIDDEN));
    Parameter u = new Parameter(Sample.normal(Seed.of(2), HIDDEN, HIDDEN));
    Parameter b = new Parameter(Sample.normal(Seed.of(3), HIDDEN));
    List<Parameter> parameters = List.of(w, u, b);
    TensorType type = new TensorType(DType.FLOAT32, Shape.of(times, BATCH, INPUTS));
    return Capture.record(
        List.of(type),
        arguments -> {
          Tensor h = Tensor.zeros(BATCH, HIDDEN);
          Tensor loss = Tensor.of(0f);
          for (int t = 0; t < times; t++) {
            Tensor x = arguments.getFirst().slice(0, t, t + 1).reshape(BATCH, INPUTS);
            h = x.matmul(w.value()).add(h.matmul(u.value())).add(b.value()).tanh();
            loss = loss.add(h.square().mean());
          }
          Gradients gradients = Autograd.gradients(loss, parameters);
          for (Parameter p : parameters) {
            p.copyInto(p.value().detach().sub(gradients.of(p).mul(0.1)));
          }
          return List.of(loss);
        });
  }
}
