package org.atled.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.atled.core.random.Seed;
import org.atled.data.Split;
import org.atled.data.Toy;
import org.atled.nn.layer.Linear;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.train.Accuracy;
import org.atled.train.EpochReport;
import org.atled.train.Run;
import org.atled.train.Trainer;
import org.junit.jupiter.api.Test;

class TrainingMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void metersFollowARun() {
    Split moons = Toy.moons().generate(Seed.of(3), 40, 20);
    Run run =
        Trainer.of(new Linear(2, 2), new CrossEntropyLoss(), Adam.withLearningRate(0.01))
            .batchSize(16)
            .epochs(2)
            .metrics(Accuracy.top1())
            .listener(new TrainingMeters(registry, Tags.of("model", "moons")))
            .fit(moons.train(), moons.test());

    assertThat(registry.get("atled.training.steps").tag("model", "moons").counter().count())
        .isEqualTo(6);
    assertThat(registry.get("atled.training.examples").counter().count()).isEqualTo(80);
    assertThat(registry.get("atled.training.epoch").gauge().value()).isEqualTo(2);
    assertThat(registry.get("atled.training.epochs").timer().count()).isEqualTo(2);
    assertThat(registry.get("atled.training.epochs").timer().totalTime(TimeUnit.SECONDS))
        .isPositive();
    EpochReport last = run.last();
    assertThat(value("train", "loss")).isEqualTo(last.train().loss());
    assertThat(value("running", "loss")).isEqualTo(last.train().loss());
    assertThat(value("test", "loss")).isEqualTo(last.test().orElseThrow().loss());
    assertThat(value("test", "accuracy"))
        .isEqualTo(last.test().orElseThrow().metrics().get("accuracy"));
  }

  private double value(String part, String name) {
    return registry.get("atled.training.value").tags("part", part, "name", name).gauge().value();
  }
}
