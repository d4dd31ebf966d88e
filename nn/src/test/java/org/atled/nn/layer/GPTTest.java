package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Optimizer;
import org.junit.jupiter.api.Test;

class GPTTest {
  private static final Tensor PROMPT = Tensor.of(new long[][] {{3, 1, 4}, {1, 5, 9}});

  private static GPT network() {
    GPT gpt = new GPT(GPT.Config.of(11, 12, 16, 2).withHeads(4));
    gpt.initialize(Seed.of(5));
    return gpt;
  }

  /** As generate does, but all steps anew for each id. */
  private static Tensor uncached(GPT gpt, int count, Sampling sampling, Seed seed) {
    Tensor all = PROMPT;
    for (int i = 0; i < count; i++) {
      long steps = all.shape().size(1);
      Tensor logits = gpt.apply(all.slice(1, Math.max(0, steps - 12), steps));
      Tensor last = logits.select(1, logits.shape().size(1) - 1);
      all = Structure.concat(1, all, sampling.draw(seed.at(i), last).unsqueeze(1));
    }
    return all;
  }

  @Test
  void withACacheItWritesWhatItWritesWithout() {
    GPT gpt = network();
    for (Sampling sampling : List.of(Sampling.greedy(), new Sampling(0.8, 5, 0.9))) {
      Tensor written = gpt.generate(PROMPT, 15, sampling, Seed.of(7));

      assertThat(written.shape().size(1)).isEqualTo(18);
      assertThat(written.toLongs())
          .containsExactly(uncached(gpt, 15, sampling, Seed.of(7)).toLongs());
    }
  }

  @Test
  void theSameSeedWritesTheSameAndAnotherDoesNot() {
    GPT gpt = network();
    Tensor one = gpt.generate(PROMPT, 9, Sampling.plain(), Seed.of(7));

    assertThat(gpt.generate(PROMPT, 9, Sampling.plain(), Seed.of(7)).toLongs())
        .containsExactly(one.toLongs());
    assertThat(gpt.generate(PROMPT, 9, Sampling.plain(), Seed.of(8)).toLongs())
        .isNotEqualTo(one.toLongs());
  }

  @Test
  void writingKeepsNothingForAGradient() {
    GPT gpt = network();
    GPT.Step written = gpt.written(PROMPT, List.of());

    assertThat(Autograd.parametersOf(written.logits())).isEmpty();
    assertThat(Autograd.parametersOf(written.caches().getFirst().keys())).isEmpty();
    assertThat(written.logits().toFloats())
        .containsExactly(gpt.step(PROMPT, List.of(), Mode.evaluation()).logits().toFloats());
  }

  @Test
  void aStepSeesNothingAhead() {
    GPT gpt = network();
    Tensor whole = gpt.apply(PROMPT);

    assertThat(gpt.apply(PROMPT.slice(1, 0, 2)).toFloats())
        .containsExactly(whole.slice(1, 0, 2).toFloats());
  }

  @Test
  void drawsComeFromTheGreatestAlone() {
    Tensor logits = Tensor.of(new float[] {0, 3, 1, 2}).unsqueeze(0);
    Set<Long> ofTwo = new HashSet<>();
    Set<Long> ofHalf = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      ofTwo.add(new Sampling(1, 2, 1).draw(Seed.of(i), logits).toLongs()[0]);
      ofHalf.add(new Sampling(1, 0, 0.5).draw(Seed.of(i), logits).toLongs()[0]);
    }

    assertThat(ofTwo).containsExactlyInAnyOrder(1L, 3L);
    assertThat(ofHalf).containsExactly(1L); // e³/(1 + e + e² + e³) = 0.64
    assertThat(Sampling.greedy().draw(Seed.of(1), logits).toLongs()).containsExactly(1);
    for (double cold : new double[] {1e-40, 1e-300}) {
      assertThat(new Sampling(cold, 0, 1).draw(Seed.of(1), logits).toLongs()).containsExactly(1);
      assertThat(new Sampling(cold, 3, 0.5).draw(Seed.of(1), logits).toLongs()).containsExactly(1);
    }
  }

  @Test
  void stateNamesAreThoseOfItsFiles() {
    assertThat(new GPT(GPT.Config.of(11, 12, 16, 1)).state().entries().keySet())
        .containsExactly(
            "wte.weight",
            "wpe.weight",
            "h.0.ln_1.weight",
            "h.0.ln_1.bias",
            "h.0.attn.c_attn.weight",
            "h.0.attn.c_attn.bias",
            "h.0.attn.c_proj.weight",
            "h.0.attn.c_proj.bias",
            "h.0.ln_2.weight",
            "h.0.ln_2.bias",
            "h.0.mlp.c_fc.weight",
            "h.0.mlp.c_fc.bias",
            "h.0.mlp.c_proj.weight",
            "h.0.mlp.c_proj.bias",
            "ln_f.weight",
            "ln_f.bias");
  }

  @Test
  void namesWhatDoesNotFit() {
    GPT gpt = network();

    assertThatThrownBy(() -> gpt.apply(Tensor.arange(13).unsqueeze(0).clip(0, 10)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "LearnedPositions \"wpe\": the input is [1, 13, 16], whose steps stand at the places 0"
                + " to 12, but there are places 0 to 11; shorten it, or give the layer more.");
    assertThatThrownBy(() -> gpt.apply(Tensor.of(new long[][] {{3, 11}})))
        .hasMessageStartingWith(
            "Embedding \"wte\": the id 11 at [0, 1] is not in the vocabulary, whose 11 ids go from"
                + " 0 to 10");
    assertThatThrownBy(() -> gpt.apply(Tensor.of(new long[] {3})))
        .hasMessage("GPT: the ids are [1] but must be [batch, steps], at least one step.");
    List<MultiheadAttention.Cache> caches = gpt.step(PROMPT, List.of(), Mode.evaluation()).caches();
    assertThatThrownBy(() -> gpt.step(PROMPT, caches.subList(0, 1), Mode.evaluation()))
        .isInstanceOf(StateException.class)
        .hasMessage("GPT: there are 1 caches for 2 blocks; give those that the last step left.");
    assertThatThrownBy(() -> GPT.Config.of(11, 12, 16, 1).withHeads(3))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "GPT: takes at least 1 layer, and heads that divide the width, not 1, 3 and 16.");
    assertThatThrownBy(() -> gpt.generate(PROMPT, -1, Sampling.greedy(), Seed.of(1)))
        .hasMessage("GPT: the count of ids to write is -1 but must be at least 0.");
    assertThatThrownBy(() -> new Sampling(-1, 0, 1))
        .hasMessageStartingWith("Sampling: takes a temperature and a top k of at least 0");
  }

  /** The program of docs/sequences.md. */
  @Test
  void learnsToContinueAPattern() {
    GPT gpt = new GPT(GPT.Config.of(7, 8, 32, 1));
    Optimizer optimizer = Adam.withLearningRate(1e-2).over(gpt.parameters());
    Tensor text = Tensor.arange(16).fmod(Tensor.of(7L));
    Tensor windows = text.unfold(0, 9, 1); // [8, 9]: eight ids and the one behind them
    Tensor targets = windows.slice(1, 1, 9).flatten();
    for (long step = 0; step < 40; step++) {
      Tensor logits = gpt.apply(windows.slice(1, 0, 8), Mode.training(Seed.of(1), Slot.of(step)));
      Tensor loss = new CrossEntropyLoss().of(logits.flatten(0, 1), targets);
      optimizer.step(Autograd.gradients(loss, gpt.parameters()));
    }
    Tensor more = gpt.generate(Tensor.of(new long[][] {{4, 5}}), 9, Sampling.greedy(), Seed.of(1));

    assertThat(more.toLongs()).containsExactly(4, 5, 6, 0, 1, 2, 3, 4, 5, 6, 0);
  }
}
