package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.ArrayDataset;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Rows;
import org.atled.data.Task;
import org.atled.nn.Layer;
import org.atled.nn.layer.Conv2d;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.loss.Loss;
import org.atled.nn.optim.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@link Trainer#inTilesOf}: the mode that convolutions see in training, and who may ask for it.
 */
class TilesTest {
  private final Dataset images = images(16);
  @TempDir Path folder;

  private static Dataset images(int count) {
    float[] x = Tensor.arange(count * 64).to(DType.FLOAT32).sin().toFloats();
    long[] y = new long[count];
    for (int i = 0; i < count; i++) {
      y[i] = i % 2;
    }
    DatasetInfo info =
        new DatasetInfo("waves", Shape.of(1, 8, 8), new Task.Classification(List.of("a", "b")));
    return ArrayDataset.of(info, new Rows.Floats(x, Shape.of(1, 8, 8)), new Rows.Labels(y));
  }

  private static Layer network(int channels, int kernel) {
    return Sequential.of(
        new Conv2d(Conv2d.Config.of(1, channels, 3).withPadding(1)),
        new ReLU(),
        new Conv2d(Conv2d.Config.of(channels, channels, kernel).withSamePadding()),
        new Flatten(),
        new Linear(64 * channels, 2));
  }

  private static Trainer trainer(Layer network) {
    return Trainer.of(network, new CrossEntropyLoss(), Sgd.withLearningRate(0.05))
        .batchSize(8)
        .epochs(2)
        .seed(3);
  }

  private Map<String, List<Float>> weights(Trainer trainer) {
    trainer.fit(images);
    return Problems.weights(trainer.model());
  }

  @Test
  void trainingIsThatOfTheModeAndMeasurementsAreAsAlways() {
    Map<String, List<Float>> usual = weights(trainer(network(16, 3)));
    assertThat(weights(trainer(network(16, 3)).inTilesOf(2))).isEqualTo(usual);

    Map<String, List<Float>> tiled = weights(trainer(network(16, 3)).inTilesOf(4));
    Layer network = network(16, 3);
    Loss loss = new CrossEntropyLoss();
    Step asked =
        (batch, mode) ->
            Outcome.of(loss.of(network.apply(batch.x(), mode.inTilesOf(4)), batch.y()));
    Trainer byMode =
        Trainer.of(network, Sgd.withLearningRate(0.05), asked).batchSize(8).epochs(2).seed(3);
    assertThat(weights(byMode)).isEqualTo(tiled).isNotEqualTo(usual);

    Layer measured = network(16, 3);
    Run run = trainer(measured).inTilesOf(4).fit(images, images);
    assertThat(run.last().test().orElseThrow().loss())
        .isEqualTo(Evaluation.of(measured, loss, List.of(), images, 8).loss());
  }

  @Test
  void aRunGoesOnInTheTilesThatItBeganWith() {
    Run run = trainer(network(16, 3)).inTilesOf(4).stopWhen(() -> true).fit(images);
    SavedModel.save(folder.resolve("m"), run);

    assertThatThrownBy(() -> trainer(network(16, 3)).resume(folder.resolve("m"), images))
        .isInstanceOf(StateException.class)
        .hasMessage("The saved run has the tiles 4 but the trainer has 2; give it the same.");
    Trainer again = trainer(network(16, 3)).inTilesOf(4);
    again.resume(folder.resolve("m"), images);
    assertThat(Problems.weights(again.model()))
        .isEqualTo(weights(trainer(network(16, 3)).inTilesOf(4)));
  }

  @Test
  void whoHasNoUseForThemIsRefused() {
    String message =
        "No convolution of the network is computed in tiles of 4×4 windows (--tiles): it takes a"
            + " kernel of 3×3, steps of 1, no groups, 16 channels or more in and out, and images"
            + " that are not too small; leave the tiles out.";
    for (Layer network :
        List.of(network(8, 3), network(16, 5), Sequential.of(new Flatten(), new Linear(64, 2)))) {
      Trainer trainer = trainer(network).inTilesOf(4);
      assertThatThrownBy(() -> trainer.fit(images))
          .isInstanceOf(ArgumentException.class)
          .hasMessage(message);
    }
    assertThatThrownBy(() -> trainer(network(16, 3)).inTilesOf(3))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("tile is 3 but must be 2 or 4.");
  }
}
