package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.cpu.Cpu;
import org.atled.data.Dataset;
import org.atled.data.Split;
import org.atled.data.Toy;
import org.atled.nn.Layer;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.Tanh;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.loss.MSELoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Schedule;
import org.atled.nn.optim.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerTest {
  @Test
  void learnsXorWhichNoLineParts() {
    Split xor = Toy.xor().generate(Seed.of(1), 200, 100);
    Layer model = Sequential.of(new Linear(2, 16), new Tanh(), new Linear(16, 2));
    Run run =
        Trainer.of(model, new CrossEntropyLoss(), Adam.withLearningRate(0.03))
            .epochs(15)
            .batchSize(20)
            .metrics(Accuracy.top1())
            .fit(xor.train(), xor.test());

    assertThat(Problems.at(run.last().test().orElseThrow().metrics(), "accuracy"))
        .isGreaterThan(0.95);
    assertThat(run.history()).hasSize(15);
    assertThat(run.last().train().loss()).isLessThan(run.history().getFirst().train().loss() / 2);
  }

  @Test
  void learnsALine() {
    Linear model = new Linear(1, 1);
    Trainer.of(model, new MSELoss(), Sgd.withLearningRate(0.2))
        .epochs(200)
        .batchSize(5)
        .fit(Problems.line(20));

    assertThat(model.weight().value().item()).isCloseTo(3, within(0.05));
    assertThat(model.bias().orElseThrow().value().item()).isCloseTo(-1, within(0.05));
  }

  @Test
  void theFirstReportIsTheLossBeforeEachStep() {
    Linear model = new Linear(1, 1);
    model.weight().copyInto(Tensor.of(new float[1][1]));
    model.bias().orElseThrow().copyInto(Tensor.of(new float[1]));
    Run run = Trainer.of(model, new MSELoss(), Sgd.withLearningRate(0)).fit(Problems.line(3));

    // The targets are −1, −0.7 and −0.4, the outputs 0.
    assertThat(run.last().train().loss()).isCloseTo((1 + 0.49 + 0.16) / 3, within(1e-6));
    assertThat(run.last().train().metrics()).isEmpty();
    assertThat(run.last().test()).isEmpty();
    assertThat(run.last().examples()).isEqualTo(3);
  }

  @Test
  void validationIsByTheLossThatIsToMeasure() {
    Linear model = new Linear(1, 1);
    model.weight().copyInto(Tensor.of(new float[1][1]));
    model.bias().orElseThrow().copyInto(Tensor.of(new float[1]));
    Dataset line = Problems.line(3);
    Supervised step =
        new Supervised(model, (y, truth) -> new MSELoss().of(y, truth).mul(10), new MSELoss());
    Run run = Trainer.of(model, Sgd.withLearningRate(0), step).fit(line, line);

    assertThat(run.last().train().loss()).isCloseTo(10 * (1 + 0.49 + 0.16) / 3, within(1e-5));
    assertThat(run.last().test().orElseThrow().loss())
        .isCloseTo((1 + 0.49 + 0.16) / 3, within(1e-6));
  }

  @Test
  void theLearningRateFollowsItsScheduleOverAllSteps() {
    Run run =
        Trainer.of(new Linear(1, 1), new MSELoss(), Sgd.withLearningRate(0.1))
            .schedule(Schedule.linear())
            .epochs(2)
            .batchSize(2)
            .fit(Problems.line(4));

    // Four steps; the last begins after three quarters of them.
    assertThat(run.optimizer().learningRate()).isCloseTo(0.1 * 0.25, within(1e-15));
  }

  @Test
  void tellsItsListenersInOrder() {
    List<String> heard = new ArrayList<>();
    Split moons = Problems.moons();
    Run run =
        Problems.trainer(Problems.network())
            .epochs(2)
            .batchSize(90)
            .listener(noting("a", heard))
            .listener(noting("b", heard))
            .fit(moons.train(), moons.test());

    assertThat(heard)
        .containsExactly(
            "a starts 1 of 2 with 200",
            "b starts 1 of 2 with 200",
            "a 90",
            "b 90",
            "a 180",
            "b 180",
            "a 200",
            "b 200",
            "a ends 1",
            "b ends 1",
            "a starts 2 of 2 with 200",
            "b starts 2 of 2 with 200",
            "a 90",
            "b 90",
            "a 180",
            "b 180",
            "a 200",
            "b 200",
            "a ends 2",
            "b ends 2");
    assertThat(run.history().stream().map(EpochReport::epoch)).containsExactly(1, 2);
    assertThat(run.ending()).isEqualTo(Run.Ending.COMPLETED);
    assertThat(run.position()).isEqualTo(new Run.Position(7, 6, 2, 0, 90));
  }

  private static TrainingListener noting(String name, List<String> heard) {
    return new TrainingListener() {
      @Override
      public void epochStarted(int epoch, int epochs, long examples) {
        heard.add(name + " starts " + epoch + " of " + epochs + " with " + examples);
      }

      @Override
      public void stepDone(long examples, EpochReport.Measured soFar) {
        assertThat(soFar.loss()).isFinite();
        assertThat(Problems.at(soFar.metrics(), "accuracy")).isBetween(0.0, 1.0);
        heard.add(name + " " + examples);
      }

      @Override
      public void epochDone(EpochReport report) {
        assertThat(report.test()).isPresent();
        heard.add(name + " ends " + report.epoch());
      }
    };
  }

  @Test
  void theSameSeedGivesTheSameBitsWhateverTheThreads() {
    int before = Cpu.threads();
    try {
      Cpu.setThreads(1);
      Map<String, List<Float>> first = trained(7);
      assertThat(trained(7)).isEqualTo(first);
      Cpu.setThreads(3);
      assertThat(trained(7)).isEqualTo(first);
      assertThat(trained(8)).isNotEqualTo(first);
    } finally {
      Cpu.setThreads(before);
    }
  }

  private static Map<String, List<Float>> trained(long seed) {
    Layer model = Problems.network();
    Problems.trainer(model).seed(seed).fit(Problems.moons().train());
    return Problems.weights(model);
  }

  @Test
  void weightsThatNothingHasFilledComeFromTheSeed() {
    Layer expected = Problems.network();
    expected.initialize(Seed.of(7).at("weights"));
    Layer model = Problems.network();
    Trainer.of(model, new CrossEntropyLoss(), Sgd.withLearningRate(0))
        .seed(7)
        .fit(Problems.moons().train());

    assertThat(Problems.weights(model)).isEqualTo(Problems.weights(expected));
  }

  @Test
  void validationDoesNotChangeTheRun() {
    Split moons = Problems.moons();
    Layer model = Problems.network();
    Problems.trainer(model).fit(moons.train(), moons.test());

    assertThat(Problems.weights(model)).isEqualTo(trained(7));
  }

  /** 13 batches an epoch. */
  @ParameterizedTest
  @CsvSource({
    "1,  0, 1, 0, INTERRUPTED",
    "12, 0, 12, 0, INTERRUPTED",
    "13, 1, 0, 1, STOPPED",
    "14, 1, 1, 1, INTERRUPTED",
    "26, 2, 0, 2, STOPPED",
    "39, 3, 0, 3, COMPLETED",
  })
  void stopsAfterTheStep(int steps, int epoch, int batch, int reports, Run.Ending ending) {
    AtomicInteger taken = new AtomicInteger();
    Run run =
        Problems.trainer(Problems.network())
            .stopWhen(() -> taken.incrementAndGet() == steps)
            .fit(Problems.moons().train());

    assertThat(run.position()).isEqualTo(new Run.Position(7, steps, epoch, batch, 16));
    assertThat(run.history()).hasSize(reports);
    assertThat(run.ending()).isEqualTo(ending);
    assertThat(run.interrupted()).isEqualTo(ending == Run.Ending.INTERRUPTED);
  }

  @Test
  void aDecisionAtTheEndOfAnEpochIsKeptBeforeTheNextStep() {
    Split moons = Problems.moons();
    List<EpochReport> heard = new ArrayList<>();
    TrainingListener second =
        new TrainingListener() {
          @Override
          public void epochDone(EpochReport report) {
            heard.add(report);
          }
        };
    Run run =
        Problems.trainer(Problems.network())
            .listener(second)
            .stopWhen(() -> heard.size() == 2)
            .fit(moons.train(), moons.test());

    assertThat(run.ending()).isEqualTo(Run.Ending.STOPPED);
    assertThat(run.interrupted()).isFalse();
    assertThat(run.position()).isEqualTo(new Run.Position(7, 26, 2, 0, 16));
    assertThat(run.history()).isEqualTo(heard);
    assertThat(
            Evaluation.of(
                run.model(), new CrossEntropyLoss(), List.of(Accuracy.top1()), moons.test(), 16))
        .isEqualTo(run.last().test().orElseThrow());
  }

  @Test
  void aRunStoppedInItsFirstEpochHasNoLastReport() {
    Run run =
        Problems.trainer(Problems.network()).stopWhen(() -> true).fit(Problems.moons().train());

    assertThatThrownBy(run::last)
        .isInstanceOf(StateException.class)
        .hasMessage("The run was stopped before its first epoch ended.");
  }

  @Test
  void saysWhereNumbersStoppedBeingFinite() {
    Layer model = Problems.network();
    model.initialize(Seed.of(1));
    Problems.at(model.state().entries(), "3.weight")
        .copyInto(Tensor.of(new float[8][16]).add(Float.NaN));
    Map<String, List<Float>> before = Problems.weights(model);

    assertThatThrownBy(() -> Problems.trainer(model).fit(Problems.moons().train()))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessage(
            "The loss is NaN in epoch 1 after 0 examples (step 1); the first number that is not"
                + " finite is in the weight of Linear \"3\". Try a smaller learning rate.");
    assertThat(Problems.weights(model)).isEqualTo(before);
  }

  @Test
  void aStepThatFailsLeavesTheWeightsOfTheStepBefore() {
    Layer model = new Linear(1, 1);
    List<Map<String, List<Float>>> afterStep = new ArrayList<>();
    TrainingListener watcher =
        new TrainingListener() {
          @Override
          public void stepDone(long examples, EpochReport.Measured soFar) {
            afterStep.add(Problems.weights(model));
          }
        };
    Trainer wild =
        Trainer.of(model, new MSELoss(), Sgd.withLearningRate(1e30))
            .batchSize(4)
            .epochs(3)
            .listener(watcher);

    // The outputs are some 1e30, which is finite; their squares are not.
    assertThatThrownBy(() -> wild.fit(Problems.line(4)))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessage(
            "The loss is Infinity in epoch 2 after 0 examples (step 2); the first number that is"
                + " not finite is in the loss itself; the model's outputs are finite. Try a smaller"
                + " learning rate.");
    assertThat(afterStep).hasSize(1);
    assertThat(Problems.weights(model)).isEqualTo(afterStep.getFirst());
  }

  @Test
  void refusesCountsBelowOne() {
    assertThatThrownBy(() -> Problems.trainer(Problems.network()).epochs(0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("epochs is 0 but must be at least 1.");
    assertThatThrownBy(() -> Problems.trainer(Problems.network()).batchSize(0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("The batch size is 0 but must be at least 1.");
  }

  @Test
  void anEpochReadsAsOneLine() {
    EpochReport.Measured train = new EpochReport.Measured(0.031, Map.of("accuracy", 0.991));
    EpochReport.Measured test = new EpochReport.Measured(0.042, Map.of("accuracy", 0.987));

    assertThat(new EpochReport(5, train, java.util.Optional.of(test), 2, 100))
        .hasToString("epoch 5  loss 0.0310  accuracy 0.9910  |  test loss 0.0420  accuracy 0.9870");
    assertThat(new EpochReport(5, train, java.util.Optional.empty(), 2, 100))
        .hasToString("epoch 5  loss 0.0310  accuracy 0.9910")
        .extracting(EpochReport::examplesPerSecond)
        .isEqualTo(50.0);
  }

  @Test
  void weightsThatAStepMadeNonFiniteAreNotARun() {
    // One step in all: its loss is finite, and nothing after it would notice.
    Dataset line = Problems.line(4);
    Linear model = new Linear(1, 1);
    Trainer trainer =
        Trainer.of(model, new MSELoss(), Sgd.withLearningRate(Double.MAX_VALUE)).batchSize(4);

    assertThatThrownBy(() -> trainer.fit(line))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessage(
            "In epoch 1 Parameter \"weight\" float32[1, 1] came to hold a number that is not"
                + " finite; nothing is to be saved of it. Try a smaller learning rate.");
  }
}
