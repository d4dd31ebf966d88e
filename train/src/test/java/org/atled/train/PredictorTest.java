package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.data.ArrayDataset;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Rows;
import org.atled.data.Scale;
import org.atled.data.Task;
import org.atled.formats.json.JsonObject;
import org.atled.nn.Layer;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people give a model. */
class PredictorTest {
  private static final byte[] PIXELS = {0, 51, 102, (byte) 255, 10, 20, 30, 40};
  private final Dataset images = images();
  private final Layer model = Sequential.of(new Flatten(), new Linear(4, 2));
  @TempDir private Path work = Path.of("");

  private static Dataset images() {
    Shape square = Shape.of(1, 2, 2);
    return ArrayDataset.of(
        new DatasetInfo("squares", square, Task.Classification.numbered(2)),
        new Rows.Bytes(PIXELS, square),
        new Rows.Labels(new long[] {0, 1}));
  }

  private Predictor predictor() {
    Run run = Trainer.of(model, new CrossEntropyLoss(), Sgd.withLearningRate(0.1)).fit(images);
    SavedModel.save(work.resolve("model"), run);
    return Predictor.load(work.resolve("model"));
  }

  private static double mean(byte[] pixels) {
    int sum = 0;
    for (byte pixel : pixels) {
      sum += pixel & 0xFF;
    }
    return sum / 255.0 / pixels.length;
  }

  @Test
  void integersAreScaledAsTheTrainingPixelsWere() {
    Predictor predictor = predictor();
    float[] expected = predictor.predict(images.batch(0, 1).x()).toFloats();
    Tensor bytes = Tensor.of(PIXELS).reshape(2, 2, 2);

    assertThat(predictor.info().scale()).isEqualTo(new Scale(255, 0, 1, mean(PIXELS)));
    assertThat(predictor.predict(bytes).toFloats()).isEqualTo(expected);
    assertThat(predictor.predict(bytes.to(DType.INT32)).toFloats()).isEqualTo(expected);
    assertThat(predictor.predict(bytes.to(DType.INT64).reshape(2, 4)).toFloats())
        .isEqualTo(expected);
  }

  @Test
  void integersOfOtherModelsAreTheNumbersThemselves() {
    Layer line = new Linear(1, 1);
    Path folder = work.resolve("line");
    SavedModel.save(folder, line, Problems.line(90).info(), new org.atled.nn.loss.MSELoss());

    assertThat(Predictor.load(folder).predict(Tensor.of(new int[] {7})).toFloats())
        .isEqualTo(line.apply(Tensor.of(new float[][] {{7}})).toFloats());
  }

  @Test
  void aNumberThatIsNotFiniteIsNamed() {
    Predictor predictor = predictor();
    float[] numbers = new float[8];
    numbers[7] = Float.NaN;

    assertThatThrownBy(() -> predictor.predict(Tensor.of(numbers).reshape(2, 4)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Example 1 has at [0, 1, 1] the number NaN; replace all that are not finite, or leave"
                + " their examples out.");
  }

  @Test
  void numbersOfAnotherScaleAreRefused() {
    Predictor predictor = predictor();
    Tensor far = Tensor.of(PIXELS).to(DType.FLOAT32).reshape(2, 4);

    assertThatThrownBy(() -> predictor.predict(far))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Example 0 has at [0, 0, 1] the number 51.0, far from the numbers that the model"
                + " learned from, which go from 0.000 to 1.000; give it inputs in the same scale:"
                + " divide by 255, or give integers, which are divided for you.");
    assertThat(predictor.predict(far.div(30)).shape()).isEqualTo(Shape.of(2, 2));
  }

  @Test
  void whatPreparesExamplesKnowsTheirScale() {
    Run run = Trainer.of(model, new CrossEntropyLoss(), Sgd.withLearningRate(0.1)).fit(images);
    SavedModel.save(work.resolve("prepared"), run, JsonObject.builder().put("scale", 3).build());

    Predictor predictor = Predictor.of(SavedModel.load(work.resolve("prepared")));
    assertThat(predictor.predict(Tensor.full(images.batch(0).x().type(), 1e6)).shape())
        .isEqualTo(Shape.of(1, 2));
  }

  @Test
  void anEmptyBatchHoldsNoExample() {
    assertThatThrownBy(() -> predictor().predict(Tensor.zeros(0, 4)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("There is no example in the input float32[0, 4].");
  }

  @Test
  void manyExamplesAreAnsweredOneByOne() {
    Linear two = new Linear(3, 2);
    DatasetInfo info = new DatasetInfo("threes", Shape.of(3), Task.Classification.numbered(2));
    SavedModel saved =
        new SavedModel(
            two, info, Objective.of(two, info, new CrossEntropyLoss()), Optional.empty());
    Predictor predictor = Predictor.of(saved);
    Tensor x = Sample.normal(Seed.of(1), 2500, 3);

    List<Prediction> answers = predictor.predictions(x);

    assertThat(answers).hasSize(2500);
    assertThat(answers.get(2100).values()).isEqualTo(predictor.predict(x.get(2100)).toFloats());
  }
}
