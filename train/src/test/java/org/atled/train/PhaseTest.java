package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.atled.compile.Compilation;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.expr.Term;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.core.tensor.UnaryMap;
import org.atled.data.Batch;
import org.atled.data.NamedTensors;
import org.atled.data.TensorDataset;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.layer.BatchNorm1d;
import org.atled.nn.layer.Dropout;
import org.atled.nn.layer.LeakyReLU;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.BCEWithLogitsLoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Rule;
import org.atled.nn.optim.Sgd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two parts of a network that learn by losses of their own: a generator and its critic. */
class PhaseTest {
  private static final int POINTS = 128;
  private static final int BATCH = 32;

  private final String before = System.getProperty(Compilation.PROPERTY, "auto");
  @TempDir private Path work = Path.of("");

  @AfterEach
  void restore() {
    System.setProperty(Compilation.PROPERTY, before);
  }

  /** Goodfellow et al. 2014, with the loss that does not saturate. */
  private static final class Gan extends Module {
    private final BatchNorm1d own = new BatchNorm1d(16);
    private final BatchNorm1d critical = new BatchNorm1d(16);
    private final Layer generator =
        child("generator", Sequential.of(new Linear(2, 16), own, new ReLU(), new Linear(16, 2)));
    private final Layer critic;

    /**
     * @param normalised whether the critic has a batch norm; else it has dropout
     */
    Gan(boolean normalised) {
      critic =
          child(
              "critic",
              Sequential.of(
                  new Linear(2, 16),
                  normalised ? critical : new Dropout(0.2),
                  new LeakyReLU(0.2),
                  new Linear(16, 1)));
    }

    /** Points out of noise: another at each step, and one for each example where nothing learns. */
    Tensor fake(Batch batch, Mode mode) {
      TensorType type = new TensorType(DType.FLOAT32, Shape.of(batch.size(), 2));
      Tensor noise =
          switch (mode) {
            case Mode.Training t ->
                Sample.uniform(t.seed().at("z"), t.step().value(), t.examples(), type);
            case Mode.Evaluation _ ->
                Sample.uniform(Seed.of(1), Tensor.of(0L), Optional.of(batch.index()), type);
          };
      return generator.apply(noise.sub(0.5).mul(4), mode);
    }

    Outcome criticism(Batch batch, Mode mode) {
      Tensor real = critic.apply(batch.get("points"), mode.at("real"));
      Tensor fake = critic.apply(fake(batch, mode).detach(), mode.at("fake"));
      return Outcome.of(bce(real, 1).add(bce(fake, 0))).with("real", real).with("fake", fake);
    }

    Outcome forgery(Batch batch, Mode mode) {
      Tensor points = fake(batch, mode);
      return Outcome.of(bce(critic.apply(points, mode), 1)).with("points", points);
    }

    private static Tensor bce(Tensor logits, double label) {
      return new BCEWithLogitsLoss().of(logits, Tensor.full(logits.type(), label));
    }

    Trainer trainer(Rule criticRule, Rule generatorRule) {
      return Trainer.of(
              this,
              new Phase("critic", critic, criticRule, this::criticism),
              new Phase("generator", generator, generatorRule, this::forgery))
          .batchSize(BATCH)
          .metrics(
              new Metric.Mean("real found", (out, batch) -> out.get("real").gt(0).sum().item()))
          .seed(11);
    }

    Trainer trainer() {
      return trainer(adam(0.005), adam(0.005));
    }
  }

  private static Rule adam(double lr) {
    return new Adam(lr, 0.5, 0.999, 1e-8, 0);
  }

  /** About (2, −1). */
  private static TensorDataset points() {
    Tensor centre = Tensor.of(new float[] {2, -1});
    Tensor points = Sample.normal(Seed.of(3), POINTS, 2).mul(0.3).add(centre);
    return TensorDataset.of("points", NamedTensors.of("points", points));
  }

  private static double distance(Gan gan) {
    Batch all = points().batch(IntStream.range(0, POINTS).toArray());
    double[] mean = gan.fake(all, Mode.evaluation()).mean(0).toDoubles();
    return Math.hypot(mean[0] - 2, mean[1] + 1);
  }

  @Test
  void bothLearn() {
    Gan gan = new Gan(false);
    gan.initialize(Seed.of(11).at("weights"));
    double first = distance(gan);
    gan.trainer().epochs(150).fit(points());

    assertThat(distance(gan)).isLessThan(0.3);
    assertThat(first).isGreaterThan(1.5);

    // Against a generator that does not move, the critic tells them apart.
    Gan still = new Gan(false);
    Run alone = still.trainer(adam(0.005), Sgd.withLearningRate(0)).epochs(40).fit(points());
    assertThat(alone.last().train().losses().get("critic")).isLessThan(0.3);
    assertThat(Problems.at(alone.last().train().metrics(), "real found")).isGreaterThan(0.95);
  }

  @Test
  void everyLossIsReportedByItsName() throws IOException {
    Run run = new Gan(false).trainer().epochs(2).fit(points(), points());
    EpochReport last = run.last();

    assertThat(last.train().losses().keySet()).containsExactly("critic", "generator");
    assertThat(last.test().orElseThrow().losses().keySet()).containsExactly("critic", "generator");
    assertThat(last.toString())
        .matches(
            "epoch 2  critic \\d\\.\\d{4}  generator \\d\\.\\d{4}  real found \\d\\.\\d{4}  \\| "
                + " test critic \\d\\.\\d{4}  generator \\d\\.\\d{4}  real found \\d\\.\\d{4}");
    assertThatThrownBy(last.train()::loss)
        .isInstanceOf(StateException.class)
        .hasMessage(
            "There is not one loss but those of [critic, generator]; take them from losses().");
    assertThatThrownBy(run::optimizer)
        .isInstanceOf(StateException.class)
        .hasMessage(
            "There is not one optimizer but those of [critic, generator]; take them from"
                + " optimizers().");

    HistoryFile.write(work, run.history());
    assertThat(HistoryFile.read(work)).isEqualTo(run.history());
    assertThat(Files.readString(work.resolve("history.json"))).contains("\"losses\"");
  }

  @Test
  void aPlanHasTheBitsOfOperations() {
    assertThat(trained("on", true)).isEqualTo(trained("off", true));
    assertThat(trained("on", false)).isEqualTo(trained("off", false));
  }

  private static Map<String, List<Float>> trained(String compile, boolean normalised) {
    System.setProperty(Compilation.PROPERTY, compile);
    Gan gan = new Gan(normalised);
    gan.trainer().epochs(5).fit(points());
    return Problems.weights(gan);
  }

  /**
   * A step of the critic sees real and false points, one of the generator lets it see false ones.
   */
  @Test
  void statisticsOfBatchesMoveWithThePhaseThatSeesThem() {
    for (String compile : List.of("off", "on")) {
      System.setProperty(Compilation.PROPERTY, compile);
      Gan gan = new Gan(true);
      gan.trainer().epochs(2).fit(points());

      int steps = 2 * POINTS / BATCH;
      assertThat(batches(gan, "generator.1")).isEqualTo(steps);
      assertThat(batches(gan, "critic.1")).isEqualTo(3L * steps);
    }
  }

  private static long batches(Gan gan, String path) {
    return (long) Problems.at(gan.state().entries(), path + ".num_batches_tracked").value().item();
  }

  @Test
  void goesOnWithTheBitsOfARunWithoutTheStop() {
    for (int steps : new int[] {1, 4, 7}) {
      Gan whole = new Gan(true);
      whole.trainer().epochs(3).fit(points());
      AtomicInteger taken = new AtomicInteger();
      Run stopped =
          new Gan(true)
              .trainer()
              .epochs(3)
              .stopWhen(() -> taken.incrementAndGet() == steps)
              .fit(points());
      Path folder = work.resolve("run" + steps);
      SavedModel.save(folder, stopped);

      Gan resumed = new Gan(true);
      resumed.trainer().epochs(3).resume(folder, points());
      assertThat(Problems.weights(resumed)).isEqualTo(Problems.weights(whole));

      Gan other = new Gan(true);
      Map<String, List<Float>> untouched = Problems.weights(other);
      assertThatThrownBy(
              () -> other.trainer(adam(0.005), adam(0.1)).epochs(3).resume(folder, points()))
          .isInstanceOf(StateException.class)
          .hasMessageStartingWith(
              "The saved run has the optimizer of \"generator\" Adam[lr=0.005,");
      assertThatThrownBy(() ->
              Trainer.of(other, adam(0.005), other::forgery)
                  .batchSize(BATCH)
                  .seed(11)
                  .resume(folder, points()))
          .isInstanceOf(StateException.class)
          .hasMessage(
              "The saved run has the phases [critic, generator] but the trainer has [loss]; give it"
                  + " the same.");
      assertThat(Problems.weights(other)).isEqualTo(untouched);
    }
  }

  /** y = x, which notes when somebody asks for its gradient. */
  private record Noting(String name, List<String> heard) implements UnaryMap {
    @Override
    public Term expression(Term x) {
      return x;
    }

    @Override
    public Cotangents vjp(Saved s, Tensor g) {
      heard.add(name);
      return Cotangents.of(g);
    }
  }

  private static final class Heard extends Layer {
    private final Linear linear = child("linear", new Linear(2, 2));
    private final String name;
    private final List<String> heard;

    Heard(String name, List<String> heard) {
      this.name = name;
      this.heard = heard;
    }

    @Override
    protected Tensor forward(Tensor x, Mode mode) {
      Tensor weight = Dispatch.apply(new Noting(name, heard), linear.weight().value());
      return x.matmul(weight.mT()).add(linear.bias().orElseThrow().value());
    }
  }

  private static final class Pair extends Module {
    private final List<String> heard = new ArrayList<>();
    private final Layer generator = child("generator", new Heard("generator", heard));
    private final Layer critic = child("critic", new Heard("critic", heard));

    Outcome criticism(Batch batch, Mode mode) {
      return Outcome.of(critic.apply(generator.apply(batch.get("points"), mode), mode).mean());
    }
  }

  @Test
  void noPhaseComputesGradientsOfTheOthersWeights() {
    System.setProperty(Compilation.PROPERTY, "off");
    Pair pair = new Pair();
    List<List<String>> heard = new ArrayList<>();
    Step noting =
        (batch, mode) -> {
          heard.add(List.copyOf(pair.heard));
          pair.heard.clear();
          return pair.criticism(batch, mode);
        };
    Trainer.of(
            pair,
            new Phase("critic", pair.critic, Sgd.withLearningRate(0.1), noting),
            new Phase("generator", pair.generator, Sgd.withLearningRate(0.1), noting))
        .batchSize(POINTS / 2)
        .fit(points());

    // Two batches: what had been asked for when a phase began, and at the end.
    assertThat(heard)
        .containsExactly(List.of(), List.of("critic"), List.of("generator"), List.of("critic"));
    assertThat(pair.heard).containsExactly("generator");
  }

  @Test
  void eachPhaseDrawsOtherwise() {
    System.setProperty(Compilation.PROPERTY, "off");
    Pair pair = new Pair();
    List<Seed> seeds = new ArrayList<>();
    Step noting =
        (batch, mode) -> {
          seeds.add(((Mode.Training) mode).seed());
          return pair.criticism(batch, mode);
        };
    Trainer.of(
            pair,
            new Phase("critic", pair.critic, Sgd.withLearningRate(0.1), noting),
            new Phase("generator", pair.generator, Sgd.withLearningRate(0.1), noting))
        .batchSize(POINTS)
        .fit(points());

    Seed draws = Seed.of(0).at("draws");
    assertThat(seeds).containsExactly(draws.at("critic"), draws.at("generator"));
  }

  @Test
  void phasesMoveTheWholeNetworkAndNothingElse() {
    Pair pair = new Pair();
    Rule rule = Sgd.withLearningRate(0.1);
    Step step = pair::criticism;

    assertThatThrownBy(
            () -> Trainer.of(pair, new Phase("critic", pair.critic, rule, step)).fit(points()))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "Trainer: no phase moves Parameter \"generator.linear.weight\" float32[2, 2], so that"
                + " it would never learn; give it to the part of a phase, or freeze it.");
    assertThatThrownBy(
            () -> Trainer.of(pair, new Phase("extra", new Linear(2, 1), rule, step)).fit(points()))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "Trainer: phase \"extra\" moves Linear(2, 1), which is no part of the network and would"
                + " not be saved; register it there: child(\"extra\", …).");
    assertThatThrownBy(() ->
            Trainer.of(
                pair,
                new Phase("a", pair.critic, rule, step),
                new Phase("a", pair.generator, rule, step)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "The phases are [a, a] but there must be at least one, each with a name of its own.");
    assertThatThrownBy(() -> new Phase("", pair.critic, rule, step))
        .hasMessage("A phase needs a name, which its loss is reported by.");
    pair.generator.state().freeze();
    assertThatThrownBy(() ->
            Trainer.of(
                    pair,
                    new Phase("critic", pair.critic, rule, step),
                    new Phase("generator", pair.generator, rule, step))
                .fit(points()))
        .hasMessage(
            "Trainer: all 2 parameters of Heard \"generator\" are frozen, so that there is nothing"
                + " to learn; unfreeze those that are to be learned.");
    Trainer.of(pair, new Phase("critic", pair.critic, rule, step)).fit(points());
  }

  @Test
  void saysWhichLossIsNotFinite() {
    Pair pair = new Pair();
    Step broken =
        (batch, mode) -> {
          Outcome fine = pair.criticism(batch, mode);
          return Outcome.of(fine.loss().sub(1e30).log()).with("loss before", fine.loss());
        };

    assertThatThrownBy(() ->
            Trainer.of(
                    pair,
                    new Phase("critic", pair.critic, adam(0.01), pair::criticism),
                    new Phase("generator", pair.generator, adam(0.01), broken))
                .fit(points()))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessage(
            "The loss of \"generator\" is NaN in epoch 1 after 0 examples (step 1); the first"
                + " number that is not finite is in the loss itself; the model's outputs are"
                + " finite. Try a smaller learning rate.");
  }
}
