package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.data.ArrayDataset;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.NamedTensors;
import org.atled.data.Rows;
import org.atled.data.Task;
import org.atled.data.WeightedDataset;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.layer.ProportionalOdds;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.BCEWithLogitsLoss;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.loss.Loss;
import org.atled.nn.loss.MSELoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Sgd;
import org.atled.train.architecture.TabM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members of an ensemble learn each by itself, and answer together. */
class EnsembleTrainingTest {
  private static final int MEMBERS = 3;
  private static final int ROWS = 6;
  private static final float[] X = {1, 0, 0, 2, -1, 1, 2, -1, 0.5f, 0.5f, -2, 1};
  private static final Tensor INPUTS = Tensor.of(X, ROWS, 2);

  private static final Dataset NUMBERS =
      ArrayDataset.of(
          new DatasetInfo("numbers", Shape.of(2), new Task.Regression(1)),
          new Rows.Floats(X, Shape.of(2)),
          new Rows.Floats(new float[] {1, 4, 0, -2, 3, 5}, Shape.of(1)));

  private static Layer network(Objective objective) {
    Layer network = TabM.of(MEMBERS, 8).build(Shape.of(2), objective);
    network.initialize(Seed.of(3));
    return network;
  }

  private static Mode training() {
    return Mode.training(Seed.of(1), Slot.of(0L));
  }

  /** The loss that is learned by is the mean of those that the members have alone. */
  private static void eachByItself(Objective objective, Loss loss, Tensor targets) {
    Layer network = network(objective);
    Tensor members = network.apply(INPUTS, training());
    double mean = 0;
    for (int i = 0; i < MEMBERS; i++) {
      mean += loss.of(members.select(1, i), targets).item() / MEMBERS;
    }
    Batch batch =
        new Batch(
            NamedTensors.none().with(Batch.X, INPUTS).with(Batch.Y, targets), Tensor.arange(ROWS));

    Outcome learned = new Supervised(network, loss).of(batch, training());
    Outcome measured = new Supervised(network, loss).of(batch, Mode.evaluation());

    assertThat(learned.loss().item()).isCloseTo(mean, within(1e-6));
    assertThat(measured.loss().item())
        .isEqualTo(loss.of(network.apply(INPUTS), targets).item())
        .isLessThan(mean - 1e-4); // the mean of all is better than one of them is in the mean
    assertThat(learned.outputs().get(Outcome.OUTPUT).shape())
        .isEqualTo(measured.outputs().get(Outcome.OUTPUT).shape());
  }

  @Test
  void theLossIsThatOfEachMemberByItself() {
    eachByItself(
        new Objective.Numbers(1),
        new MSELoss(),
        Tensor.of(new float[] {1, 4, 0, -2, 3, 5}, ROWS, 1));
    eachByItself(
        new Objective.Logit(List.of("a", "b")),
        new BCEWithLogitsLoss(),
        Tensor.of(new float[] {1, 0, 0, 1, 1, 0}, ROWS, 1));
    eachByItself(
        new Objective.Logits(List.of("a", "b", "c")),
        new CrossEntropyLoss().labelSmoothing(0.1),
        Tensor.of(new long[] {2, 0, 1, 0, 2, 1}));
  }

  private static float[] stepped(Dataset data, int parts) {
    Layer network = network(new Objective.Numbers(1));
    Trainer.of(
            network,
            Sgd.withLearningRate(0.1),
            new Supervised(network, new MSELoss()).inParts(parts))
        .epochs(2)
        .batchSize(ROWS)
        .fit(data);
    return network.apply(INPUTS).toFloats();
  }

  @Test
  void aBatchInPartsAndWeightsThatAreAllTheSameChangeNothing() {
    float[] whole = stepped(NUMBERS, 1);

    assertThat(stepped(NUMBERS, 2)).containsExactly(whole, within(1e-5f));
    assertThat(stepped(WeightedDataset.of(NUMBERS, new double[] {2, 2, 2, 2, 2, 2}), 1))
        .containsExactly(whole, within(1e-5f));
    assertThat(stepped(WeightedDataset.of(NUMBERS, new double[] {1, 3, 1, 1, 2, 1}), 1))
        .isNotEqualTo(whole);
  }

  @Test
  void classesInOrderAreLearnedFromTheScoreOfEachMember() {
    Layer network = Sequential.of(network(new Objective.Numbers(1)), new ProportionalOdds(3));

    assertThat(network.apply(INPUTS, training()).shape()).isEqualTo(Shape.of(ROWS, MEMBERS, 3));
    assertThat(network.apply(INPUTS).exp().sum(1).toDoubles())
        .containsExactly(new double[] {1, 1, 1, 1, 1, 1}, within(1e-6));
  }

  @Test
  void aSavedOneSaysTheSame(@TempDir Path folder) {
    Layer network = network(new Objective.Numbers(1));
    Run run =
        Trainer.of(network, new MSELoss(), Adam.withLearningRate(0.02))
            .epochs(60)
            .batchSize(2)
            .metrics(new R2())
            .fit(NUMBERS);
    SavedModel.save(folder.resolve("m"), run);

    assertThat(run.last().train().loss()).isLessThan(0.5);
    assertThat(Predictor.load(folder.resolve("m")).predict(INPUTS).toFloats())
        .isEqualTo(network.apply(INPUTS).toFloats());
  }
}
