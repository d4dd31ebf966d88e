package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.junit.jupiter.api.Test;

class AttentionTest {
  private static final Mode PLAIN = Mode.evaluation();
  private static final MultiheadAttention.Config HEADS = MultiheadAttention.Config.of(8, 2);

  private static Tensor numbers(int seed, long... sizes) {
    return Sample.normal(Seed.of(seed), sizes);
  }

  @Test
  void stepsWithACacheGiveWhatTheWholeSequenceGives() {
    TransformerLayer.Config layer =
        TransformerLayer.Config.of(8, 2)
            .withFeedforward(16)
            .withNormFirst()
            .withRotary(new MultiheadAttention.Rotary(10_000, true));
    TransformerEncoder encoder =
        new TransformerEncoder(new TransformerEncoder.Config(layer, 2, true));
    Tensor x = numbers(1, 3, 7, 8);
    Tensor whole = encoder.apply(x, Mask.causally(), PLAIN);

    TransformerEncoder.Step step = encoder.step(x.slice(1, 0, 3), List.of(), Mask.none(), PLAIN);
    assertThat(step.result().allClose(whole.slice(1, 0, 3), 1e-5, 1e-5)).isTrue();
    for (int t = 3; t < 7; t++) {
      step = encoder.step(x.slice(1, t, t + 1), step.caches(), Mask.none(), PLAIN);
      assertThat(step.result().allClose(whole.slice(1, t, t + 1), 1e-5, 1e-5)).isTrue();
    }
    assertThat(step.caches().getFirst().steps()).isEqualTo(7);
  }

  @Test
  void whatIsPaddedGetsWhatItGetsAlone() {
    MultiheadAttention attention = new MultiheadAttention(HEADS);
    Padded padded = Padded.of(List.of(numbers(1, 5, 8), numbers(2, 3, 8)));
    Tensor real = Tensor.arange(5).lt(padded.lengths().unsqueeze(1));
    Tensor both = attention.apply(padded.sequences(), Mask.ofKeys(real), PLAIN);
    Tensor alone = attention.apply(numbers(2, 3, 8).unsqueeze(0), Mask.none(), PLAIN);

    assertThat(both.slice(0, 1, 2).slice(1, 0, 3).allClose(alone, 1e-6, 1e-6)).isTrue();
  }

  @Test
  void aQueryThatMayLookAtNothingGetsZero() {
    MultiheadAttention attention = new MultiheadAttention(HEADS.withoutBias());
    Tensor x = numbers(1, 1, 3, 8).requiresGrad();
    Tensor real = Tensor.of(new boolean[][] {{false, true, true}});
    MultiheadAttention.Out out = attention.weighted(x, x, x, Mask.causally().withKeys(real), PLAIN);

    assertThat(out.result().get(0).get(0).toFloats()).containsOnly(0);
    assertThat(out.averaged().toFloats()[0]).isZero();
    assertThat(Autograd.gradients(out.result().sum(), x).of(x).isFinite().all().item()).isOne();
  }

  @Test
  void rotaryPlacesTellHowFarNotWhere() {
    Tensor q = numbers(1, 1, 4);
    Tensor k = numbers(2, 1, 4);
    double near = q.rotary(5, 100, true).mul(k.rotary(3, 100, true)).sum().item();
    double far = q.rotary(25, 100, true).mul(k.rotary(23, 100, true)).sum().item();

    assertThat(far).isCloseTo(near, within(1e-5));
    assertThat(q.rotary(5, 100, true).mul(k.rotary(4, 100, true)).sum().item())
        .isNotCloseTo(near, within(1e-3));
  }

  @Test
  void slopesAreThoseOfThePaper() {
    assertThat(Alibi.slopes(8))
        .containsExactly(0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625, 0.0078125, 0.00390625);
    assertThat(Alibi.slopes(12))
        .endsWith(
            new double[] {
              0.7071067811865476, 0.35355339059327379, 0.17677669529663689, 0.088388347648318447
            },
            within(1e-15));
    assertThat(Alibi.bias(1, 1, 3).toFloats()).containsExactly(-2 / 256f, -1 / 256f, -0f);
  }

  @Test
  void attentionStartsAsPyTorchs() {
    MultiheadAttention attention = new MultiheadAttention(16, 2);

    assertThat(greatest(attention, "in_proj_weight")).isBetween(0.27, 0.307); // √(6/(48 + 16))
    assertThat(greatest(attention, "in_proj_bias")).isZero();
    assertThat(greatest(attention, "out_proj.weight")).isBetween(0.2, 0.25); // 1/√16
    assertThat(greatest(attention, "out_proj.bias")).isZero();
    assertThat(greatest(new TransformerEncoderLayer(16, 2), "linear1.weight")).isBetween(0.2, 0.25);
  }

  private static double greatest(Module module, String path) {
    return Objects.requireNonNull(module.state().entries().get(path)).value().abs().amax().item();
  }

  @Test
  void allMatricesOfATransformerStartByXavier() {
    TransformerLayer.Config layer = TransformerLayer.Config.of(16, 2).withFeedforward(8);
    Transformer transformer = new Transformer(new Transformer.Config(layer, 1, 1));

    transformer
        .state()
        .snapshot()
        .forEach((path, numbers) -> {
          Shape shape = numbers.shape();
          if (shape.rank() == 2) {
            double bound = Math.sqrt(6.0 / (shape.size(0) + shape.size(1)));
            assertThat(greatest(transformer, path)).as(path).isBetween(0.9 * bound, bound + 1e-6);
          }
        });
  }

  @Test
  void stateNamesArePyTorchs() {
    assertThat(
            new TransformerDecoder(
                    new TransformerEncoder.Config(TransformerLayer.Config.of(8, 2), 1, true))
                .state()
                .entries()
                .keySet())
        .containsExactlyInAnyOrder(
            "layers.0.self_attn.in_proj_weight",
            "layers.0.self_attn.in_proj_bias",
            "layers.0.self_attn.out_proj.weight",
            "layers.0.self_attn.out_proj.bias",
            "layers.0.multihead_attn.in_proj_weight",
            "layers.0.multihead_attn.in_proj_bias",
            "layers.0.multihead_attn.out_proj.weight",
            "layers.0.multihead_attn.out_proj.bias",
            "layers.0.linear1.weight",
            "layers.0.linear1.bias",
            "layers.0.linear2.weight",
            "layers.0.linear2.bias",
            "layers.0.norm1.weight",
            "layers.0.norm1.bias",
            "layers.0.norm2.weight",
            "layers.0.norm2.bias",
            "layers.0.norm3.weight",
            "layers.0.norm3.bias",
            "norm.weight",
            "norm.bias");
  }

  @Test
  void namesMasksThatDoNotFit() {
    MultiheadAttention attention = new MultiheadAttention(HEADS);
    Tensor x = numbers(1, 3, 5, 8);

    assertThatThrownBy(() -> attention.apply(x, Mask.of(Tensor.ones(4, 5).gt(0)), PLAIN))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "MultiheadAttention: the mask is [4, 5], which does not fit [3, 2, 5, 5], [batch,"
                + " heads, queries, keys]; its axes, from the last on, must be of these sizes or"
                + " 1.");
    assertThatThrownBy(
            () -> attention.apply(x, Mask.of(Tensor.of(new long[] {1, 1, 0, 1, 1})), PLAIN))
        .isInstanceOf(TypeException.class)
        .hasMessage(
            "MultiheadAttention: the mask is int64[5] but must be bool, true where a query may look"
                + " at a key, or float, to be added to the scores; make it bool by ne(0).");
    assertThatThrownBy(() -> attention.apply(x, Mask.ofKeys(Tensor.ones(3, 5)), PLAIN))
        .isInstanceOf(TypeException.class)
        .hasMessage(
            "MultiheadAttention: the mask of keys is float32[3, 5] but must be bool, true where"
                + " there is a key; make it so by ne(0).");
    assertThatThrownBy(() -> attention.apply(x, Mask.ofKeys(Tensor.ones(5, 3).gt(0)), PLAIN))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "MultiheadAttention: the mask of keys is [5, 3] but must be [3, 5], [batch, keys].");
  }

  @Test
  void namesShapesThatDoNotFit() {
    MultiheadAttention attention = new MultiheadAttention(HEADS);

    assertThatThrownBy(() -> attention.apply(numbers(1, 3, 5, 7), Mask.none(), PLAIN))
        .isInstanceOf(ShapeException.class)
        .hasMessage("MultiheadAttention: the queries are [3, 5, 7] but must be [batch, steps, 8].");
    assertThatThrownBy(() -> attention.apply(numbers(1, 3, 0, 8), Mask.none(), PLAIN))
        .hasMessage(
            "MultiheadAttention: the queries are [3, 0, 8], sequences of no step; give each at"
                + " least one.");
    assertThatThrownBy(() ->
            attention.apply(
                numbers(1, 3, 5, 8), numbers(1, 3, 4, 8), numbers(1, 3, 6, 8), Mask.none(), PLAIN))
        .hasMessage(
            "MultiheadAttention: the queries are [3, 5, 8], the keys [3, 4, 8] and the values [3,"
                + " 6, 8], but must be of one batch, and keys and values equally many.");
    assertThatThrownBy(() -> new LearnedPositions(4, 8).apply(numbers(1, 3, 5, 8)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "LearnedPositions: the input is [3, 5, 8], whose steps stand at the places 0 to 4, but"
                + " there are places 0 to 3; shorten it, or give the layer more.");
    assertThatThrownBy(() -> new SinusoidalPositions(4, 8).apply(numbers(1, 3, 2, 7)))
        .hasMessage("SinusoidalPositions: the input is [3, 2, 7] but must be [.., steps, 8].");
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> MultiheadAttention.Config.of(8, 3))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("MultiheadAttention: the width 8 is not a multiple of the 3 heads.");
    assertThatThrownBy(() ->
            MultiheadAttention.Config.of(6, 2)
                .withRotary(new MultiheadAttention.Rotary(10_000, false)))
        .hasMessage("MultiheadAttention: rotary places need an even width of a head, not 3.");
    assertThatThrownBy(() -> HEADS.withDropout(1))
        .hasMessage(
            "MultiheadAttention: the dropout is 1.0 but must be at least 0 and less than 1.");
    assertThatThrownBy(() ->
            new MultiheadAttention(HEADS)
                .step(
                    numbers(1, 3, 1, 8),
                    Optional.of(
                        new MultiheadAttention.Cache(
                            numbers(1, 2, 2, 4, 4), numbers(1, 2, 2, 4, 4))),
                    Mask.none(),
                    PLAIN))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "MultiheadAttention: the cache holds keys [2, 2, 4, 4], which those of these steps, [3,"
                + " 2, 1, 4], do not continue, [batch, heads, steps, width]; give the cache that"
                + " the steps before these left.");
    assertThatThrownBy(() ->
            new MultiheadAttention(HEADS)
                .step(
                    numbers(1, 3, 1, 8),
                    Optional.of(
                        new MultiheadAttention.Cache(
                            numbers(1, 3, 2, 4, 4), numbers(1, 3, 2, 1, 4))),
                    Mask.none(),
                    PLAIN))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "MultiheadAttention: the cache holds values [3, 2, 1, 4] beside keys [3, 2, 4, 4],"
                + " which the values of these steps, [3, 2, 1, 4], do not continue; give the cache"
                + " that the steps before these left.");
  }

  @Test
  void heldByAttentionItselfAreShapesAndTypes() {
    Tensor q = numbers(1, 2, 3, 4);

    assertThatThrownBy(() -> q.scaledDotProductAttention(numbers(1, 2, 3, 5), q))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining(
            "the queries are [2, 3, 4] and the keys [2, 3, 5], but must be [.., heads, queries,"
                + " width] and [.., heads, keys, width]");
    assertThatThrownBy(() -> q.scaledDotProductAttention(q, numbers(1, 2, 4, 4)))
        .hasMessageContaining(
            "the values are [2, 4, 4] but must be like the keys [2, 3, 4] on all axes but the"
                + " last.");
    assertThatThrownBy(() -> numbers(1, 2, 3).rotary(0, 100, true))
        .hasMessageContaining("must be [.., steps, width] with an even width.");
  }
}
