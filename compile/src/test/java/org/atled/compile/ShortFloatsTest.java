package org.atled.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In one loop numbers are rounded where operation by operation they would be. */
class ShortFloatsTest {
  private static final Tensor X = Sample.normal(Seed.of(7), 33, 65);

  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16"})
  void aChainOfMapsRoundsAfterEachOfThem(DType half) {
    Compiled compiled =
        Compiled.of(in -> List.of(chain(in.getFirst(), half), chain(in.getFirst(), half).sum()));
    Tensor got = compiled.run(X).getFirst();

    assertThat(compiled.explain(X.type()).loops()).hasSizeLessThanOrEqualTo(2);
    assertThat(got.dtype()).isEqualTo(half);
    assertThat(got.toFloats()).isEqualTo(chain(X, half).toFloats());
    assertThat(got.toFloats()).isNotEqualTo(chain(X, DType.FLOAT32).to(half).toFloats());
    assertThat(compiled.run(X).getLast().toFloats()).isEqualTo(chain(X, half).sum().toFloats());
  }

  private static Tensor chain(Tensor x, DType half) {
    Tensor y = x.to(half);
    return y.mul(1.1).exp().add(y).div(3).tanh();
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16"})
  void aWayThroughThemIsOneLoopAndRounds(DType half) {
    Compiled compiled =
        Compiled.of(in -> List.of(in.getFirst().mul(3).to(half).to(DType.FLOAT32).add(1)));
    float[] wanted = X.mul(3).to(half).to(DType.FLOAT32).add(1).toFloats();

    assertThat(compiled.explain(X.type()).loops()).hasSize(1);
    assertThat(compiled.run(X).getFirst().toFloats()).isEqualTo(wanted);
    assertThat(wanted).isNotEqualTo(X.mul(3).add(1).toFloats());
  }

  /** Activations in 16 bits, the weight and its gradient in float32. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16"})
  void aStepWithGradients(DType half) {
    Parameter eager = new Parameter(Sample.normal(Seed.of(8), 65, 4));
    Parameter planned = new Parameter(Sample.normal(Seed.of(8), 65, 4));
    Compiled compiled = Compiled.of(in -> List.of(step(planned, in.getFirst(), half)));
    for (int i = 0; i < 3; i++) {
      Tensor wanted = step(eager, X, half);
      assertThat(compiled.run(X).getFirst().toFloats()).isEqualTo(wanted.toFloats());
      assertThat(planned.value().toFloats()).isEqualTo(eager.value().toFloats());
    }
  }

  private static Tensor step(Parameter weight, Tensor x, DType half) {
    Tensor y = x.to(half).matmul(weight.value().to(half)).relu().softmax(1);
    Tensor loss = y.mul(y).mean().to(DType.FLOAT32);
    Tensor g = Autograd.gradients(loss, List.of(weight)).of(weight);
    weight.copyInto(weight.value().detach().sub(g.mul(10)));
    return loss;
  }
}
