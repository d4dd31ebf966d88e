package org.atled.nn.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.layer.GPT;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Mask;
import org.atled.nn.layer.MultiheadAttention;
import org.junit.jupiter.api.Test;

class AttentionMapsTest {
  private static final Tensor IDS = Tensor.of(new long[][] {{3, 1, 4, 1, 5}, {9, 2, 6, 5, 3}});

  private final AttentionMaps seen = new AttentionMaps();
  private final Mode observed = Mode.evaluation().observedBy(seen);

  private static GPT gpt() {
    GPT gpt = new GPT(GPT.Config.of(11, 12, 16, 2).withHeads(4));
    gpt.initialize(Seed.of(5));
    return gpt;
  }

  /** All heads of a step side by side. */
  private static Tensor joined(AttentionMaps.Layer layer) {
    return layer.weights().matmul(layer.values()).transpose(1, 2).flatten(2, 3);
  }

  private static boolean near(Tensor one, Tensor other) {
    return one.allClose(other, 1e-5, 1e-6);
  }

  @Test
  void observingChangesNoBit() {
    GPT gpt = gpt();

    assertThat(gpt.apply(IDS, observed).toFloats()).containsExactly(gpt.apply(IDS).toFloats());
    assertThat(seen.all())
        .extracting(AttentionMaps.Layer::path)
        .containsExactly("h.0.attn", "h.1.attn");
  }

  @Test
  void weightsOfAStepAddUpToOneAndNoneLooksAhead() {
    gpt().apply(IDS, observed);

    for (Tensor weights : seen.weights()) {
      assertThat(weights.shape().toArray()).containsExactly(2, 4, 5, 5);
      assertThat(near(weights.sum(-1), Tensor.ones(2, 4, 5))).isTrue();
      assertThat(weights.triu(1).abs().max().item()).isZero();
    }
  }

  @Test
  void weightsTimesValuesAreWhatTheLayerMakesItsResultOf() {
    MultiheadAttention attention = new MultiheadAttention(12, 3);
    attention.initialize(Seed.of(2));
    Tensor x = Sample.normal(Seed.of(3), 2, 6, 12);
    Linear out = (Linear) Objects.requireNonNull(attention.children().get("out_proj"));

    for (Mask mask : List.of(Mask.none(), Mask.causally())) {
      AttentionMaps maps = new AttentionMaps();
      Tensor y = attention.apply(x, mask, Mode.evaluation().observedBy(maps));

      assertThat(near(out.apply(joined(maps.all().getFirst())), y)).as(mask.toString()).isTrue();
    }
  }

  @Test
  void soItIsInABlockOfGpt() {
    GPT gpt = gpt();
    Activations results = new Activations();
    gpt.apply(IDS, observed.observedBy(results));

    for (AttentionMaps.Layer layer : seen.all()) {
      Module last =
          gpt.modules().stream()
              .filter(module -> module.path().equals(layer.path() + ".c_proj"))
              .findFirst()
              .orElseThrow();
      Tensor weight = Objects.requireNonNull(last.cells().get("weight")).value();
      Tensor bias = Objects.requireNonNull(last.cells().get("bias")).value();
      Tensor y = Objects.requireNonNull(results.all().get(layer.path())).getFirst();
      assertThat(near(joined(layer).matmul(weight).add(bias), y)).as(layer.path()).isTrue();
    }
  }

  @Test
  void askedForTheWeightsALayerIsHeardOfOnce() {
    MultiheadAttention attention = new MultiheadAttention(8, 2);
    attention.initialize(Seed.of(2));
    Tensor x = Sample.normal(Seed.of(3), 1, 4, 8);

    MultiheadAttention.Out out = attention.weighted(x, x, x, Mask.none(), observed);

    assertThat(seen.weights()).hasSize(1);
    assertThat(near(seen.weights().getFirst(), out.weights())).isTrue();
  }
}
