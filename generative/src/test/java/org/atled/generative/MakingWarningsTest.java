package org.atled.generative;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.data.Dataset;
import org.atled.data.NamedTensors;
import org.atled.data.TensorDataset;
import org.atled.data.Toy;
import org.atled.nn.Module;
import org.atled.nn.init.Initializer;
import org.atled.nn.layer.Linear;
import org.atled.nn.optim.Adam;
import org.atled.train.EpochReport;
import org.atled.train.Trainer;
import org.junit.jupiter.api.Test;

class MakingWarningsTest {
  private static final Dataset HEAP =
      TensorDataset.of("heap", NamedTensors.of("x", Sample.normal(Seed.of(6), 64, 2)));

  private final List<String> heard = new ArrayList<>();

  private MakingWarnings of(Module model) {
    return new MakingWarnings(model, HEAP, heard::add);
  }

  private static EpochReport report(int epoch, Map<String, Double> losses) {
    return new EpochReport(
        epoch,
        new EpochReport.Measured(new LinkedHashMap<>(losses), Map.of()),
        Optional.empty(),
        1,
        64);
  }

  private static VariationalAutoencoder vae(double weight) {
    return new VariationalAutoencoder(
        new VariationalAutoencoder.Config(
            new Linear(
                Linear.Config.of(2, 4)
                    .withoutBias()
                    .initializedBy(new Initializer.Constant(weight))),
            new Linear(2, 2),
            2,
            Likelihood.GAUSSIAN,
            1));
  }

  private static AdversarialNetworks gan(AdversarialLoss loss, double weight) {
    return new AdversarialNetworks(
        new AdversarialNetworks.Config(
            new Linear(Linear.Config.of(2, 2).initializedBy(new Initializer.Normal(0, weight))),
            new Linear(2, 1),
            2,
            Scaling.none(),
            loss,
            0));
  }

  @Test
  void codesThatSayNothingAreTold() {
    MakingWarnings warnings = of(vae(0));
    warnings.epochDone(report(1, Map.of("loss", 1.0)));
    warnings.epochDone(report(2, Map.of("loss", 1.0)));
    assertThat(heard)
        .containsExactly(
            "the codes say nothing of the examples: they differ from N(0, I) by 0.0 nats, so that"
                + " everything is restored, and made, alike; try a smaller beta, more epochs or a"
                + " smaller learning rate.");
  }

  @Test
  void codesThatSaySomethingAreNot() {
    of(vae(1)).epochDone(report(1, Map.of("loss", 1.0)));
    assertThat(heard).isEmpty();
  }

  /** Not by a made-up report: a β of 1000 asks for it. */
  @Test
  void aLargeBetaIsToldInTraining() {
    var blueprint = new Blueprint.Variational(2, Blueprint.Kind.DENSE, 1000);
    Tensor x = HEAP.spread(64).x();
    VariationalAutoencoder model = blueprint.build(HEAP.info());
    Trainer trainer = blueprint.trainer(model, Adam.withLearningRate(3e-3));
    trainer.listener(of(model)).epochs(20).batchSize(16).fit(HEAP);
    assertThat(model.encode(x).divergence().mean().item()).isLessThan(0.1);
    assertThat(heard).hasSize(1).first().asString().startsWith("the codes say nothing");
  }

  @Test
  void aGeneratorThatCollapsesIsToldOnceUntilItRecovers() {
    Map<String, Double> even = Map.of("critic", 1.38, "generator", 0.7);
    MakingWarnings collapsed = of(gan(AdversarialLoss.NON_SATURATING, 0.01));
    collapsed.epochDone(report(1, even));
    collapsed.epochDone(report(2, even));
    assertThat(heard).hasSize(1).first().asString().startsWith("the generator has collapsed: two");
    of(gan(AdversarialLoss.NON_SATURATING, 1)).epochDone(report(1, even));
    assertThat(heard).hasSize(1);
  }

  /** It goes by the class alone, and makes nothing of z. */
  @Test
  void oneThingOfEachClassIsACollapseToo() {
    Dataset moons = Toy.moons().generate(Seed.of(1), 64, 4).train();
    Tensor ofClasses = Tensor.of(new float[][] {{0, 0, 0, 5}, {0, 0, 5, 0}});
    Linear generator = new Linear(4, 2);
    generator.parameters().getFirst().copyInto(ofClasses);
    var config =
        new AdversarialNetworks.Config(
            generator, new Linear(2, 2), 2, Scaling.none(), AdversarialLoss.NON_SATURATING, 0);
    AdversarialNetworks networks = new AdversarialNetworks(config.withClasses(2));
    new MakingWarnings(networks, moons, heard::add)
        .epochDone(report(1, Map.of("critic", 1.38, "generator", 0.7)));
    assertThat(heard).hasSize(1).first().asString().startsWith("the generator has collapsed: two");
  }

  @Test
  void aCriticThatHasWonIsTold() {
    Map<String, Double> won = Map.of("critic", 0.004, "generator", 9.0);
    of(gan(AdversarialLoss.WASSERSTEIN, 1)).epochDone(report(1, won));
    assertThat(heard).isEmpty();
    of(gan(AdversarialLoss.LEAST_SQUARES, 1)).epochDone(report(1, won));
    assertThat(heard)
        .containsExactly(
            "the critic tells everything that is made from real examples, by a loss of 0.0040, and"
                + " little is left for the generator to learn by; try a smaller learning rate, or"
                + " the loss wasserstein.");
  }

  @Test
  void aLossThatGrowsIsTold() {
    MakingWarnings warnings =
        of(new Blueprint.Auto(2, Blueprint.Kind.DENSE, 0, 0).build(HEAP.info()));
    warnings.resumed(List.of(report(1, Map.of("loss", 0.5))));
    warnings.epochDone(report(2, Map.of("loss", 4.0)));
    assertThat(heard).isEmpty();
    warnings.epochDone(report(3, Map.of("loss", 40.0)));
    assertThat(heard)
        .containsExactly(
            "the loss has grown from 0.500 to 40.0 in epoch 3; try a smaller learning rate, or"
                + " --clip-norm 1.");
  }
}
