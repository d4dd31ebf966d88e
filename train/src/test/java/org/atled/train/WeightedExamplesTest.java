package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.ArrayDataset;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.NamedTensors;
import org.atled.data.Rows;
import org.atled.data.Task;
import org.atled.data.WeightedDataset;
import org.atled.nn.layer.Linear;
import org.atled.nn.loss.BCEWithLogitsLoss;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.loss.HuberLoss;
import org.atled.nn.loss.KLDivLoss;
import org.atled.nn.loss.L1Loss;
import org.atled.nn.loss.Loss;
import org.atled.nn.loss.MSELoss;
import org.atled.nn.loss.SmoothL1Loss;
import org.atled.nn.optim.Sgd;
import org.junit.jupiter.api.Test;

/** An example of weight 2 counts as if it were there twice, one of 0 as if it were not. */
class WeightedExamplesTest {
  private static final float[][] X = {{1, 0}, {0, 2}, {-1, 1}, {2, -1}, {0.5f, 0.5f}};
  private static final int[] TIMES = {2, 0, 3, 1, 2};

  private static int[] repeated() {
    return IntStream.range(0, TIMES.length)
        .flatMap(i -> IntStream.range(0, TIMES[i]).map(_ -> i))
        .toArray();
  }

  private static Dataset numbers(int[] rows) {
    float[][] y = {{1, 2}, {100, -100}, {0, -3}, {-2, 0.5f}, {4, 1}};
    return ArrayDataset.of(
        new DatasetInfo("numbers", Shape.of(2), new Task.Regression(2)),
        new Rows.Floats(some(X, rows), Shape.of(2)),
        new Rows.Floats(some(y, rows), Shape.of(2)));
  }

  private static Dataset labels(int[] rows) {
    float[][] y = {{1, 0}, {1, 1}, {0, 0}, {0, 1}, {1, 0}};
    return ArrayDataset.of(
        new DatasetInfo("labels", Shape.of(2), new Task.Regression(2)),
        new Rows.Floats(some(X, rows), Shape.of(2)),
        new Rows.Floats(some(y, rows), Shape.of(2)));
  }

  private static Dataset classes(int[] rows) {
    long[] y = {2, 0, 1, 0, 2};
    return ArrayDataset.of(
        new DatasetInfo("classes", Shape.of(2), Task.Classification.numbered(3)),
        new Rows.Floats(some(X, rows), Shape.of(2)),
        new Rows.Labels(Arrays.stream(rows).mapToLong(i -> y[i]).toArray()));
  }

  private static float[] some(float[][] all, int[] rows) {
    float[] some = new float[rows.length * all[0].length];
    for (int i = 0; i < some.length; i++) {
      some[i] = all[rows[i / all[0].length]][i % all[0].length];
    }
    return some;
  }

  private static Dataset weighted(Dataset each) {
    return WeightedDataset.of(each, Arrays.stream(TIMES).asDoubleStream().toArray());
  }

  private static final int[] ALL = {0, 1, 2, 3, 4};

  private static void same(Loss loss, List<Metric> metrics, Dataset each, Dataset several) {
    int outputs = each.info().task() instanceof Task.Classification ? 3 : 2;
    Linear model = new Linear(2, outputs);
    model
        .weight()
        .copyInto(Tensor.of(new float[] {1, -0.5f, 0.25f, 2, 1, -1}, 3, 2).slice(0, 0, outputs));
    model
        .bias()
        .orElseThrow()
        .copyInto(Tensor.of(new float[] {0.1f, -0.2f, 0.3f}).slice(0, 0, outputs));
    EpochReport.Measured wanted = Evaluation.of(model, loss, metrics, several, 3);
    EpochReport.Measured found = Evaluation.of(model, loss, metrics, weighted(each), 2);
    assertThat(found.loss()).as(loss.toString()).isCloseTo(wanted.loss(), within(1e-5));
    for (Map.Entry<String, Double> metric : wanted.metrics().entrySet()) {
      assertThat(found.metrics().get(metric.getKey()))
          .as(metric.getKey())
          .isCloseTo(metric.getValue(), within(1e-6));
    }
    for (int parts : new int[] {1, 3}) {
      float[] stepped = stepped(loss, several, outputs, 1);
      assertThat(stepped(loss, weighted(each), outputs, parts))
          .as("%s in %d parts".formatted(loss, parts))
          .containsExactly(stepped, within(1e-5f));
    }
  }

  private static float[] stepped(Loss loss, Dataset data, int outputs, int parts) {
    Linear model = new Linear(2, outputs);
    Trainer.of(model, Sgd.withLearningRate(0.1), new Supervised(model, loss).inParts(parts))
        .epochs(2)
        .batchSize(data.size())
        .fit(data);
    return model.weight().value().toFloats();
  }

  @Test
  void asIfTheyWereThereSoOften() {
    int[] several = repeated();
    for (Loss loss : List.of(new MSELoss(), new L1Loss(), new HuberLoss(), new SmoothL1Loss())) {
      same(loss, List.of(new R2()), numbers(ALL), numbers(several));
    }
    same(
        new BCEWithLogitsLoss(),
        List.of(LabelAccuracy.each(), LabelAccuracy.together()),
        labels(ALL),
        labels(several));
    same(
        new CrossEntropyLoss().labelSmoothing(0.1),
        List.of(Accuracy.top1(), new RankError()),
        classes(ALL),
        classes(several));
  }

  @Test
  void aLossThatIsNoMeanOverExamplesIsRefused() {
    Linear model = new Linear(2, 2);
    assertThatThrownBy(
            () -> Evaluation.of(model, new KLDivLoss(), List.of(), weighted(numbers(ALL)), 5))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "KLDivLoss is no mean over examples that could be weighted; take a loss that says those"
                + " of each (Loss.each), or data without weights.");
    Linear classifier = new Linear(2, 3);
    Loss ignoring = new CrossEntropyLoss().ignoring(0);
    assertThatThrownBy(
            () -> Evaluation.of(classifier, ignoring, List.of(), weighted(classes(ALL)), 5))
        .as("a mean over fewer than all")
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith("CrossEntropyLoss is no mean over examples");
  }

  @Test
  void ranksAreFurtherApartThanClasses() {
    float[][] output = {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}};
    Tensor right = Tensor.of(new long[] {0, 0, 2});
    Metric.Meter meter = new RankError().meter();
    meter.add(
        NamedTensors.of(Outcome.OUTPUT, Tensor.of(output)),
        Batch.of(Tensor.of(output), right, Tensor.of(new long[] {0, 1, 2})));
    assertThat(meter.value()).isEqualTo((2 + 0 + 1) / 3.0);
    assertThat(new RankError().name()).isEqualTo("rank_error");
  }
}
