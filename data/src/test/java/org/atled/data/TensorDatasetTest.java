package org.atled.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.StateException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** Tensors of any type by name, in data sets and batches. */
class TensorDatasetTest {
  private final NamedTensors sentences =
      NamedTensors.of("tokens", Tensor.of(new long[][] {{4, 5}, {6, 0}, {7, 8}}))
          .with("mask", Tensor.of(new boolean[][] {{true, true}, {true, false}, {true, true}}))
          .with("y", Tensor.of(new long[] {1, 0, 1}));

  @Test
  void aBatchHasTheExamplesOfEveryTensorByName() {
    Batch batch = TensorDataset.of("sentences", sentences).batch(2, 1, 2);

    assertThat(batch.tensors().entries().keySet()).containsExactly("tokens", "mask", "y");
    assertThat(batch.get("tokens").toArray()).isEqualTo(new long[][] {{7, 8}, {6, 0}, {7, 8}});
    assertThat(batch.get("mask").toArray())
        .isEqualTo(new boolean[][] {{true, true}, {true, false}, {true, true}});
    assertThat(batch.y().toLongs()).containsExactly(1, 0, 1);
    assertThat(batch.index().toLongs()).containsExactly(2, 1, 2);
    assertThat(batch.size()).isEqualTo(3);
  }

  @Test
  void itsInfoHasTheTypesOfOneExample() {
    DatasetInfo info = TensorDataset.of("sentences", sentences).info();

    assertThat(info.tensors())
        .containsEntry("tokens", new TensorType(DType.INT64, Shape.of(2)))
        .containsEntry("mask", new TensorType(DType.BOOL, Shape.of(2)))
        .containsEntry("y", new TensorType(DType.INT64, Shape.scalar()));
    assertThat(info.task()).isEqualTo(new Task.Own());
    assertThatThrownBy(info::input)
        .isInstanceOf(StateException.class)
        .hasMessage(
            "\"sentences\" has no inputs \"x\", which a model from one tensor to one takes; it has"
                + " [tokens, mask, y].");
  }

  @Test
  void itIsACopyOfWhatItWasMadeFromWhateverTheLayout() {
    Tensor turned = Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}}).mT();
    TensorDataset data = TensorDataset.of("turned", NamedTensors.of("x", turned));

    assertThat(data.batch(1, 2).x().toArray()).isEqualTo(new float[][] {{2, 5}, {3, 6}});
    assertThat(data).hasToString("turned (3 examples of x float32[2])");
  }

  @Test
  void namesThatAreNotThereAreAnsweredByThoseThatAre() {
    Batch batch = TensorDataset.of("sentences", sentences).batch(0);

    assertThatThrownBy(() -> batch.get("masks"))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Batch: There is no tensor \"masks\"; there are [tokens, mask, y].");
    assertThatThrownBy(batch::x).hasMessageContaining("no tensor \"x\"");
    assertThatThrownBy(() -> batch.with("mask", batch.index()))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "There is a tensor \"mask\" already, among [tokens, mask, y]; take another name.");
  }

  @Test
  void aBatchIsOfOneLength() {
    Tensor index = Tensor.of(new long[] {0, 1});

    assertThat(Batch.of(Tensor.zeros(2, 3), Tensor.zeros(2), index).with("z", index).get("z"))
        .isSameAs(index);
    assertThatThrownBy(() -> Batch.of(Tensor.zeros(2, 3), Tensor.zeros(3), index))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Batch: \"y\" is float32[3] but its first axis must be that of the 2 examples.");
    assertThatThrownBy(() -> new Batch(NamedTensors.none(), Tensor.zeros(2)))
        .hasMessage("Batch: the index is float32[2] but must be int64 [examples].");
  }

  @Test
  void whatIsNoDataSetIsRefused() {
    refused("there is no tensor; give it at least one.", new Task.Own(), NamedTensors.none());
    refused(
        "\"x\" is float32[], which has no axis of examples; its first must be one.",
        new Task.Own(),
        NamedTensors.of("x", Tensor.of(1f)));
    refused(
        "\"x\" is int64[2], 2 examples, but \"tokens\" has 3; the first axis of each counts the"
            + " examples.",
        new Task.Own(),
        sentences.with("x", Tensor.of(new long[] {1, 2})));
    refused(
        "\"x\" is float32[0, 2], without an example; give it at least one.",
        new Task.Own(),
        NamedTensors.of("x", Tensor.zeros(0, 2)));
    refused(
        "\"x\" is float64[2, 2], and its example 1 has the number NaN; drop it.",
        new Task.Own(),
        NamedTensors.of("x", Tensor.of(new double[][] {{1, 2}, {Double.NaN, 3}})));
    refused(
        "\"x\" is float16[2], and its example 0 has the number -Infinity; drop it.",
        new Task.Own(),
        NamedTensors.of("x", Tensor.of(new float[] {-1e9f, 1}).to(DType.FLOAT16)));
    refused(
        "\"y\" of one example is int64[] but its task needs float32[1].",
        new Task.Regression(1),
        sentences);
    refused(
        "its task needs targets \"y\", but there are [x]; add them, or leave the task out.",
        Task.Classification.numbered(2),
        NamedTensors.of("x", Tensor.zeros(2)));
    assertThatThrownBy(() -> TensorDataset.of("sentences", sentences).batch(0, 3))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Data set \"sentences\": there is no example 3; examples are 0 to 2.");
    assertThatThrownBy(() -> NamedTensors.of("", Tensor.of(1f)))
        .hasMessage("A tensor needs a name, but one is called \"\".");
  }

  private static void refused(String why, Task task, NamedTensors tensors) {
    assertThatThrownBy(() -> TensorDataset.of("data", task, tensors))
        .hasMessage("Data set \"data\": " + why);
  }

  @Test
  void aTaskSaysWhatItsTargetsAre() {
    Task task = new Task.Classification(List.of("no", "yes"));

    assertThat(TensorDataset.of("sentences", task, sentences).info().task()).isEqualTo(task);
  }
}
