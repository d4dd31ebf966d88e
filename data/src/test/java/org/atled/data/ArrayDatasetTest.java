package org.atled.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.junit.jupiter.api.Test;

class ArrayDatasetTest {
  private static final Task TWO = Task.Classification.numbered(2);

  @Test
  void aBatchHoldsTheExamplesInTheOrderAskedFor() {
    var data = ArrayDataset.of(info(TWO, 2), floats(2, 1, 2, 3, 4, 5, 6), labels(0, 1, 0));

    Batch batch = data.batch(2, 0, 2);

    assertThat(batch.size()).isEqualTo(3);
    assertThat(batch.x().shape()).isEqualTo(Shape.of(3, 2));
    assertThat(Numbers.floats(batch.x())).containsExactly(5, 6, 1, 2, 5, 6);
    assertThat(batch.y().dtype()).isEqualTo(DType.INT64);
    assertThat(Numbers.longs(batch.y())).containsExactly(0, 0, 0);
    assertThat(batch.index().dtype()).isEqualTo(DType.INT64);
    assertThat(Numbers.longs(batch.index())).containsExactly(2, 0, 2);
  }

  @Test
  void spreadExamplesComeFromAllParts() {
    var data =
        ArrayDataset.of(info(TWO, 1), floats(1, 0, 1, 2, 3, 4, 5, 6), labels(0, 0, 0, 0, 1, 1, 1));

    assertThat(data.spread(3).x().toFloats()).containsExactly(0, 2, 4);
    assertThat(data.spread(6).x().toFloats()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(data.spread(7).y().toLongs()).containsExactly(0, 0, 0, 0, 1, 1, 1);
    assertThat(data.spread(100).y().toLongs()).containsExactly(0, 0, 0, 0, 1, 1, 1);
    assertThatThrownBy(() -> data.spread(0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("A batch must have at least 1 example but got 0.");
  }

  @Test
  void bytesAreScaledToOne() {
    byte[] pixels = {0, 51, (byte) 128, (byte) 255};
    var data =
        ArrayDataset.of(
            info(TWO, 1, 1, 2), new Rows.Bytes(pixels, Shape.of(1, 1, 2)), labels(0, 1));

    Batch batch = data.batch(1, 0);

    assertThat(batch.x().shape()).isEqualTo(Shape.of(2, 1, 1, 2));
    assertThat(Numbers.floats(batch.x())).containsExactly(128 / 255f, 1, 0, 0.2f);
  }

  @Test
  void regressionHasRowsOfFloats() {
    var data =
        ArrayDataset.of(info(new Task.Regression(2), 1), floats(1, 7, 8), floats(2, 1, 2, 3, 4));

    Batch batch = data.batch(1);

    assertThat(batch.y().shape()).isEqualTo(Shape.of(1, 2));
    assertThat(Numbers.floats(batch.y())).containsExactly(3, 4);
  }

  @Test
  void namesTheExampleAndTheColumnOfANumberThatIsNone() {
    assertThatThrownBy(
            () -> ArrayDataset.of(info(TWO, 2), floats(2, 1, 2, 3, Float.NaN), labels(0, 1)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Data set \"mine\": example 1 has NaN as its input at column 1; drop the example, or"
                + " put a number there (the mean of the column, say).");
    assertThatThrownBy(() ->
            ArrayDataset.of(
                info(TWO, 1, 2, 2),
                new Rows.Floats(
                    new float[] {0, 0, 0, 0, 0, 0, Float.NEGATIVE_INFINITY, 0}, Shape.of(1, 2, 2)),
                labels(0, 1)))
        .hasMessageStartingWith(
            "Data set \"mine\": example 1 has -Infinity as its input at [0, 1, 0];");
    assertThatThrownBy(() ->
            ArrayDataset.of(
                info(new Task.Regression(1), 1), floats(1, 1, 2), floats(1, 0, Float.NaN)))
        .hasMessageStartingWith("Data set \"mine\": example 1 has NaN as its target at column 0;");
  }

  @Test
  void namesALabelThatIsNoClass() {
    assertThatThrownBy(() -> ArrayDataset.of(info(TWO, 1), floats(1, 1, 2), labels(1, 2)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Data set \"mine\": example 1 has the label 2 but there are 2 classes, numbered from 0"
                + " to 1.");
  }

  @Test
  void wantsAsManyTargetsAsInputs() {
    assertThatThrownBy(() -> ArrayDataset.of(info(TWO, 1), floats(1, 1, 2, 3), labels(1, 0)))
        .hasMessage(
            "Data set \"mine\": there are 3 inputs and 2 targets; there must be one target for each"
                + " input, and at least one input.");
    assertThatThrownBy(() -> ArrayDataset.of(info(TWO, 1), floats(1), labels()))
        .hasMessageContaining("there are 0 inputs and 0 targets");
  }

  @Test
  void wantsTheShapesThatItWasTold() {
    assertThatThrownBy(() -> ArrayDataset.of(info(TWO, 3), floats(2, 1, 2), labels(0)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Data set \"mine\": each of the inputs is [2] but the data set says [3].");
    assertThatThrownBy(
            () -> ArrayDataset.of(info(new Task.Regression(2), 1), floats(1, 1), floats(1, 1)))
        .hasMessage("Data set \"mine\": each of the targets is [1] but the data set says [2].");
    assertThatThrownBy(() -> ArrayDataset.of(info(TWO, 1), floats(1, 1), floats(1, 1)))
        .hasMessage(
            "Data set \"mine\": the targets of a classification must be labels (Rows.Labels).");
    assertThatThrownBy(() -> floats(2, 1, 2, 3))
        .hasMessage(
            "Examples of shape [2] have 2 values each, but 3 values are not a whole number of"
                + " them.");
  }

  @Test
  void namesAnExampleThatDoesNotExist() {
    var data = ArrayDataset.of(info(TWO, 1), floats(1, 1, 2), labels(0, 1));

    assertThatThrownBy(() -> data.batch(0, 2))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Data set \"mine\": there is no example 2; examples are 0 to 1.");
    assertThatThrownBy(() -> data.batch(-1)).hasMessageContaining("no example -1");
  }

  @Test
  void aTaskNeedsSomethingToLearn() {
    assertThatThrownBy(() -> Task.Classification.numbered(1))
        .hasMessage("A classification needs at least 2 classes but got [0].");
    assertThatThrownBy(() -> new Task.Regression(0))
        .hasMessage("A regression needs at least 1 output but got 0.");
  }

  private static DatasetInfo info(Task task, long... input) {
    return new DatasetInfo("mine", Shape.of(input), task);
  }

  private static Rows floats(int columns, float... values) {
    return new Rows.Floats(values, Shape.of(columns));
  }

  private static Rows labels(long... labels) {
    return new Rows.Labels(labels);
  }
}
