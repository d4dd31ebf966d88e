package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.atled.compile.Compilation;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.cpu.Cpu;
import org.atled.data.Split;
import org.atled.data.Toy;
import org.atled.data.VariedDataset;
import org.atled.nn.Layer;
import org.atled.nn.layer.BatchNorm1d;
import org.atled.nn.layer.Dropout;
import org.atled.nn.layer.GELU;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.loss.Loss;
import org.atled.nn.loss.MSELoss;
import org.atled.nn.optim.AdamW;
import org.atled.nn.optim.Clip;
import org.atled.nn.optim.Muon;
import org.atled.nn.optim.OneCycle;
import org.atled.nn.optim.ReduceOnPlateau;
import org.atled.nn.optim.Rule;
import org.atled.nn.optim.Schedule;
import org.atled.nn.optim.Sgd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups, clipping, gathered gradients and schedules together, in plans and on any threads. */
class EveryOptionTest {
  private final String before = System.getProperty(Compilation.PROPERTY, "auto");
  private final int threads = Cpu.threads();
  private final Split data = Toy.moons().generate(Seed.of(1), 210, 50);

  @TempDir Path folder;

  @AfterEach
  void restore() {
    System.setProperty(Compilation.PROPERTY, before);
    Cpu.setThreads(threads);
  }

  private static Layer network() {
    return Sequential.of(
        new Linear(2, 96),
        new BatchNorm1d(BatchNorm1d.Config.of(96)),
        new GELU(),
        new Dropout(0.2),
        new Linear(96, 2));
  }

  private static Trainer trainer(Layer model) {
    Rule rule =
        Muon.withLearningRate(0.02)
            .with(AdamW.withLearningRate(0.01).weightDecay(0))
            .group("4.*", AdamW.withLearningRate(0.005))
            .clipping(Clip.byNorm(0.5));
    Loss loss = new CrossEntropyLoss().weight(Tensor.of(new float[] {1, 2})).labelSmoothing(0.1);
    return Trainer.of(model, rule, new Supervised(model, loss).inParts(3))
        .schedule(Schedule.oneCycle().times(ReduceOnPlateau.usual().patience(1)))
        .epochs(5)
        .batchSize(40)
        .metrics(Accuracy.top1())
        .seed(3);
  }

  private static List<Float> numbers(Run run) {
    List<Float> numbers = new ArrayList<>();
    run.history().forEach(report -> numbers.add((float) report.train().loss()));
    run.module().state().entries().values().forEach(cell -> add(numbers, cell.value()));
    run.optimizer().state().values().forEach(cell -> add(numbers, cell.value()));
    return numbers;
  }

  private static void add(List<Float> numbers, Tensor tensor) {
    for (float number : tensor.toFloats()) {
      numbers.add(number);
    }
  }

  private List<Float> trained(String compile, int on) {
    System.setProperty(Compilation.PROPERTY, compile);
    Cpu.setThreads(on);
    return numbers(trainer(network()).fit(data.train(), data.test()));
  }

  @Test
  void theBitsAreTheSameInPlansAndOnAnyThreads() {
    List<Float> eager = trained("off", 1);

    for (int on : new int[] {1, 2, 5}) {
      assertThat(trained("on", on)).isEqualTo(eager);
    }
    assertThat(trained("off", 5)).isEqualTo(eager);
  }

  /** Penalties, a greatest norm, noise, mixed examples, and a mean of the weights. */
  private List<Float> regular(String compile, int on) {
    System.setProperty(Compilation.PROPERTY, compile);
    Cpu.setThreads(on);
    Split blobs = Toy.blobs().generate(Seed.of(2), 210, 50);
    Layer model =
        Sequential.of(
            new Linear(2, 96),
            new BatchNorm1d(BatchNorm1d.Config.of(96)),
            new GELU(),
            new Dropout(0.2),
            new Linear(96, 3));
    Rule rule =
        AdamW.withLearningRate(0.01)
            .decayingMatricesOnly()
            .group("0.*", AdamW.withLearningRate(0.005).penalised(1e-4, 1e-3))
            .penalised(0, 1e-3)
            .withMaxNorm(0.5)
            .clipping(Clip.eachByNorm(0.1));
    Loss loss = new CrossEntropyLoss().weight(Tensor.of(new float[] {1, 2, 3}));
    Averaging mean = Averaging.exponential(model, 0.9);
    Run run =
        Trainer.of(model, rule, new Supervised(model, loss).inParts(2))
            .schedule(Schedule.warmRestarts(10, 2, 0).warmedUp(3))
            .epochs(5)
            .batchSize(40)
            .seed(4)
            .listener(mean)
            .fit(VariedDataset.of(blobs.train(), Seed.of(5), 0.1, 0.4), blobs.test());
    List<Float> numbers = numbers(run);
    mean.copyInto();
    numbers.addAll(numbers(run));
    return numbers;
  }

  @Test
  void soAreThoseOfWhatKeepsANetworkFromLearningByHeart() {
    List<Float> eager = regular("off", 1);

    for (int on : new int[] {1, 2, 5}) {
      assertThat(regular("on", on)).isEqualTo(eager);
    }
    assertThat(regular("off", 5)).isEqualTo(eager);
  }

  @Test
  void aRunThatIsResumedHasTheBitsOfOneThatWasNot() {
    List<Float> never = numbers(trainer(network()).fit(data.train(), data.test()));
    int[] asked = {0};
    Run stopped =
        trainer(network()).stopWhen(() -> ++asked[0] == 14).fit(data.train(), data.test());
    assertThat(stopped.ending()).isEqualTo(Run.Ending.INTERRUPTED);
    SavedModel.save(folder, stopped);
    Layer fresh = network();

    Run resumed = trainer(fresh).resume(folder, data.train(), data.test());

    assertThat(numbers(resumed)).isEqualTo(never);
  }

  /** Three parts of batches of 40 and 10, with a dropout that draws by example. */
  @Test
  void partsOfABatchTakeTheStepOfTheWhole() {
    float[] whole = weights(1);
    float[] parts = weights(3);

    for (int i = 0; i < whole.length; i++) {
      assertThat(parts[i]).isCloseTo(whole[i], within(2e-5f));
    }
    assertThat(parts).isNotEqualTo(whole);
  }

  private float[] weights(int parts) {
    Layer model = Sequential.of(new Linear(2, 24), new GELU(), new Dropout(0.2), new Linear(24, 2));
    Loss loss = new CrossEntropyLoss().weight(Tensor.of(new float[] {1, 3}));
    Supervised step = new Supervised(model, loss).inParts(parts);
    Run run =
        Trainer.of(model, Sgd.withLearningRate(0.1).momentum(0.9), step)
            .epochs(2)
            .batchSize(40)
            .metrics(Accuracy.top1())
            .fit(data.train(), data.test());
    assertThat(run.last().train().metrics()).containsKey("accuracy");
    return model.state().parameters().getFirst().value().toFloats();
  }

  @Test
  void theMomentumFollowsItsSchedule() {
    Layer model = new Linear(1, 1);
    Run run =
        Trainer.of(model, new MSELoss(), Sgd.withLearningRate(0.1).momentum(0.5))
            .schedule(OneCycle.usual())
            .epochs(1)
            .batchSize(1)
            .fit(Problems.line(10));

    assertThat(run.optimizer().slot("momentum").get()).isCloseTo(0.95, within(1e-12));
    assertThat(run.optimizer().learningRate()).isCloseTo(0.1 / 25e4, within(1e-12));
  }

  @Test
  void mistakesAreNamed() {
    Layer model = new Linear(1, 1);
    assertThatThrownBy(() -> new Supervised(model, new MSELoss()).inParts(0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("A batch has 0 parts but must have at least 1.");
    Supervised own = new Supervised(model, (y, t) -> y.sub(t).square().mean()).inParts(2);
    Trainer trainer = Trainer.of(model, Sgd.withLearningRate(0.1), own).batchSize(4);
    assertThatThrownBy(() -> trainer.fit(Problems.line(4)))
        .isInstanceOf(ArgumentException.class)
        .hasMessageEndingWith(
            " is no mean over examples that could be gathered over parts of a batch; take a loss"
                + " whose total is known, or batches in one part.");
    assertThatThrownBy(() ->
            Trainer.of(model, new MSELoss(), Sgd.withLearningRate(0.1))
                .schedule(Schedule.oneCycle())
                .fit(Problems.line(4)))
        .isInstanceOf(ArgumentException.class)
        .hasMessageEndingWith(
            " has neither a momentum above 0 nor a beta1, which the schedule would change; give it"
                + " a momentum, or take another schedule or this one withoutMomentum().");
  }
}
