package org.atled.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.inspect.AttentionMaps;
import org.atled.nn.layer.GPT;
import org.junit.jupiter.api.Test;

class AttentionRolloutTest {
  /** One head, two steps: by hand, (A₂ + I)/2 · (A₁ + I)/2. */
  @Test
  void isTheProductOfHalfTheWeightsAndHalfTheStepItself() {
    Tensor first = Tensor.of(new double[] {1, 0, 0.5, 0.5}, 1, 2, 2);
    Tensor second = Tensor.of(new double[] {0.2, 0.8, 1, 0}, 1, 2, 2);

    Tensor shares = AttentionRollout.of(List.of(first, second)).shares();

    // [[0.6, 0.4], [0.5, 0.5]] · [[1, 0], [0.25, 0.75]]
    assertThat(shares.toDoubles())
        .containsExactly(new double[] {0.7, 0.3, 0.625, 0.375}, offset(1e-12));
  }

  @Test
  void theMeanOfTheHeadsCounts() {
    Tensor heads = Tensor.of(new double[] {1, 0, 1, 0, 0, 1, 0, 1}, 2, 2, 2);

    assertThat(AttentionRollout.of(List.of(heads)).shares().toDoubles())
        .containsExactly(new double[] {0.75, 0.25, 0.25, 0.75}, offset(1e-12));
  }

  @Test
  void sharesOfEachOutputAddUpToOneAndNoneIsFromLater() {
    GPT gpt = new GPT(GPT.Config.of(17, 20, 24, 4).withHeads(3));
    gpt.initialize(Seed.of(1));
    AttentionMaps seen = new AttentionMaps();
    Tensor ids = Tensor.of(new long[][] {{3, 1, 4, 1, 5, 9, 2}, {6, 5, 3, 5, 8, 9, 7}});
    Autograd.noGrad(() -> gpt.apply(ids, Mode.evaluation().observedBy(seen)));

    Tensor shares = AttentionRollout.of(seen.weights()).shares();

    assertThat(shares.shape().toArray()).containsExactly(2, 7, 7);
    for (double sum : shares.sum(-1).toDoubles()) {
      assertThat(sum).isCloseTo(1, offset(1e-6));
    }
    assertThat(shares.triu(1).abs().max().item()).isZero();
    assertThat(shares.min().item()).isNotNegative();
  }

  /** As padding does. */
  @Test
  void aStepThatLooksAtNothingIsItsOwn() {
    Tensor none = Tensor.of(new double[] {0, 0, 0.5, 0.5}, 1, 2, 2);

    assertThat(AttentionRollout.of(List.of(none, none)).shares().select(0, 0).toDoubles())
        .containsExactly(1, 0);
  }

  @Test
  void saysWhatItDoesNotTake() {
    assertThatThrownBy(() -> AttentionRollout.of(List.of()))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("AttentionRollout: there is no layer; give the weights of at least one.");
    assertThatThrownBy(
            () -> AttentionRollout.of(List.of(Tensor.ones(2, 3, 3), Tensor.ones(2, 3, 4))))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "AttentionRollout: layer 1 has weights [2, 3, 4], but all must be [.., heads, steps,"
                + " steps] of the steps of the first, [2, 3, 3].");
  }
}
