package org.atled.generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.NamedTensors;
import org.atled.data.Task;
import org.atled.data.TensorDataset;
import org.atled.nn.Module;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.train.Objective;
import org.atled.train.SavedModel;
import org.junit.jupiter.api.Test;

/** A classifier whose features are the numbers themselves, and whose class is the greatest. */
class JudgeTest {
  private static final Task TASK = Task.Classification.numbered(3);
  private static final Judge JUDGE = Judge.of(saved(Sequential.of(same(), same())));

  private static Linear same() {
    Linear layer = new Linear(Linear.Config.of(3, 3).withoutBias());
    layer
        .parameters()
        .getFirst()
        .copyInto(Tensor.of(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, 3, 3));
    return layer;
  }

  private static SavedModel saved(Module module) {
    return new SavedModel(
        module,
        new DatasetInfo("corners", Shape.of(3), TASK),
        new Objective.Logits(List.of("0", "1", "2")),
        Optional.empty());
  }

  /** Points near the corners with these numbers. */
  private static Tensor near(long... corners) {
    Tensor noise = Sample.normal(Seed.of(1), corners.length, 3).mul(0.1);
    return Tensor.of(corners).oneHot(3).to(noise.dtype()).add(noise);
  }

  private static Dataset real(long... corners) {
    return TensorDataset.of(
        "corners", TASK, NamedTensors.of("x", near(corners)).with("y", Tensor.of(corners)));
  }

  @Test
  void countsWhatIsNamedAsAsked() {
    Dataset real = real(0, 1, 2, 0, 1, 2);
    Judge.Verdict verdict =
        JUDGE.of(
            near(0, 1, 2, 0, 1, 1, 1, 1),
            Optional.of(Tensor.of(new long[] {0, 1, 2, 0, 1, 2, 0, 1})),
            real);
    assertThat(verdict.named()).containsExactly(2, 5, 1);
    assertThat(verdict.count()).isEqualTo(8);
    assertThat(verdict.asAsked()).hasValue(0.75);
    assertThat(verdict.missing()).isEmpty();
    assertThat(verdict.rarest()).isEqualTo(2);
    assertThat(verdict.entropy())
        .isCloseTo(
            -(0.25 * Math.log(0.25) + 0.625 * Math.log(0.625) + 0.125 * Math.log(0.125)),
            offset(1e-12));
    assertThat(verdict.features()).isEqualTo(3);
  }

  @Test
  void aClassThatIsNotMadeIsMissing() {
    Dataset real = real(0, 1, 2, 0, 1, 2);
    Judge.Verdict one = JUDGE.of(near(1, 1, 1), Optional.empty(), real);
    assertThat(one.asAsked()).isEmpty();
    assertThat(one.entropy()).isZero();
    assertThat(one.missing()).containsExactly(0, 2);
    Judge.Verdict all = JUDGE.of(near(0, 1, 2), Optional.empty(), real);
    assertThat(all.entropy()).isCloseTo(Math.log(3), offset(1e-12));
    assertThat(all.distance()).isLessThan(0.2 * one.distance());
  }

  @Test
  void theDistanceIsThatOfTheFeatures() {
    long[] corners = {0, 1, 2, 0, 1, 2, 2, 2};
    Dataset real = real(corners);
    Tensor made = near(0, 0, 1);
    assertThat(JUDGE.of(made, Optional.empty(), real).distance())
        .isCloseTo(Frechet.distance(made, near(corners)), offset(1e-5));
    assertThat(JUDGE.distance(real, real)).isCloseTo(0, offset(1e-6));
  }

  @Test
  void saysWhatItDoesNotTake() {
    assertThatThrownBy(
            () -> JUDGE.of(Sample.normal(Seed.of(1), 4, 2), Optional.empty(), real(0, 1, 2)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "The classifier learned from examples [3] but is to judge examples [2]; take one that"
                + " learned from the same data.");
    assertThatThrownBy(() -> Judge.of(saved(same())))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "The classifier is not two layers or more, one after the other, the last of which is"
                + " given features; take one such as lenet5 or mlp:256.");
    SavedModel numbers =
        new SavedModel(
            Sequential.of(same(), same()),
            new DatasetInfo("numbers", Shape.of(3), new Task.Regression(3)),
            new Objective.Numbers(3),
            Optional.empty());
    assertThatThrownBy(() -> Judge.of(numbers))
        .hasMessage(
            "Sequential names no classes, so that it cannot judge examples; take a classifier, such"
                + " as one of atled train digits --model lenet5.");
  }
}
