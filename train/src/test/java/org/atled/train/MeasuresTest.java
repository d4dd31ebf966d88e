package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.data.NamedTensors;
import org.atled.data.Task;
import org.atled.nn.Layer;
import org.atled.nn.layer.Linear;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.loss.MSELoss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a task asks for, and how it is measured. */
class MeasuresTest {
  @Test
  void twoClassesAreOneLogit() {
    Objective objective = Objective.of(Task.Classification.numbered(2));
    Tensor output = Tensor.of(new float[][] {{0}, {2}, {-100}});

    assertThat(objective.outputs()).isEqualTo(1);
    // ln 2, ln(1 + e⁻²) and 100.
    assertThat(objective.loss().of(output, Tensor.of(new long[] {0, 1, 1})).item())
        .isCloseTo((0.6931471805599453 + 0.1269280110429725 + 100) / 3, within(1e-5));
    assertThat(objective.predictions(output).toDoubles())
        .containsExactly(
            new double[] {0.5, 0.5, 0.11920292202211755, 0.8807970779778823, 1, 0}, within(1e-7));
    assertThat(objective.metrics()).containsExactly(Accuracy.top1());
  }

  @Test
  void moreClassesAreALogitEach() {
    Objective objective = Objective.of(Task.Classification.numbered(3));
    Tensor output = Tensor.of(new float[][] {{2, -1, 0.5f}, {0, 0, 0}, {80, -80, 3}});

    assertThat(objective.outputs()).isEqualTo(3);
    assertThat(objective.loss()).isEqualTo(new CrossEntropyLoss());
    Tensor probabilities = objective.predictions(output);
    assertThat(probabilities.shape()).isEqualTo(Shape.of(3, 3));
    assertThat(probabilities.sum(1).toDoubles())
        .containsExactly(new double[] {1, 1, 1}, within(1e-6));
    assertThat(probabilities.get(0).toDoubles())
        .containsExactly(
            new double[] {0.7855970345892759, 0.03911257327068745, 0.17529039214003666},
            within(1e-6));
  }

  @Test
  void regressionIsTheNumbersThemselves() {
    Objective objective = Objective.of(new Task.Regression(4));
    Tensor output = Tensor.of(new float[][] {{1, 2, 3, 4}});

    assertThat(objective.outputs()).isEqualTo(4);
    assertThat(objective.loss()).isEqualTo(new MSELoss());
    assertThat(objective.metrics()).containsExactly(new R2());
    assertThat(objective.predictions(output)).isSameAs(output);
  }

  @Test
  void accuracyCountsTheGreatestOutput() {
    Tensor output = Tensor.of(new float[][] {{1, 3, 2}, {5, 4, 5}, {0, 0, 1}, {1, 0, 0}});

    assertThat(Accuracy.sum(output, Tensor.of(new long[] {1, 0, 2, 2}))).isEqualTo(3);
    assertThat(Accuracy.top1().name()).isEqualTo("accuracy");
  }

  @Test
  void accuracyOfOneLogitAsksForItsSign() {
    Tensor logits = Tensor.of(new float[] {-2, 0, 0.1f, 7});
    Tensor target = Tensor.of(new long[] {0, 0, 1, 0});

    assertThat(Accuracy.sum(logits, target)).isEqualTo(3);
    assertThat(Accuracy.sum(logits.unsqueeze(1), target)).isEqualTo(3);
    assertThat(Accuracy.sum(logits, target.unsqueeze(1))).isEqualTo(3);
    assertThat(Accuracy.classes(logits).dtype()).isEqualTo(DType.INT64);
  }

  @Test
  void ofMixedTargetsTheMostProbableClassCounts() {
    Tensor output = Tensor.of(new float[] {1, 3, 2, 5, 4, 0}, 2, 3);
    Tensor chances = Tensor.of(new float[] {0.1f, 0.5f, 0.4f, 0.3f, 0.6f, 0.1f}, 2, 3);
    assertThat(Accuracy.sum(output, chances)).isEqualTo(1);

    Tensor logits = Tensor.of(new float[] {2, 2, -2, -2}, 4, 1);
    Tensor second = Tensor.of(new float[] {0.7f, 0.3f, 0.3f, 0.3f}, 4, 1);
    assertThat(Accuracy.sum(logits, second)).isEqualTo(3);
  }

  /** By hand: Σ(y − ŷ)² = 1.5 and Σ(y − ȳ)² = 29.1875 round ȳ = 2.875. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void r2IsOverAllExamplesHoweverTheyAreCut(int batchSize) {
    float[] right = {3, -0.5f, 2, 7};
    float[] found = {2.5f, 0, 2, 8};
    Metric.Meter meter = new R2().meter();
    for (int from = 0; from < right.length; from += batchSize) {
      add(meter, column(found, from, batchSize), column(right, from, batchSize));
    }

    assertThat(meter.value()).isCloseTo(1 - 1.5 / 29.1875, within(1e-12));
    assertThat(new R2().name()).isEqualTo("r2");
  }

  private static void add(Metric.Meter meter, Tensor output, Tensor target) {
    Tensor index = Tensor.arange((int) target.shape().size(0));
    meter.add(NamedTensors.of("output", output), Batch.of(target, target, index));
  }

  private static Tensor column(float[] values, int from, int count) {
    float[] some = Arrays.copyOfRange(values, from, Math.min(values.length, from + count));
    return Tensor.of(some).unsqueeze(1);
  }

  @Test
  void r2OfSeveralOutputsIsTheirMean() {
    Metric.Meter meter = new R2().meter();
    add(
        meter,
        Tensor.of(new float[][] {{0.5f, 2}, {-1, 2}, {7, -5}}),
        Tensor.of(new float[][] {{0.5f, 1}, {-1, 1}, {7, -6}}));

    // The first column is found exactly; in the second 3 is missed of 98/3 about the mean −4/3.
    assertThat(meter.value()).isCloseTo((1 + 1 - 3 / (98 / 3.0)) / 2, within(1e-12));
  }

  @Test
  void r2NeedsTargetsThatDiffer() {
    Metric.Meter meter = new R2().meter();
    add(meter, Tensor.of(new float[][] {{1}, {2}}), Tensor.of(new float[][] {{3}, {3}}));

    assertThat(meter.value()).isNaN();
    assertThatThrownBy(() -> add(meter, Tensor.of(new float[] {1}), Tensor.of(new float[][] {{3}})))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "R²: takes outputs [batch, numbers] and targets of that shape, not outputs [1] and"
                + " targets [1, 1].");
  }

  /** A mean of means would weigh the two examples of the last batch too much. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 12, 100})
  void theMeanIsOverExamplesHoweverTheyAreCut(int batchSize) {
    Linear model = new Linear(1, 1);
    model.weight().copyInto(Tensor.of(new float[][] {{3}}));
    model.bias().orElseThrow().copyInto(Tensor.of(new float[] {0}));
    Dataset line = Problems.line(100);
    Metric first = new Metric.Mean("sum of targets", (outputs, batch) -> batch.y().sum().item());

    EpochReport.Measured measured =
        Evaluation.of(model, new MSELoss(), List.of(first), line, batchSize);
    assertThat(measured.loss()).isCloseTo(1, within(1e-5));
    // y runs from −1 to 28.7.
    assertThat(Problems.at(measured.metrics(), "sum of targets")).isCloseTo(13.85, within(1e-4));
  }

  @Test
  void evaluationDropsNothing() {
    Layer model = Problems.network();
    model.initialize(Seed.of(1));
    Dataset moons = Problems.moons().train();

    assertThat(Evaluation.of(model, new CrossEntropyLoss(), List.of(), moons, 64))
        .isEqualTo(Evaluation.of(model, new CrossEntropyLoss(), List.of(), moons, 64));
  }
}
