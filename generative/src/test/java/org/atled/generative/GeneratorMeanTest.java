package org.atled.generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.cpu.Cpu;
import org.atled.data.Dataset;
import org.atled.data.Toy;
import org.atled.nn.layer.Linear;
import org.atled.nn.optim.Adam;
import org.atled.train.EpochReport;
import org.atled.train.SavedModel;
import org.atled.train.Trainer;
import org.atled.train.TrainingListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mean of a generator's weights, by which examples are made. */
class GeneratorMeanTest {
  private static final String COMPILE = "atled.compile";

  private final String before = System.getProperty(COMPILE, "auto");
  private final int threads = Cpu.threads();
  private final Dataset moons = Toy.moons().generate(Seed.of(1), 96, 4).train();

  @TempDir Path folder;

  @AfterEach
  void restore() {
    System.setProperty(COMPILE, before);
    Cpu.setThreads(threads);
  }

  private AdversarialNetworks networks() {
    return (AdversarialNetworks) Blueprints.parse("gan").build(moons.info());
  }

  private static Trainer trainer(AdversarialNetworks networks, int epochs) {
    return Blueprints.parse("gan")
        .trainer(networks, Adam.withLearningRate(1e-2))
        .batchSize(32)
        .epochs(epochs)
        .seed(5);
  }

  private static float[] weights(AdversarialNetworks networks, String part) {
    return networks.state().snapshot().getOrDefault(part + ".0.weight", Tensor.of(0.0)).toFloats();
  }

  /** By the sum that it stands for: a step counts by t·(t + 1)·(t + 2)·(t + 3). */
  @Test
  void laterStepsCountMore() {
    AdversarialNetworks networks = networks();
    List<float[]> steps = new ArrayList<>();
    trainer(networks, 3)
        .listener(
            new TrainingListener() {
              @Override
              public void stepDone(long examples, EpochReport.Measured soFar) {
                steps.add(weights(networks, "generator"));
              }
            })
        .fit(moons);

    assertThat(steps).hasSize(9);
    float[] mean = weights(networks, "mean");
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      double shares = 0;
      for (int t = 1; t <= steps.size(); t++) {
        double share = (double) t * (t + 1) * (t + 2) * (t + 3);
        sum += share * steps.get(t - 1)[i];
        shares += share;
      }
      assertThat((double) mean[i]).isCloseTo(sum / shares, offset(1e-6));
    }
    assertThat(mean).isNotEqualTo(steps.getLast());
  }

  /** What batch norm normalises has mean 0 and deviation 1 in training, and must with the mean. */
  @Test
  void examplesAreMadeByTheMeanWithStatisticsOfItsOwn() {
    AdversarialNetworks networks = networks();
    trainer(networks, 4).fit(moons);
    Tensor made = networks.generate(Wish.of(50), Seed.of(2));
    Tensor z = taken(50);

    assertThat(made.allClose(networks.config().orElseThrow().mean().orElseThrow().apply(z), 0, 0))
        .isTrue();
    assertThat(made.allClose(networks.generator().apply(z), 1e-3, 1e-3)).isFalse();
    float[] kept = statistics(networks);
    networks.recomputeStatistics();
    assertThat(statistics(networks)).isEqualTo(kept);
  }

  /** Noise, and both classes in turn. */
  private static Tensor taken(int count) {
    Tensor classes = Tensor.arange(0, count, 1L).remainder(2L).oneHot(2).to(DType.FLOAT32);
    return Structure.concat(1, Noise.ofExamples(Seed.of(2), 0, count, Shape.of(32)), classes);
  }

  private static float[] statistics(AdversarialNetworks networks) {
    return networks
        .state()
        .snapshot()
        .getOrDefault("mean.1.running_var", Tensor.of(0.0))
        .toFloats();
  }

  @Test
  void beforeTheFirstStepTheGeneratorMakesThem() {
    AdversarialNetworks networks = networks();
    networks.initialize(Seed.of(1));
    networks.recomputeStatistics();
    Tensor z = taken(5);

    assertThat(
            networks.generate(Wish.of(5), Seed.of(2)).allClose(networks.generator().apply(z), 0, 0))
        .isTrue();
  }

  @Test
  void plansThreadsAndAStopChangeNoBit() {
    System.setProperty(COMPILE, "off");
    Cpu.setThreads(1);
    AdversarialNetworks eager = networks();
    trainer(eager, 4).fit(moons);
    float[] made = eager.generate(Wish.of(8), Seed.of(3)).toFloats();

    System.setProperty(COMPILE, "on");
    Cpu.setThreads(3);
    AdversarialNetworks planned = networks();
    int[] asked = {0};
    SavedModel.save(folder, trainer(planned, 4).stopWhen(() -> ++asked[0] == 7).fit(moons));
    AdversarialNetworks resumed = networks();
    trainer(resumed, 4).resume(folder, moons);

    assertThat(resumed.generate(Wish.of(8), Seed.of(3)).toFloats()).isEqualTo(made);
    assertThat(planned.generate(Wish.of(8), Seed.of(3)).toFloats()).isNotEqualTo(made);
  }

  @Test
  void anotherNetworkIsRefused() {
    var config =
        new AdversarialNetworks.Config(
            new Linear(3, 2),
            new Linear(2, 1),
            3,
            Scaling.none(),
            AdversarialLoss.NON_SATURATING,
            0);

    assertThatThrownBy(() -> config.withMean(new Linear(4, 2)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "AdversarialNetworks: the mean has {bias=float32[2], weight=float32[2, 4]} but the"
                + " generator {bias=float32[2], weight=float32[2, 3]}; make both alike.");
  }
}
