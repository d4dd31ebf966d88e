package org.atled.generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.data.Digits;
import org.atled.data.Split;
import org.atled.data.Toy;
import org.atled.nn.Mode;
import org.atled.nn.file.ModelFolder;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Schedules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffusionTest {
  private static final Split BLOBS = Toy.blobs().generate(Seed.of(1), 600, 100);

  /** Trained once: what the tests look at. */
  private static final Diffusion MODEL = trained();

  private static Diffusion trained() {
    var blueprint = new Blueprint.Diffusing(NoiseSchedule.COSINE, Optional.of(64));
    Diffusion model = blueprint.build(BLOBS.train().info());
    blueprint
        .trainer(model, Adam.withLearningRate(5e-3))
        .schedule(Schedules.parse("cosine"))
        .epochs(40)
        .batchSize(60)
        .fit(BLOBS.train());
    return model;
  }

  private static double[] mean(Tensor points) {
    return points.mean(0).toDoubles();
  }

  private static Tensor ofClass(int label) {
    var all = BLOBS.train().spread(600);
    return all.x().rows(all.y().eq(label).nonzero().flatten());
  }

  @Test
  void linearScheduleIsThatOfHo() {
    double[] kept = NoiseSchedule.LINEAR.kept(1000);
    assertThat(kept[0]).isCloseTo(1 - 1e-4, offset(1e-12));
    // Computed as torch.cumprod(1 - torch.linspace(1e-4, 0.02, 1000, dtype=float64), 0).
    assertThat(kept[499]).isCloseTo(0.0785872, offset(1e-6));
    assertThat(kept[999]).isCloseTo(4.0358e-5, offset(1e-8));
  }

  @Test
  void cosineScheduleFallsFromOneToNothing() {
    double[] kept = NoiseSchedule.COSINE.kept(400);
    assertThat(kept[0]).isGreaterThan(0.999);
    assertThat(kept[199]).isCloseTo(0.4938, offset(1e-3));
    assertThat(kept[399]).isLessThan(1e-5).isPositive();
    for (int t = 1; t < kept.length; t++) {
      assertThat(kept[t]).isLessThan(kept[t - 1]);
    }
  }

  @Test
  void makesPointsWhereTheyAreAskedFor() {
    int classes = MODEL.classes();
    for (int label = 0; label < classes; label++) {
      Tensor real = ofClass(label);
      Tensor made = MODEL.generate(Wish.of(64).ofClass(label), Seed.of(2));
      double[] wanted = mean(real);
      double[] found = mean(made);
      double away = Math.hypot(wanted[0] - found[0], wanted[1] - found[1]);
      assertThat(away).as("class " + label).isLessThan(0.35);
    }
  }

  @Test
  void allStepsWithNoiseMakeThemToo() {
    Tensor made = MODEL.generate(Wish.of(64).ofClass(0).inSteps(400).withNoise(1), Seed.of(2));
    double[] wanted = mean(ofClass(0));
    double[] found = mean(made);
    assertThat(Math.hypot(wanted[0] - found[0], wanted[1] - found[1])).isLessThan(0.35);
  }

  @Test
  void theWayEndsInWhatIsMadeAndBeginsWithNoise() {
    Wish wish = Wish.of(70).inSteps(10);
    List<Tensor> way = MODEL.way(wish, Seed.of(3));
    assertThat(way).hasSize(11);
    assertThat(way.getFirst().shape()).isEqualTo(Shape.of(70, 2));
    assertThat(way.getLast().toFloats()).isEqualTo(MODEL.generate(wish, Seed.of(3)).toFloats());
    assertThat(MODEL.generate(Wish.of(3).inSteps(10), Seed.of(3)).toFloats())
        .isEqualTo(way.getLast().slice(0, 0, 3).toFloats());
    assertThat(way.getFirst().square().mean().item()).isCloseTo(1, offset(0.3));
  }

  @Test
  void guidanceOfOneIsWhatWasLearnedAndZeroIgnoresTheClass() {
    Wish plain = Wish.of(4).ofClass(0).inSteps(10);
    float[] usual = MODEL.generate(plain, Seed.of(1)).toFloats();
    assertThat(MODEL.generate(plain.guided(1.5), Seed.of(1)).toFloats()).isEqualTo(usual);
    float[] learned = MODEL.generate(plain.guided(1), Seed.of(1)).toFloats();
    assertThat(usual).isNotEqualTo(learned);
    assertThat(MODEL.generate(plain.guided(3), Seed.of(1)).toFloats()).isNotEqualTo(learned);
    Tensor one = MODEL.generate(plain.guided(0), Seed.of(1));
    Tensor other = MODEL.generate(Wish.of(4).ofClass(1).inSteps(10).guided(0), Seed.of(1));
    assertThat(one.allClose(other, 1e-5, 1e-5)).isTrue();
  }

  @Test
  void withoutAClassEveryOneIsAskedForInTurnAndGuidedTo() {
    Wish wish = Wish.of(6).inSteps(10).guided(3);
    assertThat(MODEL.asked(wish).orElseThrow().toLongs()).containsExactly(0, 1, 2, 0, 1, 2);
    assertThat(MODEL.asked(wish.ofClass(2)).orElseThrow().toLongs()).containsOnly(2);
    assertThat(points(0).asked(Wish.of(3))).isEmpty();
    Tensor turns = MODEL.generate(wish, Seed.of(1));
    Tensor seconds = MODEL.generate(wish.ofClass(1), Seed.of(1));
    assertThat(turns.get(4).toFloats()).isEqualTo(seconds.get(4).toFloats());
    assertThat(turns.get(3).toFloats()).isNotEqualTo(seconds.get(3).toFloats());
  }

  /** After so few steps x̂ is anywhere; brought to the data it is not. */
  @Test
  void pointsLieWhereDataCanLie(@TempDir Path folder) {
    var blueprint = new Blueprint.Diffusing(NoiseSchedule.COSINE, Optional.of(16));
    Diffusion model = blueprint.build(BLOBS.train().info());
    Tensor wild = model.generate(Wish.of(50), Seed.of(1));
    Tensor real = BLOBS.train().spread(600).x();
    assertThat(wild.abs().max().item()).isGreaterThan(real.abs().max().item());
    blueprint.trainer(model, Adam.withLearningRate(1e-3)).batchSize(60).fit(BLOBS.train());
    Tensor made = model.generate(Wish.of(50), Seed.of(1));
    for (int i = 0; i < 2; i++) {
      assertThat(made.select(1, i).min().item())
          .isGreaterThanOrEqualTo(real.select(1, i).min().item());
      assertThat(made.select(1, i).max().item())
          .isLessThanOrEqualTo(real.select(1, i).max().item());
    }
    ModelFolder.save(folder.resolve("m"), model);
    var loaded = (Diffusion) ModelFolder.load(folder.resolve("m"), Blueprints.layers()).model();
    assertThat(loaded.generate(Wish.of(50), Seed.of(1)).toFloats()).isEqualTo(made.toFloats());
  }

  @Test
  void saysWhatItDoesNotTake() {
    assertThatThrownBy(() -> MODEL.generate(Wish.of(1).ofClass(9), Seed.of(0)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("There is no class 9; the model knows 3, numbered from 0.");
    assertThatThrownBy(() -> MODEL.generate(Wish.of(1).inSteps(401), Seed.of(0)))
        .hasMessage(
            "The steps are 401 but the model learned 400, of which only some can be left out.");
    assertThatThrownBy(() -> Wish.of(1).guided(-1))
        .hasMessage("The guidance is -1.0 but must be at least 0: 1 is as learned, 2 is clearer.");
    Diffusion none = points(0);
    assertThatThrownBy(() -> none.generate(Wish.of(1).ofClass(0).guided(2), Seed.of(0)))
        .hasMessage(
            "The diffusion model was trained without classes, so that a class cannot be asked of"
                + " it; leave it out, or train one on data with classes.");
    assertThatThrownBy(() -> none.generate(Wish.of(1).guided(2), Seed.of(0)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "The diffusion model was trained without classes, so that guidance to one cannot be"
                + " asked of it; leave it out, or train one on data with classes.");
  }

  @Test
  void guidanceTakesExamplesWithoutTheirClass() {
    Diffusion model = points(2);
    Wish wish = Wish.of(1).ofClass(0).inSteps(2);
    assertThat(model.generate(wish.guided(1), Seed.of(0)).shape()).isEqualTo(Shape.of(1, 2));
    assertThatThrownBy(() -> model.generate(wish.guided(2), Seed.of(0)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "The diffusion model was told the class of every example, and so learned nothing"
                + " without one, from which guidance leads away; leave it out, or train with a"
                + " share untold, such as 0.1.");
  }

  /** Of so many classes, of which every example is told its own. */
  private static Diffusion points(int classes) {
    return new Diffusion(
        new Diffusion.Config(
            new PointDenoiser(new PointDenoiser.Config(2, 8, classes)),
            List.of(2L),
            Scaling.none(),
            NoiseSchedule.LINEAR,
            10,
            classes,
            0));
  }

  @Test
  void imagesGoThroughTheUNetAndComeBackFromAFile(@TempDir Path folder) {
    Split digits = Digits.small(Seed.of(1), 64, 8, 8);
    var blueprint = new Blueprint.Diffusing(NoiseSchedule.LINEAR, Optional.of(8));
    Diffusion model = blueprint.build(digits.train().info());
    var run =
        blueprint
            .trainer(model, Adam.withLearningRate(1e-2))
            .epochs(4)
            .batchSize(16)
            .fit(digits.train());
    assertThat(run.last().train().loss()).isLessThan(0.8 * run.history().getFirst().train().loss());
    ModelFolder.save(folder.resolve("m"), model);
    var loaded = (Diffusion) ModelFolder.load(folder.resolve("m"), Blueprints.layers()).model();
    Wish wish = Wish.of(2).ofClass(3).guided(2).inSteps(3);
    Tensor made = loaded.generate(wish, Seed.of(1));
    assertThat(made.shape()).isEqualTo(Shape.of(2, 1, 8, 8));
    assertThat(made.min().item()).isGreaterThanOrEqualTo(0);
    assertThat(made.max().item()).isLessThanOrEqualTo(1);
    assertThat(made.toFloats()).isEqualTo(model.generate(wish, Seed.of(1)).toFloats());
  }

  @Test
  void theUNetNamesItsImages() {
    var net = new UNet(new UNet.Config(1, 8, 0));
    Tensor steps = Tensor.of(new long[] {0});
    assertThatThrownBy(() ->
            net.apply(Sample.normal(Seed.of(0), 1, 1, 30, 28), steps, steps, Mode.evaluation()))
        .hasMessageContaining(
            "the images are [1, 1, 30, 28] but must be [batch, 1, h, w] with sides that are"
                + " multiples of 4.");
  }
}
