package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
  private static final Tensor IDS = Tensor.of(new long[][] {{1, 2}, {2, 0}});

  @Test
  void thePaddingStartsAsZeroAndGetsNoGradient() {
    Embedding embedding = new Embedding(Embedding.Config.of(3, 2).withPadding(2));
    Tensor loss = embedding.apply(IDS).sum();

    assertThat(embedding.weight().value().get(2).toFloats()).containsExactly(0, 0);
    assertThat(embedding.weight().value().get(1).toFloats()).doesNotContain(0);
    assertThat(gradient(loss, embedding)).containsExactly(1, 1, 1, 1, 0, 0);
  }

  private static float[] gradient(Tensor loss, Embedding embedding) {
    Parameter weight = embedding.weight();
    return Autograd.gradients(loss, List.of(weight)).of(weight).toFloats();
  }

  @Test
  void aRowGetsTheSumOfItsUses() {
    Embedding embedding = new Embedding(3, 2);
    Tensor loss = embedding.apply(IDS).mul(Tensor.of(new float[] {1, 3})).sum();

    assertThat(gradient(loss, embedding)).containsExactly(1, 3, 1, 3, 2, 6);
  }

  /** By hand, 0.5/5 of the first row; {@code nn.Embedding(2, 2, max_norm=0.5)} gives the same. */
  @Test
  void longRowsAreShortenedAsTheyAreLookedUp() {
    Embedding embedding = new Embedding(Embedding.Config.of(2, 2).withMaxNorm(0.5));
    embedding.weight().copyInto(Tensor.of(new float[][] {{3, -4}, {0.25f, 0.125f}}));

    assertThat(embedding.apply(Tensor.of(new long[] {0, 1})).toFloats())
        .containsExactly(new float[] {0.3f, -0.4f, 0.25f, 0.125f}, within(1e-6f));
    assertThat(embedding.weight().value().toFloats()).containsExactly(3, -4, 0.25f, 0.125f);
  }

  @Test
  void bytesAreIds() {
    Embedding embedding = new Embedding(3, 2);

    assertThat(embedding.apply(IDS.to(DType.UINT8)).toFloats())
        .containsExactly(embedding.apply(IDS).toFloats());
  }

  @Test
  void anIdOutsideIsNamedWithItsPlace() {
    Sequential network = Sequential.of(new Embedding(2, 4));

    assertThatThrownBy(() -> network.apply(IDS))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Embedding \"0\": the id 2 at [0, 1] is not in the vocabulary, whose 2 ids go from 0 to"
                + " 1; give the layer more entries, or text the same vocabulary.");
    assertThatThrownBy(() -> network.apply(Tensor.of(new long[] {0, 1, -1})))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("Embedding \"0\": the id -1 at [2] is not in the vocabulary");
  }

  @Test
  void idsAreWholeNumbers() {
    assertThatThrownBy(() -> new Embedding(2, 4).apply(Tensor.ones(3)))
        .isInstanceOf(TypeException.class)
        .hasMessage(
            "Embedding: the ids are float32[3] but must be int64, int32 or uint8; convert with"
                + " to(DType.INT64).");
  }

  @Test
  void aBagOfPaddingAloneGivesZero() {
    EmbeddingBag bag =
        new EmbeddingBag(
            new EmbeddingBag.Bag(
                EmbeddingTable.Config.of(3, 2).withPadding(2), EmbeddingBag.Join.MAX));

    assertThat(bag.apply(Tensor.of(new long[][] {{2, 2}})).toFloats()).containsExactly(0, 0);
  }

  @Test
  void aBagTakesTwoAxesOrStarts() {
    EmbeddingBag bag = new EmbeddingBag(3, 2, EmbeddingBag.Join.SUM);

    assertThatThrownBy(() -> bag.apply(Tensor.of(new long[] {1})))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "EmbeddingBag: the ids are [1] but must be [bags, n]; ids [n] need a tensor of where"
                + " each bag begins.");
    assertThatThrownBy(() -> bag.apply(IDS, Tensor.of(new long[] {0}), Mode.evaluation()))
        .hasMessage(
            "EmbeddingBag: the ids are [2, 2] and the starts [1] but must be [n] and [bags].");
  }

  @Test
  void bagsStartOneBehindTheOther() {
    EmbeddingBag bag = new EmbeddingBag(3, 2, EmbeddingBag.Join.SUM);
    Tensor ids = Tensor.of(new long[] {1, 2, 0});
    for (long[] starts : new long[][] {{1}, {0, 3, 1}, {0, 4}, {-1, 2}}) {
      assertThatThrownBy(() -> bag.apply(ids, Tensor.of(starts), Mode.evaluation()))
          .isInstanceOf(ShapeException.class)
          .hasMessageEndingWith(", but starts ascend from 0 to at most the 3 ids.");
    }
    assertThatThrownBy(() -> bag.apply(ids, Tensor.of(new long[] {0, 3, 1}), Mode.evaluation()))
        .hasMessageStartingWith("EmbeddingBag: bag 2 starts at 1, but");
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new Embedding(0, 2))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Embedding: entries and width must be at least 1, not 0 and 2.");
    assertThatThrownBy(() -> Embedding.Config.of(3, 2).withPadding(3))
        .hasMessage("Embedding: the padding is 3 but must be an id, from 0 to 2.");
    assertThatThrownBy(() -> Embedding.Config.of(3, 2).withMaxNorm(0))
        .hasMessage("Embedding: the greatest norm is 0.0 but must be positive.");
  }
}
