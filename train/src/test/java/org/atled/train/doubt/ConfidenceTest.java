package org.atled.train.doubt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;
import org.atled.core.error.StateException;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.ArrayDataset;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Rows;
import org.atled.data.Split;
import org.atled.data.Subset;
import org.atled.data.Task;
import org.atled.data.Toy;
import org.atled.data.WeightedDataset;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.BCEWithLogitsLoss;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.loss.MSELoss;
import org.atled.nn.optim.Adam;
import org.atled.train.Objective;
import org.atled.train.Predictor;
import org.atled.train.Run;
import org.atled.train.SavedModel;
import org.atled.train.Trainer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfidenceTest {
  private static final Split MOONS = new Toy.Moons(0.35).generate(Seed.of(3), 60, 2_000);
  private static Run run;

  @TempDir private Path folder;

  /** Learns few points for long, so that it is too sure. */
  @BeforeAll
  static void train() {
    run =
        Trainer.of(
                Sequential.of(new Linear(2, 64), new ReLU(), new Linear(64, 2)),
                new CrossEntropyLoss(),
                Adam.withLearningRate(0.03))
            .batchSize(60)
            .epochs(300)
            .seed(1)
            .fit(MOONS.train());
  }

  private HeldOut calibrated() {
    SavedModel.save(folder, run);
    HeldOut all = HeldOut.of(SavedModel.load(folder), MOONS.test());
    List<HeldOut> halves = all.halves(Seed.of(0));
    Confidence.fit(halves.getFirst()).save(folder);
    return halves.getLast();
  }

  @Test
  void aTemperatureMakesProbabilitiesTruerAndNamesTheSameClasses() {
    HeldOut others = calibrated();
    double temperature = SavedModel.load(folder).objective().temperature();
    Reliability before = Reliability.of(others, 1);
    Reliability after = Reliability.of(others, temperature);

    assertThat(temperature).isGreaterThan(1.5);
    assertThat(after.logLoss()).isLessThan(0.8 * before.logLoss());
    assertThat(after.brier()).isLessThan(before.brier());
    assertThat(after.calibration().error()).isLessThan(0.6 * before.calibration().error());
    assertThat(after.accuracy()).isEqualTo(before.accuracy());
  }

  @Test
  void predictorsAnswerAtTheTemperature() {
    SavedModel.save(folder, run);
    Tensor x = MOONS.test().batch(0, 1, 2).x();
    Tensor plain = Predictor.load(folder).predict(x);
    calibrated();
    Predictor predictor = Predictor.load(folder);
    double temperature = predictor.objective().temperature();

    assertThat(predictor.predict(x).toFloats())
        .isEqualTo(run.model().apply(x).div(temperature).softmax(1).toFloats())
        .isNotEqualTo(plain.toFloats());
  }

  @Test
  void aModelThatIsSavedAnewStartsWithout() {
    calibrated();
    assertThat(folder.resolve("confidence.json")).exists();
    SavedModel.save(folder, run);

    assertThat(folder.resolve("confidence.json")).doesNotExist();
    assertThat(SavedModel.load(folder).objective().temperature()).isEqualTo(1);
  }

  @Test
  void whatIsReadIsWhatWasWritten() {
    SavedModel.save(folder, run);
    Confidence fitted = Confidence.fit(HeldOut.of(SavedModel.load(folder), MOONS.test()));
    fitted.save(folder);

    assertThat(Confidence.read(folder, run.objective())).isEqualTo(fitted);
    assertThat(fitted.examples()).isEqualTo(2_000);
    // Fitted again on the calibrated model it is the same: outputs are the network's own.
    assertThat(Confidence.fit(HeldOut.of(SavedModel.load(folder), MOONS.test()))).isEqualTo(fitted);
  }

  @Test
  void setsHoldTheRightClassAsOftenAsAsked() {
    HeldOut others = calibrated();
    var known = (Confidence.OfClasses) Confidence.read(folder, run.objective());
    for (SetKind kind : SetKind.values()) {
      Confidence.Coverage found = known.measure(kind, others, 0.95);
      assertThat(found.found()).isBetween(0.92, 0.98); // 1,000 and 1,000: deviation 0.0097
      assertThat(found.size().getFirst()).isBetween(1.0, 1.6);
    }
  }

  /** As if an example were there as often as its weight says, and not at all where that is 0. */
  @Test
  void weightsAreAsRepeatedExamples() {
    SavedModel.save(folder, run);
    SavedModel saved = SavedModel.load(folder);
    int[] times = IntStream.range(0, 300).map(i -> i % 3).toArray();
    int[] several =
        IntStream.range(0, 300).flatMap(i -> IntStream.generate(() -> i).limit(times[i])).toArray();
    Dataset some = new Subset(MOONS.test(), IntStream.range(0, 300).toArray());
    double[] weights = Arrays.stream(times).asDoubleStream().toArray();
    HeldOut weighted = HeldOut.of(saved, WeightedDataset.of(some, weights));
    HeldOut repeated = HeldOut.of(saved, new Subset(MOONS.test(), several));
    var found = (Confidence.OfClasses) Confidence.fit(weighted);
    var wanted = (Confidence.OfClasses) Confidence.fit(repeated);
    double temperature = wanted.temperature().orElseThrow();
    Reliability reliability = Reliability.of(weighted, temperature);
    Reliability ofRepeated = Reliability.of(repeated, temperature);

    assertThat(weighted.size()).isEqualTo(200);
    assertThat(found.temperature().orElseThrow()).isCloseTo(temperature, within(1e-9));
    assertThat(reliability.logLoss()).isCloseTo(ofRepeated.logLoss(), within(1e-9));
    assertThat(reliability.brier()).isCloseTo(ofRepeated.brier(), within(1e-9));
    assertThat(reliability.accuracy()).isCloseTo(ofRepeated.accuracy(), within(1e-9));
    assertThat(reliability.calibration().error())
        .isCloseTo(ofRepeated.calibration().error(), within(1e-9));
    assertThat(found.mass()).isCloseTo(150, within(1e-9));
    assertThat(wanted.measure(SetKind.ADAPTIVE, weighted, 0.9).found())
        .isCloseTo(wanted.measure(SetKind.ADAPTIVE, repeated, 0.9).found(), within(1e-9));
    found.save(folder);
    assertThat(Confidence.read(folder, run.objective())).isEqualTo(found);
    assertThatThrownBy(
            () -> HeldOut.of(saved, WeightedDataset.of(new Subset(MOONS.test(), 3, 4, 5), 0, 1, 0)))
        .hasMessageContaining("has 1 examples that the model did not learn from");
  }

  private static Dataset noisyLine(int points, Seed seed) {
    Draws draws = seed.draws();
    float[] x = new float[points];
    float[] y = new float[2 * points];
    for (int i = 0; i < points; i++) {
      x[i] = (float) draws.uniform(-1, 1);
      y[2 * i] = (float) (3 * x[i] + draws.normal());
      y[2 * i + 1] = (float) (x[i] + draws.exponential());
    }
    Shape one = Shape.of(1);
    return ArrayDataset.of(
        new DatasetInfo("line", one, new Task.Regression(2)),
        new Rows.Floats(x, one),
        new Rows.Floats(y, Shape.of(2)));
  }

  /** Of a network that fits badly: the promise does not need a good one. */
  @Test
  void intervalsHoldWhatIsRightAsOftenAsAsked() {
    Sequential model = Sequential.of(new Linear(1, 2));
    SavedModel.save(folder, model, noisyLine(2, Seed.of(0)).info(), new MSELoss());
    SavedModel saved = SavedModel.load(folder);
    var fitted =
        (Confidence.OfNumbers) Confidence.fit(HeldOut.of(saved, noisyLine(1_000, Seed.of(1))));
    fitted.save(folder);
    HeldOut others = HeldOut.of(saved, noisyLine(4_000, Seed.of(2)));

    assertThat(Confidence.read(folder, saved.objective())).isEqualTo(fitted);
    for (double coverage : new double[] {0.5, 0.8, 0.9, 0.99}) {
      assertThat(fitted.measure(others, coverage).found()).isCloseTo(coverage, within(0.03));
    }
    assertThat(fitted.measure(others, 0.9).size().getFirst()).isEqualTo(2 * fitted.reach(0.9)[0]);
  }

  @Test
  void oneLogitIsOfTwoClasses() {
    Sequential model = Sequential.of(new Linear(2, 1));
    model
        .state()
        .restore(
            Map.of(
                "0.weight", Tensor.of(new float[][] {{0, -9}}),
                "0.bias", Tensor.of(new float[] {2})));
    SavedModel.save(folder, model, MOONS.info(), new BCEWithLogitsLoss());
    HeldOut all = HeldOut.of(SavedModel.load(folder), MOONS.test());
    Confidence.fit(all).save(folder);
    Predictor predictor = Predictor.load(folder);
    double temperature = predictor.objective().temperature();
    float[] said = predictor.predict(MOONS.test().batch(5).x()).toFloats();

    assertThat(temperature).isGreaterThan(1.5);
    assertThat(said[1]).isCloseTo((float) all.probabilities(temperature)[5][1], within(1e-6f));
  }

  @Test
  void saysWhatCannotBeCalibrated() {
    SavedModel.save(folder, run);
    SavedModel saved = SavedModel.load(folder);
    assertThatThrownBy(() -> Confidence.read(folder, saved.objective()))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "The model in %s was not calibrated, so that nothing is known of how sure it may be; run ./atled calibrate %s first."
                .formatted(folder, folder));
    Dataset one = new Subset(MOONS.test(), 3);
    assertThatThrownBy(() -> HeldOut.of(saved, one))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "\"moons\" has 1 examples that the model did not learn from, but it takes at least 2:"
                + " one to calibrate on and one to measure on. Train it on data of which more is"
                + " kept.");
    SavedModel labels =
        new SavedModel(saved.module(), saved.info(), new Objective.Chances(2), Optional.empty());
    assertThatThrownBy(() -> HeldOut.of(labels, MOONS.test()))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "How sure a model may be is found for those that tell classes or numbers, but this one"
                + " gives several labels, each for itself; measure it with atled eval.");
    assertThatThrownBy(() -> new Objective.Numbers(1).at(2))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "A temperature is for the probabilities of classes, but these outputs are none.");
    assertThatThrownBy(() -> new Objective.Logits(List.of("a", "b"), 0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Logits: the temperature is 0.0 but must be above 0.");
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    SavedModel.save(folder, run);
    Path file = Files.writeString(folder.resolve("confidence.json"), "{\"temperature\": -1}");
    assertThatThrownBy(() -> SavedModel.load(folder))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("must be above 0.");
    String scores = "{\"scores\": [1, 2], \"weights\": [1, 0]}";
    Files.writeString(file, "{\"likely\": %s, \"adaptive\": %s}".formatted(scores, scores));
    assertThatThrownBy(() -> SavedModel.load(folder))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(
            "\"likely.weights\" must have a number above 0 for each of the scores.");
  }
}
