package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.ArrayDataset;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Rows;
import org.atled.data.Task;
import org.atled.nn.layer.BatchNorm1d;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.MSELoss;
import org.atled.nn.optim.Sgd;
import org.junit.jupiter.api.Test;

/** Running statistics in a run of the trainer. */
class StatisticsTest {
  private static final long SEED = 3;

  private static Sequential network() {
    Sequential network = Sequential.of(new Linear(1, 4), new BatchNorm1d(4), new Linear(4, 1));
    network.initialize(Seed.of(1));
    return network;
  }

  /** y = 3x − 1, of which one target is so large that the loss of its batch overflows. */
  private static Dataset withAnOverflow(int points) {
    Shape one = Shape.of(1);
    float[] x = new float[points];
    float[] y = new float[points];
    for (int i = 0; i < points; i++) {
      x[i] = i / 10f;
      y[i] = 3 * x[i] - 1;
    }
    y[points - 1] = Float.MAX_VALUE;
    return ArrayDataset.of(
        new DatasetInfo("line", one, new Task.Regression(1)),
        new Rows.Floats(x, one),
        new Rows.Floats(y, one));
  }

  @Test
  void theyMoveWithEachStepAndStayInEvaluation() {
    Sequential network = network();

    Run run =
        Trainer.of(network, new MSELoss(), Sgd.withLearningRate(0.01))
            .batchSize(4)
            .epochs(2)
            .seed(SEED)
            .fit(Problems.line(16), Problems.line(8));

    assertThat(run.history()).hasSize(2);
    Tensor batches = Problems.at(network.state().snapshot(), "1.num_batches_tracked");
    assertThat(batches.item()).isEqualTo(2 * 4);
  }

  /** The failed step and the diagnosis, which runs it again, leave no trace in any cell. */
  @Test
  void aLossThatIsNotFiniteChangesNoCell() {
    Sequential network = network();
    List<Map<String, List<Float>>> states = new ArrayList<>(List.of(Problems.weights(network)));
    TrainingListener watcher =
        new TrainingListener() {
          @Override
          public void stepDone(long examples, EpochReport.Measured soFar) {
            states.add(Problems.weights(network));
          }
        };
    Trainer trainer =
        Trainer.of(network, new MSELoss(), Sgd.withLearningRate(0.01))
            .batchSize(4)
            .epochs(50)
            .seed(SEED)
            .listener(watcher);

    assertThatThrownBy(() -> trainer.fit(withAnOverflow(16)))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessageContaining("the loss itself; the model's outputs are finite");
    assertThat(Problems.weights(network)).isEqualTo(states.getLast());
    assertThat(states.stream().distinct()).hasSameSizeAs(states);
  }
}
