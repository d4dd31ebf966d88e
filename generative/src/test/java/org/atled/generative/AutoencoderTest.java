package org.atled.generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.data.DatasetInfo;
import org.atled.data.Digits;
import org.atled.data.Split;
import org.atled.nn.Mode;
import org.atled.nn.optim.Adam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutoencoderTest {
  private static final Split DIGITS = Digits.small(Seed.of(2), 480, 32, 8);
  private static final DatasetInfo INFO = DIGITS.train().info();
  private static final Tensor SOME = DIGITS.test().spread(32).x();

  private static Autoencoder trained(String text, int epochs) {
    var blueprint = (Blueprint.Auto) Blueprints.parse(text);
    Autoencoder model =
        blueprint.kind() == Blueprint.Kind.CONV
            ? blueprint.build(INFO)
            : new Autoencoder(
                Autoencoder.Config.of(
                        Coders.dense(INFO.input(), 96, blueprint.code()),
                        Coders.denseBack(INFO.input(), 96, blueprint.code()),
                        Likelihood.BERNOULLI)
                    .withNoise(blueprint.noise())
                    .withSparsity(blueprint.sparsity()));
    blueprint
        .trainer(model, Adam.withLearningRate(3e-3))
        .epochs(epochs)
        .batchSize(16)
        .fit(DIGITS.train());
    return model;
  }

  private static double error(Tensor found, Tensor wanted) {
    return found.sub(wanted).square().mean().item();
  }

  @ParameterizedTest
  @ValueSource(strings = {"autoencoder:16", "autoencoder:32,conv"})
  void learnsDigits(String text) {
    Autoencoder model = trained(text, text.endsWith("conv") ? 4 : 8);
    Tensor back = Autograd.noGrad(() -> model.reconstruct(SOME));
    assertThat(back.shape()).isEqualTo(SOME.shape());
    assertThat(error(back, SOME))
        .as("against the mean image")
        .isLessThan(0.95 * error(SOME.mean(0), SOME));
  }

  @Test
  void removesNoise() {
    Autoencoder model = trained("autoencoder:16,noise=0.3", 5);
    Tensor noisy = SOME.add(Sample.normal(Seed.of(4), SOME.type()).mul(0.3));
    Tensor back = Autograd.noGrad(() -> model.reconstruct(noisy));
    assertThat(error(back, SOME)).isLessThan(0.8 * error(noisy, SOME));
  }

  @Test
  void noiseIsForTrainingAlone() {
    Autoencoder model = ((Blueprint.Auto) Blueprints.parse("autoencoder:8,noise=0.5")).build(INFO);
    Mode.Training training = Mode.training(Seed.of(1), Slot.of(0L));
    float[] measured = model.apply(SOME, Mode.evaluation()).code().toFloats();
    assertThat(measured).isEqualTo(model.apply(SOME, Mode.evaluation()).code().toFloats());
    assertThat(model.apply(SOME, training).code().toFloats()).isNotEqualTo(measured);
  }

  @Test
  void sparsityMakesCodesSmall() {
    Autoencoder plain = trained("autoencoder:16", 1);
    Autoencoder sparse = trained("autoencoder:16,sparsity=30", 1);
    double usual = plain.loss(SOME, Mode.evaluation()).sparsity().item();
    var loss = sparse.loss(SOME, Mode.evaluation());
    assertThat(loss.sparsity().item()).isLessThan(0.5 * usual);
    assertThat(loss.total().item())
        .isCloseTo(loss.reconstruction().item() + 30 * loss.sparsity().item(), offset(1e-4));
  }

  @Test
  void saysWhatItDoesNotTake() {
    assertThatThrownBy(() -> new Blueprint.Auto(4, Blueprint.Kind.DENSE, -1, 0).build(INFO))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Autoencoder: takes noise and sparsity of at least 0, not -1.0 and 0.0.");
  }
}
