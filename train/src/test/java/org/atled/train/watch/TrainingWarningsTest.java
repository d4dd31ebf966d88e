package org.atled.train.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.data.NamedTensors;
import org.atled.data.Split;
import org.atled.data.Task;
import org.atled.data.TensorDataset;
import org.atled.data.Toy;
import org.atled.nn.Layer;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.Sigmoid;
import org.atled.nn.layer.Tanh;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.loss.MSELoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Rule;
import org.atled.nn.optim.Sgd;
import org.atled.train.EpochReport;
import org.atled.train.Trainer;
import org.junit.jupiter.api.Test;

class TrainingWarningsTest {
  private final Split moons = Toy.moons().generate(Seed.of(3), 64, 32);

  private static Trainer trainer(Layer model, Rule rule) {
    return Trainer.of(model, new CrossEntropyLoss(), rule).batchSize(16).epochs(3);
  }

  private static Sequential network(Layer activation) {
    return Sequential.of(new Linear(2, 8), activation, new Linear(8, 2));
  }

  private static List<String> warnings(Trainer trainer, Dataset train, Dataset test) {
    List<String> heard = new ArrayList<>();
    trainer
        .listener(new TrainingWarnings(trainer, train, Optional.of(test), heard::add))
        .fit(train, test);
    return heard;
  }

  private static Dataset data(float[][] x, long[] y) {
    return TensorDataset.of(
        "made",
        Task.Classification.numbered(2),
        NamedTensors.of(Batch.X, Tensor.of(x)).with(Batch.Y, Tensor.of(y)));
  }

  private static void fill(Layer model, String path, double value) {
    model.initialize(Seed.of(1));
    if (model.state().entries().get(path) instanceof Parameter parameter) {
      parameter.copyInto(Tensor.full(parameter.type(), value));
    }
  }

  @Test
  void aGoodRunIsNotWarnedOfAndKeepsItsBits() {
    Sequential watched = network(new ReLU());
    Sequential alone = network(new ReLU());

    assertThat(warnings(trainer(watched, Adam.withLearningRate(0.01)), moons.train(), moons.test()))
        .isEmpty();
    trainer(alone, Adam.withLearningRate(0.01)).fit(moons.train(), moons.test());
    alone
        .state()
        .snapshot()
        .forEach((path, expected) ->
            assertThat(watched.state().snapshot().getOrDefault(path, Tensor.of(0.0)).toFloats())
                .isEqualTo(expected.toFloats()));
  }

  @Test
  void deadUnitsAreCounted() {
    Sequential model = network(new ReLU());
    fill(model, "0.bias", -100);

    assertThat(warnings(trainer(model, Sgd.withLearningRate(0.01)), moons.train(), moons.test()))
        .contains(
            "8 of 8 units of ReLU \"1\" are dead: they give 0 for every example and learn no more;"
                + " try a smaller learning rate, or leaky-relu.")
        .doesNotHaveDuplicates();
  }

  @Test
  void saturatedSigmoidsAreTold() {
    for (Layer activation : List.of(new Sigmoid(), new Tanh())) {
      Sequential model = network(activation);
      fill(model, "0.bias", 100);

      assertThat(warnings(trainer(model, Sgd.withLearningRate(0.01)), moons.train(), moons.test()))
          .contains(
              "100 %% of what %s gives are at the ends of its range, where it has hardly a slope; try a smaller learning rate or smaller first weights, inputs of deviation 1, or relu."
                  .formatted(activation.title()));
    }
  }

  @Test
  void gradientsThatVanishAndExplodeAreNamedWithTheirLayers() {
    Sequential vanishing = Sequential.of(new Linear(2, 8), new Linear(8, 8), new Linear(8, 2));
    fill(vanishing, "1.weight", 1e-12);
    List<String> heard =
        warnings(trainer(vanishing, Sgd.withLearningRate(1e-12)), moons.train(), moons.test());
    assertThat(heard)
        .anySatisfy(text ->
            assertThat(text)
                .matches(
                    "gradients vanish on their way back: that of 0\\.weight is [0-9.]+e-\\d+, that"
                        + " of [12]\\.weight [0-9.]+e-\\d+; try relu, batch norm, residual blocks,"
                        + " or fewer layers\\."));

    Sequential exploding = Sequential.of(new Linear(2, 8), new Linear(8, 8), new Linear(8, 2));
    exploding.initialize(Seed.of(1));
    if (exploding.state().entries().get("2.weight") instanceof Parameter last) {
      last.copyInto(
          Tensor.of(
              new float[][] {
                {1e8f, 1e8f, 1e8f, 1e8f, 1e8f, 1e8f, 1e8f, 1e8f},
                {-1e8f, -1e8f, -1e8f, -1e8f, -1e8f, -1e8f, -1e8f, -1e8f}
              }));
    }
    assertThat(
            warnings(trainer(exploding, Sgd.withLearningRate(1e-30)), moons.train(), moons.test()))
        .anySatisfy(
            text -> assertThat(text).startsWith("gradients explode on their way back: that of "));
  }

  @Test
  void updatesThatAreTooFarOrTooShortAreTold() {
    assertThat(
            warnings(
                trainer(network(new Tanh()), Sgd.withLearningRate(1e-9)),
                moons.train(),
                moons.test()))
        .hasSize(1)
        .first()
        .asString()
        .matches(
            "a step moves 0\\.weight by only \\d\\.\\de[-+]\\d+ of itself, where a thousandth is"
                + " usual; try a larger learning rate, and see whether its layer gets a"
                + " gradient\\.");
    Sequential model = network(new Tanh());
    model.initialize(Seed.of(1));
    List<String> heard = new ArrayList<>();
    TrainingWarnings warnings =
        new TrainingWarnings(
                trainer(model, Sgd.withLearningRate(1)),
                moons.train(),
                Optional.empty(),
                heard::add)
            .withoutData();
    warnings.epochStarted(1, 3, 64);
    warnings.epochStarted(2, 3, 64);
    if (model.state().entries().get("2.weight") instanceof Parameter weight) {
      weight.copyInto(weight.value().detach().mul(1.75));
    }
    warnings.stepDone(16, new EpochReport.Measured(1, Map.of()));
    assertThat(heard)
        .contains(
            "a step moves 2.weight by 0.75 of itself, where a thousandth is usual; try a smaller"
                + " learning rate.");
  }

  @Test
  void aLossThatGrowsIsToldOnceAndBeforeItIsNoNumber() {
    float[][] x = new float[64][1];
    float[][] y = new float[64][1];
    for (int i = 0; i < 64; i++) {
      x[i][0] = i % 8 - 4;
      y[i][0] = 2 * x[i][0];
    }
    Dataset line =
        TensorDataset.of(
            "line",
            new Task.Regression(1),
            NamedTensors.of(Batch.X, Tensor.of(x)).with(Batch.Y, Tensor.of(y)));
    Trainer trainer =
        Trainer.of(Sequential.of(new Linear(1, 1)), new MSELoss(), Sgd.withLearningRate(0.5))
            .batchSize(16)
            .epochs(2);

    assertThat(warnings(trainer, line, line).stream().filter(text -> text.contains("thousandfold")))
        .hasSize(1)
        .first()
        .asString()
        .matches(
            "the loss has grown a thousandfold, from \\S+ to \\S+ in step \\d; try a smaller"
                + " learning rate, or --clip-norm 1\\.");
  }

  @Test
  void aLossInValidationThatTurnsIsTold() {
    List<String> heard = new ArrayList<>();
    Trainer trainer = trainer(network(new Tanh()), Adam.withLearningRate(0.01));
    TrainingWarnings warnings =
        new TrainingWarnings(trainer, moons.train(), Optional.empty(), heard::add).withoutData();
    warnings.epochStarted(1, 20, 64);
    for (int epoch = 1; epoch <= 12; epoch++) {
      double test = epoch <= 3 ? 1 - 0.1 * epoch : 0.7 + 0.1 * (epoch - 3);
      warnings.epochDone(
          new EpochReport(
              epoch,
              new EpochReport.Measured(1.0 / epoch, Map.of()),
              Optional.of(new EpochReport.Measured(test, Map.of())),
              1,
              64));
    }

    assertThat(heard)
        .containsExactly(
            "the loss in validation has turned: 0.7000 in epoch 3 was the best, 1.200 is it now;"
                + " the network learns its examples by heart. Stop at the best epoch, or add"
                + " dropout, weight decay or data.");
  }

  @Test
  void dataAreLookedAtBeforeTheyAreLearned() {
    float[][] x = new float[40][2];
    long[] same = new long[40];
    for (int i = 0; i < 40; i++) {
      x[i][0] = i;
      x[i][1] = 1e-6f * (i % 7);
    }
    Dataset train = data(x, same);
    float[][] half = new float[10][2];
    for (int i = 0; i < 10; i++) {
      half[i] = i < 5 ? x[i] : new float[] {1000 + i, 0};
    }
    Map<String, String> heard = new LinkedHashMap<>();
    DataWarnings.of(train, Optional.of(data(half, new long[10])))
        .forEach(text -> heard.put(text.substring(0, 3), text));

    assertThat(heard.values())
        .containsExactly(
            "all 40 examples to learn from have the same target, so that there is nothing to tell"
                + " apart; check the column or the labels.",
            "inputs are on wildly different scales: input 0 varies by 11.5, input 1 by 1.96e-06;"
                + " bring each to mean 0 and deviation 1, or small ones are hardly seen.",
            "5 of 10 examples to measure on have inputs that are learned from too, so that the"
                + " measurement may be too good; drop rows that come twice, or keep them together,"
                + " as --group does.");
    assertThat(DataWarnings.of(moons.train(), Optional.of(moons.test()))).isEmpty();
  }
}
