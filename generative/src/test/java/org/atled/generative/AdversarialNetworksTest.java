package org.atled.generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.data.Dataset;
import org.atled.data.Digits;
import org.atled.data.NamedTensors;
import org.atled.data.Task;
import org.atled.data.TensorDataset;
import org.atled.data.Toy;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;
import org.atled.nn.layer.LeakyReLU;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.Tanh;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.AdamW;
import org.atled.nn.optim.Clip;
import org.atled.nn.optim.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdversarialNetworksTest {
  private static final Tensor REAL = Tensor.of(new double[] {0.5, -1}, 2, 1);
  private static final Tensor MADE = Tensor.of(new double[] {2, 0.25}, 2, 1);

  private static double softplus(double x) {
    return Math.log1p(Math.exp(x));
  }

  @Test
  void lossesAreThoseOfTheirPapers() {
    assertThat(AdversarialLoss.NON_SATURATING.critic(REAL, MADE).item())
        .isCloseTo(
            (softplus(-0.5) + softplus(1)) / 2 + (softplus(2) + softplus(0.25)) / 2, offset(1e-9));
    assertThat(AdversarialLoss.NON_SATURATING.generator(MADE).item())
        .isCloseTo((softplus(-2) + softplus(-0.25)) / 2, offset(1e-9));
    assertThat(AdversarialLoss.LEAST_SQUARES.critic(REAL, MADE).item())
        .isCloseTo(((0.25 + 4) / 2 + (4 + 0.0625) / 2) / 2, offset(1e-12));
    assertThat(AdversarialLoss.LEAST_SQUARES.generator(MADE).item())
        .isCloseTo((1 + 0.5625) / 4, offset(1e-12));
    assertThat(AdversarialLoss.WASSERSTEIN.critic(REAL, MADE).item())
        .isCloseTo(1.125 + 0.25, offset(1e-12));
    assertThat(AdversarialLoss.WASSERSTEIN.generator(MADE).item()).isEqualTo(-1.125);
  }

  /** The critic w·x has the slope ‖w‖ everywhere: the penalty is (‖w‖ − 1)². */
  @Test
  void thePenaltyOfALineIsKnownAndSoIsItsGradient() {
    Linear critic =
        new Linear(
            Linear.Config.of(2, 1).withoutBias().initializedBy(new Initializer.Constant(1.5)));
    var model = networks(critic, 1);
    var loss = model.criticLoss(Sample.normal(Seed.of(1), 6, 2), Mode.evaluation());
    double length = 1.5 * Math.sqrt(2);
    assertThat(loss.penalty().item()).isCloseTo((length - 1) * (length - 1), offset(1e-5));
    Parameter w = critic.parameters().getFirst();
    float[] slope = Autograd.gradients(loss.penalty(), critic.parameters()).of(w).toFloats();
    // ∂(‖w‖ − 1)²/∂w = 2·(‖w‖ − 1)·w/‖w‖
    for (float each : slope) {
      assertThat((double) each).isCloseTo(2 * (length - 1) * 1.5 / length, offset(1e-5));
    }
  }

  /** Of a curved critic the gradient of the penalty is that of differences. */
  @Test
  void thePenaltyIsDifferentiatedTwice() {
    var critic = Sequential.of(new Linear(2, 3), new Tanh(), new Linear(3, 1));
    var model = networks(critic, 10);
    Tensor x = Sample.normal(Seed.of(1), 4, 2);
    var loss = model.criticLoss(x, Mode.evaluation());
    Parameter first = critic.parameters().getFirst();
    float[] found = Autograd.gradients(loss.penalty(), List.of(first)).of(first).toFloats();
    float[] values = first.value().toFloats();
    float by = 1e-2f;
    for (int i = 0; i < found.length; i++) {
      double up = penalty(model, critic, first, values, i, by, x);
      double down = penalty(model, critic, first, values, i, -by, x);
      assertThat((double) found[i]).isCloseTo((up - down) / (2 * by), offset(2e-3));
    }
  }

  private static double penalty(
      AdversarialNetworks model,
      Sequential critic,
      Parameter first,
      float[] values,
      int at,
      float by,
      Tensor x) {
    float[] moved = values.clone();
    moved[at] += by;
    first.copyInto(Tensor.of(moved, first.type().shape()));
    double penalty = model.criticLoss(x, Mode.evaluation()).penalty().item();
    first.copyInto(Tensor.of(values, first.type().shape()));
    assertThat(critic.parameters().getFirst()).isSameAs(first);
    return penalty;
  }

  private static AdversarialNetworks networks(Layer critic, double penalty) {
    return new AdversarialNetworks(
        new AdversarialNetworks.Config(
            new Linear(3, 2), critic, 3, Scaling.none(), AdversarialLoss.WASSERSTEIN, penalty));
  }

  @ParameterizedTest
  @EnumSource
  void learnsWhereThePointsLie(AdversarialLoss loss) {
    Tensor real = Sample.normal(Seed.of(6), 320, 2).mul(0.4).add(Tensor.of(new float[] {2, -1}));
    var data = TensorDataset.of("heap", NamedTensors.of("x", real));
    var model =
        new AdversarialNetworks(
            new AdversarialNetworks.Config(
                Sequential.of(new Linear(2, 16), new Tanh(), new Linear(16, 2)),
                Sequential.of(new Linear(2, 32), new LeakyReLU(0.2), new Linear(32, 1)),
                2,
                Scaling.none(),
                loss,
                loss == AdversarialLoss.WASSERSTEIN ? 10 : 0));
    Tensor before = model.generate(Wish.of(200), Seed.of(4));
    var run =
        new Blueprint.Adversarial(loss, Blueprint.Kind.DENSE)
            .trainer(model, Adam.withLearningRate(1e-2))
            .epochs(30)
            .batchSize(32)
            .fit(data);
    assertThat(run.last().train().losses()).containsOnlyKeys("critic", "generator");
    Tensor after = model.generate(Wish.of(200), Seed.of(4));
    assertThat(away(after, real)).isLessThan(0.5 * away(before, real));
  }

  /** Two heaps, each of a class: what is asked for lies in its own. */
  @Test
  void makesExamplesOfTheClassThatIsAskedFor() {
    Tensor labels = Tensor.arange(0, 320, 1L).remainder(2L);
    Tensor middles = labels.to(DType.FLOAT32).mul(4.0).sub(2.0).unsqueeze(1);
    Tensor real = Sample.normal(Seed.of(6), 320, 2).mul(0.4).add(middles);
    var data =
        TensorDataset.of(
            "heaps",
            new Task.Classification(List.of("left", "right")),
            NamedTensors.of("x", real).with("y", labels));
    var blueprint = new Blueprint.Adversarial(AdversarialLoss.NON_SATURATING, Blueprint.Kind.DENSE);
    AdversarialNetworks model = blueprint.build(data.info());
    blueprint.trainer(model, Adam.withLearningRate(3e-3)).epochs(6).batchSize(32).fit(data);

    assertThat(model.classes()).isEqualTo(2);
    assertThat(model.asked(Wish.of(3)).orElseThrow().toLongs()).containsExactly(0, 1, 0);
    for (int label = 0; label < 2; label++) {
      Tensor made = model.generate(Wish.of(100).ofClass(label), Seed.of(4));
      double right = made.gt(0.0).to(DType.FLOAT32).mean().item();
      assertThat(label == 1 ? right : 1 - right).isGreaterThan(0.9);
      Tensor inTurn = model.generate(Wish.of(100), Seed.of(4));
      assertThat(made.select(0, 50 + label).allClose(inTurn.select(0, 50 + label), 1e-5, 1e-5))
          .isTrue();
    }
  }

  /** The score of an example is that of its own class. */
  @Test
  void theScoreIsThatOfTheOwnClass() {
    Linear generator = new Linear(Linear.Config.of(1 + 3, 2));
    Linear critic = new Linear(Linear.Config.of(2, 3));
    var config =
        new AdversarialNetworks.Config(
            generator, critic, 1, Scaling.none(), AdversarialLoss.WASSERSTEIN, 0);
    var model = new AdversarialNetworks(config.withClasses(3));
    model.initialize(Seed.of(1));
    Tensor x = Sample.normal(Seed.of(1), 4, 2);
    Tensor labels = Tensor.of(new long[] {2, 0, 1, 2});
    float[][] scores = rows(critic.apply(x));
    double own = (scores[0][2] + scores[1][0] + scores[2][1] + scores[3][2]) / 4.0;
    double ofMade = -model.generatorLoss(4, labels, Mode.evaluation()).item();
    assertThat(model.criticLoss(x, labels, Mode.evaluation()).total().item())
        .isCloseTo(ofMade - own, offset(1e-5));
  }

  private static float[][] rows(Tensor x) {
    float[][] rows = new float[(int) x.shape().size(0)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = x.select(0, i).toFloats();
    }
    return rows;
  }

  @Test
  void refusesWhatItCannotMake() {
    Dataset moons = Toy.moons().generate(Seed.of(1), 8, 4).train();
    AdversarialNetworks told = (AdversarialNetworks) Blueprints.parse("gan").build(moons.info());
    assertThatThrownBy(() -> told.generate(Wish.of(1).ofClass(2), Seed.of(1)))
        .hasMessage("There is no class 2; the model knows 2, numbered from 0.");
    assertThatThrownBy(() -> told.generate(Wish.of(1).guided(2), Seed.of(1)))
        .hasMessage(
            "A generative adversarial network makes examples of a class as it has learned them, so"
                + " that there is no guidance to choose; leave it out, or train a diffusion"
                + " model.");
    assertThatThrownBy(
            () -> networks(new Linear(2, 1), 0).generate(Wish.of(1).ofClass(0), Seed.of(1)))
        .hasMessage(
            "A generative adversarial network was not told classes in training, so that a class"
                + " cannot be asked of it; leave it out, or train a diffusion model on"
                + " data with classes.");
    assertThatThrownBy(() -> told.config().orElseThrow().withClasses(-1))
        .hasMessage(
            "AdversarialNetworks: takes noise of at least 1 number, a penalty and classes of at"
                + " least 0, not 32, 0.0 and -1.");
  }

  @Test
  void lossesOfClassesTakeLabels() {
    Dataset moons = Toy.moons().generate(Seed.of(1), 8, 4).train();
    AdversarialNetworks told = (AdversarialNetworks) Blueprints.parse("gan").build(moons.info());
    String text =
        "AdversarialNetworks: both networks are told one of 2 classes; give the losses the labels"
            + " of the batch.";
    assertThatThrownBy(() -> told.criticLoss(moons.spread(4).x(), Mode.evaluation()))
        .hasMessage(text);
    assertThatThrownBy(() -> told.generatorLoss(4, Mode.evaluation())).hasMessage(text);
  }

  /** By the mean image, from grey all over to where the strokes of digits are. */
  @Test
  void convolutionsLearnWhereTheInkIs() {
    Dataset digits = Digits.small(Seed.of(3), 320, 10, 8).train();
    var blueprint = new Blueprint.Adversarial(AdversarialLoss.NON_SATURATING, Blueprint.Kind.CONV);
    AdversarialNetworks model = blueprint.build(digits.info());
    Tensor real = digits.spread(320).x();
    Tensor before = model.generate(Wish.of(64), Seed.of(4));
    blueprint.trainer(model, Adam.withLearningRate(1e-2)).epochs(4).batchSize(32).fit(digits);
    Tensor after = model.generate(Wish.of(64), Seed.of(4));

    assertThat(after.shape()).isEqualTo(Shape.of(64, 1, 8, 8));
    assertThat(away(after, real)).isLessThan(0.85 * away(before, real));
  }

  /** Batch norm of the generator takes two, and what evaluates takes what it has kept. */
  @ParameterizedTest
  @EnumSource
  void aLastBatchOfOneIsLearnedFromToo(AdversarialLoss loss) {
    Dataset nine = Toy.moons().generate(Seed.of(1), 9, 4).train();
    var blueprint = new Blueprint.Adversarial(loss, Blueprint.Kind.DENSE);
    AdversarialNetworks model = blueprint.build(nine.info());
    var run = blueprint.trainer(model, Adam.withLearningRate(1e-3)).batchSize(8).fit(nine);
    assertThat(run.last().train().losses().values())
        .allSatisfy(each -> assertThat(each).isFinite());
    Tensor four = model.generate(Wish.of(4), Seed.of(2));
    assertThat(model.generate(Wish.of(1), Seed.of(2)).allClose(four.slice(0, 0, 1), 1e-5, 1e-5))
        .isTrue();
  }

  /** Whatever stands around it, Adam goes on with a β₁ of 0.5. */
  @Test
  void theFirstMomentIsShort() {
    Rule usual = Adam.withLearningRate(1e-3);
    for (Rule rule : List.of(usual, usual.clipping(Clip.byNorm(1)), usual.withMaxNorm(3))) {
      Rule used = Blueprint.Adversarial.steadier(rule);
      assertThat(used.hyperparameters()).containsEntry("beta1", 0.5).containsEntry("lr", 1e-3);
    }
    Rule other = AdamW.withLearningRate(0.1);
    assertThat(Blueprint.Adversarial.steadier(other)).isSameAs(other);
  }

  /** How far the means lie apart. */
  private static double away(Tensor made, Tensor real) {
    return made.mean(0).sub(real.mean(0)).square().sum().sqrt().item();
  }

  @Test
  void saysThatItHasCollapsed() {
    Tensor real = Sample.normal(Seed.of(1), 50, 2);
    Tensor same = Tensor.full(new TensorType(DType.FLOAT32, Shape.of(50, 2)), 0.3);
    Variety variety = Variety.of(same.add(real.mul(0.1)), real);
    assertThat(variety.share()).isCloseTo(0.1, offset(1e-4));
    assertThat(variety.collapse())
        .hasValue(
            "the generator has collapsed: two that it makes lie 10 % as far apart as two real ones;"
                + " try a smaller learning rate, or the loss wasserstein.");
    assertThat(Variety.of(real, real).collapse()).isEmpty();
    assertThatThrownBy(() -> Variety.of(real.slice(0, 0, 1), real))
        .hasMessage("Variety: takes at least 2 examples to compare, not 1.");

    // One thing of each class is not much, however far apart the classes are.
    Tensor labels = Tensor.arange(0, 50, 1L).remainder(2L);
    Tensor middles = labels.to(DType.FLOAT32).mul(20.0).unsqueeze(1);
    Tensor alike = middles.add(real.mul(0.1));
    Tensor apart = middles.add(real);
    assertThat(Variety.of(alike, apart).collapse()).isEmpty();
    assertThat(Variety.withinClasses(alike, labels, apart, labels).share())
        .isCloseTo(0.1, offset(1e-4));
    assertThatThrownBy(
            () -> Variety.withinClasses(alike.slice(0, 0, 2), labels.slice(0, 0, 2), apart, labels))
        .hasMessage("Variety: takes at least 2 examples of one class to compare, not 1.");
  }
}
