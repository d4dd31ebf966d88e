package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.atled.compile.Compiled;
import org.atled.compile.Explanation;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Attention;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Mode;
import org.atled.nn.layer.GPT;
import org.atled.nn.layer.Mask;
import org.atled.nn.layer.MultiheadAttention;
import org.atled.nn.loss.CrossEntropyLoss;
import org.junit.jupiter.api.Test;

/** What plans do not hold in memory, and that their bits are those of eager steps all the same. */
class LargePlansTest {
  private static final int FLOAT = 4;

  private static Tensor numbers(String name, long... sizes) {
    return Sample.normal(Seed.of(3).at(name), new TensorType(DType.FLOAT32, Shape.of(sizes)));
  }

  /** Of attention to all, forward and backward. */
  private static long attentionBytes(long length) {
    Parameter q = new Parameter(numbers("q", 2, length, 8));
    Parameter k = new Parameter(numbers("k", 2, length, 8));
    Compiled step =
        Compiled.of(in -> {
          Tensor y =
              q.value().scaledDotProductAttention(k.value(), in.getFirst(), Attention.toAll());
          Gradients gradients = Autograd.gradients(y.square().sum(), List.of(q, k));
          return List.of(gradients.of(q).sum(), gradients.of(k).sum());
        });
    return step.explain(q.value().type()).arenaBytes();
  }

  @Test
  void thatOfAttentionGrowsWithTheLengthAndNotItsSquare() {
    long half = attentionBytes(1024);
    long whole = attentionBytes(2048);

    assertThat(whole).isLessThan(2 * half + 1024).isLessThan(FLOAT * 2L * 2048 * 2048 / 8);
  }

  /** More scores than one tensor holds elements. */
  @Test
  void attentionHasNoTensorOfItsScores() {
    assertThat(attentionBytes(40_000)).isLessThan(FLOAT * 8L * 2 * 40_000 * 8);
  }

  @Test
  void thatOfALossOverManyClassesHoldsNoProbabilitiesBesideTheLogits() {
    Parameter w = new Parameter(numbers("w", 2000, 8));
    Compiled step =
        Compiled.of(in -> {
          Tensor loss = new CrossEntropyLoss().of(in.get(0).linear(w.value()), in.get(1));
          return List.of(loss, Autograd.gradients(loss, List.of(w)).of(w).sum());
        });
    long logits = FLOAT * 300L * 2000;
    long gradient = FLOAT * 2000L * 8;
    Tensor x = numbers("x", 300, 8);
    Tensor labels = Tensor.arange(300).mul(6);

    assertThat(step.explain(x.type(), labels.type()).arenaBytes())
        .isBetween(logits, logits + 2 * gradient + 300 * 100);
  }

  @Test
  void headsAreNeverCopied() {
    MultiheadAttention attention = new MultiheadAttention(8, 2);
    attention.initialize(Seed.of(1));
    Compiled compiled =
        Compiled.of(
            in -> List.of(attention.apply(in.getFirst(), Mask.causally(), Mode.evaluation())));
    Tensor x = numbers("x", 3, 5, 8);

    assertThat(compiled.explain(x.type()).loops().stream().map(Explanation.Loop::title))
        .containsExactly(
            "gemm 5×8×24 in [3, 5, 24], then map of its results",
            "attention [3, 2, 1, 5, 4] to [3, 2, 5, 4]",
            "gemm 5×8×8 in [3, 5, 8], then map of its results");
  }

  @Test
  void aLanguageModelsPlanHasTheBitsOfItsStep() {
    GPT gpt = new GPT(GPT.Config.of(11, 140, 16, 2).withHeads(2));
    gpt.initialize(Seed.of(1));
    Mode mode = Mode.training(Seed.of(1), Slot.of(0));
    List<Parameter> some = gpt.parameters().subList(0, 6);
    Function<List<Tensor>, List<Tensor>> step =
        in -> {
          Tensor logits = gpt.apply(in.get(0), mode).flatten(0, 1);
          Tensor loss = new CrossEntropyLoss().of(logits, in.get(1).flatten());
          Gradients gradients = Autograd.gradients(loss, some);
          return some.stream().map(gradients::of).toList();
        };
    Tensor ids = Tensor.arange(280).fmod(Tensor.of(11L)).reshape(2, 140);
    Tensor next = ids.add(1).fmod(Tensor.of(11L));
    List<Tensor> eager = step.apply(List.of(ids, next));
    List<Tensor> planned = Compiled.of(step).run(ids, next);

    for (int i = 0; i < eager.size(); i++) {
      assertThat(planned.get(i).toFloats()).containsExactly(eager.get(i).toFloats());
    }
  }
}
