package org.atled.generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.nio.file.Path;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.data.Digits;
import org.atled.data.Split;
import org.atled.nn.Mode;
import org.atled.nn.layer.Linear;
import org.atled.nn.optim.Adam;
import org.atled.train.Run;
import org.atled.train.SavedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariationalAutoencoderTest {
  private static final Split DIGITS = Digits.small(Seed.of(1), 480, 32, 8);

  @Test
  void divergenceIsThatOfTwoNormalDistributions() {
    Tensor mean = Tensor.of(new double[] {0.3, -1.2}, 1, 2);
    Tensor logVariance = Tensor.of(new double[] {0.5, -0.7}, 1, 2);
    var code = new VariationalAutoencoder.Code(mean, logVariance);
    // The mean of ln q(z) − ln p(z) over draws z of q.
    int draws = 20_000;
    var noise = Seed.of(3).draws();
    double sum = 0;
    for (int i = 0; i < draws; i++) {
      for (int j = 0; j < 2; j++) {
        double e = noise.normal();
        double m = mean.toDoubles()[j];
        double v = Math.exp(logVariance.toDoubles()[j]);
        double z = m + Math.sqrt(v) * e;
        sum += -0.5 * Math.log(v) - 0.5 * e * e + 0.5 * z * z;
      }
    }
    assertThat(code.divergence().get(0).item()).isCloseTo(sum / draws, offset(0.05));
  }

  @Test
  void divergenceOfTheStandardNormalIsZero() {
    var code = new VariationalAutoencoder.Code(Tensor.zeros(3, 4), Tensor.zeros(3, 4));
    assertThat(code.divergence().toDoubles()).containsOnly(0);
  }

  @Test
  void theGradientPassesThroughTheDraw() {
    Tensor mean = Tensor.of(new double[] {0.5}, 1, 1).requiresGrad();
    Tensor logVariance = Tensor.of(new double[] {0.2}, 1, 1).requiresGrad();
    Tensor noise = Tensor.of(new double[] {1.5}, 1, 1);
    Tensor z = new VariationalAutoencoder.Code(mean, logVariance).drawn(noise);
    var gradients = Autograd.gradients(z.sum(), mean, logVariance);
    assertThat(gradients.of(mean).item()).isEqualTo(1);
    assertThat(gradients.of(logVariance).item()).isCloseTo(0.5 * Math.exp(0.1) * 1.5, offset(1e-9));
  }

  @Test
  void lossIsReconstructionAndBetaTimesDivergence() {
    var model = new Blueprint.Variational(3, Blueprint.Kind.DENSE, 4).build(DIGITS.train().info());
    var loss = model.loss(DIGITS.train().spread(8).x(), Mode.evaluation());
    assertThat(loss.total().item())
        .isCloseTo(loss.reconstruction().item() + 4 * loss.divergence().item(), offset(1e-2));
  }

  @Test
  void learnsDigits(@TempDir Path folder) {
    var blueprint = (Blueprint.Variational) Blueprints.parse("vae:4");
    Shape image = DIGITS.train().info().input();
    var model =
        new VariationalAutoencoder(
            new VariationalAutoencoder.Config(
                Coders.dense(image, 128, 8),
                Coders.denseBack(image, 128, 4),
                4,
                Likelihood.BERNOULLI,
                0.1));
    Run run =
        blueprint
            .trainer(model, Adam.withLearningRate(3e-3))
            .epochs(8)
            .batchSize(16)
            .fit(DIGITS.train(), DIGITS.test());
    double first = run.history().getFirst().test().orElseThrow().loss();
    double last = run.last().test().orElseThrow().loss();
    assertThat(last).isLessThan(0.97 * first);
    Tensor x = DIGITS.test().spread(32).x();
    Tensor back = Autograd.noGrad(() -> model.decode(model.encode(x).mean()));
    Tensor mean = x.mean(0);
    assertThat(back.sub(x).square().mean().item())
        .as("closer than the mean image")
        .isLessThan(0.95 * mean.sub(x).square().mean().item());

    SavedModel.save(folder.resolve("m"), run);
    var saved = SavedModel.load(folder.resolve("m"), Blueprints.layers());
    Tensor made = ((Generative) saved.module()).generate(Wish.of(3), Seed.of(5));
    assertThat(made.shape()).isEqualTo(Shape.of(3, 1, 8, 8));
    assertThat(made.toFloats()).isEqualTo(model.generate(Wish.of(3), Seed.of(5)).toFloats());
  }

  @Test
  void drawsInTrainingAndTakesMeansInEvaluation() {
    var model = new Blueprint.Variational(2, Blueprint.Kind.DENSE, 1).build(DIGITS.train().info());
    Tensor x = DIGITS.train().spread(4).x();
    var measured = model.apply(x, Mode.evaluation());
    assertThat(measured.z().toFloats()).isEqualTo(measured.code().mean().toFloats());
    Mode.Training training = Mode.training(Seed.of(1), Slot.of(0L));
    assertThat(model.apply(x, training).z().toFloats())
        .isNotEqualTo(measured.z().toFloats())
        .isEqualTo(model.apply(x, training).z().toFloats());
  }

  @Test
  void anExampleDoesNotDependOnHowManyThereAre() {
    var model = new Blueprint.Variational(2, Blueprint.Kind.CONV, 1).build(DIGITS.train().info());
    Tensor many = model.generate(Wish.of(5), Seed.of(9));
    Tensor few = model.generate(Wish.of(2), Seed.of(9));
    assertThat(few.toFloats()).isEqualTo(many.slice(0, 0, 2).toFloats());
    assertThat(few.toFloats()).isNotEqualTo(model.generate(Wish.of(2), Seed.of(8)).toFloats());
  }

  @Test
  void saysWhatItDoesNotTake() {
    var model = new Blueprint.Variational(2, Blueprint.Kind.DENSE, 1).build(DIGITS.train().info());
    assertThatThrownBy(() -> model.generate(Wish.of(1).ofClass(3), Seed.of(0)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "A variational autoencoder was not told classes in training, so that a class cannot be"
                + " asked of it; leave it out, or train a diffusion model on"
                + " data with classes.");
    assertThatThrownBy(() -> model.generate(Wish.of(1).guided(2), Seed.of(0)))
        .hasMessageContaining("guidance to one cannot be asked of it");
    assertThatThrownBy(() -> model.generate(Wish.of(1).inSteps(10), Seed.of(0)))
        .hasMessageContaining("there are no steps to choose");
    assertThatThrownBy(() -> Wish.of(0))
        .hasMessage("The count of examples to make is 0 but must be at least 1.");
    var wrong =
        new VariationalAutoencoder(
            new VariationalAutoencoder.Config(
                new Linear(4, 5), new Linear(2, 4), 2, Likelihood.GAUSSIAN, 1));
    assertThatThrownBy(() -> wrong.encode(Sample.normal(Seed.of(0), 3, 4)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining(
            "the encoder gives [3, 5] for [3, 4], but a code of 2 numbers needs [batch, 4]: means,"
                + " and logarithms of variances.");
  }
}
