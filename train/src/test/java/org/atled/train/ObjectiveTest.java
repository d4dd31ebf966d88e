package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.ArrayDataset;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Rows;
import org.atled.data.Split;
import org.atled.data.Task;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.Tanh;
import org.atled.nn.loss.BCEWithLogitsLoss;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.loss.L1Loss;
import org.atled.nn.loss.Loss;
import org.atled.nn.loss.MSELoss;
import org.atled.nn.loss.NLLLoss;
import org.atled.nn.optim.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What outputs mean is decided before training, saved with the model, and read back. */
class ObjectiveTest {
  private final Split moons = Problems.moons();
  private final Tensor x = moons.test().batch(0, 1, 2, 3).x();
  @TempDir private Path work = Path.of("");

  private static Layer net(int outputs) {
    return Sequential.of(new Linear(2, 32), new Tanh(), new Linear(32, outputs));
  }

  private Predictor trained(Layer model, Loss loss, Dataset data) {
    Run run = Trainer.of(model, loss, Sgd.withLearningRate(0.1)).fit(data);
    SavedModel.save(work.resolve("model"), run);
    Predictor predictor = Predictor.load(work.resolve("model"));
    assertThat(predictor.objective()).isEqualTo(run.objective());
    assertThat(predictor.info()).isEqualTo(data.info());
    return predictor;
  }

  @Test
  void twoLogitsOfTwoClassesAreTwoProbabilities() {
    Layer model = net(2);
    Predictor predictor = trained(model, new CrossEntropyLoss(), moons.train());

    assertThat(predictor.objective()).isEqualTo(new Objective.Logits(List.of("0", "1")));
    assertThat(predictor.predict(x).shape()).isEqualTo(Shape.of(4, 2));
    assertThat(predictor.predict(x).toFloats()).isEqualTo(model.apply(x).softmax(1).toFloats());
  }

  @Test
  void oneLogitOfTwoClassesIsTwoProbabilities() {
    Layer model = net(1);
    Predictor predictor = trained(model, new BCEWithLogitsLoss(), moons.train());

    assertThat(predictor.objective()).isEqualTo(new Objective.Logit(List.of("0", "1")));
    assertThat(predictor.predict(x).slice(1, 1, 2).toFloats())
        .isEqualTo(model.apply(x).sigmoid().toFloats());
    Prediction.OfClass first = (Prediction.OfClass) predictor.predictions(x).getFirst();
    assertThat(first.classes()).containsExactly("0", "1");
    assertThat(first.values()[0] + first.values()[1]).isCloseTo(1, within(1e-6f));
    assertThat(first.probability()).isEqualTo(Math.max(first.values()[0], first.values()[1]));
    assertThat(first).hasToString(first.name() + " " + first.probability());
  }

  @Test
  void numbersAreThemselvesOrChances() {
    Layer model = net(2);
    Predictor numbers = trained(model, new MSELoss(), pairs());
    assertThat(numbers.objective()).isEqualTo(new Objective.Numbers(2));
    assertThat(numbers.predict(x).toFloats()).isEqualTo(model.apply(x).toFloats());
    assertThat(numbers.predictions(x).get(3).values()).isEqualTo(model.apply(x).get(3).toFloats());

    Layer other = net(2);
    Predictor chances = trained(other, new BCEWithLogitsLoss(), pairs());
    assertThat(chances.objective()).isEqualTo(new Objective.Chances(2));
    assertThat(chances.predict(x).toFloats()).isEqualTo(other.apply(x).sigmoid().toFloats());
  }

  @Test
  void outputsUnderALossOfOnesOwnAreRaw() {
    Layer model = net(3);
    Loss own = (output, target) -> output.square().mean();
    Predictor predictor = trained(model, own, moons.train());

    assertThat(predictor.objective()).isEqualTo(new Objective.Raw(Shape.of(3)));
    assertThat(predictor.objective().named()).isEmpty();
    assertThat(predictor.predict(x).toFloats()).isEqualTo(model.apply(x).toFloats());
    assertThat(predictor.predictions(x)).hasOnlyElementsOfType(Prediction.OfNumbers.class);
    assertThatThrownBy(() -> predictor.objective().loss())
        .isInstanceOf(StateException.class)
        .hasMessage(
            "The model was trained with a loss of your own, or for a task of your own, which is not"
                + " saved with it; measure it in Java, by Evaluation.of with that loss.");
  }

  @Test
  void aLoopByHandSavesWhatAPredictorLoads() {
    Layer model = net(2);
    Path folder = work.resolve("by-hand");
    SavedModel.save(folder, model, moons.info(), new CrossEntropyLoss());

    assertThat(Predictor.load(folder).predict(x).toFloats())
        .isEqualTo(model.apply(x).softmax(1).toFloats());
    assertThat(SavedModel.history(folder)).isEmpty();
    assertThatThrownBy(() -> Problems.trainer(net(2)).resume(folder, moons.train()))
        .isInstanceOf(AtledException.class)
        .hasMessageContaining("was the model saved by a run?");
    assertThatThrownBy(() ->
            SavedModel.save(work.resolve("none"), net(4), moons.info(), new CrossEntropyLoss()))
        .isInstanceOf(StateException.class)
        .hasMessageStartingWith("SavedModel: CrossEntropyLoss needs one output a class,");
    assertThat(work.resolve("none")).doesNotExist();
  }

  @Test
  void whatDoesNotGoTogetherIsSaidBeforeAnythingIsChanged() {
    refuses(
        net(5),
        new CrossEntropyLoss(),
        moons.train(),
        "CrossEntropyLoss needs one output a class, but the network gives 5 outputs for the 2"
            + " classes of \"moons\"; make the last layer Linear(32, 2).");
    refuses(
        net(2),
        new BCEWithLogitsLoss(),
        moons.train(),
        "BCEWithLogitsLoss needs one output, the logit of the second class, but the network gives 2"
            + " outputs for the 2 classes of \"moons\"; make the last layer Linear(32, 1), or take"
            + " CrossEntropyLoss.");
    refuses(
        net(1),
        new MSELoss(),
        moons.train(),
        "MSELoss learns numbers, but \"moons\" has 2 classes; take CrossEntropyLoss, and give the"
            + " network an output a class.");
    refuses(
        net(1),
        new L1Loss(),
        moons.train(),
        "L1Loss learns numbers, but \"moons\" has 2 classes; take CrossEntropyLoss, and give the"
            + " network an output a class.");
    refuses(
        new Linear(1, 1),
        new NLLLoss(),
        Problems.line(3),
        "NLLLoss learns classes, but \"line\" has 1 number; take MSELoss.");
    refuses(
        new Linear(1, 1),
        new CrossEntropyLoss(),
        Problems.line(3),
        "CrossEntropyLoss learns classes, but \"line\" has 1 number; take MSELoss.");
    refuses(
        new Linear(1, 3),
        new MSELoss(),
        Problems.line(3),
        "MSELoss needs one output a number, but the network gives 3 outputs for the 1 number of"
            + " \"line\"; make the last layer Linear(1, 1).");
    refuses(
        new Sums(),
        new MSELoss(),
        Problems.line(3),
        "the network gives [] for a batch of one example [1, 1], but its first axis must be the"
            + " batch's, of size 1.");
  }

  private static void refuses(Layer model, Loss loss, Dataset data, String message) {
    Trainer trainer = Trainer.of(model, loss, Sgd.withLearningRate(0.1));
    assertThatThrownBy(() -> trainer.seed(1).fit(data))
        .isInstanceOf(StateException.class)
        .hasMessage("Trainer: " + message);
    // Nothing was drawn: weights come from whoever asks next.
    Map<String, List<Float>> weights = Problems.weights(model);
    model.initialize(Layer.DEFAULT_SEED);
    assertThat(weights).isEqualTo(Problems.weights(model));
  }

  @Test
  void threeClassesAreTooManyForOneLogit() {
    DatasetInfo info = new DatasetInfo("three", Shape.of(2), Task.Classification.numbered(3));
    assertThatThrownBy(() -> Objective.of(net(1), info, new BCEWithLogitsLoss()))
        .hasMessage(
            "BCEWithLogitsLoss tells 2 classes apart, but \"three\" has 3 classes; take"
                + " CrossEntropyLoss, and give the network an output a class.");
  }

  @Test
  void aLabelBeyondTheClassesIsNamedBeforeTheStep() {
    Layer model = net(2);
    Dataset mislabelled =
        new Dataset() {
          @Override
          public DatasetInfo info() {
            return moons.info();
          }

          @Override
          public int size() {
            return 3;
          }

          @Override
          public Batch batch(int... examples) {
            Batch batch = moons.train().batch(examples);
            return Batch.of(batch.x(), batch.index().add(1).to(batch.y().dtype()), batch.index());
          }
        };

    assertThatThrownBy(() -> Problems.trainer(model).fit(mislabelled))
        .isInstanceOf(AtledException.class)
        .hasMessageMatching(
            "Trainer: example [12] of \"moons\" has the label [23] but there are 2 classes,"
                + " numbered from 0 to 1; mend the label, or name its class in the task\\.");
  }

  private static Dataset pairs() {
    float[] numbers = {0, 1, 0.5f, -1, 1, 1};
    Shape two = Shape.of(2);
    return ArrayDataset.of(
        new DatasetInfo("pairs", two, new Task.Regression(2)),
        new Rows.Floats(numbers, two),
        new Rows.Floats(new float[] {0, 1, 1, 0, 1, 1}, two));
  }

  private static final class Sums extends Layer {
    private final Linear linear = child("linear", new Linear(1, 1));

    @Override
    protected Tensor forward(Tensor in, Mode mode) {
      return linear.apply(in, mode).sum();
    }
  }
}
