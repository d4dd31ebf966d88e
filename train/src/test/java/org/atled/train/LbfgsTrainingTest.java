package org.atled.train;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.atled.compile.Compilation;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.cpu.Cpu;
import org.atled.data.Split;
import org.atled.data.Toy;
import org.atled.nn.Layer;
import org.atled.nn.layer.BatchNorm1d;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.Tanh;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Lbfgs;
import org.atled.nn.optim.LbfgsOptimizer;
import org.atled.nn.optim.Schedule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trainer whose steps ask for the loss of their batch several times. */
class LbfgsTrainingTest {
  private final String before = System.getProperty(Compilation.PROPERTY, "auto");
  private final int threads = Cpu.threads();
  private final Split data = Toy.moons().generate(Seed.of(1), 200, 50);

  @TempDir Path folder;

  @AfterEach
  void restore() {
    System.setProperty(Compilation.PROPERTY, before);
    Cpu.setThreads(threads);
  }

  private static Layer network() {
    return Sequential.of(new Linear(2, 16), new Tanh(), new Linear(16, 2));
  }

  private static Trainer trainer(Layer model) {
    return Trainer.of(model, new CrossEntropyLoss(), Lbfgs.searching().history(10))
        .epochs(6)
        .batchSize(200)
        .metrics(Accuracy.top1())
        .seed(3);
  }

  private static Map<String, List<Float>> numbers(Run run) {
    Map<String, List<Float>> numbers = Problems.weights(run.module());
    numbers.put("losses", run.history().stream().map(e -> (float) e.train().loss()).toList());
    assertThat(run.optimizers().get(Phase.ONLY)).isInstanceOf(LbfgsOptimizer.class);
    if (run.optimizers().get(Phase.ONLY) instanceof LbfgsOptimizer search) {
      search
          .state()
          .forEach((name, tensor) -> {
            List<Float> boxed = new ArrayList<>();
            for (double number : tensor.toDoubles()) {
              boxed.add((float) number);
            }
            numbers.put(name, boxed);
          });
    }
    return numbers;
  }

  @Test
  void fewStepsLeadFurtherThanManyOfAdam() {
    Run searched = trainer(network()).fit(data.train(), data.test());
    Run adam =
        Trainer.of(network(), new CrossEntropyLoss(), Adam.withLearningRate(0.01))
            .epochs(100)
            .batchSize(200)
            .seed(3)
            .fit(data.train(), data.test());

    assertThat(searched.last().train().loss()).isLessThan(adam.last().train().loss() / 2);
    assertThat(searched.position().step()).isEqualTo(6);
  }

  @Test
  void plansAndThreadsChangeNoBit() {
    System.setProperty(Compilation.PROPERTY, "off");
    Cpu.setThreads(1);
    Map<String, List<Float>> eager = numbers(trainer(network()).fit(data.train()));
    System.setProperty(Compilation.PROPERTY, "on");
    for (int on : new int[] {1, 2}) {
      Cpu.setThreads(on);
      assertThat(numbers(trainer(network()).fit(data.train()))).isEqualTo(eager);
    }
  }

  /** From the folder of its model, and from a checkpoint; in batches, within an epoch. */
  @Test
  void aRunThatIsResumedHasTheBitsOfOneThatWasNot() {
    Map<String, List<Float>> never =
        numbers(trainer(network()).batchSize(90).fit(data.train(), data.test()));
    for (boolean isCheckpoint : new boolean[] {false, true}) {
      int[] asked = {0};
      Path out = folder.resolve("run" + isCheckpoint);
      Trainer stopping = trainer(network()).batchSize(90).stopWhen(() -> ++asked[0] == 5);
      Run stopped =
          (isCheckpoint ? stopping.checkpoints(Checkpoints.in(out)) : stopping)
              .fit(data.train(), data.test());
      assertThat(stopped.ending()).isEqualTo(Run.Ending.INTERRUPTED);
      if (!isCheckpoint) {
        SavedModel.save(out, stopped);
      }

      Run resumed = trainer(network()).batchSize(90).resume(out, data.train(), data.test());

      assertThat(numbers(resumed)).isEqualTo(never);
    }
  }

  /** However often a step asks, running statistics move once: by one batch in each step. */
  @Test
  void statisticsMoveOnceInAStep() {
    for (String how : List.of("off", "on")) {
      System.setProperty(Compilation.PROPERTY, how);
      BatchNorm1d norm = new BatchNorm1d(BatchNorm1d.Config.of(2));
      Layer model = Sequential.of(norm, new Linear(2, 2));
      trainer(model).epochs(3).fit(data.train());

      float[] mean = requireNonNull(model.state().snapshot().get("0.running_mean")).toFloats();
      float[] of = data.train().batch(all()).x().mean(0).toFloats();
      for (int i = 0; i < 2; i++) {
        assertThat(mean[i]).isCloseTo(of[i] * (1 - 0.9f * 0.9f * 0.9f), within(1e-5f));
      }
    }
  }

  private int[] all() {
    int[] all = new int[data.train().size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    return all;
  }

  @Test
  void aBatchMayBeGatheredInParts() {
    Layer whole = network();
    Layer parts = network();
    Lbfgs rule = Lbfgs.searching().iterations(3);
    Trainer.of(whole, rule, new Supervised(whole, new CrossEntropyLoss()))
        .batchSize(200)
        .fit(data.train());
    Trainer.of(parts, rule, new Supervised(parts, new CrossEntropyLoss()).inParts(3))
        .batchSize(200)
        .fit(data.train());

    float[] one = whole.state().parameters().getFirst().value().toFloats();
    float[] three = parts.state().parameters().getFirst().value().toFloats();
    for (int i = 0; i < one.length; i++) {
      assertThat(three[i]).isCloseTo(one[i], within(1e-3f));
    }
  }

  @Test
  void aLossThatIsNotFiniteMovesNothing() {
    Layer model = network();
    model.initialize(Seed.of(1));
    Map<String, List<Float>> before = Problems.weights(model);
    Trainer trainer =
        Trainer.of(
            model,
            Lbfgs.searching(),
            (batch, mode) -> Outcome.of(model.apply(batch.x(), mode).sum().mul(Double.NaN)));

    assertThatThrownBy(() -> trainer.fit(data.train()))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessageStartingWith("The loss is NaN in epoch 1 after 0 examples (step 1);");
    assertThat(Problems.weights(model)).isEqualTo(before);
  }

  @Test
  void frozenParametersStay() {
    Linear first = new Linear(2, 16);
    Layer model = Sequential.of(first, new Tanh(), new Linear(16, 2));
    List<float[]> weights = new ArrayList<>();
    TrainingListener freezes =
        new TrainingListener() {
          @Override
          public void epochDone(EpochReport report) {
            weights.add(first.weight().value().toFloats());
            if (report.epoch() == 2) {
              first.state().freeze();
            }
          }
        };
    trainer(model).epochs(4).listener(freezes).fit(data.train());

    assertThat(weights.get(1)).isNotEqualTo(weights.get(0));
    assertThat(weights.get(2)).isEqualTo(weights.get(1));
    assertThat(weights.get(3)).isEqualTo(weights.get(1));
  }

  @Test
  void whatDoesNotGoWithItIsNamed() {
    Layer model = network();
    assertThatThrownBy(() -> trainer(model).schedule(Schedule.cosine()).fit(data.train()))
        .isInstanceOf(ArgumentException.class)
        .hasMessageMatching(
            "Trainer: the schedule multiplies the learning rate by 0\\.\\d+ at step \\d, but Lbfgs"
                + " searches the length of each step by itself and follows none; leave the schedule"
                + " out\\.");
    assertThat(model.isInitialized()).isFalse();
    assertThatThrownBy(() -> RateSearch.of(trainer(model), data.train()))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "RateSearch: Lbfgs[lr=1.0, iterations=20, evaluations=25, gradientTolerance=1.0E-7,"
                + " changeTolerance=1.0E-9, history=10, strongWolfe=true] searches the length of"
                + " each step by itself; there is no rate to find.");
    Run run = trainer(model).epochs(1).fit(data.train());
    assertThatThrownBy(run::optimizer)
        .isInstanceOf(StateException.class)
        .hasMessageEndingWith(
            "strongWolfe=true] goes by no rule; take what it is from optimizers().");
  }
}
